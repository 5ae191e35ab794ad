import type { Booking, Night, Stall } from '../documents'
import type { NightSummary, StallOnMap } from './contract'
import { nightState, stallState, stands } from './rules'

/** What anyone may know of a night. */
export type Summarised = Omit<
  Night,
  | 'stalls'
  | 'released'
  | 'bookings'
  | 'waiting'
  | 'leftWaiting'
  | 'swaps'
  | 'owed'
  | 'place'
  | 'layoutVersion'
  | 'stallsEach'
  | 'ladder'
  | 'occupyBy'
  | 'rev'
  | 'due'
  | 'untold'
  | 'changes'
  | 'draw'
> & { bookings: Pick<Booking, 'stall' | 'until'>[] }

/** The fields that a summary is made from: the bookings are only counted. */
export const summaryFields = {
  market: true,
  marketName: true,
  date: true,
  usable: true,
  opensAt: true,
  closesAt: true,
  cancelBy: true,
  startsAt: true,
  endsAt: true,
  cancelled: true,
  'bookings.stall': true,
  'bookings.until': true,
}

export function summary(night: Summarised, now: Date): NightSummary {
  return {
    id: night._id,
    market: night.market,
    name: night.marketName,
    date: night.date,
    state: nightState(night, now),
    free: night.usable - night.bookings.filter((each) => stands(each, now)).length,
    total: night.usable,
    opensAt: night.opensAt.toISOString(),
    closesAt: night.closesAt.toISOString(),
    cancelBy: night.cancelBy.toISOString(),
    startsAt: night.startsAt.toISOString(),
    endsAt: night.endsAt.toISOString(),
    ...(night.cancelled === undefined ? {} : { cancelled: night.cancelled }),
  }
}

/** The stalls of a night as `caller` sees them, row by row; of the others' bookings only what is public. */
export function rowsOf(night: Night, caller: string | undefined, now: Date): { row: string; stalls: StallOnMap[] }[] {
  const standing = night.bookings.filter((each) => stands(each, now))
  const booked = new Map(standing.map((booking) => [booking.stall, booking]))
  const rows = new Map<string, StallOnMap[]>()
  for (const stall of night.stalls) {
    const row = rows.get(stall.row) ?? []
    row.push(stallOnMap(stall, booked.get(stall.code), caller))
    rows.set(stall.row, row)
  }
  return [...rows].map(([row, stalls]) => ({ row, stalls }))
}

function stallOnMap(stall: Stall, booking: Booking | undefined, caller: string | undefined): StallOnMap {
  const { code, kind, mode, water, power, fee } = stall
  const state = stallState(stall, booking, caller)
  return {
    code,
    kind,
    mode,
    water,
    power,
    fee,
    state,
    ...(booking && state !== 'held'
      ? { vendor: { shop: booking.shop, name: booking.name, sells: booking.sells } }
      : {}),
  }
}
