import { addDays, type CalendarDate } from '../../shared/shanghai'
import type { Market, Night } from '../documents'
import { nightTimes, usableOf, type Instants } from './rules'

/** The nights of one market from `from` on, by its weekly rule and with its layout in force. */
export const nightsOf = (market: Market, from: CalendarDate, days: number): Night[] =>
  Array.from({ length: days }, (_, day) => addDays(from, day)).flatMap((date) => {
    const times = nightTimes(market.hours, date)
    return times ? [nightOn(market, date, times)] : []
  })

/** A night of a market on a date, with its layout in force. */
export function nightOn({ _id, name, place, layout }: Market, date: CalendarDate, times: Instants): Night {
  return {
    _id: `${date}-${_id}`,
    market: _id,
    marketName: name,
    place,
    date,
    layoutVersion: layout.version,
    stalls: layout.stalls,
    usable: usableOf(layout.stalls),
    ...times,
    rev: 0,
    due: times.occupyBy,
    bookings: [],
    released: [],
    waiting: [],
  }
}
