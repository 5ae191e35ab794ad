import { collection } from '../../shared/collection'
import type { Sealed } from '../../shared/documents'
import type { Place } from '../../shared/region'
import type { CalendarDate } from '../../shared/shanghai'
import type { StallKind } from '../night/contract'
import type { Outcome } from './lot.rules'
import type { DrawTimes, StoredState } from './rules'

/** 摇号 How a night's stalls of mode `draw` are given. */
export interface NightDraw {
  /** Which public number, as 福彩3D 开奖号码. */
  source: string
  /** How much service may add to a chance, in hundredths; absent: 50. */
  bonusMax?: number
  /** The number of the present round, from 1. */
  round: number
  /** When that round opens and closes. */
  times: DrawTimes
  /** The round whose list is being made or stands: from then on, its stalls stay as they are. */
  listed?: number
  /** True once the present round gave its stalls, or there is none to come: stalls of mode `draw` are picked then. */
  over?: true
}

/**
 * A round of a night's draw; the id is `night-number`. Entries stand in it, and not apart, so that one write decides
 * whether somebody still got in before the list was frozen.
 */
export interface DrawRound {
  _id: string
  night: string
  number: number
  marketName: string
  place: Place
  date: CalendarDate
  times: DrawTimes
  /** Which public number, of which day. */
  source: string
  commitment: string
  /** The secret, sealed for this round, until it is drawn. */
  sealed?: Sealed
  state: StoredState
  entries: DrawEntry[]
  /** How often its entries changed: the list is frozen onto exactly those that it was made from. */
  changes: number
  frozen?: { at: Date; list: string; hash: string; entrants: number }
  drawn?: { secret: string; number: string; origin: string; by: string; at: Date; key: string; outcome: Outcome }
  /** Why it is void; `by` is absent where the clock did it. */
  voided?: { reason: string; by?: string; at: Date; key: string }
  /** When the timer must look at it next; absent: it is over, and the night knows. */
  due?: Date
}

/** Somebody who wants to take part. */
export interface DrawEntry {
  /** openid */
  vendor: string
  shop: string
  name: string
  sells: string
  kinds: StallKind[]
  choices: string[]
  /** The shop that they want to stand beside. */
  pair?: string
  at: Date
  /** The once-only keys of the latest 10 taps on it. */
  taps: string[]
  /** True when it was taken back. */
  out?: true
}
export const draws = collection<DrawRound>('market_draws', {
  due: { keys: { due: 1 } },
  night: { keys: { night: 1, number: -1 } },
  vendor: { keys: { 'entries.vendor': 1, _id: -1 } },
})
