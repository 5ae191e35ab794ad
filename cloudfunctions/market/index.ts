import { settleOwed } from '../shared/notify'
import { serve } from '../shared/serve'
import { approveShop, askShop, listShops, openShop, reinstateShop, suspendShop } from './approval/actions'
import { bookStall, cancelBooking, holdStall, listMyBookings } from './booking/actions'
import { lapsed } from './booking/lapse'
import { listWaits } from './desk/actions'
import { feeAccounts, nights, seasonStalls, stallReports, vendors } from './documents'
import { keepShop, listFavourites } from './favourite/actions'
import { confirmFee, listFees, monthFees, myFees, payFee, refundFee, takeCash, waiveFee } from './fees/actions'
import { settleOrder, settleOrders } from './fees/paying'
import { settleRefunds } from './fees/sending'
import { figureRows, monthFigures, monthSheet, nightFigures, nightSheet, reportedMarkets } from './figures/actions'
import { followersTold } from './favourite/telling'
import { checkIn, checkOut, markAbsent, markHere, myPass, roster, scanPass } from './gate/actions'
import { missedVendors } from './gate/missing'
import { listSigns, makeSigns, renewSign } from './gate/signs'
import { answerInspection, inspect, myInspections, myInspectionsOf, round } from './inspection/actions'
import { listLayouts, listMarkets, readLayout, saveLayout } from './layout/actions'
import { listLayoutNights, takeLayout } from './layout/taking'
import { enterDraw, revealDraw, voidDraw, withdrawDraw } from './draw/actions'
import { readDrawRule, saveDrawRule, stopDraws } from './draw-rule/actions'
import { listDraws, proveDraw, showDraw } from './draw/reading'
import { drawOpening, tendDraws } from './draw/tending'
import { listNights, nightMap } from './night/actions'
import { planNights, tendNights, type Tender } from './night/tending'
import { listPlaceable, placeVendor } from './placing/actions'
import { appealAbsence, listAppeals, myRecord, ruleAppeal } from './record/actions'
import { answerReport, complain, listReports, myReports } from './report/actions'
import {
  cancelNight,
  changeTimes,
  closeStall,
  openNight,
  readNight,
  readSchedule,
  reopenStall,
  saveHours,
} from './schedule/actions'
import { untoldCancels } from './schedule/cancel'
import { endSeason, grantSeason, listHolders, listSeasons, skipNight } from './season/actions'
import { tendSeasons } from './season/carrying'
import { bookSeries, mySeries } from './series/actions'
import { acceptSwap, declineSwap, offerSwap } from './swap/actions'
import { listSpare, takeSpare } from './spare/actions'
import { spareOffers } from './spare/telling'
import { myShop, putPaper, shopPage, submitShop } from './vendor/actions'
import { tellOfPapers } from './vendor/papers'
import { finishGrants } from './vendor/saving'
import { warnNight } from './warning/actions'
import { acceptOffer, declineOffer, joinWaiting, leaveWaiting } from './waiting/actions'
import { offersOfWaiting } from './waiting/offering'

/** What happens to nights by the clock alone; in this order. */
const tenders: Tender[] = [
  untoldCancels,
  lapsed,
  drawOpening,
  missedVendors,
  offersOfWaiting,
  spareOffers,
  followersTold,
]

const booking = { holdStall, bookStall, cancelBooking, listMyBookings }
const waiting = { joinWaiting, leaveWaiting, acceptOffer, declineOffer }
const others = { placeVendor, listPlaceable, offerSwap, acceptSwap, declineSwap, bookSeries, mySeries }
const season = { listSeasons, listHolders, grantSeason, endSeason, skipNight }
const layout = { listMarkets, readLayout, listLayouts, saveLayout, listLayoutNights, takeLayout }
const schedule = {
  readSchedule,
  saveHours,
  readNight,
  openNight,
  changeTimes,
  closeStall,
  reopenStall,
  cancelNight,
  warnNight,
}
const gate = { myPass, checkIn, checkOut, roster, scanPass, markHere, markAbsent, listSigns, makeSigns, renewSign }
const record = { myRecord, appealAbsence, listAppeals, ruleAppeal }
const inspection = { round, inspect, myInspections, myInspectionsOf, answerInspection }
const spare = { listSpare, takeSpare }
const draw = { enterDraw, withdrawDraw, showDraw, proveDraw, listDraws, revealDraw, voidDraw }
const drawRule = { readDrawRule, saveDrawRule, stopDraws }
const vendor = { myShop, putPaper, submitShop, shopPage }
const approval = { listShops, openShop, approveShop, askShop, suspendShop, reinstateShop }
const fees = { payFee, confirmFee, takeCash, waiveFee, refundFee, listFees, myFees, monthFees }
const figures = { reportedMarkets, nightFigures, figureRows, monthFigures, nightSheet, monthSheet }
const favourite = { keepShop, listFavourites }
const report = { complain, myReports, listReports, answerReport }

export const main = serve(
  {
    listNights,
    nightMap,
    listWaits,
    ...booking,
    ...waiting,
    ...others,
    ...season,
    ...layout,
    ...schedule,
    ...gate,
    ...record,
    ...inspection,
    ...spare,
    ...draw,
    ...drawRule,
    ...vendor,
    ...approval,
    ...fees,
    ...figures,
    ...favourite,
    ...report,
  },
  {
    paid: settleOrder,
    timer: async (now) => ({
      ...(await planNights(now)),
      ...(await tendSeasons(now)),
      // A round that ends leaves stalls to whoever waits: they are offered in the same run.
      ...(await tendDraws(now)),
      ...(await tendNights(tenders, now)),
      ...(await settleOwed(nights)),
      ...(await settleOwed(seasonStalls)),
      ...(await finishGrants()),
      ...(await tellOfPapers(now)),
      ...(await settleOwed(vendors)),
      ...(await settleOwed(stallReports)),
      ...(await settleOwed(feeAccounts)),
      ...(await settleRefunds()),
      ...(await settleOrders(now)),
    }),
  },
)
