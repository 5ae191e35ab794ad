import { command, find } from '../shared/database'
import { many } from '../shared/load'
import { addDays, dateOf } from '../shared/shanghai'
import { markets, nights, type Booking, type Market, type Night } from './documents'
import { stands } from './night/rules'

/** A night as somebody's time in it needs it. */
export type NightOfTime = Pick<Night, '_id' | 'marketName' | 'startsAt' | 'endsAt'> & {
  cancelled?: string
  bookings: Pick<Booking, 'vendor' | 'until'>[]
}

/** More nights to come than anybody has a stall in. */
const mostNights = 60

/** The nights to come that these people have stalls in, for another domain's load: the others' bookings never travel. */
export const nightsStoodAt = (openids: readonly string[], now: Date) =>
  many<Night>(nights, {
    match: { 'bookings.vendor': { $in: openids }, _id: { $gt: addDays(dateOf(now), -2) } },
    sort: { _id: -1 },
    limit: mostNights * openids.length,
    fields: {
      marketName: 1,
      startsAt: 1,
      endsAt: 1,
      cancelled: 1,
      bookings: {
        $filter: { input: '$bookings', as: 'each', cond: { $in: ['$$each.vendor', { $literal: openids }] } },
      },
    },
  })

/** When this person's own stall is open: of nights that take place, where they have one or hold one. */
export const stallTimes = (found: readonly NightOfTime[], openid: string, now: Date) =>
  found
    .filter(
      ({ cancelled, bookings }) =>
        cancelled === undefined && bookings.some((each) => each.vendor === openid && stands(each, now)),
    )
    .map(({ marketName, startsAt, endsAt }) => ({ title: marketName, startsAt, endsAt }))

/** 公益摊 A stall that a volunteer group took for the public good after it stood empty. */
export interface Booth {
  night: Pick<Night, '_id' | 'marketName' | 'place' | 'endsAt' | 'cancelled'>
  /** Where the market is. */
  point: Market['point']
  booking: Pick<Booking, 'vendor' | 'name' | 'stall' | 'at' | 'key'>
}

/** More nights than take place at once in a district. */
const mostAtOnce = 100

/** The booths of nights that may still run; one request where there is none. */
export async function boothsOf(now: Date): Promise<Booth[]> {
  const found = await find(nights, {
    where: { 'bookings.spare': true, _id: command.gt(addDays(dateOf(now), -1)) },
    sort: [['_id', 'asc']],
    limit: mostAtOnce,
  })
  if (found.length === 0) return []
  const where = { _id: command.in(found.map(({ market }) => market)) }
  const places = await find(markets, { where, sort: [], limit: mostAtOnce, fields: { point: true } })
  return found.flatMap((night) => {
    const point = places.find(({ _id }) => _id === night.market)?.point
    return night.bookings.flatMap((booking) => (booking.spare && point ? [{ night, point, booking }] : []))
  })
}
