import { dateOf, longDate, type CalendarDate } from '../../cloudfunctions/shared/shanghai'
import { noBreak } from './phrases'

const yearOf = (date: CalendarDate): string => `${date.slice(0, 4)}年`
const dayOf = (date: CalendarDate): string => `${String(Number(date.slice(5, 7)))}月${String(Number(date.slice(8)))}日`

/** From one day to another, the year once where it is the same; a line may end before either. */
export function spanWords({ from, until }: { from: CalendarDate; until: CalendarDate }): string {
  const again = yearOf(from) === yearOf(until) ? '' : `${yearOf(until)} `
  return `${yearOf(from)} ${dayOf(from)} –${noBreak}${again}${dayOf(until)}`
}

/** The last day of what is over at an instant, as of a round that closes when a day ends. */
export const lastDayWords = (over: string): string => longDate(dateOf(new Date(Date.parse(over) - 1)))
