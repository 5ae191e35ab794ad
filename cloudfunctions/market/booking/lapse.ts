import { claim, command } from '../../shared/database'
import { nights, type Night } from '../documents'
import type { Tender } from '../night/tending'

const untils = ({ bookings }: Night): Date[] => bookings.flatMap(({ until }) => (until ? [until] : []))

/** Takes away what was held and lapsed. Nobody waits for it: a lapsed hold counts no more from its instant on. */
export const lapsedHolds: Tender = {
  tend: async (night, now) => {
    if (!untils(night).some((until) => until <= now)) return
    const change = { bookings: command.pull({ until: command.lte(now) }), rev: command.inc(1) }
    await claim(nights, night._id, {}, change)
  },
  due: untils,
}
