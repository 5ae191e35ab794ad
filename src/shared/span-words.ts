import { dateInFull, type CalendarDate } from '../../cloudfunctions/shared/shanghai'
import { fromTo } from './phrases'

/** From one day to another; the year once where it is the same. */
export function spanWords({ from, until }: { from: CalendarDate; until: CalendarDate }): string {
  const last = dateInFull(until)
  return fromTo(dateInFull(from), from.slice(0, 4) === until.slice(0, 4) ? last.slice(5) : last)
}
