import { addDays, type CalendarDate } from '../../shared/shanghai'
import type { Market, Night } from '../documents'
import { nightTimes } from './rules'

/** The nights of one market from `from` on, by its weekly rule and with its layout in force. */
export const nightsOf = (market: Market, from: CalendarDate, days: number): Night[] =>
  Array.from({ length: days }, (_, day) => addDays(from, day)).flatMap((date) => {
    const times = nightTimes(market.hours, date)
    if (!times) return []
    const { stalls, version } = market.layout
    return [
      {
        _id: `${date}-${market._id}`,
        market: market._id,
        marketName: market.name,
        place: market.place,
        date,
        layoutVersion: version,
        stalls,
        usable: stalls.filter(({ outOfUse }) => outOfUse === undefined).length,
        ...times,
        rev: 0,
        bookings: [],
        released: [],
        waiting: [],
      },
    ]
  })
