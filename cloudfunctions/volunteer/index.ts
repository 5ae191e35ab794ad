import { settleOwed } from '../shared/notify'
import { serve } from '../shared/serve'
import { tendDue } from '../shared/tending'
import { shifts } from './documents'
import { listShifts, showShift } from './shift/actions'
import { overShifts } from './shift/listing'
import type { Tender } from './shift/tending'
import { acceptPlace, listMyShifts, signOut, signUp } from './sign-up/actions'
import { lapsed } from './sign-up/lapsing'
import { offersOfWaiting } from './sign-up/offering'

/** What happens to shifts by the clock alone; in this order. */
const tenders: Tender[] = [lapsed, offersOfWaiting, overShifts]

const shift = { listShifts, showShift }
const signingUp = { signUp, signOut, acceptPlace, listMyShifts }

export const main = serve(
  { ...shift, ...signingUp },
  {
    timer: async (now) => ({
      tended: await tendDue(shifts, tenders, now),
      ...(await settleOwed(shifts)),
    }),
  },
)
