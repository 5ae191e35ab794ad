import { command } from '../../shared/database'
import { releasesKept } from '../booking/claims'
import type { Booking, Night } from '../documents'
import { stands } from '../night/rules'

interface Closing {
  stall: string
  reason: string
  to?: string | undefined
}

/** Whoever has this stall at `now`. */
export const bookedAt = (night: Night, stall: string, now: Date): Booking | undefined =>
  night.bookings.find((each) => each.stall === stall && stands(each, now))

/** The change by which a stall goes out of use for one night; whoever has it is moved, or loses it. */
export function closing(night: Night, { stall, reason, to }: Closing, now: Date, key: string): Record<string, unknown> {
  const place = `stalls.${String(night.stalls.findIndex(({ code }) => code === stall))}`
  const counted = night.stalls.some(({ code, outOfUse }) => code === stall && outOfUse === undefined)
  const change = {
    [`${place}.outOfUse`]: reason,
    [`${place}.tonight`]: true,
    ...(counted ? { usable: command.inc(-1) } : {}),
  }
  const booked = bookedAt(night, stall, now)
  if (!booked) return change
  if (to === undefined) {
    const release = { ...booked, releasedAt: now, releaseKey: key }
    return {
      ...change,
      bookings: command.pull({ vendor: booked.vendor, key: booked.key }),
      released: command.push({ each: [release], slice: -releasesKept }),
    }
  }
  const fee = night.stalls.find(({ code }) => code === to)?.fee ?? booked.fee
  const mine = `bookings.${String(night.bookings.indexOf(booked))}`
  return { ...change, [`${mine}.stall`]: to, [`${mine}.fee`]: Math.min(fee, booked.fee) }
}

/** The change by which a stall comes back into use for one night. */
export function reopening(night: Night, stall: string): Record<string, unknown> {
  const place = `stalls.${String(night.stalls.findIndex(({ code }) => code === stall))}`
  return {
    [`${place}.outOfUse`]: command.remove(),
    [`${place}.tonight`]: command.remove(),
    usable: command.inc(1),
  }
}
