import * as v from 'valibot'
import { contract, fields, PlaceId } from '../../shared/contract'
import { line } from '../../shared/text'
import { Holder } from '../../member/role/contract'
import { changed, noSuchPledge, PledgeId } from '../promise/contract'

/** The most members of a branch that are named to choose from. */
export const mostMembers = 200

/** 交接 Whose member left is handed to another one of the branch, who says yes or no. */
export const handing = contract('pledge', {
  /** What runs in a branch without its member, and who could go on with it. */
  listLeft: {
    by: 'secretary',
    at: 'branch',
    input: fields({ branch: PlaceId }),
    output: v.object({
      items: v.array(
        v.object({
          pledge: v.string(),
          by: v.string(),
          words: v.string(),
          whom: v.string(),
          until: v.string(),
          /** Who was asked and did not answer yet, as they chose to be shown. */
          asked: v.optional(v.string()),
        }),
      ),
      members: v.array(v.object({ holder: v.string(), name: v.string() })),
    }),
    refusals: { NO_SUCH_BRANCH: '没有找到这个支部，请重新选' },
  },
  /** Asks another member to go on with it; whoever was asked before is not any more. */
  handPledge: {
    by: 'secretary',
    at: 'pledge',
    changes: true,
    input: fields({ pledge: PledgeId, holder: Holder, reason: line('原因', { min: 4, max: 100 }) }),
    output: v.object({ asked: v.string() }),
    refusals: {
      NO_SUCH_PLEDGE: noSuchPledge,
      NO_SUCH_MEMBER: '这位不是支部的党员了，刷新再选一位',
      NOT_YOURSELF: '不能交给自己，请另一位书记来交，或者换一位党员',
      OWN_PLEDGE: '自己的承诺请另一位书记来办',
      NOT_RUNNING: '这条没有在做，不用交接',
      STILL_THERE: '做它的党员还在支部，不用交接',
      PLEDGE_CHANGED: changed,
    },
  },
  answerHanding: {
    by: 'member',
    changes: true,
    input: fields({ pledge: PledgeId, yes: v.pipe(v.boolean(), v.title('接不接')) }),
    output: v.object({ taken: v.boolean() }),
    refusals: {
      NO_SUCH_PLEDGE: noSuchPledge,
      NOT_ASKED: '这条没有请您接，刷新再看',
      NOT_RUNNING: '这条已经了结了，不用接了',
      STILL_THERE: '做它的党员回来了，不用接了',
      PLEDGE_CHANGED: changed,
    },
  },
})
