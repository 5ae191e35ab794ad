/* Fields of a date that are already those of its zone: read as UTC. */

const DAY = 86_400_000

/** 1 is Sunday. */
export const dayOfWeek = (date: Date) => date.getUTCDay() + 1

/** 1 is Monday. */
export const isoDayOfWeek = (date: Date) => date.getUTCDay() || 7

/** 1 is the first of January. */
export function dayOfYear(date: Date): number {
  const day = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())
  return (day - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY + 1
}

/** Weeks begin on Sundays; days before the first one are in week 0. */
export function weekOfYear(date: Date): number {
  return Math.floor((dayOfYear(date) + 7 - dayOfWeek(date)) / 7)
}

/** The year an ISO week belongs to: that of its Thursday. */
export function isoWeekYear(date: Date): number {
  return new Date(date.getTime() + (4 - isoDayOfWeek(date)) * DAY).getUTCFullYear()
}

/** ISO weeks begin on Mondays; the first one of a year holds its first Thursday. */
export function isoWeek(date: Date): number {
  const thursday = new Date(date.getTime() + (4 - isoDayOfWeek(date)) * DAY)
  return Math.floor((dayOfYear(thursday) - 1) / 7) + 1
}

/** The first instant of a day that is named by its ISO week; weeks and days may lie outside of their year. */
export function isoDay(year: number, week: number, day: number): number {
  const fourth = new Date(Date.UTC(year, 0, 4))
  return fourth.getTime() + ((week - 1) * 7 + day - isoDayOfWeek(fourth)) * DAY
}
