import { demoPlace } from '../../shared/demo'
import { placesAbove } from '../../shared/region'
import type { PointKind } from './contract'
import type { ServicePoint } from './documents'
import { foundBy } from './saving'

type Drafted = [
  kind: PointKind,
  name: string,
  where: string,
  /** Metres east and north of the community's middle. */
  east: number,
  north: number,
  hours: string,
  offers: string,
  phone?: string,
]

interface Community {
  place: string
  name: string
  latitude: number
  longitude: number
  points: readonly Drafted[]
}

const daily = '每天 9:00–18:00'
const weekdays = '周一到周五 8:30–17:30'

/** Telephone numbers are made up. */
const communities: readonly Community[] = [
  {
    ...{ place: demoPlace, name: '桃花井社区', latitude: 28.2762, longitude: 112.9215 },
    points: [
      ['party', '桃花井党群服务中心', '社区服务中心一楼', 0, 0, weekdays, '办事、咨询、领志愿服装', '0731-80000001'],
      ['station', '夜市北门志愿驿站', '桃花井夜市北门旁', -120, 410, '每天 17:00–23:00', '热水、雨伞、急救包、问路'],
      ['barber', '周三义剪角', '社区服务中心后院', 35, -40, '周三 9:00–11:30', '六十岁以上免费理发'],
      ['tools', '邻里工具屋', '时代倾城二期物业旁', 290, 230, daily, '借电钻、梯子、手推车', '0731-80000002'],
      ['repair', '街坊修补角', '时代倾城二期架空层', 340, 180, '周六 9:00–17:00', '修伞、配钥匙、缝补'],
      ['books', '桃花小书屋', '桃花井小学对面', -230, -190, '每天 15:00–20:00', '借书、换书、写作业'],
      [
        'care',
        '量压测糖小屋',
        '社区卫生站门口',
        150,
        -260,
        '周一到周六 8:00–12:00',
        '量血压、测血糖、问用药',
        '0731-80000003',
      ],
      ['rest', '户外劳动者歇脚点', '银星路公交站旁', -420, 90, '每天 7:00–22:00', '饮水、微波炉、充电、空调'],
      ['station', '中心花园驿站', '时代倾城二期中心花园', 310, 205, daily, '志愿者签到、便民小药箱'],
      ['tools', '共享雨伞架', '地铁口出站右手边', -620, -330, '全天', '借伞还伞，扫码就行'],
      ['care', '夜市急救点', '桃花井夜市中段', -80, 360, '夜市开市时', 'AED、急救包、志愿护士'],
    ],
  },
  {
    ...{ place: 'wangcheng.gaotangling.wangfulu', name: '望府路社区', latitude: 28.3553, longitude: 112.8226 },
    points: [
      ['party', '望府路党群服务中心', '望府路 66 号一楼', 0, 0, weekdays, '办事、咨询、议事室预约', '0731-80000004'],
      ['station', '望府路口驿站', '望府路与郭亮路口', -160, 120, daily, '热水、打气筒、问路'],
      ['barber', '月末义剪角', '望府路社区广场', 90, 60, '每月最后一个周日上午', '义剪、磨刀'],
      ['books', '森林海漂流书架', '森林海小区架空层', 420, 390, '全天', '放一本，拿一本'],
      ['tools', '森林海工具角', '森林海小区物业', 445, 360, daily, '借梯子、疏通器、电钻', '0731-80000005'],
      ['rest', '骑手歇脚点', '郭亮路商业街中段', -340, -210, '每天 10:00–22:00', '充电、饮水、小药箱'],
      ['care', '望府健康角', '社区卫生站二楼', 60, -180, '周一到周五 8:00–17:00', '量血压、健康档案', '0731-80000006'],
      ['repair', '家电义修角', '望府路社区广场', 110, 75, '每月第二个周六', '小家电免费检修'],
    ],
  },
  {
    ...{ place: 'wangcheng.gaotangling.huangshiling', name: '黄狮岭社区', latitude: 28.3617, longitude: 112.8153 },
    points: [
      ['party', '黄狮岭党群服务中心', '社区服务中心一楼', 0, 0, weekdays, '办事、咨询、调解', '0731-80000007'],
      ['station', '黄狮岭驿站', '社区公园南门', 190, -140, daily, '热水、轮椅、儿童座椅'],
      ['tools', '黄狮岭共享工具', '党群服务中心旁', 20, 35, weekdays, '手推车、梯子、应急灯'],
      ['books', '公园读书亭', '社区公园里', 230, -90, '每天 8:00–19:00', '报纸、棋盘、老花镜'],
      ['barber', '巷口义剪角', '黄狮岭老街口', -280, 240, '周五 14:00–17:00', '义剪、上门预约登记'],
      ['care', '老街健康角', '黄狮岭老街 12 号', -310, 220, '周二、周四上午', '量血压、测视力'],
    ],
  },
]

const metresPerDegree = 111_320

function asPoint(community: Community, drafted: Drafted, number: number, now: Date): ServicePoint {
  const [kind, name, where, east, north, hours, offers, phone] = drafted
  const latitude = community.latitude + north / metresPerDegree
  const longitude = community.longitude + east / (metresPerDegree * Math.cos((latitude * Math.PI) / 180))
  const _id = `demopt${String(number).padStart(4, '0')}`
  const { place } = community
  const told = { kind, where: { name: where, latitude, longitude } }
  const point: ServicePoint = {
    ...{ _id, name, ...told, place, placeName: community.name, places: [place, ...placesAbove(place)] },
    ...{ hours, offers, ...(phone === undefined ? {} : { phone }), steps: [], rev: 0 },
  }
  // One of them stands still, so that this can be seen too.
  if (name === '共享雨伞架') return { ...point, closed: { why: '地铁口改造，先收起来', at: now } }
  return { ...point, ...foundBy(point) }
}

/** What the demo's communities offer within a walk. */
export const demoPoints = (now: Date): ServicePoint[] =>
  communities
    .flatMap((community) => community.points.map((drafted) => ({ community, drafted })))
    .map(({ community, drafted }, index) => asPoint(community, drafted, index + 1, now))
