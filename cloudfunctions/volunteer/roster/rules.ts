import { addDays, dateOf, instantOf } from '../../shared/shanghai'

/** Phones are shown so many days before the day of a shift, and after it. */
export const phoneDays = { before: 1, after: 1 }

interface Span {
  startsAt: Date
  endsAt: Date
}

/** From when until when (not included) phones are shown: whole days in Shanghai. A shift until midnight is of the day before. */
export const phoneTime = ({ startsAt, endsAt }: Span): { from: Date; until: Date } => ({
  from: instantOf(addDays(dateOf(startsAt), -phoneDays.before), 0),
  until: instantOf(addDays(dateOf(new Date(+endsAt - 1)), phoneDays.after + 1), 0),
})

/** Whether the phones of those who have a place in a shift are shown now. */
export function showsPhones(shift: Span, now: Date): boolean {
  const { from, until } = phoneTime(shift)
  return from <= now && now < until
}
