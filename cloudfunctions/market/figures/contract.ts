import * as v from 'valibot'
import { contract, fields, Instant } from '../../shared/contract'
import { Month } from '../fees/contract'
import { MarketId } from '../layout/contract'
import { Day, NightId, StallCode } from '../night/contract'

/** What is counted of a night, in the order it is shown; what each means stands in `rules.ts`. */
export const figureIds = [
  'usable',
  'booked',
  'spare',
  'waited',
  'offered',
  'givenBack',
  'came',
  'late',
  'noShows',
  'excused',
  'charged',
  'waived',
  'paid',
  'refunded',
  'toPay',
  'toRefund',
  'looks',
  'hygiene',
  'fire',
  'noise',
  'footprint',
  'complaints',
] as const
export type FigureId = (typeof figureIds)[number]
export const FigureName = v.pipe(v.picklist(figureIds), v.title('哪个数'))

/** Each figure's number: how many, how many fen, how many points. */
export const Values = v.object(v.entriesFromList(figureIds, v.number()))
export type Values = v.InferOutput<typeof Values>

/** One thing that a figure counts. */
export const FigureRow = v.object({
  stall: v.optional(StallCode),
  /** Who, or what was said. */
  name: v.string(),
  note: v.optional(v.string()),
  /** How much of the figure it is. */
  amount: v.number(),
})
export type FigureRow = v.InferOutput<typeof FigureRow>

const NightFigures = v.object({
  night: NightId,
  date: Day,
  market: v.string(),
  cancelled: v.optional(v.string()),
  /** Up to when it counts. */
  asOf: Instant,
  values: Values,
})

export const MonthFigures = v.object({
  month: Month,
  market: v.string(),
  asOf: Instant,
  /** The earliest first. */
  nights: v.array(v.object({ night: NightId, date: Day, cancelled: v.optional(v.string()), values: Values })),
  totals: Values,
})
export type MonthFigures = v.InferOutput<typeof MonthFigures>

/** An Excel file: what it is called, and its bytes. */
const File = v.object({ name: v.string(), base64: v.string() })

const refusals = { NO_SUCH_NIGHT: '没有找到这一晚，请刷新再看' }
const noSuchMarket = { NO_SUCH_MARKET: '没有找到这个夜市，回首页看看' }
const staff = { by: 'operator', also: ['auditor'] } as const

/** 小结与月报 What a night and a month come to, in numbers that open to what they count. */
export const figures = contract('market', {
  /** The markets that the caller may look at. */
  reportedMarkets: {
    ...staff,
    input: fields({}),
    output: v.object({ items: v.array(v.object({ id: v.string(), name: v.string() })) }),
    refusals: {},
  },
  nightFigures: { ...staff, at: 'night', input: fields({ night: NightId }), output: NightFigures, refusals },
  /** What one figure of a night counts. */
  figureRows: {
    ...staff,
    at: 'night',
    input: fields({ night: NightId, figure: FigureName }),
    output: v.object({ date: Day, market: v.string(), asOf: Instant, value: v.number(), rows: v.array(FigureRow) }),
    refusals,
  },
  /** This month's when none is named. */
  monthFigures: {
    ...staff,
    at: 'market',
    input: fields({ market: MarketId, month: v.optional(Month) }),
    output: MonthFigures,
    refusals: noSuchMarket,
  },
  /** 导出 Excel A night: its figures with their definitions, and a row for each stall. */
  nightSheet: { ...staff, at: 'night', input: fields({ night: NightId }), output: File, refusals },
  /** 导出 Excel A month: a row for each night, one for each vendor, and the definitions. */
  monthSheet: {
    ...staff,
    at: 'market',
    input: fields({ market: MarketId, month: Month }),
    output: File,
    refusals: noSuchMarket,
  },
})
