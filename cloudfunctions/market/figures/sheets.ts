import type { CalendarDate } from '../../shared/shanghai'
import type { Column, Sheet, Value } from '../../shared/xlsx'
import type { FeeSums } from '../fees/contract'
import type { StallKind } from '../night/contract'
import { figureIds, type FigureId, type MonthFigures, type Values } from './contract'
import type { Facts } from './count.rules'
import { definitions } from './rules'

const kindOf = { count: 'number', fen: 'fen', points: 'number' } as const
const units = { count: '个', fen: '元', points: '分' } as const

/** A figure's number as Excel has it: yuan where it is money. */
const told = (values: Values, id: FigureId): Value => (definitions[id].in === 'fen' ? { fen: values[id] } : values[id])

/** Each figure of a night with what it means. */
export const summarySheet = (values: Values, asOf: Date): Sheet => ({
  name: '小结',
  columns: [
    { title: '部分', kind: 'text', width: 12 },
    { title: '指标', kind: 'text', width: 12 },
    { title: '数', kind: 'number', width: 10 },
    { title: '单位', kind: 'text', width: 6 },
    { title: '口径', kind: 'text', width: 60 },
    { title: '截至', kind: 'time' },
  ],
  rows: figureIds.map((id) => {
    const { part, name, in: unit, words } = definitions[id]
    return [part, name, told(values, id), units[unit], words, asOf]
  }),
})

export const definitionsSheet = (asOf: Date): Sheet => ({
  name: '口径',
  columns: [
    { title: '指标', kind: 'text', width: 12 },
    { title: '单位', kind: 'text', width: 6 },
    { title: '口径', kind: 'text', width: 60 },
    { title: '截至', kind: 'time' },
  ],
  rows: figureIds.map((id) => [definitions[id].name, units[definitions[id].in], definitions[id].words, asOf]),
})

const kindWords: Record<StallKind, string> = {
  hot: '热食',
  cold: '冷食',
  goods: '百货',
  craft: '手作',
  good: '公益',
}

const moneyColumns: Column[] = [
  { title: '摊位费（元）', kind: 'fen', width: 12 },
  { title: '免收（元）', kind: 'fen' },
  { title: '收到（元）', kind: 'fen' },
  { title: '退还（元）', kind: 'fen' },
  { title: '未收（元）', kind: 'fen' },
  { title: '待退（元）', kind: 'fen' },
]

const moneyOf = (sums: FeeSums | undefined): Value[] =>
  sums ? [sums.fee, sums.waived, sums.paid, sums.refunded, sums.toPay, sums.toRefund] : []

/** Each stall of a night: who had it, whether they came, what it cost. */
export function stallsSheet(
  stalls: readonly { code: string; kind: StallKind; outOfUse?: string }[],
  facts: Facts,
): Sheet {
  const { night, money } = facts
  const rowOf = (code: string, kind: StallKind, outOfUse: string | undefined): Value[] => {
    const booked = night.bookings.find(({ stall, until }) => stall === code && until === undefined)
    const missed = (night.absent ?? []).find(({ stall, key }) => stall === code && key !== booked?.key)
    const who = booked ?? missed
    const state = booked ? (booked.arrived ? '到场' : '没签到') : missed ? '没来' : (outOfUse ?? '空')
    const paid = money.find(({ stall, name }) => stall === code && name === who?.name)
    const times = [who?.at, booked?.arrived?.at, booked?.left?.at]
    return [code, kindWords[kind], who?.name, booked?.spare ? '公益空摊' : state, ...times, ...moneyOf(paid)]
  }
  return {
    name: '每个摊位',
    columns: [
      { title: '摊位', kind: 'text', width: 7 },
      { title: '类型', kind: 'text', width: 7 },
      { title: '摊名', kind: 'text', width: 18 },
      { title: '情况', kind: 'text', width: 10 },
      { title: '订摊时间', kind: 'time' },
      { title: '签到时间', kind: 'time' },
      { title: '收摊时间', kind: 'time' },
      ...moneyColumns,
    ],
    rows: stalls.map(({ code, kind, outOfUse }) => rowOf(code, kind, outOfUse)),
  }
}

/** Each night of a month, and their sums. */
export const nightsSheet = ({ nights, totals }: Pick<MonthFigures, 'nights' | 'totals'>): Sheet => {
  const row = (date: CalendarDate | undefined, note: string | undefined, values: Values): Value[] => [
    date,
    note,
    ...figureIds.map((id) => values[id]),
  ]
  return {
    name: '每晚',
    columns: [
      { title: '日期', kind: 'date' },
      { title: '说明', kind: 'text' },
      ...figureIds.map((id): Column => {
        const { name, in: unit } = definitions[id]
        return { title: unit === 'fen' ? `${name}（元）` : name, kind: kindOf[unit], width: unit === 'fen' ? 12 : 10 }
      }),
    ],
    rows: [
      ...nights.map(({ date, cancelled, values }) => row(date, cancelled && `取消：${cancelled}`, values)),
      row(undefined, '合计', totals),
    ],
    sums: true,
  }
}

/** What each vendor's month comes to. */
export const vendorsSheet = (items: readonly (FeeSums & { name: string; nights: number })[]): Sheet => ({
  name: '每位摊主',
  columns: [{ title: '摊名', kind: 'text', width: 18 }, { title: '晚数', kind: 'number' }, ...moneyColumns],
  rows: items.map((each) => [each.name, each.nights, ...moneyOf(each)]),
})
