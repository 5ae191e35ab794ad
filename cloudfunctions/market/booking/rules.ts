import type { Code } from '../../shared/contract'
import type { CalendarDate } from '../../shared/shanghai'
import type { NightState, StallKind, StallMode, StallState } from '../night/contract'
import { nightState, stallsEach, stands, type NightFacts } from '../night/rules'
import { pausedWords, pauseOn, type Pause, type Standing } from '../record/rules'
import type { booking } from './contract'

/** The caller as a vendor: what they may use, and what they have this night. */
export interface VendorFacts {
  approved: boolean
  kinds: StallKind[]
  /** The stalls that they have. */
  stalls: string[]
  /** How many they may have. */
  most: number
  /** The stall that they hold, or are offered, and have not confirmed. */
  held?: { stall: string; until: Date; offered: boolean }
  /** What keeps them from this night for having missed others. */
  paused?: Pause
  /** The shift that they serve in while this night lasts. */
  servesIn?: string
}

/** What else is known of a vendor: what follows from their absences, and the shift that they serve in that night. */
export interface Elsewhere {
  record?: Standing
  servesIn?: string | undefined
}

export interface StallFacts {
  kind: StallKind
  mode: StallMode
  state: StallState
}

/** What a vendor is to this night. */
export function vendorFacts(
  night: {
    date: CalendarDate
    stallsEach?: number
    bookings: readonly { vendor: string; stall: string; until?: Date; waitedSince?: Date }[]
  },
  openid: string,
  profile: { kinds: StallKind[]; state: string } | undefined,
  now: Date,
  { record, servesIn }: Elsewhere = {},
): VendorFacts {
  const mine = night.bookings.filter((each) => each.vendor === openid && stands(each, now))
  const stalls = mine.filter(({ until }) => until === undefined).map(({ stall }) => stall)
  const [held] = mine.flatMap(({ stall, until, waitedSince }) =>
    until === undefined ? [] : [{ stall, until, offered: waitedSince !== undefined }],
  )
  const paused = record && pauseOn(night.date, record)
  return {
    approved: profile?.state === 'approved',
    kinds: profile?.kinds ?? [],
    stalls,
    most: stallsEach(night),
    ...(paused ? { paused } : {}),
    ...(servesIn === undefined ? {} : { servesIn }),
    ...(held ? { held } : {}),
  }
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
  if (vendor.paused) return 'VENDOR_PAUSED'
  if (vendor.servesIn !== undefined) return 'SHIFT_CLASH'
  return vendor.stalls.length < vendor.most ? null : 'ONE_STALL_EACH'
}

/** 班次 Whoever serves somewhere cannot stand at a stall. */
export const clashWords = (title: string): string => `那时候您报了「${title}」，先退掉那一班再来`

/** Why not, in words that know more than the contract's: until when a pause lasts, how many stalls are enough. */
export function whyWords(
  why: WhyNotBook,
  { paused, most, servesIn }: Pick<VendorFacts, 'paused' | 'most' | 'servesIn'>,
): string | undefined {
  if (why === 'SHIFT_CLASH' && servesIn !== undefined) return clashWords(servesIn)
  if (why === 'VENDOR_PAUSED' && paused) return pausedWords(paused)
  return why === 'ONE_STALL_EACH' && most > 1 ? `每晚最多订 ${String(most)} 个摊位，想换就先退掉一个` : undefined
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
