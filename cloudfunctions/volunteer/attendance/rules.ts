import { hmacHex } from '../../shared/digest'
import { clockTime, dateOf } from '../../shared/shanghai'
import type { AttendanceState } from '../shift/contract'
import type { EvidenceKind } from './contract'

const minuteMs = 60_000

/** The times of attendance, in milliseconds. */
export const attendanceTimes = {
  /** Whoever comes may check in this long before the shift begins. */
  opensBefore: 15 * minuteMs,
  /** Going may be noted this long after it ended; then the clock notes it. */
  leaving: 120 * minuteMs,
  /** What is heard of later than this after it happened is confirmed by whoever leads. */
  fresh: 2 * minuteMs,
  /** What a phone kept without network must arrive within this. */
  heard: 120 * minuteMs,
  /** Clocks of phones are this much off at most. */
  clockOff: 15 * minuteMs,
  /** Whoever leads shows another code every so often. */
  step: 30_000,
  /** Whoever leads notes by hand until this long after the end. */
  byHand: 7 * 24 * 60 * minuteMs,
}

/** So many metres around the point of a shift count as there. */
export const thereMetres = 200

interface Times {
  startsAt: Date
  endsAt: Date
  cancelled?: string
}

const later = (instant: Date, ms: number): Date => new Date(+instant + ms)

export const opensAt = ({ startsAt }: Pick<Times, 'startsAt'>): Date => later(startsAt, -attendanceTimes.opensBefore)

/** Until when going may be noted by oneself. */
export const leaveBy = ({ endsAt }: Pick<Times, 'endsAt'>): Date => later(endsAt, attendanceTimes.leaving)

interface PlaceFacts {
  until?: Date
  came?: { late?: true }
  went?: { by: EvidenceKind | 'clock'; late?: true; confirmed?: object; unposted?: true }
  missed?: { marked?: object }
}

/** Where somebody with a place stands. */
export function attendanceState({ came, went, missed }: PlaceFacts): AttendanceState {
  if (went) return 'gone'
  if (came) return 'here'
  return missed ? 'missed' : 'expected'
}

/** Whether their hours wait for whoever leads: something was heard late, or the end is the clock's. */
export const isToConfirm = ({ came, went }: PlaceFacts): boolean =>
  went !== undefined &&
  went.by !== 'hand' &&
  went.confirmed === undefined &&
  (went.by === 'clock' || went.late === true || came?.late === true)

/** Why nobody may be noted as come at this time, or null. @param by who says so */
export function whyNotThen(shift: Times, at: Date, now: Date, by: EvidenceKind) {
  if (shift.cancelled !== undefined) return 'SHIFT_CANCELLED'
  if (+at > +now + attendanceTimes.fresh) return 'TIME_IMPLAUSIBLE'
  if (at < opensAt(shift)) return 'NOT_YET'
  if (at >= shift.endsAt) return 'SHIFT_OVER'
  const heardBy = by === 'hand' ? later(shift.endsAt, attendanceTimes.byHand) : later(at, attendanceTimes.heard)
  return now > heardBy ? 'HEARD_TOO_LATE' : null
}

/** Why somebody with this place may not check in by themselves at this time, or null. */
export function whyNotCome(shift: Times, place: PlaceFacts, at: Date, now: Date) {
  const why = whyNotThen(shift, at, now, 'code')
  if (why) return why
  if (place.until !== undefined) return 'NOT_CONFIRMED'
  return place.missed?.marked ? 'MARKED_MISSED' : null
}

/** Why somebody with this place may not check out by themselves at this time, or null. */
export function whyNotGo(shift: Times, place: PlaceFacts & { came?: { at: Date } }, at: Date, now: Date) {
  if (shift.cancelled !== undefined) return 'SHIFT_CANCELLED'
  if (!place.came) return 'NOT_HERE'
  if (+at > +now + attendanceTimes.fresh || at < place.came.at) return 'TIME_IMPLAUSIBLE'
  if (at > leaveBy(shift)) return 'LEAVING_OVER'
  return now > later(at, attendanceTimes.heard) ? 'HEARD_TOO_LATE' : null
}

/** Why whoever leads may not note by hand that somebody did not come, or null. */
export function whyNotMiss(shift: Times, place: PlaceFacts, now: Date) {
  if (shift.cancelled !== undefined) return 'SHIFT_CANCELLED'
  if (now < shift.startsAt) return 'NOT_BEGUN'
  if (now > later(shift.endsAt, attendanceTimes.byHand)) return 'HEARD_TOO_LATE'
  return place.went && !isToConfirm(place) ? 'ALREADY_SERVED' : null
}

interface Step {
  next: 'in' | 'out'
  whyNot: ReturnType<typeof whyNotCome>
}

/** What the place of one's own asks for next; `whyNot` where it is not time for it. */
export function nextStep(shift: Times, place: PlaceFacts & { came?: { at: Date } }, now: Date): Step | null {
  const state = attendanceState(place)
  if (shift.cancelled !== undefined || state === 'gone') return null
  if (state === 'here') return now > leaveBy(shift) ? null : { next: 'out', whyNot: null }
  const whyNot = whyNotCome(shift, place, now, now)
  return whyNot === 'SHIFT_OVER' || whyNot === 'MARKED_MISSED' ? null : { next: 'in', whyNot }
}

/** From when on one may check in, in words. */
export function opensWords(shift: Pick<Times, 'startsAt'>): string {
  const opens = opensAt(shift)
  return `${clockTime(opens, dateOf(opens))} 起可以签到，到了再来`
}

/** What a code is made from; `leads` tells who shows it without naming them. */
export interface CodeKey {
  shift: string
  leads: string
  key: string
}

const stepOf = (instant: Date): number => Math.floor(+instant / attendanceTimes.step)

const macOf = ({ shift, leads, key }: CodeKey, step: number): string =>
  hmacHex(key, `${shift}/${leads}/${String(step)}`).slice(0, 16)

/** What the phone of whoever leads shows now, for half a minute; without network too. */
export function codeNow(made: CodeKey, now: Date): string {
  const step = stepOf(now)
  return `${made.shift}/${made.leads}/${String(step)}/${macOf(made, step)}`
}

/** What a code says of itself; null when it is none. `at`: when it was first shown. */
export function readCode(code: string): { shift: string; leads: string; at: Date; mac: string } | null {
  const [, shift = '', leads = '', step, mac = ''] =
    /^(\d{4}-\d{2}-\d{2}T\d{4}-[a-z0-9]{6})\/([0-9a-f]{8})\/(\d{1,10})\/([0-9a-f]{16})$/.exec(code) ?? []
  return step === undefined ? null : { shift, leads, at: new Date(Number(step) * attendanceTimes.step), mac }
}

/**
 * Why a code does not count, or null. Its own time counts, not the phone's that scanned it: so an old picture of it is
 * worth nothing, unless a phone without network kept it; that is confirmed by whoever leads.
 * @param madeAt when it was scanned, as a phone says that had no network then
 */
export function whyNotCode(code: string, key: string, madeAt: Date | undefined, now: Date) {
  const read = readCode(code)
  if (!read || read.mac !== macOf({ ...read, key }, stepOf(read.at))) return 'CODE_FALSE'
  const [limit, seen] = madeAt ? [attendanceTimes.clockOff, madeAt] : [attendanceTimes.fresh, now]
  return Math.abs(+read.at - +seen) > limit ? 'CODE_OLD' : null
}

/** Whether something was heard of so long after it happened that it must be confirmed. */
export const isLate = (at: Date, now: Date): boolean => +now - +at > attendanceTimes.fresh

interface Point {
  latitude: number
  longitude: number
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180
const earthMetres = 6_371_000

/** Metres between two points that are not far apart. */
export function metresBetween(one: Point, other: Point): number {
  const east = radians(other.longitude - one.longitude) * Math.cos(radians((one.latitude + other.latitude) / 2))
  return earthMetres * Math.hypot(east, radians(other.latitude - one.latitude))
}
