import * as v from 'valibot'
import { readCursor, writeCursor } from '../../shared/cursor'
import { untilClaimed } from '../../shared/database'
import { many, one } from '../../shared/load'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import type { Refusal } from '../../shared/refusal'
import { nights, vendors, type Booking, type Night, type Stall, type Vendor } from '../documents'
import { NightId } from '../night/contract'
import { stallState, stands } from '../night/rules'
import { claimRelease, claimStall } from './claims'
import { booking as contract, type Booking as BookingView } from './contract'
import { cancelDeadline, holdMs, vendorFacts, whyNotBookAny, whyNotCancel, whyNotStall, type WhyNotBook } from './rules'

/** The part of a night that a booking's reader sees. */
type NightOfBooking = Pick<Night, '_id' | 'marketName' | 'date' | 'startsAt' | 'endsAt' | 'cancelBy'>

/** @param state as it is, unless told otherwise */
const view = (
  night: NightOfBooking,
  booked: Booking,
  state: BookingView['state'] = booked.until === undefined ? 'booked' : 'held',
): BookingView => ({
  night: night._id,
  name: night.marketName,
  date: night.date,
  stall: booked.stall,
  kind: booked.kind,
  fee: booked.fee,
  state,
  ...(state === 'held' && booked.until ? { until: booked.until.toISOString() } : {}),
  bookedAt: booked.at.toISOString(),
  startsAt: night.startsAt.toISOString(),
  endsAt: night.endsAt.toISOString(),
  cancelBy: cancelDeadline(night.cancelBy, booked.at).toISOString(),
})

const nightAndProfile = ({ input, caller }: { input: { night: string }; caller: string }) => ({
  night: one(nights, input.night, 'NO_SUCH_NIGHT'),
  profile: one(vendors, caller, 'VENDOR_NOT_APPROVED'),
})

export const holdStall = action(contract.holdStall, {
  load: nightAndProfile,
  run: ({ input, caller, key, now, loaded: { night, profile }, refuse }) =>
    take({ code: input.stall, vendor: caller, profile, key, now, hold: true, refuse }, night),
})

export const bookStall = action(contract.bookStall, {
  load: nightAndProfile,
  run: ({ input, caller, key, now, loaded: { night, profile }, refuse }) =>
    take({ code: input.stall, vendor: caller, profile, key, now, hold: false, refuse }, night),
})

/** A vendor reaching for a stall. */
interface Reach {
  code: string
  vendor: string
  profile: Vendor
  key: string
  now: Date
  /** Whether it is only to be held. */
  hold: boolean
  refuse: (code: WhyNotBook) => Refusal
}

async function take(reach: Reach, night: Night): Promise<BookingView> {
  const taken = await untilClaimed(nights, night, async (night) => {
    const told = toldBefore(night, reach)
    if (told) return view(night, told)
    const { stall, why } = judge(night, reach)
    if (why || !stall) throw reach.refuse(why ?? 'NO_SUCH_STALL')
    const index = night.bookings.findIndex((each) => each.vendor === reach.vendor && stands(each, reach.now))
    const held = night.bookings[index]
    if (held && reach.hold && held.stall === stall.code) return view(night, held)
    const wanted = bookingOf(stall, reach, held)
    return (await claimStall(night._id, wanted, held && { index, held }, reach.now)) ? view(night, wanted) : null
  })
  if (!taken) throw reach.refuse('STALL_TAKEN')
  return taken
}

/** What this tap got when it came first. */
const toldBefore = (night: Night, { vendor, key }: Reach): Booking | undefined =>
  [...night.bookings, ...night.released].find(
    (each) => each.vendor === vendor && (each.key === key || each.heldBy === key),
  )

/** The stall asked for, and why this vendor may not have it, if so. */
function judge(night: Night, { code, vendor, profile, now }: Reach) {
  const stall = night.stalls.find((each) => each.code === code)
  const bookingHere = night.bookings.find((each) => each.stall === code && stands(each, now))
  const facts = stall && { kind: stall.kind, mode: stall.mode, state: stallState(stall, bookingHere, vendor) }
  const why = whyNotBookAny(night, vendorFacts(night, vendor, profile, now), now) ?? whyNotStall(facts, profile.kinds)
  return { stall, why }
}

/** A hold that moves to another stall keeps its end: nobody keeps stalls from others for longer by moving on. */
function bookingOf(stall: Stall, { vendor, profile, key, now, hold }: Reach, held: Booking | undefined): Booking {
  const { code, kind, fee } = stall
  const { shop, name, sells } = profile
  const wanted = { stall: code, kind, fee, vendor, shop, name, sells, at: now, key }
  if (hold) return { ...wanted, until: held?.until ?? new Date(+now + holdMs), heldBy: key }
  return held?.heldBy === undefined ? wanted : { ...wanted, heldBy: held.heldBy }
}

export const cancelBooking = action(contract.cancelBooking, {
  load: ({ input }) => ({ night: one(nights, input.night, 'NO_SUCH_NIGHT') }),
  run: async ({ caller, key, now, loaded: { night }, refuse }) => {
    const released = await untilClaimed(nights, night, async (night) => {
      const told = night.released.find((each) => each.vendor === caller && each.releaseKey === key)
      if (told) return view(night, told, 'cancelled')
      const mine = night.bookings.find((each) => each.vendor === caller && stands(each, now))
      const why = whyNotCancel(mine && { ...mine, cancelBy: night.cancelBy }, now)
      if (why || !mine) throw refuse(why ?? 'NO_BOOKING')
      const release = { ...mine, releasedAt: now, releaseKey: key }
      return (await claimRelease(night._id, release)) ? view(night, mine, 'cancelled') : null
    })
    if (!released) throw refuse('NO_BOOKING')
    return released
  },
})

const bookingsPerPage = 20

const Position = v.strictObject({ before: NightId })

/** A night's bookings of one vendor, picked out by the database: the others' never travel. */
const bookingsOf = (vendor: string) => ({
  $filter: { input: '$bookings', as: 'each', cond: { $eq: ['$$each.vendor', { $literal: vendor }] } },
})

/** A booking as its vendor sees it in their list: with the reason why it can no longer be given back, if so. */
function withCancelling(night: NightOfBooking, mine: Booking, now: Date): BookingView {
  const why = whyNotCancel({ ...mine, cancelBy: night.cancelBy }, now)
  const booked = view(night, mine)
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
    const page = loaded.nights.slice(0, bookingsPerPage)
    const items = page.flatMap((night) =>
      night.bookings.filter((each) => stands(each, now)).map((mine) => withCancelling(night, mine, now)),
    )
    const last = page.at(-1)
    const more = loaded.nights.length > bookingsPerPage && last
    return { today: dateOf(now), items, ...(more ? { cursor: writeCursor({ before: last._id }) } : {}) }
  },
})
