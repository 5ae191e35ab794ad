import { claim, command, untilClaimed } from '../../shared/database'
import { owed, settle } from '../../shared/notify'
import { nights, type Booking, type Night } from '../documents'
import { stands } from '../night/rules'
import type { Tender } from '../night/tending'
import { isOffer, lapsedNotice } from '../waiting/offering'
import { releasesKept } from './claims'

const untils = ({ bookings }: Night): Date[] => bookings.flatMap(({ until }) => (until ? [until] : []))

/** A late repeat of the tap that held it, or joined the waiting list, must not do so again. */
const released = (booking: Booking, now: Date) => ({
  ...booking,
  releasedAt: now,
  releaseKey: `lapsed-${booking.key}`,
})

/** Takes away what lapsed, and tells whose offer it was. Nobody waits for it: it counts no more from its instant on. */
export const lapsed: Tender = {
  tend: async (first, now) => {
    const done = await untilClaimed(nights, first, async (night) => {
      const over = night.bookings.filter((each) => !stands(each, now))
      const told = over.filter(isOffer).map((each) => lapsedNotice(night, each, now))
      if (over.length === 0) return { told }
      const change = {
        bookings: command.pull({ until: command.lte(now) }),
        released: command.push({ each: over.map((each) => released(each, now)), slice: -releasesKept }),
        ...owed(told),
        rev: command.inc(1),
      }
      return (await claim(nights, night._id, { rev: night.rev }, change)) ? { told } : null
    })
    if (!done) throw new Error('others changed the night at each attempt to take away what lapsed')
    await settle(nights, first._id, done.told)
    return first.bookings.some((each) => !stands(each, now))
  },
  due: untils,
}
