import { placesAbove, type Place } from '../../shared/region'
import { clockTime, dateOf } from '../../shared/shanghai'
import type { Category, ShiftState } from './contract'

/** The facts that a shift's state follows from. */
export interface ShiftTimes {
  opensAt: Date
  closesAt: Date
  startsAt: Date
  endsAt: Date
  cancelled?: string
}

/** Where a shift stands now. Sign-up may stay open after it began: so `open` goes before `running`. */
export function shiftState(shift: ShiftTimes, now: Date): ShiftState {
  if (shift.cancelled !== undefined) return 'cancelled'
  if (now < shift.opensAt) return 'notYet'
  if (now < shift.closesAt && now < shift.endsAt) return 'open'
  if (now < shift.startsAt) return 'closed'
  return now < shift.endsAt ? 'running' : 'ended'
}

/** Whether a place counts at `now`: what was only kept for somebody lapses by itself. */
export const stands = ({ until }: { until?: Date }, now: Date): boolean => until === undefined || now < until

/** How many places of a role are somebody's at `now`. */
export const takenOf = (role: { holders: readonly { until?: Date }[] }, now: Date): number =>
  role.holders.filter((each) => stands(each, now)).length

/** Shifts begin and end on quarters of an hour, so that two of them either share one or do not overlap. */
export const quarterMs = 15 * 60_000

/** The longest shift, in milliseconds. */
export const longestMs = 24 * 60 * 60_000

/** Why a shift cannot last from one instant to the other, or null. */
export function whyNotLast(startsAt: Date, endsAt: Date): 'TIMES_ODD' | 'TIMES_WRONG' | null {
  if (+startsAt % quarterMs !== 0 || +endsAt % quarterMs !== 0) return 'TIMES_ODD'
  return startsAt < endsAt && +endsAt - +startsAt <= longestMs ? null : 'TIMES_WRONG'
}

/** What a person's time in a shift is marked by: an entry for each quarter of an hour from its start to before its end. */
export function busyMarks(person: string, { startsAt, endsAt }: Pick<ShiftTimes, 'startsAt' | 'endsAt'>): string[] {
  const marks: string[] = []
  for (let at = +startsAt; at < +endsAt; at += quarterMs) marks.push(`${person}~${(at / quarterMs).toString(36)}`)
  return marks
}

/** Whether two times overlap; that one begins when the other ends is no overlap. */
export const overlaps = (one: { startsAt: Date; endsAt: Date }, other: { startsAt: Date; endsAt: Date }): boolean =>
  one.startsAt < other.endsAt && other.startsAt < one.endsAt

/** The list of what is on at a place and below, or everywhere; of one category where told. */
export const listName = (place: Place = everywhere, category?: Category): string =>
  category ? `${category}@${place}` : place
const everywhere = '*'

/** Every list that a shift at this place stands in: of its place and of those above, of all and of its category. */
export const listsOf = (place: Place, category: Category): string[] =>
  [place, ...placesAbove(place), everywhere].flatMap((each) => [listName(each), listName(each, category)])

/** How ids of shifts that begin at an instant begin, in Shanghai's time. */
export const idAt = (instant: Date): string => {
  const date = dateOf(instant)
  return `${date}T${clockTime(instant, date).replace(':', '')}`
}

const metresPerDegree = 111_320

/**
 * The point by which a shift is found: the door it is at, moved by up to half a metre as its id says. So no two shifts
 * are equally far from anywhere, and a list by distance has one order to page through.
 */
export function apart(
  { latitude, longitude }: { latitude: number; longitude: number },
  id: string,
): [longitude: number, latitude: number] {
  let mixed = 2166136261
  for (let index = 0; index < id.length; index++) mixed = Math.imul(mixed ^ id.charCodeAt(index), 16777619)
  const east = ((mixed >>> 0) % 65_536) / 65_536 - 0.5
  const north = (mixed >>> 16) / 65_536 - 0.5
  return [longitude + east / metresPerDegree, latitude + north / metresPerDegree]
}

/** A shift with those of its people that somebody asks about. */
export interface PlaceInShift {
  title: string
  startsAt: Date
  endsAt: Date
  cancelled?: string
  holders: readonly { person: string; until?: Date }[]
}

/** The title of a shift that takes place while this lasts, in which their place is confirmed; undefined: they are free. */
export const shiftDuring = (
  found: readonly PlaceInShift[],
  openid: string,
  time: { startsAt: Date; endsAt: Date },
): string | undefined =>
  found.find(
    (shift) =>
      shift.cancelled === undefined &&
      overlaps(shift, time) &&
      shift.holders.some(({ person, until }) => person === openid && until === undefined),
  )?.title
