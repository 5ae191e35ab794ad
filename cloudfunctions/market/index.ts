import { settleOwed } from '../shared/notify'
import { serve } from '../shared/serve'
import { bookStall, cancelBooking, holdStall, listMyBookings } from './booking/actions'
import { lapsed } from './booking/lapse'
import { nights } from './documents'
import { listNights, nightMap } from './night/actions'
import { planNights, tendNights, type Tender } from './night/tending'
import { acceptOffer, declineOffer, joinWaiting, leaveWaiting } from './waiting/actions'
import { offersOfWaiting } from './waiting/offering'

/** What happens to nights by the clock alone; in this order. */
const tenders: Tender[] = [lapsed, offersOfWaiting]

export const main = serve(
  {
    listNights,
    nightMap,
    holdStall,
    bookStall,
    cancelBooking,
    listMyBookings,
    joinWaiting,
    leaveWaiting,
    acceptOffer,
    declineOffer,
  },
  {
    timer: async (now) => ({
      ...(await planNights(now)),
      ...(await tendNights(tenders, now)),
      ...(await settleOwed(nights)),
    }),
  },
)
