import { addDays, instantOf, weekdayOf, type CalendarDate } from '../../shared/shanghai'
import type { PaperKind, Skill } from '../shift/contract'
import { quarterMs, whyNotLast } from '../shift/rules'
import { most, type ActivityState } from './contract'

interface Span {
  startsAt: Date
  endsAt: Date
}

/** The facts that an activity's state follows from. */
export interface ActivityFacts {
  published?: Date
  cancelled?: string
  settled?: Date
  times: readonly Span[]
}

/** Where an activity stands now: `running` from the start of its first shift to the end of its last. */
export function activityState({ published, cancelled, settled, times }: ActivityFacts, now: Date): ActivityState {
  if (cancelled !== undefined) return 'cancelled'
  if (settled) return 'settled'
  if (!published) return 'draft'
  const first = Math.min(...times.map(({ startsAt }) => +startsAt))
  const last = Math.max(...times.map(({ endsAt }) => +endsAt))
  if (+now < first) return 'published'
  return +now < last ? 'running' : 'ended'
}

/** Whether an activity may still be changed: an ended one may go on with more shifts. */
export const isOver = (state: ActivityState): boolean => state === 'settled' || state === 'cancelled'

/** The times of a series, the soonest first: each of these weekdays (1 Monday … 7 Sunday) from one date to another. */
export function seriesOf(series: {
  from: CalendarDate
  until: CalendarDate
  weekdays: readonly number[]
  startsAt: number
  endsAt: number
}): Span[] {
  const { from, until, weekdays, startsAt, endsAt } = series
  const days: CalendarDate[] = []
  for (let day = from; day <= until && days.length <= most.shifts; day = addDays(day, 1))
    if (weekdays.includes(weekdayOf(day))) days.push(day)
  return days.map((day) => ({ startsAt: instantOf(day, startsAt), endsAt: instantOf(day, endsAt) }))
}

const weekMs = 7 * 24 * 60 * 60_000

/** The shifts of the week that begins on this Monday, a week later. */
export function weekAfter(times: readonly Span[], monday: CalendarDate): Span[] {
  const [start, end] = [instantOf(monday, 0), instantOf(addDays(monday, 7), 0)]
  return times
    .filter(({ startsAt }) => startsAt >= start && startsAt < end)
    .map(({ startsAt, endsAt }) => ({
      startsAt: new Date(+startsAt + weekMs),
      endsAt: new Date(+endsAt + weekMs),
    }))
}

/** Why these shifts cannot be added, or null; those that stand already are no harm. */
export function whyNotAdd(times: readonly Span[], added: readonly Span[], now: Date) {
  const wrong = added.map(({ startsAt, endsAt }) => whyNotLast(startsAt, endsAt)).find((why) => why !== null)
  if (wrong) return wrong
  const fresh = newOnes(times, added)
  if (fresh.length === 0) return 'NO_DAY_LEFT'
  if (fresh.some(({ startsAt }) => startsAt <= now)) return 'SHIFTS_PAST'
  return times.length + fresh.length > most.shifts ? 'SHIFTS_TOO_MANY' : null
}

/** Those of them that do not stand already. */
export const newOnes = (times: readonly Span[], added: readonly Span[]): Span[] =>
  added.filter((each) => !times.some(({ startsAt }) => +startsAt === +each.startsAt))

interface Shape {
  name: string
  max: number
  skill?: Skill
  paper?: PaperKind
}

/**
 * Why the roles of a published activity cannot become these, or null: what somebody signed up for stays as it was.
 * @param taken how many are in a role or wait for it, at most over the shifts to come
 */
export function whyNotReshape(before: readonly Shape[], after: readonly Shape[], taken: (role: string) => number) {
  for (const [index, role] of before.entries()) {
    const wanted = after[index]
    const same = wanted?.name === role.name && wanted.skill === role.skill && wanted.paper === role.paper
    if (!same) return 'ROLE_IN_USE'
    if (wanted.max < taken(role.name)) return 'PLACES_TAKEN'
  }
  return null
}

/**
 * When a booth that was taken at an instant is a shift: from the first quarter of an hour that leaves another one for
 * people to sign up, to the last before its night ends; null: nothing is left of it.
 */
export function boothTimes(takenAt: Date, nightEnds: Date): Span | null {
  const startsAt = new Date(Math.ceil(+takenAt / quarterMs + 1) * quarterMs)
  const endsAt = new Date(Math.floor(+nightEnds / quarterMs) * quarterMs)
  return startsAt < endsAt ? { startsAt, endsAt } : null
}
