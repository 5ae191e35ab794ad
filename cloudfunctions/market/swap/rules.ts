import type { Code } from '../../shared/contract'
import type { StallKind } from '../night/contract'
import type { NightFacts } from '../night/rules'
import type { swap } from './contract'

/** A booking as a swap sees it. */
export interface Party {
  stall: string
  kind: StallKind
  key: string
  until?: Date
}

type WhyNotSwap = Code<typeof swap.acceptSwap> & Code<typeof swap.offerSwap>

/**
 * Why this vendor may not come to that stall by a swap now, or null.
 * @param kinds what they may use
 * @param usable the kinds of these that their papers hold for that night
 */
export function whyNotSwap(
  night: NightFacts,
  mine: Party | undefined,
  theirs: { kind: StallKind },
  { kinds, usable }: { kinds: readonly StallKind[]; usable: readonly StallKind[] },
  now: Date,
): WhyNotSwap | null {
  if (night.cancelled !== undefined) return 'NIGHT_CANCELLED'
  if (now >= night.startsAt) return 'SWAP_TOO_LATE'
  if (!mine || mine.until !== undefined) return 'NO_BOOKING'
  if (!kinds.includes(theirs.kind)) return 'KIND_MISMATCH'
  return usable.includes(theirs.kind) ? null : 'PAPERS_EXPIRED'
}

const openMs = 12 * 60 * 60_000

/** Until when an offer of a swap made now can be accepted: twelve hours, and not once the night has begun. */
export const swapUntil = ({ startsAt }: Pick<NightFacts, 'startsAt'>, now: Date): Date =>
  new Date(Math.min(+now + openMs, +startsAt))

/** Whether this offer can still be accepted: it is in time, and both stand where they stood. */
export function isOpen(
  { until, from, to }: { until: Date; from: Pick<Party, 'stall' | 'key'>; to: Pick<Party, 'stall' | 'key'> },
  bookings: readonly Party[],
  now: Date,
): boolean {
  const there = ({ stall, key }: Pick<Party, 'stall' | 'key'>) =>
    bookings.some((each) => each.key === key && each.stall === stall && each.until === undefined)
  return now < until && there(from) && there(to)
}
