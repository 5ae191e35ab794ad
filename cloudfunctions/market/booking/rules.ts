import type { Code } from '../../shared/contract'
import type { CalendarDate } from '../../shared/shanghai'
import type { NightState, StallKind, StallMode, StallState } from '../night/contract'
import { nightState, stands, type NightFacts } from '../night/rules'
import { isPaused, type Standing } from '../record/rules'
import type { booking } from './contract'

/** The caller as a vendor: what they may use, and the stall that they have this night. */
export interface VendorFacts {
  approved: boolean
  kinds: StallKind[]
  stall?: string
  /** The stall that they hold, or are offered, and have not confirmed. */
  held?: { stall: string; until: Date; offered: boolean }
  /** The first date that they may book again, where that is after this night. */
  pausedTo?: CalendarDate
}

export interface StallFacts {
  kind: StallKind
  mode: StallMode
  state: StallState
}

/** What a vendor is to this night. @param record what follows from their absences */
export function vendorFacts(
  night: {
    date: CalendarDate
    bookings: readonly { vendor: string; stall: string; until?: Date; waitedSince?: Date }[]
  },
  openid: string,
  profile: { kinds: StallKind[]; state: string } | undefined,
  now: Date,
  record?: Standing,
): VendorFacts {
  const mine = night.bookings.find((each) => each.vendor === openid && stands(each, now))
  const paused = record?.pausedTo !== undefined && isPaused(record, night.date) ? { pausedTo: record.pausedTo } : {}
  const facts = { approved: profile?.state === 'approved', kinds: profile?.kinds ?? [], ...paused }
  if (!mine) return facts
  const { stall, until, waitedSince } = mine
  if (until === undefined) return { ...facts, stall }
  return { ...facts, held: { stall, until, offered: waitedSince !== undefined } }
}

/** How long a pick is kept for a vendor who still confirms, in milliseconds. */
export const holdMs = 10 * 60_000

export type WhyNotBook = Code<typeof booking.bookStall>

type WhyNotNight = Extract<WhyNotBook, 'NIGHT_NOT_OPEN' | 'NIGHT_CLOSED' | 'NIGHT_CANCELLED'>

const whyNotInState: Record<NightState, WhyNotNight | null> = {
  draft: 'NIGHT_NOT_OPEN',
  open: null,
  closed: 'NIGHT_CLOSED',
  running: 'NIGHT_CLOSED',
  ended: 'NIGHT_CLOSED',
  cancelled: 'NIGHT_CANCELLED',
}

/** Why nobody may book this night now, or null. */
export const whyNotThisNight = (night: NightFacts, now: Date): WhyNotNight | null =>
  whyNotInState[nightState(night, now)]

/** Why this vendor may book no stall of this night now, or null. */
export function whyNotBookAny(night: NightFacts, vendor: VendorFacts, now: Date): WhyNotBook | null {
  const why = whyNotThisNight(night, now)
  if (why) return why
  if (!vendor.approved) return 'VENDOR_NOT_APPROVED'
  if (vendor.pausedTo !== undefined) return 'VENDOR_PAUSED'
  return vendor.stall === undefined ? null : 'ONE_STALL_EACH'
}

/**
 * Why a vendor of these kinds may not have this stall, or null; the page greys its button by the same rule.
 * @param waitedFor the kinds that others wait for
 * @param barred the kinds for which their papers do not hold that night
 */
export function whyNotStall(
  stall: StallFacts | undefined,
  kinds: readonly StallKind[],
  waitedFor: readonly StallKind[] = [],
  barred: readonly StallKind[] = [],
): WhyNotBook | null {
  if (!stall) return 'NO_SUCH_STALL'
  if (stall.state === 'closed') return 'STALL_CLOSED'
  if (stall.mode === 'fixed') return 'STALL_FIXED'
  if (stall.mode === 'draw') return 'STALL_BY_DRAW'
  if (stall.state !== 'free' && stall.state !== 'holding') return 'STALL_TAKEN'
  if (!kinds.includes(stall.kind)) return 'KIND_MISMATCH'
  if (barred.includes(stall.kind)) return 'PAPERS_EXPIRED'
  return stall.state === 'free' && waitedFor.includes(stall.kind) ? 'STALL_WAITED' : null
}

/** A tap by mistake may be taken back this long after it, in milliseconds, even past the night's deadline. */
export const graceMs = 10 * 60_000

/** Until when a booking may be given back: the night's deadline, or ten minutes after it was made. */
export const cancelDeadline = (cancelBy: Date, bookedAt: Date): Date =>
  new Date(Math.max(cancelBy.getTime(), bookedAt.getTime() + graceMs))

/** Why this booking may not be given back now, or null; what is only held may be at any time. */
export function whyNotCancel(booked: { cancelBy: Date; at: Date; until?: Date; season?: true } | undefined, now: Date) {
  if (!booked) return 'NO_BOOKING'
  if (booked.season === true) return 'SEASON_STALL'
  if (booked.until !== undefined) return null
  return now < cancelDeadline(booked.cancelBy, booked.at) ? null : 'CANCEL_TOO_LATE'
}
