import { addDays, type CalendarDate } from '../../shared/shanghai'
import type { Market, Night } from '../documents'
import { firstDraw } from '../draw/rules'
import { tellingAt } from '../favourite/rules'
import { nightTimes, usableOf, type Instants } from './rules'

/** The nights of one market from `from` on, by its weekly rule and with its layout in force. */
export const nightsOf = (market: Market, from: CalendarDate, days: number): Night[] =>
  Array.from({ length: days }, (_, day) => addDays(from, day)).flatMap((date) => {
    const times = nightTimes(market.hours, date)
    return times ? [nightOn(market, date, times)] : []
  })

/** A night of a market on a date, with its layout in force. */
export function nightOn(market: Market, date: CalendarDate, times: Instants): Night {
  const { _id, name, place, layout, stallsEach, ladder } = market
  return {
    _id: `${date}-${_id}`,
    market: _id,
    marketName: name,
    place,
    date,
    layoutVersion: layout.version,
    stalls: layout.stalls,
    usable: usableOf(layout.stalls),
    ...(stallsEach === undefined ? {} : { stallsEach }),
    ...(ladder === undefined ? {} : { ladder }),
    ...times,
    rev: 0,
    due: tellingAt(times),
    bookings: [],
    released: [],
    waiting: [],
    ...drawOf(market, date, times),
  }
}

/** What a night owes to its draw, if some of its stalls are drawn for. */
function drawOf({ draw, layout }: Market, date: CalendarDate, { startsAt }: Instants): Pick<Night, 'draw' | 'due'> {
  if (!draw || !layout.stalls.some(({ mode }) => mode === 'draw')) return {}
  const first = firstDraw(draw, date, startsAt)
  return { draw: first, due: first.times.opensAt }
}
