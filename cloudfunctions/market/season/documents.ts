import { collection } from '../../shared/collection'
import type { CalendarDate } from '../../shared/shanghai'

/** 固定摊 A stall that is given for seasons; the id is `market-stall`. Rights to it do not overlap. */
export interface SeasonStall {
  _id: string
  market: string
  stall: string
  rights: SeasonRight[]
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
}
export const seasonStalls = collection<SeasonStall>('market_seasons', {
  market: { keys: { market: 1, _id: 1 } },
  holder: { keys: { 'rights.vendor': 1, _id: 1 } },
})
