import type { Code } from '../../shared/contract'
import type { Place } from '../../shared/region'
import type { CommonCode } from '../../shared/reply'
import { holds, type Grant } from '../../shared/roles'
import type { StallKind, StallState } from '../night/contract'
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

/** What a person is to this night as a vendor, or undefined when they hold no stall right at its place. */
export function vendorFacts(
  night: { place: Place; bookings: readonly { vendor: string; stall: string }[] },
  openid: string | undefined,
  grants: readonly Grant[],
  profile: { kinds: StallKind[]; state: string } | undefined,
): VendorFacts | undefined {
  if (openid === undefined || !holds(grants, 'vendor', night.place)) return undefined
  const mine = night.bookings.find(({ vendor }) => vendor === openid)
  const approved = profile?.state === 'approved'
  return { approved, kinds: profile?.kinds ?? [], ...(mine ? { stall: mine.stall } : {}) }
}

type WhyNotBook = Code<typeof booking.bookStall>
type WhyNotBookAny = Extract<CommonCode, 'NOT_ALLOWED'> | WhyNotBook

const whyNotAtNight = { draft: 'NIGHT_NOT_OPEN', cancelled: 'NIGHT_CANCELLED', open: null } as const

/** Why this person may book no stall of this night now, or null; `vendor` is undefined for whoever is none. */
export function whyNotBookAny(night: NightFacts, vendor: VendorFacts | undefined, now: Date): WhyNotBookAny | null {
  const state = nightState(night, now)
  const atNight = state in whyNotAtNight ? whyNotAtNight[state as keyof typeof whyNotAtNight] : 'NIGHT_CLOSED'
  if (atNight) return atNight
  if (!vendor) return 'NOT_ALLOWED'
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
