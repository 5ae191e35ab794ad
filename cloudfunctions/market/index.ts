import { serve } from '../shared/serve'
import { bookStall, cancelBooking, holdStall, listMyBookings } from './booking/actions'
import { lapsedHolds } from './booking/lapse'
import { listNights, nightMap } from './night/actions'
import { planNights, tendNights } from './night/tending'

export const main = serve(
  { listNights, nightMap, holdStall, bookStall, cancelBooking, listMyBookings },
  { timer: async (now) => ({ ...(await planNights(now)), ...(await tendNights([lapsedHolds], now)) }) },
)
