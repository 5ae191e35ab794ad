import * as v from 'valibot'
import { readCursor, writeCursor } from '../../shared/cursor'
import { many } from '../../shared/load'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { nights, type Booking, type Night } from '../documents'
import { NightId } from '../night/contract'
import { stands } from '../night/rules'
import { booking as contract, type Booking as BookingView } from './contract'
import { whyNotCancel } from './rules'
import { giveBack, meant, nightAndProfile, nightOfCaller, take } from './taking'
import { bookingView, type NightOfBooking } from './views'

export const holdStall = action(contract.holdStall, {
  load: nightAndProfile,
  run: ({ input, caller, key, now, loaded: { night, ...who }, refuse }) =>
    take({ code: input.stall, vendor: caller, ...who, key, now, hold: true, refuse }, night),
})

export const bookStall = action(contract.bookStall, {
  load: nightAndProfile,
  run: ({ input, caller, key, now, loaded: { night, ...who }, refuse }) =>
    take({ code: input.stall, vendor: caller, ...who, key, now, hold: false, refuse }, night),
})

export const cancelBooking = action(contract.cancelBooking, {
  load: nightOfCaller,
  run: ({ input, caller, key, now, loaded: { night }, refuse }) => {
    const which = (mine: readonly Booking[], { cancelBy }: Night) => {
      const found = meant(mine, input.stall)
      if (typeof found === 'string') throw refuse(found)
      const why = whyNotCancel({ ...found, cancelBy }, now)
      if (why) throw refuse(why)
      return found
    }
    return giveBack({ vendor: caller, key, now, which }, night)
  },
})

const bookingsPerPage = 10

const Position = v.strictObject({ before: NightId })

/** A night's bookings of one vendor, picked out by the database: the others' never travel. */
const bookingsOf = (vendor: string) => ({
  $filter: { input: '$bookings', as: 'each', cond: { $eq: ['$$each.vendor', { $literal: vendor }] } },
})

/** The swaps of this booking that are open, as far as its own side tells. */
function swapsOf({ swaps = [] }: Pick<Night, 'swaps'>, { key, stall }: Booking, now: Date) {
  const isMine = (end: { key: string; stall: string }) => end.key === key && end.stall === stall
  return swaps
    .filter(({ from, to, until }) => now < until && (isMine(from) || isMine(to)))
    .map(({ id, from, to, until }) => {
      const byMe = from.key === key
      return { id, mine: stall, theirs: byMe ? to.stall : from.stall, byMe, until: until.toISOString() }
    })
}

/** A booking as its vendor sees it in their list: with the reason why it can no longer be given back, if so. */
function withCancelling(night: NightOfBooking & Pick<Night, 'swaps'>, mine: Booking, now: Date): BookingView {
  const why = whyNotCancel({ ...mine, cancelBy: night.cancelBy }, now)
  const swaps = swapsOf(night, mine, now)
  const booked = { ...bookingView(night, mine), ...(swaps.length > 0 ? { swaps } : {}) }
  return why ? { ...booked, whyNotCancel: { code: why, say: contract.cancelBooking.refusals[why] } } : booked
}

/** The caller's bookings, the latest night first. */
export const listMyBookings = action(contract.listMyBookings, {
  load: ({ input, caller }) => ({
    nights: many(nights, {
      match: {
        'bookings.vendor': caller,
        ...(input.cursor === undefined ? {} : { _id: { $lt: readCursor(Position, input.cursor).before } }),
      },
      sort: { _id: -1 },
      limit: bookingsPerPage + 1,
      fields: { marketName: 1, date: 1, startsAt: 1, endsAt: 1, cancelBy: 1, bookings: bookingsOf(caller), swaps: 1 },
    }),
  }),
  run: ({ now, loaded }) => {
    const page = loaded.nights.slice(0, bookingsPerPage)
    const items = page.flatMap((night) =>
      night.bookings.filter((each) => stands(each, now)).map((mine) => withCancelling(night, mine, now)),
    )
    const last = page.at(-1)
    const more = loaded.nights.length > bookingsPerPage && last
    return { today: dateOf(now), items, ...(more ? { cursor: writeCursor({ before: last._id }) } : {}) }
  },
})
