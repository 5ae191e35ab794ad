import { figureIds, type FigureId, type Values } from './contract'

/** Which part of the report a figure belongs to. */
export const figureParts = ['摊位', '到场', '摊位费', '巡查和反映'] as const

interface Definition {
  name: string
  part: (typeof figureParts)[number]
  /** What its number is in: things, fen, points. */
  in: 'count' | 'fen' | 'points'
  /** What it counts, in words. */
  words: string
}

const stalls = (name: string, words: string): Definition => ({ name, part: '摊位', in: 'count', words })
const gate = (name: string, words: string): Definition => ({ name, part: '到场', in: 'count', words })
const money = (name: string, words: string): Definition => ({ name, part: '摊位费', in: 'fen', words })
const points = (name: string): Definition => ({
  name: `${name}扣分`,
  part: '巡查和反映',
  in: 'points',
  words: `巡查里${name}一项扣的分，要改和不合格的才扣`,
})

/** 口径 What each figure is called and means. */
export const definitions: Readonly<Record<FigureId, Definition>> = {
  usable: stalls('能用的摊位', '这一晚能用的摊位，停用的不算'),
  booked: stalls(
    '订出',
    '订下摊位的摊主，抢订、摇号、固定、候补、安排的都算，没来的也算；退掉的、还没确认的、公益空摊不算',
  ),
  spare: stalls('公益空摊', '空着的摊位放给公益摊主的'),
  waited: stalls('候补过', '候补过这一晚的摊主，后来订到的、退出的都算，一位算一次'),
  offered: stalls('候补给出', '留给候补摊主确认的摊位，留一次算一次，没确认的也算'),
  givenBack: stalls('退摊', '订下以后退掉的，摊主自己退的、摊位停用退的都算；没确认过的不算'),
  came: gate('到场', '订出的里，签了到的'),
  late: gate('迟到', '到场的里，过了最晚到场时间才签到的；晚订的，从订下起 45 分钟'),
  noShows: gate('没来', '订出的里，到时间没来、记录仍然算数的'),
  excused: gate('没来但不算', '记过没来，后来申诉通过的，或者查到按时到了、摊位已经给了别人的'),
  charged: money('摊位费', '这一晚订出的摊位一共该多少钱，免收的也在里面；来晚被放出的照算，申诉通过的不算'),
  waived: money('免收', '不收的钱：运营方免的、取消的那晚、公益摊位'),
  paid: money('收到', '现金和微信收到的，后来退掉的也在里面'),
  refunded: money('退还', '退给摊主的'),
  toPay: money('未收', '还该收的：摊位费减去免收和收到的，退还的加回来'),
  toRefund: money('待退', '多收了、还没退的'),
  looks: { name: '巡查', part: '巡查和反映', in: 'count', words: '巡查记下的次数，同一个摊看几次算几次' },
  hygiene: points('卫生'),
  fire: points('用火'),
  noise: points('噪音'),
  footprint: points('占道'),
  complaints: { name: '反映', part: '巡查和反映', in: 'count', words: '居民反映这一晚摊位的条数，答复了的也算' },
}

/** The sums of many nights. */
export function totalsOf(list: readonly Values[]): Values {
  const totals = {} as Values
  for (const id of figureIds) totals[id] = list.reduce((sum, each) => sum + each[id], 0)
  return totals
}
