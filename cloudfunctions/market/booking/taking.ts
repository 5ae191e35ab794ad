import { untilClaimed } from '../../shared/database'
import { one } from '../../shared/load'
import { Refusal } from '../../shared/refusal'
import { dateOf } from '../../shared/shanghai'
import { nights, vendors, type Booking, type Night, type Stall, type Vendor } from '../documents'
import { stallState, stands } from '../night/rules'
import { isOffer, offerWaiting } from '../waiting/offering'
import { kindsWaitedFor } from '../waiting/rules'
import { claimRelease, claimStall } from './claims'
import type { Booking as BookingView } from './contract'
import { barredKinds } from '../vendor/rules'
import { holdMs, vendorFacts, whyNotBookAny, whyNotStall, whyWords, type WhyNotBook } from './rules'
import { factsOf, missedNights, type NightOfRecord } from '../record/facts'
import { standing } from '../record/rules'
import { bookingView } from './views'
import { shiftDuring, shiftsServedIn, type ShiftOfTime } from '../../volunteer/commitments'

/** What is read for an action on one night. */
export const nightOfCaller = ({ input }: { input: { night: string } }) => ({
  night: one(nights, input.night, 'NO_SUCH_NIGHT'),
})

/** What is read for a vendor who reaches for a stall. */
export const nightAndProfile = ({ input, caller, now }: { input: { night: string }; caller: string; now: Date }) => ({
  night: one(nights, input.night, 'NO_SUCH_NIGHT'),
  profile: one(vendors, caller, 'VENDOR_NOT_APPROVED'),
  missed: missedNights(caller),
  serving: shiftsServedIn([caller], now),
})

/** A vendor reaching for a stall. */
interface Reach {
  code: string
  vendor: string
  profile: Vendor
  /** The nights that they missed. */
  missed: NightOfRecord[]
  /** The shifts that they serve in. */
  serving: ShiftOfTime[]
  key: string
  now: Date
  /** Whether it is only to be held. */
  hold: boolean
  refuse: (code: WhyNotBook) => Refusal
  /** The refusal, where only a stall that is offered to them may be taken. */
  unlessOffered?: () => Refusal
}

/**
 * Gives a vendor the stall that they reach for.
 * @throws Refusal why not
 */
export async function take(reach: Reach, night: Night): Promise<BookingView> {
  const { vendor, now, hold, unlessOffered } = reach
  let freed = false
  const taken = await untilClaimed(nights, night, async (night) => {
    const told = toldBefore(night, reach)
    if (told) return bookingView(night, told)
    const index = night.bookings.findIndex(
      (each) => each.vendor === vendor && each.until !== undefined && stands(each, now),
    )
    const held = night.bookings[index]
    if (unlessOffered && !(held && isOffer(held) && held.stall === reach.code)) throw unlessOffered()
    const { stall, why, words } = judge(night, reach)
    if (why && words !== undefined) throw new Refusal(why, words)
    if (why || !stall) throw reach.refuse(why ?? 'NO_SUCH_STALL')
    if (held && hold && held.stall === stall.code) return bookingView(night, held)
    const wanted = bookingOf(stall, reach, held)
    freed = held !== undefined && held.stall !== stall.code
    return (await claimStall(night, wanted, held && { index, held }, now)) ? bookingView(night, wanted) : null
  })
  if (!taken) throw reach.refuse('STALL_TAKEN')
  if (freed) await offerWaiting(night._id, now)
  return taken
}

/** What this tap got when it came first. */
const toldBefore = (night: Night, { vendor, key }: { vendor: string; key: string }): Booking | undefined =>
  [...night.bookings, ...night.released].find(
    (each) => each.vendor === vendor && (each.key === key || each.heldBy === key),
  )

/** The stall asked for, and why this vendor may not have it, if so. */
function judge(night: Night, { code, vendor, profile, missed, serving, now }: Reach) {
  const stall = night.stalls.find((each) => each.code === code)
  const bookingHere = night.bookings.find((each) => each.stall === code && stands(each, now))
  const facts = stall && { kind: stall.kind, mode: stall.mode, state: stallState(stall, bookingHere, vendor) }
  const record = standing(factsOf(missed, vendor), dateOf(now))
  const me = vendorFacts(night, vendor, profile, now, { record, servesIn: shiftDuring(serving, vendor, night) })
  const why =
    whyNotBookAny(night, me, now) ??
    whyNotStall(facts, profile.kinds, kindsWaitedFor(night.waiting, vendor), barredKinds(profile, night.date))
  return { stall, why, words: why ? whyWords(why, me) : undefined }
}

/**
 * A hold that moves to another stall keeps its end, and never gets more than a hold's time: nobody keeps stalls from
 * others for longer by moving on.
 */
function bookingOf(stall: Stall, { vendor, profile, key, now, hold }: Reach, held: Booking | undefined): Booking {
  const { code, kind, fee } = stall
  const { shop, name, sells } = profile
  const wanted = { stall: code, kind, fee, vendor, shop, name, sells, at: now, key }
  const lasts = new Date(Math.min(+now + holdMs, +(held?.until ?? Infinity)))
  if (hold) return { ...wanted, until: lasts, heldBy: key }
  if (held?.heldBy === undefined) return wanted
  const { heldBy, waitedSince } = held
  return { ...wanted, heldBy, ...(waitedSince && held.stall === code ? { waitedSince } : {}) }
}

interface GivingBack {
  vendor: string
  key: string
  now: Date
  /**
   * Which of what they have.
   * @throws Refusal why none
   */
  which: (mine: readonly Booking[], night: Night) => Booking
}

/** What somebody means who names a stall of theirs, or, having one alone, none. */
export function meant(mine: readonly Booking[], stall: string | undefined): Booking | 'NO_BOOKING' | 'WHICH_STALL' {
  if (stall === undefined && mine.length > 1) return 'WHICH_STALL'
  return mine.find((each) => stall === undefined || each.stall === stall) ?? 'NO_BOOKING'
}

/** Gives back what a vendor has; whoever waits is offered it. */
export async function giveBack({ vendor, key, now, which }: GivingBack, night: Night): Promise<BookingView> {
  const theirs = ({ bookings }: Night) => bookings.filter((each) => each.vendor === vendor && stands(each, now))
  const given = await untilClaimed(nights, night, async (night) => {
    const told = night.released.find((each) => each.vendor === vendor && each.releaseKey === key)
    if (told) return { booking: bookingView(night, told, 'cancelled'), waited: night.waiting.length > 0 }
    const mine = which(theirs(night), night)
    const waited = night.waiting.length > 0
    const release = { ...mine, releasedAt: now, releaseKey: key }
    const done = await claimRelease(night, release)
    return done ? { booking: bookingView(night, mine, 'cancelled'), waited } : null
  })
  if (!given) throw new Error(`others changed ${night._id} at each attempt to give a stall back`)
  if (given.waited) await offerWaiting(night._id, now)
  return given.booking
}
