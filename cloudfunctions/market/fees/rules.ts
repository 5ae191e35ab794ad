import type { CalendarDate } from '../../shared/shanghai'
import type { StallKind } from '../night/contract'
import type { FeeState, WhyNotFee } from './contract'

/** What happens to the money of one vendor's stall on one night. */
export type FeeEvent = 'takeCash' | 'waive' | 'refund'

/** A fact about money; what it makes of the account is computed (`balanceOf`). Amounts are fen. */
export interface MoneyFact {
  kind: 'paid' | 'waived' | 'refunded'
  amount: number
}

/** What a night says of a vendor's stall: what it costs, and why it is for nothing, if so. */
export interface Charge {
  stall: string
  fee: number
  free?: 'cancelled' | 'good'
}

/** An account of one vendor and night. All in fen. */
export interface Balance {
  fee: number
  waived: number
  paid: number
  refunded: number
  toPay: number
  toRefund: number
  state: FeeState
}

/** The first row that fits is the state. */
export const stateRows: readonly (readonly [FeeState, (money: Omit<Balance, 'state'>) => boolean])[] = [
  ['toRefund', ({ toRefund }) => toRefund > 0],
  ['owed', ({ toPay }) => toPay > 0],
  ['paid', ({ paid, refunded }) => paid > refunded],
  ['refunded', ({ refunded }) => refunded > 0],
  ['waived', ({ waived }) => waived > 0],
  ['nothing', () => true],
]

/**
 * What is owed either way. What a stall costs follows from the night as it is now, so that money that came for a stall
 * given back, moved to a cheaper one, or paid twice, is to be paid back by itself.
 * @param charge what the night says; undefined: this vendor has no stall of it
 */
export function balanceOf(charge: Charge | undefined, facts: readonly MoneyFact[]): Balance {
  const sum = (kind: MoneyFact['kind']) =>
    facts.reduce((total, each) => (each.kind === kind ? total + each.amount : total), 0)
  const fee = charge?.fee ?? 0
  const waived = charge?.free === undefined ? Math.min(fee, sum('waived')) : fee
  const [paid, refunded] = [sum('paid'), sum('refunded')]
  const open = fee - waived - (paid - refunded)
  const money = { fee, waived, paid, refunded, toPay: Math.max(0, open), toRefund: Math.max(0, -open) }
  const [state] = stateRows.find(([, fits]) => fits(money)) ?? (['nothing'] as const)
  return { ...money, state }
}

/** Why this cannot happen now, by the state that it meets; null: it can. A paid fee may still be waived: then it goes back. */
export const feeTable: Readonly<Record<FeeState, Readonly<Record<FeeEvent, WhyNotFee | null>>>> = {
  owed: { takeCash: null, waive: null, refund: 'NOTHING_TO_REFUND' },
  paid: { takeCash: 'ALREADY_PAID', waive: null, refund: 'NOTHING_TO_REFUND' },
  waived: { takeCash: 'NOTHING_OWED', waive: 'NOTHING_OWED', refund: 'NOTHING_TO_REFUND' },
  toRefund: { takeCash: 'ALREADY_PAID', waive: 'NOTHING_OWED', refund: null },
  refunded: { takeCash: 'NOTHING_OWED', waive: 'NOTHING_OWED', refund: 'NOTHING_TO_REFUND' },
  nothing: { takeCash: 'NOTHING_OWED', waive: 'NOTHING_OWED', refund: 'NOTHING_TO_REFUND' },
}

/** What an event moves, in fen: what is open, or, waived, what the stall costs and was not waived yet. */
export function amountOf(event: FeeEvent, { fee, waived, toPay, toRefund }: Balance): number {
  if (event === 'takeCash') return toPay
  return event === 'waive' ? fee - waived : toRefund
}

/** A booking or an absence, as an account sees it. */
interface Seat {
  shop: string
  stall: string
  kind: StallKind
  fee: number
}

interface NightOfFees {
  cancelled?: string
  bookings: readonly (Seat & { until?: Date; spare?: true })[]
  absent?: readonly (Seat & { came?: unknown; appeal?: { state: string } })[]
}

/**
 * What a vendor is charged for this night: the stalls that they have, or else the last that they missed, since who
 * neither came nor gave it back kept it from others. An absence that was excused, or that ended in time at a stall
 * given to somebody else meanwhile, costs nothing; a hold neither.
 */
export function seatsOf<N extends NightOfFees>(
  { bookings, absent = [] }: N,
  shop: string,
): (N['bookings'][number] | NonNullable<N['absent']>[number])[] {
  const mine = bookings.filter((each) => each.shop === shop && each.until === undefined)
  if (mine.length > 0) return mine
  return absent.filter((each) => each.shop === shop && !each.came && each.appeal?.state !== 'excused').slice(-1)
}

const isGood = ({ kind, spare }: Seat & { spare?: true }): boolean => kind === 'good' || spare === true

/** What these seats of one vendor cost together; undefined for none. */
export function chargeOf(
  { cancelled }: Pick<NightOfFees, 'cancelled'>,
  seats: readonly (Seat & { spare?: true })[],
): Charge | undefined {
  if (seats.length === 0) return undefined
  const stall = seats.map((each) => each.stall).join('、')
  const sum = (list: readonly Seat[]) => list.reduce((total, { fee }) => total + fee, 0)
  if (cancelled !== undefined) return { stall, fee: sum(seats), free: 'cancelled' }
  const paying = seats.filter((each) => !isGood(each))
  return paying.length === 0 ? { stall, fee: sum(seats), free: 'good' } : { stall, fee: sum(paying) }
}

/** The month that a date lies in, as `2026-11`. */
export const monthOf = (date: CalendarDate): string => date.slice(0, 7)

/** The month before or after. */
export function monthAfter(month: string, by: 1 | -1): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const index = year * 12 + number - 1 + by
  const of = (index % 12) + 1
  return `${String(Math.floor(index / 12))}-${of < 10 ? '0' : ''}${String(of)}`
}

/** The ids of a month's nights, and of what is kept by night: from, and before which. @param month as `2026-11` */
export const idsOfMonth = (month: string): { $gte: string; $lt: string } => ({ $gte: `${month}-`, $lt: `${month}-~` })

/** Sums of many accounts. */
export function sumsOf(list: readonly Omit<Balance, 'state'>[]): Omit<Balance, 'state'> {
  const sums = { fee: 0, waived: 0, paid: 0, refunded: 0, toPay: 0, toRefund: 0 }
  for (const each of list) for (const name of Object.keys(sums) as (keyof typeof sums)[]) sums[name] += each[name]
  return sums
}

/** Money that came or went back, and how; `of` is the order that it goes back to. */
interface Moved extends MoneyFact {
  way?: 'cash' | 'wechat'
  key: string
  of?: string
}

/** How much of an amount goes back which way, in fen: what came through WeChat goes back to its order, the rest is cash. */
export function refundParts(
  amount: number,
  facts: readonly Moved[],
): { amount: number; order?: { number: string; total: number } }[] {
  const parts: ReturnType<typeof refundParts> = []
  let left = amount
  for (const paid of facts.filter(({ kind, way }) => kind === 'paid' && way === 'wechat')) {
    const gone = facts.reduce((sum, each) => (each.of === paid.key ? sum + each.amount : sum), 0)
    const part = Math.min(left, paid.amount - gone)
    if (part <= 0) continue
    parts.push({ amount: part, order: { number: paid.key, total: paid.amount } })
    left -= part
  }
  return left > 0 ? [...parts, { amount: left }] : parts
}

/** An order that no callback told of is asked about so long after it was placed, in minutes; unpaid at the last, it is closed. */
const asksAfter = [1, 5, 30, 120]

/** When to ask next about an order; null: it had its time. */
export function nextAsk(placed: Date, now: Date): Date | null {
  const minutes = asksAfter.find((each) => +placed + each * 60_000 > +now)
  return minutes === undefined ? null : new Date(+placed + minutes * 60_000)
}
