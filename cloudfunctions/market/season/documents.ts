import { collection } from '../../shared/collection'
import { owesIndex, type Owes } from '../../shared/documents'
import type { CalendarDate } from '../../shared/shanghai'

/** 固定摊 A stall that is given for seasons; the id is `market-stall`. Rights to it do not overlap. */
export interface SeasonStall extends Owes {
  _id: string
  market: string
  stall: string
  rights: SeasonRight[]
  /** Since when its rights and the nights that are planned may differ; absent: they agree. */
  due?: Date
}

/** A vendor's right to a stall on every night from one date to another, both included. */
export interface SeasonRight {
  /** openid */
  vendor: string
  shop: string
  from: CalendarDate
  until: CalendarDate
  /** Who granted it (`actorOf`). */
  by: string
  at: Date
  key: string
  /** Who ended it before its time, and why: `until` is the day that was said then. */
  ended?: { by: string; reason: string; at: Date; key: string }
  /** It ended before it began. */
  never?: true
}
export const seasonStalls = collection<SeasonStall>('market_seasons', {
  market: { keys: { market: 1, _id: 1 } },
  holder: { keys: { 'rights.vendor': 1, _id: 1 } },
  due: { keys: { due: 1 } },
  ...owesIndex,
})
