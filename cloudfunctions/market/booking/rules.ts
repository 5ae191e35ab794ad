import type { Code } from '../../shared/contract'
import type { NightState, StallKind, StallState } from '../night/contract'
import { nightState, type NightFacts } from '../night/rules'
import type { booking } from './contract'

/** The caller as a vendor: what they may use, and the stall that they have this night. */
export interface VendorFacts {
  approved: boolean
  kinds: StallKind[]
  stall?: string
}

export interface StallFacts {
  kind: StallKind
  state: StallState
}

/** What a vendor is to this night. */
export function vendorFacts(
  night: { bookings: readonly { vendor: string; stall: string }[] },
  openid: string,
  profile: { kinds: StallKind[]; state: string } | undefined,
): VendorFacts {
  const mine = night.bookings.find(({ vendor }) => vendor === openid)
  const approved = profile?.state === 'approved'
  return { approved, kinds: profile?.kinds ?? [], ...(mine ? { stall: mine.stall } : {}) }
}

type WhyNotBook = Code<typeof booking.bookStall>

const whyNotInState: Record<NightState, WhyNotBook | null> = {
  draft: 'NIGHT_NOT_OPEN',
  open: null,
  closed: 'NIGHT_CLOSED',
  running: 'NIGHT_CLOSED',
  ended: 'NIGHT_CLOSED',
  cancelled: 'NIGHT_CANCELLED',
}

/** Why nobody may book this night now, or null. */
export const whyNotThisNight = (night: NightFacts, now: Date): WhyNotBook | null =>
  whyNotInState[nightState(night, now)]

/** Why this vendor may book no stall of this night now, or null. */
export function whyNotBookAny(night: NightFacts, vendor: VendorFacts, now: Date): WhyNotBook | null {
  const why = whyNotThisNight(night, now)
  if (why) return why
  if (!vendor.approved) return 'VENDOR_NOT_APPROVED'
  return vendor.stall === undefined ? null : 'ONE_STALL_EACH'
}

/** Why a vendor of these kinds may not have this stall, or null; the page greys its button by the same rule. */
export function whyNotStall(stall: StallFacts | undefined, kinds: readonly StallKind[]): WhyNotBook | null {
  if (!stall) return 'NO_SUCH_STALL'
  if (stall.state === 'closed') return 'STALL_CLOSED'
  if (stall.state !== 'free') return 'STALL_TAKEN'
  return kinds.includes(stall.kind) ? null : 'KIND_MISMATCH'
}

/** A tap by mistake may be taken back this long after it, in milliseconds, even past the night's deadline. */
export const graceMs = 10 * 60_000

/** Until when a booking may be given back: the night's deadline, or ten minutes after it was made. */
export const cancelDeadline = (cancelBy: Date, bookedAt: Date): Date =>
  new Date(Math.max(cancelBy.getTime(), bookedAt.getTime() + graceMs))

/** Why this booking may not be given back now, or null. */
export function whyNotCancel(booked: { cancelBy: Date; at: Date } | undefined, now: Date) {
  if (!booked) return 'NO_BOOKING'
  return now < cancelDeadline(booked.cancelBy, booked.at) ? null : 'CANCEL_TOO_LATE'
}
