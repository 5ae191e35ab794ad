import { settleOwed } from '../shared/notify'
import { serve } from '../shared/serve'
import { tendDue } from '../shared/tending'
import {
  addShifts,
  cancelActivity,
  cancelShift,
  changeActivity,
  copyWeek,
  dropShift,
  makeActivity,
  openActivity,
  publishActivity,
  setLeader,
  settleActivity,
} from './activity/actions'
import { followBooths } from './activity/booths'
import { listActivities } from './activity/listing'
import { untoldCancels } from './activity/cancel'
import { finishCarrying } from './activity/carrying'
import { attendance, attendanceCode, checkIn, checkOut } from './attendance/actions'
import { confirmServed, markHere, markLeft, markMissed } from './attendance/hands'
import { closing, forgotten } from './attendance/missing'
import { unpostedHours } from './attendance/serving'
import { callForHelp } from './call-for-help/actions'
import { calledLately } from './call-for-help/tending'
import { checkCertificate, makeCertificate, myCertificates, revokeCertificate } from './certificate/actions'
import { certificates, handHours, shifts, teams, volunteers, wishes } from './documents'
import { enroll, myVolunteer, putPaper, resign, setContact, setSkills } from './profile/actions'
import { approvePaper, listPapers, openPapers, refusePaper } from './profile/approval'
import { finishRoles } from './profile/saving'
import {
  addHours,
  confirmHours,
  hoursOfHolder,
  listHoursToConfirm,
  myHours,
  myTotals,
  postConfirmed,
  refuseHours,
  reverseHours,
  yearSheet,
  yearStatement,
} from './hours/actions'
import { addPoint, closePoint, listDeskPoints, listPoints, mendPoint, openPoint, reopenPoint } from './point/actions'
import { roster, rosterSheet } from './roster/actions'
import { listShifts, showShift } from './shift/actions'
import { overShifts } from './shift/listing'
import type { Tender } from './shift/tending'
import { acceptPlace, listMyShifts, signOut, signUp } from './sign-up/actions'
import { decideApplication, listApplications } from './sign-up/deciding'
import { lapsed } from './sign-up/lapsing'
import { offersOfWaiting } from './sign-up/offering'
import { appealMissed, listMissedAppeals, myStanding, ruleMissed } from './standing/actions'
import { joinTeam, leaveTeam, makeTeam, myTeams } from './team/actions'
import { signUpTeam } from './team/signing'
import { askWish, askWishFor, mendWish, withdrawWish } from './wish/actions'
import { claimWish, finishWish, giveBackWish } from './wish/claiming'
import { declineWish, listDeskWishes, openWish, passWish, returnWish } from './wish-desk/actions'
import { confirmWish, denyWish, postWishes, thankWish } from './wish/grading'
import { listWishes, myWishes, oneWish } from './wish/reading'
import { calls, lapsedClaims } from './wish/tending'

/** What happens to shifts by the clock alone; in this order. */
const tenders: Tender[] = [
  untoldCancels,
  lapsed,
  offersOfWaiting,
  calledLately,
  closing,
  forgotten,
  unpostedHours,
  overShifts,
]

const shift = { listShifts, showShift }
const activity = {
  makeActivity,
  changeActivity,
  setLeader,
  addShifts,
  copyWeek,
  dropShift,
  publishActivity,
  cancelActivity,
  cancelShift,
  settleActivity,
  listActivities,
  openActivity,
  callForHelp,
}
const profile = {
  myVolunteer,
  enroll,
  resign,
  setSkills,
  setContact,
  putPaper,
  listPapers,
  openPapers,
  approvePaper,
  refusePaper,
}
const signingUp = { signUp, signOut, acceptPlace, listMyShifts, listApplications, decideApplication }
const attending = {
  attendanceCode,
  attendance,
  checkIn,
  checkOut,
  markHere,
  markLeft,
  markMissed,
  confirmServed,
  roster,
  rosterSheet,
}
const standing = { myStanding, appealMissed, listMissedAppeals, ruleMissed }
const certificate = { myCertificates, makeCertificate, checkCertificate, revokeCertificate }
const wish = {
  askWish,
  askWishFor,
  mendWish,
  withdrawWish,
  listWishes,
  oneWish,
  myWishes,
  claimWish,
  giveBackWish,
  finishWish,
  thankWish,
  denyWish,
  confirmWish,
  listDeskWishes,
  openWish,
  passWish,
  returnWish,
  declineWish,
}
const point = { listPoints, listDeskPoints, openPoint, addPoint, mendPoint, closePoint, reopenPoint }
const team = { myTeams, makeTeam, joinTeam, leaveTeam, signUpTeam }

const hours = {
  myTotals,
  myHours,
  yearStatement,
  yearSheet,
  addHours,
  listHoursToConfirm,
  confirmHours,
  refuseHours,
  reverseHours,
  hoursOfHolder,
}

export const main = serve(
  {
    ...shift,
    ...activity,
    ...profile,
    ...signingUp,
    ...attending,
    ...standing,
    ...team,
    ...hours,
    ...certificate,
    ...wish,
    ...point,
  },
  {
    timer: async (now) => ({
      ...(await followBooths(now)),
      ...(await finishCarrying(now)),
      tended: await tendDue(shifts, tenders, now),
      ...(await settleOwed(shifts)),
      ...(await finishRoles()),
      ...(await settleOwed(volunteers)),
      ...(await postConfirmed(now)),
      ...(await settleOwed(handHours)),
      ...(await settleOwed(teams)),
      ...(await settleOwed(certificates)),
      wishes: await tendDue(wishes, [lapsedClaims, calls], now),
      ...(await postWishes(now)),
      ...(await settleOwed(wishes)),
    }),
  },
)
