import { demoPlace } from '../../shared/demo'
import type { ShiftRole } from '../documents'
import type { Category, PaperKind, Skill } from './contract'

type RoleShape = Pick<ShiftRole, 'name' | 'min' | 'max'> & { skill?: Skill; paper?: PaperKind }

/** What is done again and again in a district's communities; times are minutes after midnight. */
export interface Shape {
  title: string
  words: string
  category: Category
  from: number
  until: number
  roles: RoleShape[]
  approval?: true
}

const hour = 60
const anyone = (min: number, max: number): RoleShape[] => [{ name: '', min, max }]

export const shapes: Shape[] = [
  {
    title: '周末清洁日',
    words: '一起把楼前屋后扫干净，工具和手套社区备好。',
    category: 'clean',
    from: 8.5 * hour,
    until: 10.5 * hour,
    roles: anyone(4, 20),
  },
  {
    title: '夜市文明劝导',
    words: '在夜市入口引导停车、劝一劝乱扔垃圾，穿红马甲就行。',
    category: 'civility',
    from: 18 * hour,
    until: 20 * hour,
    roles: anyone(2, 8),
  },
  {
    title: '独居老人走访',
    words: '两人一组，陪老人说说话，看看水电安不安全。',
    category: 'care',
    from: 9 * hour,
    until: 11 * hour,
    roles: anyone(2, 6),
    approval: true,
  },
  {
    title: '四点半课堂',
    words: '陪放学没人接的孩子写作业、读书。',
    category: 'study',
    from: 16.5 * hour,
    until: 18 * hour,
    roles: [
      { name: '辅导', min: 2, max: 4, skill: 'teach' },
      { name: '看护', min: 1, max: 4 },
    ],
  },
  {
    title: '社区义诊',
    words: '量血压、测血糖，给老人讲讲怎么吃药。',
    category: 'health',
    from: 9 * hour,
    until: 11.5 * hour,
    roles: [
      { name: '护理', min: 2, max: 4, skill: 'nurse', paper: 'health' },
      { name: '引导', min: 2, max: 6 },
    ],
  },
  {
    title: '义剪进楼栋',
    words: '给走不远的老人上门理发。',
    category: 'handy',
    from: 14 * hour,
    until: 16 * hour,
    roles: [
      { name: '理发', min: 1, max: 3, skill: 'barber' },
      { name: '帮手', min: 1, max: 3 },
    ],
  },
  {
    title: '家电义修',
    words: '电饭煲、风扇、台灯，能修的都修修看。',
    category: 'handy',
    from: 9.5 * hour,
    until: 11.5 * hour,
    roles: [
      { name: '修理', min: 1, max: 4, skill: 'repair' },
      { name: '登记', min: 1, max: 2 },
    ],
  },
  {
    title: '晚间平安巡逻',
    words: '沿着小区走两圈，看看消防通道和楼道的灯。',
    category: 'safety',
    from: 19.5 * hour,
    until: 21.5 * hour,
    roles: anyone(2, 8),
  },
  {
    title: '上学路口护学岗',
    words: '早高峰在校门口的路口，带孩子们过马路。',
    category: 'safety',
    from: 7.25 * hour,
    until: 8.25 * hour,
    roles: anyone(2, 6),
  },
  {
    title: '老人手机课堂',
    words: '手把手教老人挂号、打车、和孙子视频。',
    category: 'study',
    from: 15 * hour,
    until: 16.5 * hour,
    roles: anyone(2, 8),
  },
  {
    title: '社区食堂帮厨',
    words: '择菜、分餐、收桌子，中午管一顿饭。',
    category: 'care',
    from: 10 * hour,
    until: 13 * hour,
    roles: [
      { name: '帮厨', min: 1, max: 3, paper: 'health' },
      { name: '分餐', min: 2, max: 5 },
    ],
  },
  {
    title: '垃圾分类桶边指导',
    words: '站在桶边，帮邻居分一分，不会的教一教。',
    category: 'clean',
    from: 18.5 * hour,
    until: 20 * hour,
    roles: anyone(1, 4),
  },
  {
    title: '法律咨询一小时',
    words: '劳动、租房、赡养，听一听，指条路。',
    category: 'handy',
    from: 19 * hour,
    until: 20 * hour,
    roles: [{ name: '咨询', min: 1, max: 2, skill: 'law' }],
  },
  {
    title: '广场电影夜',
    words: '摆椅子、发驱蚊贴、散场收拾干净。',
    category: 'culture',
    from: 18.5 * hour,
    until: 21 * hour,
    roles: anyone(4, 12),
  },
  {
    title: '旧书旧衣换一换',
    words: '登记、摆台、打包，剩下的送去山里的学校。',
    category: 'culture',
    from: 9 * hour,
    until: 12 * hour,
    roles: anyone(3, 10),
  },
  {
    title: '夜市公益摊值守',
    words: '在公益摊上给大家量血压、磨刀、换书，也招呼招呼新来的。',
    category: 'market',
    from: 18.5 * hour,
    until: 21.5 * hour,
    roles: anyone(2, 4),
  },
]

export interface Venue {
  place: string
  organiser: string
  name: string
  latitude: number
  longitude: number
}

export const venues: Venue[] = [
  { place: demoPlace, organiser: '桃花井社区', name: '桃花井社区服务中心', latitude: 28.2762, longitude: 112.9215 },
  {
    place: `${demoPlace}.g1`,
    organiser: '桃花井社区',
    name: '时代倾城二期中心花园',
    latitude: 28.2781,
    longitude: 112.9247,
  },
  { place: `${demoPlace}.g2`, organiser: '桃花井社区', name: '桃花井夜市北门', latitude: 28.2799, longitude: 112.9203 },
  { place: `${demoPlace}.g3`, organiser: '桃花井社区', name: '桃花井小学门口', latitude: 28.2744, longitude: 112.9189 },
  {
    place: 'wangcheng.gaotangling.wangfulu',
    organiser: '望府路社区',
    name: '望府路社区广场',
    latitude: 28.3553,
    longitude: 112.8226,
  },
  {
    place: 'wangcheng.gaotangling.wangfulu.g1',
    organiser: '望府路社区',
    name: '森林海小区架空层',
    latitude: 28.3588,
    longitude: 112.8269,
  },
  {
    place: 'wangcheng.gaotangling.huangshiling',
    organiser: '黄狮岭社区',
    name: '黄狮岭社区服务中心',
    latitude: 28.3617,
    longitude: 112.8153,
  },
]
