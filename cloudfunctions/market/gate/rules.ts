import { hmacHex } from '../../shared/digest'
import type { SeatState } from './contract'

const minuteMs = 60_000

/** The times of the gate, in milliseconds. */
export const gateTimes = {
  /** It opens this long before the night. */
  opensBefore: 120 * minuteMs,
  /** Whoever books late has this long to come, even past the night's own time. */
  afterBooking: 45 * minuteMs,
  /** Clocks of phones are this much off at most. */
  skew: 2 * minuteMs,
  /** A pass shows another code every so often. */
  step: 30_000,
  /** What a vendor scanned by themselves without network must arrive within this: nobody else saw it. */
  ownHeard: 120 * minuteMs,
  /** What staff scanned must arrive within this after the night. */
  staffHeard: 12 * 60 * minuteMs,
  /** Packing up may be noted until this long after the night. */
  packing: 180 * minuteMs,
}

interface Times {
  startsAt: Date
  endsAt: Date
  occupyBy: Date
  cancelled?: string
}

const later = (instant: Date, ms: number): Date => new Date(+instant + ms)

export const gateOpensAt = ({ startsAt }: Pick<Times, 'startsAt'>): Date => later(startsAt, -gateTimes.opensBefore)

/** By when a vendor must be there: the night's time, or a while after a late booking. */
export const expectedBy = (occupyBy: Date, bookedAt: Date): Date =>
  new Date(Math.max(+occupyBy, +bookedAt + gateTimes.afterBooking))

/** Why something noticed at `madeAt` and heard of now cannot count as a check-in, or null. @param own by the vendor alone */
export function whyNotThen(night: Times, madeAt: Date, now: Date, own: boolean) {
  if (night.cancelled !== undefined) return 'NIGHT_CANCELLED'
  if (+madeAt > +now + gateTimes.skew) return 'TIME_IMPLAUSIBLE'
  if (madeAt < gateOpensAt(night)) return 'GATE_NOT_OPEN'
  if (madeAt >= night.endsAt) return 'NIGHT_OVER'
  const heardBy = own ? later(madeAt, gateTimes.ownHeard) : later(night.endsAt, gateTimes.staffHeard)
  return now > heardBy ? 'HEARD_TOO_LATE' : null
}

/** What can happen to a vendor's seat: they arrive, they pack up, they are missed by the clock, or by hand. */
type SeatEvent = 'arrive' | 'leave' | 'miss' | 'missByHand'

/** Where a seat goes by what happens; what is not here changes nothing. */
export const seatMoves: Record<SeatState, Partial<Record<SeatEvent, SeatState>>> = {
  expected: { arrive: 'here', miss: 'absent', missByHand: 'absent' },
  here: { leave: 'left', missByHand: 'absent' },
  left: {},
  absent: { arrive: 'here' },
}

interface SeatFacts {
  arrived?: object
  left?: object
}

/** Where a booking stands at the gate. */
export const seatState = ({ arrived, left }: SeatFacts): SeatState => (left ? 'left' : arrived ? 'here' : 'expected')

/** Whether the clock releases this booking now. */
export const isMissed = (night: Times, booking: SeatFacts & { at: Date; until?: Date }, now: Date): boolean =>
  night.cancelled === undefined &&
  booking.until === undefined &&
  seatMoves[seatState(booking)].miss !== undefined &&
  now >= expectedBy(night.occupyBy, booking.at)

interface Missed {
  absentAt: Date
  marked?: object
  came?: object
}

/**
 * What a scan of somebody who was missed leads to: their stall again (`restore`), a note that they were there in time
 * (`note`), or the reason why neither. Whom staff missed by hand, staff alone bring back.
 * @param free whether nobody has the stall now, nor they another one
 */
export function afterAbsence(absence: Missed, madeAt: Date, free: boolean, own: boolean) {
  if (absence.marked && own) return 'MARKED_ABSENT'
  if (free) return 'restore'
  return madeAt < absence.absentAt && !absence.marked ? 'note' : 'STALL_GIVEN'
}

/** The number of the half minute that a code is shown in. */
export const stepOf = (instant: Date): number => Math.floor(+instant / gateTimes.step)

const macOf = (key: string, night: string, stall: string, step: number): string =>
  hmacHex(key, `${night}/${stall}/${String(step)}`).slice(0, 16)

/** What a pass shows now. @param key what the cloud gave for this booking and night */
export function passCode(pass: { key: string; night: string; stall: string }, now: Date): string {
  const { key, night, stall } = pass
  const step = stepOf(now)
  return `${night}/${stall}/${String(step)}/${macOf(key, night, stall, step)}`
}

/** What a pass says of itself; null when it is none. */
export function readPass(code: string): { night: string; stall: string; step: number; mac: string } | null {
  const [, night = '', stall = '', step, mac = ''] =
    /^(\d{4}-\d{2}-\d{2}-[a-z]{2,24})\/([A-Z]\d{2})\/(\d{1,10})\/([0-9a-f]{16})$/.exec(code) ?? []
  return step === undefined ? null : { night, stall, step: Number(step), mac }
}

/** Why this code is not the pass of that booking at `madeAt`, or null; a phone without network asks the same. */
export function whyNotPass(code: string, key: string, madeAt: Date) {
  const read = readPass(code)
  if (!read || read.mac !== macOf(key, read.night, read.stall, read.step)) return 'PASS_FALSE'
  const off = Math.abs(read.step - stepOf(madeAt)) * gateTimes.step
  return off > gateTimes.skew ? 'PASS_OLD' : null
}

/** Why packing up at `madeAt` does not count, or null. */
export function whyNotLeave(night: Times, booking: SeatFacts | undefined, madeAt: Date, now: Date) {
  if (!booking || seatMoves[seatState(booking)].leave === undefined) return 'NOT_HERE'
  if (+madeAt > +now + gateTimes.skew) return 'TIME_IMPLAUSIBLE'
  return madeAt > later(night.endsAt, gateTimes.packing) ? 'PACKING_OVER' : null
}

/** Why nobody may be noted absent by hand now, or null. */
export function whyNotMissed(night: Times, booking: (SeatFacts & { at: Date }) | undefined, now: Date) {
  if (night.cancelled !== undefined) return 'NIGHT_CANCELLED'
  if (!booking) return 'NO_BOOKING'
  if (seatMoves[seatState(booking)].missByHand === undefined) return 'ALREADY_LEFT'
  return now < expectedBy(night.occupyBy, booking.at) ? 'NOT_YET_ABSENT' : null
}
