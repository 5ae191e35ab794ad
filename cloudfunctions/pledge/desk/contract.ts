import * as v from 'valibot'
import { contract, fields, PlaceId } from '../../shared/contract'

/** The most that a queue is counted to: a page then says 99+. */
export const mostWaiting = 100

/** 书记的桌面 What waits in a branch; each number opens to its list. */
export const desk = contract('pledge', {
  pledgeDesk: {
    by: 'secretary',
    also: ['auditor'],
    at: 'branch',
    input: fields({ branch: PlaceId }),
    output: v.object({
      /** To be approved: `listSubmitted`. */
      submitted: v.number(),
      /** Pledges with something shown that nobody looked at yet: `listShown`. */
      shown: v.number(),
      /** Pledges with a time that nobody met: `board` sorted by `late`. */
      late: v.number(),
      /** Rounds that are open: `listRounds`. */
      rounds: v.number(),
    }),
    refusals: { NO_SUCH_BRANCH: '没有找到这个支部，请重新选' },
  },
})
