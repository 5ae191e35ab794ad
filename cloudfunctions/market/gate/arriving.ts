import type { Code } from '../../shared/contract'
import { claim, command, untilClaimed } from '../../shared/database'
import { noneStands } from '../booking/claims'
import { nights, type Absence, type Arrival, type Booking, type Night } from '../documents'
import { stands } from '../night/rules'
import { leaves } from '../waiting/leaving'
import type { gate, Seat } from './contract'
import { afterAbsence, whyNotThen } from './rules'
import { findSeat, seatView, type Found } from './seats'

/** Somebody who is said to be there. */
interface Arriving {
  /** Whose seat it is. */
  like: (each: Booking) => boolean
  arrival: Arrival
  now: Date
  refuse: (code: Exclude<Code<typeof gate.markHere>, 'OWN_STALL'>) => Error
  /** What else must hold of this seat; throws when it does not. */
  check: (seat: Booking) => void
  /** Has the words of a new arrival judged, if it has any. */
  judge?: () => Promise<void>
  /** Why there is no such seat at this night, where more can be told than that. */
  none?: (night: Night) => Error | undefined
}

/** The time that counts: a phone that is a little ahead came when the cloud heard of it. */
export const noticedAt = (madeAt: string | undefined, now: Date): Date =>
  madeAt === undefined ? now : new Date(madeAt)

/** Notes an arrival: at the booking, or at an absence, which gives the stall back where nobody got it. */
export async function arrive(first: Night, arriving: Arriving): Promise<Seat> {
  const { like, arrival, now, refuse, check, judge, none } = arriving
  const seat = await untilClaimed(nights, first, async (night) => {
    const found = findSeat(night, like, now)
    const { value } = found.booking ?? found.absence ?? {}
    if (!value) throw none?.(night) ?? refuse('NO_BOOKING')
    check(value)
    if (found.booking?.value.arrived ?? found.absence?.value.came) return seatView(night, value)
    const why = whyNotThen(night, arrival.at, now, arrival.by === 'sign')
    if (why) throw refuse(why)
    await judge?.()
    const noted = { ...arrival, at: arrival.at > now ? now : arrival.at }
    return decide(night, found, { ...arriving, arrival: noted })
  })
  if (!seat) throw refuse('NO_BOOKING')
  return seat
}

async function decide(night: Night, { booking, absence }: Found, arriving: Arriving): Promise<Seat | null> {
  const { arrival, now, refuse } = arriving
  if (booking) {
    const done = await claimArrival(night, booking, arrival)
    return done ? seatView(night, { ...booking.value, arrived: arrival }) : null
  }
  if (!absence) throw refuse('NO_BOOKING')
  const { stall, vendor } = absence.value
  const free = !night.bookings.some((each) => stands(each, now) && (each.stall === stall || each.vendor === vendor))
  const then = afterAbsence(absence.value, arrival.at, free, arrival.by === 'sign')
  if (then !== 'restore' && then !== 'note') throw refuse(then)
  const back: Booking = { ...bookingOf(absence.value), arrived: arrival }
  const done = await claimReturn(night, absence, arrival, then === 'restore' ? { back, now } : undefined)
  if (!done) return null
  return seatView(night, then === 'restore' ? back : { ...absence.value, came: arrival })
}

/** The booking that was released as an absence. */
function bookingOf(absence: Absence): Booking {
  const { id: _, absentAt: __, marked: ___, came: ____, appeal: _____, ...booking } = absence
  return booking
}

/** Decided by one write: this very booking stands there, and nobody noted an arrival. */
function claimArrival(night: Night, booking: { index: number; value: Booking }, arrival: Arrival): Promise<boolean> {
  const place = `bookings.${String(booking.index)}`
  const { vendor, key } = booking.value
  return claim(
    nights,
    night._id,
    {
      cancelled: command.exists(false),
      [`${place}.vendor`]: vendor,
      [`${place}.key`]: key,
      [`${place}.until`]: command.exists(false),
      [`${place}.arrived`]: command.exists(false),
    },
    { [`${place}.arrived`]: command.set(arrival), rev: command.inc(1) },
  )
}

/** Decided by one write: nobody noted it yet, and, where the stall goes back, it is free and the vendor has no other. */
function claimReturn(
  night: Night,
  { index, value }: { index: number; value: Absence },
  arrival: Arrival,
  restored: { back: Booking; now: Date } | undefined,
): Promise<boolean> {
  const place = `absent.${String(index)}`
  const { stall, vendor } = value
  return claim(
    nights,
    night._id,
    {
      cancelled: command.exists(false),
      [`${place}.id`]: value.id,
      [`${place}.came`]: command.exists(false),
      ...(restored
        ? {
            bookings: command.and([...noneStands({ stall }, restored.now), ...noneStands({ vendor }, restored.now)]),
          }
        : {}),
    },
    {
      [`${place}.came`]: command.set(arrival),
      ...(restored
        ? {
            bookings: command.push({ each: [restored.back] }),
            waiting: command.pull({ vendor }),
            ...leaves(night, [vendor], value.id),
          }
        : {}),
      rev: command.inc(1),
    },
  )
}
