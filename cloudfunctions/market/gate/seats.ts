import { hmacHex } from '../../shared/digest'
import { keyFor } from '../../shared/seal'
import type { Absence, Booking, Night } from '../documents'
import { stands } from '../night/rules'
import type { Seat } from './contract'
import { expectedBy, seatState } from './rules'

/** What the pass of one booking is made from: of this night and booking alone. */
export const passKey = (night: string, { vendor, key }: Booking): string =>
  hmacHex(keyFor(`pass ${night}`), `${vendor} ${key}`).slice(0, 32)

/** What a night says of one vendor at one stall: a booking that stands, or the latest time that they were missed. */
export interface Found {
  booking?: { index: number; value: Booking }
  absence?: { index: number; value: Absence }
}

/** Looks for a seat. @param like by vendor, by stall, or whatever tells it */
export function findSeat({ bookings, absent = [] }: Night, like: (each: Booking) => boolean, now: Date): Found {
  const index = bookings.findIndex((each) => each.until === undefined && stands(each, now) && like(each))
  const booking = bookings[index]
  if (booking) return { booking: { index, value: booking } }
  const last = absent.reduce((latest, each, at) => (like(each) ? at : latest), -1)
  const absence = absent[last]
  return absence ? { absence: { index: last, value: absence } } : {}
}

/** A seat as its vendor and staff read it. */
export function seatView(night: Night, seat: Booking | Absence): Seat {
  const { stall, shop, name, at } = seat
  const missed = 'absentAt' in seat
  const arrived = missed ? seat.came : seat.arrived
  return {
    night: night._id,
    stall,
    shop,
    name,
    state: missed ? 'absent' : seatState(seat),
    expectedBy: expectedBy(night.occupyBy, at).toISOString(),
    ...(arrived ? { arrivedAt: arrived.at.toISOString() } : {}),
    ...(!missed && seat.left ? { leftAt: seat.left.at.toISOString() } : {}),
    ...(missed && seat.came ? { came: true as const } : {}),
  }
}
