import { instantOf, weekdayOf, type CalendarDate } from '../../shared/shanghai'
import type { NightState, StallState } from './contract'

/** The market of a night, by its id `date-market`. */
export const marketOf = (night: string): string => night.slice('2026-11-27-'.length)

/** The facts that a night's state follows from. */
export interface NightFacts {
  opensAt: Date
  closesAt: Date
  startsAt: Date
  endsAt: Date
  cancelled?: string
}

/**
 * Where a night stands now. `open` means that stalls can be booked, which a market may allow after the night began;
 * so `open` goes before `running`.
 */
export function nightState(night: NightFacts, now: Date): NightState {
  if (night.cancelled !== undefined) return 'cancelled'
  if (now < night.opensAt) return 'draft'
  if (now < night.closesAt) return 'open'
  if (now < night.startsAt) return 'closed'
  return now < night.endsAt ? 'running' : 'ended'
}

/** How many stalls one vendor may have at a night: one, unless its market says more. */
export const stallsEach = ({ stallsEach = 1 }: { stallsEach?: number }): number => stallsEach

/** Whether a booking counts at `now`: what was only held lapses by itself. */
export const stands = ({ until }: { until?: Date }, now: Date): boolean => until === undefined || now < until

/** How `caller` sees a stall. @param booking the one that stands there */
export function stallState(
  stall: { outOfUse?: string },
  booking: { vendor: string; until?: Date } | undefined,
  caller: string | undefined,
): StallState {
  if (booking?.until !== undefined) return booking.vendor === caller ? 'holding' : 'held'
  if (booking) return booking.vendor === caller ? 'mine' : 'taken'
  return stall.outOfUse === undefined ? 'free' : 'closed'
}

/** When nights of these weekdays (1 Monday … 7 Sunday) happen: minutes after midnight of the night's date. */
export interface Hours extends Times {
  weekdays: number[]
}

/** When one night happens: minutes after midnight of its date. */
export interface Times {
  /** Booking opens this many days before, at `opensAt`. */
  opensDaysBefore: number
  opensAt: number
  /** Booking ends; may lie beyond 1,440, on the next day. */
  closesAt: number
  cancelBy: number
  startsAt: number
  /** Whoever is not there by then may lose the stall for this night. */
  occupyBy: number
  endsAt: number
}

/** The instants of a night on `date` by the weekly rule, or null when the market rests that day. */
export function nightTimes(hours: readonly Hours[], date: CalendarDate) {
  const day = hours.find(({ weekdays }) => weekdays.includes(weekdayOf(date)))
  return day ? instantsOf(day, date) : null
}

/** The instants of a night on `date` that happens at these times. */
export const instantsOf = (times: Times, date: CalendarDate) => ({
  opensAt: instantOf(date, times.opensAt - times.opensDaysBefore * 1440),
  closesAt: instantOf(date, times.closesAt),
  cancelBy: instantOf(date, times.cancelBy),
  startsAt: instantOf(date, times.startsAt),
  occupyBy: instantOf(date, times.occupyBy),
  endsAt: instantOf(date, times.endsAt),
})
export type Instants = ReturnType<typeof instantsOf>

/** How many of these stalls can be used. */
export const usableOf = (stalls: readonly { outOfUse?: string }[]): number =>
  stalls.filter(({ outOfUse }) => outOfUse === undefined).length
