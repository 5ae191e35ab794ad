import * as v from 'valibot'
import { contract, fields, PlaceId } from '../../shared/contract'
import { Day } from '../rhythm/contract'

/** The most that a queue is counted to: a page then says 99+. */
export const mostWaiting = 100

const noSuchBranch = '没有找到这个支部，请重新选'

/** 书记的桌面 What waits in a branch; each number opens to its list. */
export const desk = contract('pledge', {
  pledgeDesk: {
    by: 'secretary',
    also: ['auditor'],
    at: 'branch',
    input: fields({ branch: PlaceId }),
    output: v.object({
      today: Day,
      /** To be approved: `listSubmitted`. */
      submitted: v.number(),
      /** Pledges with something shown that nobody looked at yet: `listShown`. */
      shown: v.number(),
      /** Pledges with a time that nobody met: `board` sorted by `late`. */
      late: v.number(),
      /** Rounds that are open: `listRounds`. */
      rounds: v.number(),
    }),
    refusals: { NO_SUCH_BRANCH: noSuchBranch },
  },
  /** 年终表 What a branch promised for a year and what came of it, as an Excel file: by member, and each promise. */
  yearSheet: {
    by: 'secretary',
    also: ['auditor'],
    at: 'branch',
    input: fields({
      branch: PlaceId,
      year: v.pipe(v.number(), v.integer(), v.minValue(2020), v.maxValue(2100), v.title('哪一年')),
    }),
    output: v.object({ name: v.string(), bytes: v.string() }),
    refusals: { NO_SUCH_BRANCH: noSuchBranch },
  },
})
