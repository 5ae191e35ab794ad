import * as v from 'valibot'
import { readCursor, writeCursor } from '../../shared/cursor'
import { claim, command, untilClaimed } from '../../shared/database'
import { many, one } from '../../shared/load'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { nights, vendors, type Booking, type Night, type Release, type Vendor } from '../documents'
import { NightId } from '../night/contract'
import { stallState } from '../night/rules'
import { booking as contract, type Booking as BookingView } from './contract'
import { cancelDeadline, vendorFacts, whyNotBookAny, whyNotCancel, whyNotStall } from './rules'

/** The part of a night that a booking's reader sees. */
type NightOfBooking = Pick<Night, '_id' | 'marketName' | 'date' | 'startsAt' | 'endsAt' | 'cancelBy'>

const view = (night: NightOfBooking, booked: Booking, state: BookingView['state']): BookingView => ({
  night: night._id,
  name: night.marketName,
  date: night.date,
  stall: booked.stall,
  kind: booked.kind,
  fee: booked.fee,
  state,
  bookedAt: booked.at.toISOString(),
  startsAt: night.startsAt.toISOString(),
  endsAt: night.endsAt.toISOString(),
  cancelBy: cancelDeadline(night.cancelBy, booked.at).toISOString(),
})

export const bookStall = action(contract.bookStall, {
  load: ({ input, caller }) => ({
    night: one(nights, input.night, 'NO_SUCH_NIGHT'),
    profile: one(vendors, caller, 'VENDOR_NOT_APPROVED'),
  }),
  run: async ({ input, caller, key, now, loaded: { night, profile }, refuse }) => {
    const booked = await untilClaimed(nights, night, async (night) => {
      const told = [...night.bookings, ...night.released].find((each) => each.vendor === caller && each.key === key)
      if (told) return view(night, told, 'booked')
      const { stall, why } = judge(night, input.stall, caller, profile, now)
      if (why || !stall) throw refuse(why ?? 'NO_SUCH_STALL')
      const { name, sells } = profile
      const wanted = { stall: stall.code, kind: stall.kind, fee: stall.fee, vendor: caller, name, sells, at: now, key }
      return (await claimStall(night._id, wanted)) ? view(night, wanted, 'booked') : null
    })
    if (!booked) throw refuse('STALL_TAKEN')
    return booked
  },
})

/** The stall asked for, and why this vendor may not have it, if so. */
function judge(night: Night, code: string, vendor: string, profile: Vendor, now: Date) {
  const stall = night.stalls.find((each) => each.code === code)
  const bookingHere = night.bookings.find((each) => each.stall === code)
  const facts = stall && { kind: stall.kind, state: stallState(stall, bookingHere, vendor) }
  const why = whyNotBookAny(night, vendorFacts(night, vendor, profile), now) ?? whyNotStall(facts, profile.kinds)
  return { stall, why }
}

/**
 * 订摊, decided by ONE write: the night is open, the stall usable, of this kind and free, the vendor has none this
 * night, and this tap was not already answered.
 */
const claimStall = (night: string, wanted: Booking): Promise<boolean> =>
  claim(
    nights,
    night,
    {
      cancelled: command.exists(false),
      opensAt: command.lte(wanted.at),
      closesAt: command.gt(wanted.at),
      stalls: command.elemMatch({ code: wanted.stall, kind: wanted.kind, outOfUse: command.exists(false) }),
      'bookings.stall': command.nin([wanted.stall]),
      'bookings.vendor': command.nin([wanted.vendor]),
      'released.key': command.nin([wanted.key]),
    },
    { bookings: command.push({ each: [wanted] }) },
  )

/** How many releases a night remembers. */
const releasesKept = 500

export const cancelBooking = action(contract.cancelBooking, {
  load: ({ input }) => ({ night: one(nights, input.night, 'NO_SUCH_NIGHT') }),
  run: async ({ caller, key, now, loaded: { night }, refuse }) => {
    const released = await untilClaimed(nights, night, async (night) => {
      const told = night.released.find((each) => each.vendor === caller && each.releaseKey === key)
      if (told) return view(night, told, 'cancelled')
      const mine = night.bookings.find((each) => each.vendor === caller)
      const why = whyNotCancel(mine && { cancelBy: night.cancelBy, at: mine.at }, now)
      if (why || !mine) throw refuse(why ?? 'NO_BOOKING')
      const release = { ...mine, releasedAt: now, releaseKey: key }
      return (await claimRelease(night._id, release)) ? view(night, mine, 'cancelled') : null
    })
    if (!released) throw refuse('NO_BOOKING')
    return released
  },
})

/** 退摊, decided by one write: this very booking still stands. */
const claimRelease = (night: string, release: Release): Promise<boolean> =>
  claim(
    nights,
    night,
    { bookings: command.elemMatch({ vendor: release.vendor, key: release.key }) },
    {
      bookings: command.pull({ vendor: release.vendor }),
      released: command.push({ each: [release], slice: -releasesKept }),
    },
  )

const bookingsPerPage = 20

const Position = v.strictObject({ before: NightId })

/** A night's bookings of one vendor, picked out by the database: the others' never travel. */
const bookingsOf = (vendor: string) => ({
  $filter: { input: '$bookings', as: 'each', cond: { $eq: ['$$each.vendor', { $literal: vendor }] } },
})

/** A booking as its vendor sees it in their list: with the reason why it can no longer be given back, if so. */
function withCancelling(night: NightOfBooking, mine: Booking, now: Date): BookingView {
  const why = whyNotCancel({ cancelBy: night.cancelBy, at: mine.at }, now)
  const booked = view(night, mine, 'booked')
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
      fields: { marketName: 1, date: 1, startsAt: 1, endsAt: 1, cancelBy: 1, bookings: bookingsOf(caller) },
    }),
  }),
  run: ({ now, loaded }) => {
    const items = loaded.nights
      .slice(0, bookingsPerPage)
      .flatMap((night) => night.bookings.map((mine) => withCancelling(night, mine, now)))
    const last = items.at(-1)
    const more = loaded.nights.length > bookingsPerPage && last
    return { today: dateOf(now), items, ...(more ? { cursor: writeCursor({ before: last.night }) } : {}) }
  },
})
