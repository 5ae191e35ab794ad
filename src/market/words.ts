import { whyNotStall } from '../../cloudfunctions/market/booking/rules'
import type { night, NightState, NightSummary, StallKind, StallOnMap } from '../../cloudfunctions/market/night/contract'
import type { Output } from '../../cloudfunctions/shared/contract'
import { addDays, clockTime, dayAndTime, longDate, type CalendarDate } from '../../cloudfunctions/shared/shanghai'
import { dotted, fromTo, noBreak } from '../shared/phrases'

/** One night's stalls as the caller sees them. */
export type NightMap = Output<typeof night.nightMap>

export const kindWords: Record<StallKind, string> = {
  hot: '热食',
  cold: '冷食',
  goods: '百货',
  craft: '手作',
  good: '公益',
}

const stateWords: Record<Exclude<NightState, 'draft'>, string> = {
  open: '正在订摊',
  closed: '订摊结束，等着开张',
  running: '正热闹着',
  ended: '已经收摊',
  cancelled: '这晚不出摊',
}

/** What whoever looks at the map can do here, in one line. */
export function appliesWords({ whyNot, me }: NightMap): string {
  if (whyNot) return whyNot.say
  return `您能订${(me?.kinds ?? []).map((kind) => kindWords[kind]).join('、')}的摊位，选一个空的`
}

/** 今晚, 明晚, or the date. A night that still runs after midnight is tonight. */
export function eveningOf(date: CalendarDate, today: CalendarDate): string {
  if (date <= today) return '今晚'
  return date === addDays(today, 1) ? '明晚' : longDate(date)
}

/** `今晚 11月27日 周五`; other days than today and tomorrow have only their date. */
export function eveningWithDate(date: CalendarDate, today: CalendarDate): string {
  const evening = eveningOf(date, today)
  return evening === longDate(date) ? evening : `${evening} ${longDate(date)}`
}

/** `17:30 – 次日 02:00` */
export const hoursOf = ({ date, startsAt, endsAt }: Pick<NightSummary, 'date' | 'startsAt' | 'endsAt'>): string =>
  fromTo(clockTime(startsAt, date), clockTime(endsAt, date))

/** Fen as people say it. */
export const feeWords = (fen: number): string =>
  fen === 0 ? '免摊位费' : `摊位费${noBreak}${String(fen / 100)}${noBreak}元`

/** What a stall offers and costs. */
export const stallFacts = ({ water, power, fee }: Pick<StallOnMap, 'water' | 'power' | 'fee'>): string =>
  dotted([water ? '有水' : '没有水', power ? '有电' : '没有电', feeWords(fee)])

/** Who stands there and what they sell, said once where the name tells it already. */
export const vendorWords = ({ name, sells }: { name: string; sells: string }): string =>
  name.includes(sells) ? name : dotted([name, sells])

/** Why whoever looks at the map may not take a stall: `all` where it holds for the whole night; null when they may. */
export const whyNotHere = (map: NightMap, stall: StallOnMap): 'all' | ReturnType<typeof whyNotStall> =>
  map.whyNot ? 'all' : whyNotStall(stall, map.me?.kinds ?? [], map.me?.waitedFor, map.me?.barred)

/**
 * Whether a tap keeps this stall for the reader. Not while they wait or something is offered to them: a pick takes them off
 * the waiting list, and that should be a tap that says so.
 */
export const mayHold = (map: NightMap, stall: StallOnMap): boolean =>
  stall.state === 'free' && map.me?.position === undefined && !map.me?.held?.offered && whyNotHere(map, stall) === null

/** How much longer something is kept. */
export const leftWords = (minutes: number): string =>
  minutes > 1 ? `还有${noBreak}${String(minutes)}${noBreak}分钟` : `不到${noBreak}1${noBreak}分钟了`

/** Where a night stands, in words. */
export const stateOf = ({ state, opensAt }: Pick<NightSummary, 'state' | 'opensAt'>): string =>
  state === 'draft' ? `${dayAndTime(opensAt)} 开始订摊` : stateWords[state]

/** What stands on a stall in the map: who is there, or why nobody is. */
export function stallMark({ state, vendor }: Pick<StallOnMap, 'state' | 'vendor'>): string {
  if (state === 'mine') return '我的'
  if (state === 'holding') return '给您留着'
  return vendor?.name ?? { free: '空', held: '正在被挑选', taken: '有人', closed: '停用' }[state]
}
