import type { Night } from '../../../cloudfunctions/market/documents'
import type { NightModel } from './model'

interface Seat {
  stall: string
  who: string
  until?: number
  offered: boolean
  here: boolean
}

/** Who has what and who waits, as one line: `A01 a; A02 b offered to 10:10 | waits c d`. */
function line(seats: readonly Seat[], queue: readonly string[]): string {
  const words = seats.map(({ stall, who, until, offered, here }) => {
    const kept = until === undefined ? '' : ` ${offered ? 'offered' : 'held'} to ${new Date(until).toISOString()}`
    return `${stall} ${who}${kept}${here ? ' here' : ''}`
  })
  return `${words.sort().join('; ')} | waits ${queue.join(' ')}`
}

const whoOf = (openid: string): string => openid.slice(-1)

export const pictureOf = ({ bookings, waiting }: Night, now: Date): string =>
  line(
    bookings
      .filter(({ until }) => until === undefined || now < until)
      .map(({ stall, vendor, until, waitedSince, arrived }) => ({
        stall,
        who: whoOf(vendor),
        ...(until ? { until: +until } : {}),
        offered: until !== undefined && waitedSince !== undefined,
        here: arrived !== undefined,
      })),
    waiting.map(({ vendor }) => whoOf(vendor)),
  )

export const pictureOfModel = ({ standing, queue }: NightModel): string =>
  line(
    standing.map((each) => ({ ...each, offered: each.offered === true, here: each.here === true })),
    queue,
  )
