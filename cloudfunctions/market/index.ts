import { serve } from '../shared/serve'
import { bookStall, cancelBooking, listMyBookings } from './booking/actions'
import { listNights, nightMap, planNights } from './night/actions'

export const main = serve({ listNights, nightMap, bookStall, cancelBooking, listMyBookings }, { timer: planNights })
