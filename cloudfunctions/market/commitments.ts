import { many } from '../shared/load'
import { addDays, dateOf } from '../shared/shanghai'
import { nights, type Booking, type Night } from './documents'
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
