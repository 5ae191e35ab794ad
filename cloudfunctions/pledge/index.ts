import { settleOwed } from '../shared/notify'
import { serve } from '../shared/serve'
import { tendDue } from '../shared/tending'
import {
  amendPledge,
  approvePledge,
  endPledge,
  excuseOnce,
  listSubmitted,
  pausePledge,
  returnPledge,
} from './approval/actions'
import { board, followPledge, noticeBoard, one, thankPledge } from './board/actions'
import { countLeftThanks } from './board/counting'
import { tellProgress } from './board/telling'
import { pledgeDesk, yearSheet } from './desk/actions'
import { itemFollows, pledges } from './documents'
import { callEvent, listEvents } from './event/actions'
import { callAll } from './event/calling'
import { myEvidence, myWeek, showPledge } from './evidence/actions'
import { hearArrivals } from './evidence/arriving'
import { askConfirm, confirmDone } from './evidence/confirming'
import { listShown, sendBack, verifyEvidence } from './evidence/looking'
import { figures } from './figures/actions'
import { countChanged } from './figures/counting'
import { answerHanding, handPledge, listLeft } from './handing/actions'
import { addItem, closeItem, followItem, listItems, mergeItem, oneItem } from './items/actions'
import { moveLeft } from './items/merging'
import { tellFollowers } from './items/telling'
import { draftPledge, dropPledge, mine, submitPledge, writePledge } from './promise/actions'
import { reminded } from './reminder/tending'
import { checkReceipt, listRounds, openRound, roundResult, vote } from './review/actions'
import { tellRounds } from './review/telling'
import { finished } from './tending'

const promise = { draftPledge, writePledge, dropPledge, submitPledge, mine }
const approval = {
  listSubmitted,
  returnPledge,
  approvePledge,
  amendPledge,
  pausePledge,
  excuseOnce,
  endPledge,
  pledgeDesk,
  yearSheet,
}
const evidence = { showPledge, myEvidence, myWeek, verifyEvidence, sendBack, listShown, askConfirm, confirmDone }
const handing = { listLeft, handPledge, answerHanding }
const items = { listItems, oneItem, addItem, closeItem, mergeItem, followItem }
const event = { callEvent, listEvents }
const review = { openRound, listRounds, vote, checkReceipt, roundResult }
const publicly = { board, noticeBoard, one, thankPledge, followPledge, figures }

/** What a whole district promised falls due at nine: promises know nothing of one another. */
const morning = { atOnce: 10, rounds: 10 }

export const main = serve(
  { ...promise, ...approval, ...evidence, ...handing, ...items, ...event, ...review, ...publicly },
  {
    timer: async (now) => ({
      arrivals: (await hearArrivals(now)).shifts,
      ...(await callAll()),
      tended: await tendDue(pledges, [reminded, finished], now, morning),
      ...(await countLeftThanks()),
      ...(await countChanged()),
      ...(await moveLeft()),
      ...(await tellFollowers()),
      ...(await tellProgress()),
      ...(await tellRounds(now)),
      ...(await settleOwed(itemFollows)),
      ...(await settleOwed(pledges)),
    }),
  },
)
