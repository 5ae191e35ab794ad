import { collection } from '../../shared/collection'
import { owesIndex, type Owes } from '../../shared/documents'
import type { Place } from '../../shared/region'
import type { CalendarDate } from '../../shared/shanghai'
import type { Charge, MoneyFact } from './rules'

/** Money that came, was let go, or went back; never changed once it stands. */
export interface FeeFact extends MoneyFact {
  id: string
  way?: 'cash' | 'wechat'
  /** Who did it (`actorOf`); absent: the vendor paid by themselves. */
  by?: string
  /** Of what went back through WeChat: the order that it came by. */
  of?: string
  /** Why, of what was waived or paid back. */
  reason?: string
  at: Date
  /** The once-only key of the tap; of a payment through WeChat, its order's number. */
  key: string
}

/** An order of WeChat Pay, noted before it is placed; whether it was paid, a fact says. */
export interface FeeOrder {
  number: string
  amount: number
  at: Date
  /** Nobody paid it in time, and nobody can any more. */
  closed?: true
}

/** What is on its way back through WeChat, in fen: of which order, and how much that was in all. */
export interface FeeRefund {
  number: string
  order: string
  amount: number
  total: number
}

/**
 * 摊位费 The money of one vendor for one night; made with its first fact. It is apart from the night, so that bookings
 * stay as quick as they are and no fact goes when a night forgets old releases. The id is `night:shop`.
 */
export interface FeeAccount extends Owes {
  _id: string
  night: string
  market: string
  marketName: string
  place: Place
  date: CalendarDate
  /** openid */
  vendor: string
  shop: string
  name: string
  /** What they were charged, where the vendor left and the night no longer says whom it was about. */
  left?: Charge
  /** In the order they happened. */
  facts: FeeFact[]
  orders?: FeeOrder[]
  /** When WeChat is asked whether the latest order was paid, if its callback did not come; absent: never. */
  askAt?: Date
  sending?: FeeRefund[]
  /** Every write counts it up: a decision is written onto exactly what it was made from. */
  rev: number
}
export const feeAccounts = collection<FeeAccount>('market_fees', {
  market: { keys: { market: 1, _id: 1 } },
  vendor: { keys: { vendor: 1, _id: -1 } },
  order: { keys: { 'orders.number': 1 } },
  ask: { keys: { askAt: 1 } },
  sending: { keys: { 'sending.number': 1 } },
  ...owesIndex,
})
