import type { Code } from '../../shared/contract'
import { addDays, weekdayOf, type CalendarDate } from '../../shared/shanghai'
import type { series } from './contract'

/** How many days a series may span. */
export const longestDays = 31

interface Asked {
  from: CalendarDate
  until: CalendarDate
  weekdays: readonly number[]
  stall?: string | undefined
  orAny: boolean
}

/** The dates of a series, the next first; never more than a series may span. */
export const datesOf = ({ from, until, weekdays }: Pick<Asked, 'from' | 'until' | 'weekdays'>): CalendarDate[] =>
  Array.from({ length: longestDays }, (_, day) => addDays(from, day)).filter(
    (date) => date <= until && weekdays.includes(weekdayOf(date)),
  )

/** Why this is no series to book, or null. */
export function whyNotSeries(asked: Asked, today: CalendarDate): Code<typeof series.bookSeries> | null {
  const { from, until, stall, orAny } = asked
  if (from < today || until < from || until > addDays(from, longestDays - 1)) return 'BAD_SPAN'
  return stall === undefined && !orAny ? 'NO_STALL_ASKED' : null
}
