import type { Booking, Night } from '../documents'
import type { Booking as BookingView } from './contract'
import { cancelDeadline } from './rules'

/** The part of a night that a booking's reader sees. */
export type NightOfBooking = Pick<Night, '_id' | 'marketName' | 'date' | 'startsAt' | 'endsAt' | 'cancelBy'>

const stateOf = ({ until, waitedSince }: Booking): BookingView['state'] => {
  if (until === undefined) return 'booked'
  return waitedSince === undefined ? 'held' : 'offered'
}

/** A booking as its vendor sees it. @param state as it is, unless told otherwise */
export const bookingView = (night: NightOfBooking, booked: Booking, state = stateOf(booked)): BookingView => ({
  night: night._id,
  name: night.marketName,
  date: night.date,
  stall: booked.stall,
  kind: booked.kind,
  fee: booked.fee,
  state,
  ...(state !== 'cancelled' && booked.until ? { until: booked.until.toISOString() } : {}),
  ...(booked.season === true ? { season: true } : {}),
  bookedAt: booked.at.toISOString(),
  startsAt: night.startsAt.toISOString(),
  endsAt: night.endsAt.toISOString(),
  cancelBy: cancelDeadline(night.cancelBy, booked.at).toISOString(),
})
