import { addDays, dateOf, weekdayOf, type CalendarDate } from '../../shared/shanghai'
import type { Code } from '../../shared/contract'
import { canDrawBefore, type DrawTimes } from '../draw/rules'
import { instantsOf, nightState, stands, type Hours, type Instants, type NightFacts, type Times } from '../night/rules'
import { cancelReasons, openDays, planDays, type CancelReason, type schedule } from './contract'

type WhyNotTimes = Exclude<
  Code<typeof schedule.saveHours>,
  'NO_SUCH_MARKET' | 'WEEKDAY_TWICE' | 'LADDER_FALLS' | 'HOURS_MOVED_ON'
>

/** A night is worth opening for this long, in minutes. */
const shortest = 60

/** Why no night can happen at these times, or null. */
export function whyNotTimes(times: Omit<Times, 'opensAt' | 'opensDaysBefore'>): WhyNotTimes | null {
  const { closesAt, cancelBy, startsAt, occupyBy, endsAt } = times
  if (endsAt - startsAt < shortest) return 'END_TOO_SOON'
  if (occupyBy <= startsAt) return 'OCCUPY_BY_NOT_AFTER_START'
  if (occupyBy >= endsAt) return 'OCCUPY_BY_NOT_BEFORE_END'
  if (closesAt > endsAt) return 'CLOSES_AFTER_END'
  return cancelBy > startsAt ? 'CANCEL_BY_AFTER_START' : null
}

/** A night's times with another start: the last times to be there and to give back move with it. */
export function withStart<T extends Pick<Times, 'startsAt' | 'cancelBy' | 'occupyBy'>>(times: T, startsAt: number): T {
  const by = startsAt - times.startsAt
  return { ...times, startsAt, cancelBy: Math.max(0, times.cancelBy + by), occupyBy: times.occupyBy + by }
}

/** Why this cannot be the weekly rule, or null. */
export function whyNotHours(hours: readonly Hours[]): WhyNotTimes | 'WEEKDAY_TWICE' | null {
  const days = hours.flatMap(({ weekdays }) => weekdays)
  if (new Set(days).size < days.length) return 'WEEKDAY_TWICE'
  for (const times of hours) {
    const opens = times.opensAt - times.opensDaysBefore * 1440
    const why = whyNotTimes(times)
    if (why) return why
    if (times.closesAt <= opens) return 'CLOSES_BEFORE_OPENING'
    if (times.cancelBy < opens) return 'CANCEL_BY_BEFORE_OPENING'
  }
  return null
}

/** The first date whose night is not planned yet: a changed rule counts from there. */
export function appliesFrom(plannedTo: CalendarDate, now: Date): CalendarDate {
  const today = dateOf(now)
  return plannedTo < today ? today : addDays(plannedTo, 1)
}

/** What a night by hand takes where the market has no rule at all. */
const usual: Times = {
  opensDaysBefore: planDays - 1,
  opensAt: 0,
  closesAt: 22 * 60,
  cancelBy: 15 * 60 + 30,
  startsAt: 17 * 60 + 30,
  occupyBy: 18 * 60 + 30,
  endsAt: 25 * 60 + 30,
}

/** The times of a weekday by the weekly rule, or else of the day of the rule that lies nearest before it. */
export function timesNear(hours: readonly Hours[], date: CalendarDate): Times {
  for (let back = 0; back < 7; back++) {
    const weekday = weekdayOf(addDays(date, -back))
    const found = hours.find(({ weekdays }) => weekdays.includes(weekday))
    if (found) return found
  }
  return usual
}

const minuteMs = 60_000
const later = (one: Date, other: Date): Date => (one > other ? one : other)
const earlier = (one: Date, other: Date): Date => (one < other ? one : other)

/**
 * The instants of a night that is opened by hand now. One that is opened when it should have begun begins now, and leaves
 * an hour to come. Null when less than two hours of it would be left.
 */
export function instantsByHand(times: Times, date: CalendarDate, now: Date): Instants | null {
  const planned = instantsOf(times, date)
  const startsAt = later(planned.startsAt, now)
  const soonest = new Date(+startsAt + shortest * minuteMs)
  if (+planned.endsAt - +startsAt < 2 * shortest * minuteMs) return null
  const late = startsAt > planned.startsAt
  return {
    ...planned,
    opensAt: earlier(now, planned.opensAt),
    startsAt,
    occupyBy: late ? later(planned.occupyBy, soonest) : planned.occupyBy,
    closesAt: earlier(later(planned.closesAt, soonest), planned.endsAt),
  }
}

/** Why no night can be opened by hand for this date, or null. */
export function whyNotDate(date: CalendarDate, now: Date): 'DATE_PAST' | 'DATE_TOO_FAR' | null {
  const today = dateOf(now)
  // Past midnight the night of yesterday may still run, and is no new one.
  if (date < today) return 'DATE_PAST'
  return date > addDays(today, openDays) ? 'DATE_TOO_FAR' : null
}

/** Why nothing of a night may be changed any more, or null. */
export function whyNotChange(night: NightFacts, now: Date): 'NIGHT_ENDED' | 'NIGHT_CANCELLED' | null {
  const state = nightState(night, now)
  if (state === 'cancelled') return 'NIGHT_CANCELLED'
  return state === 'ended' ? 'NIGHT_ENDED' : null
}

interface Timed extends NightFacts {
  cancelBy: Date
  occupyBy: Date
  bookings: readonly { until?: Date }[]
  draw?: { times: DrawTimes; over?: true }
}

/** How long before an earlier last time to be there whoever has a stall must hear of it, in milliseconds. */
const warningMs = 2 * 60 * 60_000

type WhyNotRetime = Exclude<
  Code<typeof schedule.changeTimes>,
  WhyNotTimes | 'NO_SUCH_NIGHT' | 'NIGHT_ENDED' | 'NIGHT_CANCELLED' | 'BUSY' | 'DRAW_FROZEN'
>

/** Why a night may not get these instants now, or null; that they fit together is `whyNotTimes`. */
export function whyNotRetime(night: Timed, next: Instants, now: Date): WhyNotRetime | 'CLOSES_BEFORE_OPENING' | null {
  if (+next.startsAt !== +night.startsAt && (now >= night.startsAt || now >= next.startsAt)) return 'START_PAST'
  if (next.endsAt <= now) return 'END_PAST'
  if (next.closesAt <= night.opensAt) return 'CLOSES_BEFORE_OPENING'
  if (+next.occupyBy !== +night.occupyBy && now >= night.occupyBy) return 'OCCUPY_BY_OVER'
  if (night.draw && night.draw.over !== true && !canDrawBefore(night.draw.times, next.startsAt))
    return 'DRAW_AFTER_START'
  if (!night.bookings.some((each) => stands(each, now))) return null
  if (next.cancelBy < earlier(night.cancelBy, next.startsAt)) return 'CANCEL_BY_EARLIER'
  return next.occupyBy < night.occupyBy && +next.occupyBy - +now < warningMs ? 'OCCUPY_BY_TOO_SOON' : null
}

/** Whether these instants of a night differ in what somebody with a stall goes by. */
export const concernsBooked = (
  before: Pick<Instants, 'startsAt' | 'endsAt' | 'cancelBy' | 'occupyBy'>,
  next: Pick<Instants, 'startsAt' | 'endsAt' | 'cancelBy' | 'occupyBy'>,
): boolean => (['startsAt', 'endsAt', 'cancelBy', 'occupyBy'] as const).some((name) => +before[name] !== +next[name])

interface Placed {
  stalls: readonly { code: string; kind: string; mode: string; outOfUse?: string }[]
  bookings: readonly { stall: string; kind: string; until?: Date }[]
}

/** The stalls that whoever has `stall` can be moved to: free, in use, of the same kind, to be picked. */
export function stallsToMoveTo({ stalls, bookings }: Placed, stall: string, now: Date): string[] {
  const taken = bookings.filter((each) => stands(each, now))
  const kind = taken.find((each) => each.stall === stall)?.kind
  return stalls
    .filter((each) => each.kind === kind && each.mode === 'pick' && each.outOfUse === undefined)
    .map(({ code }) => code)
    .filter((code) => code !== stall && !taken.some((each) => each.stall === code))
}

/** Why a stall may not go out of use this way, or null: nobody loses a stall while another one would do. */
export function whyNotClose(
  night: Placed,
  { stall, to, end = false }: { stall: string; to?: string | undefined; end?: boolean | undefined },
  now: Date,
): 'NO_SUCH_STALL' | 'STALL_BOOKED' | 'STALL_NOT_FREE' | 'MOVE_FIRST' | null {
  if (!night.stalls.some(({ code }) => code === stall)) return 'NO_SUCH_STALL'
  if (!night.bookings.some((each) => each.stall === stall && stands(each, now))) return null
  const free = stallsToMoveTo(night, stall, now)
  if (to !== undefined) return free.includes(to) ? null : 'STALL_NOT_FREE'
  if (!end) return 'STALL_BOOKED'
  return free.length > 0 ? 'MOVE_FIRST' : null
}

/** Why a night does not take place, as everybody reads it. */
export const cancelWords = (why: CancelReason, words: string | undefined): string =>
  words === undefined ? cancelReasons[why] : `${cancelReasons[why]}：${words}`
