import * as v from 'valibot'
import { contract, Cursor, fields, PlaceId } from '../../shared/contract'
import { line } from '../../shared/text'
import { changed, noSuchPledge, PledgeId, PledgeView, Rev, shape, whyNotShape } from '../promise/contract'
import { Day, OccurrenceId, Rhythms } from '../rhythm/contract'

const Why = line('原因', { min: 4, max: 100 })
const ownPledge = '自己的承诺请另一位书记来定'

/** 定诺 What the branch decides about pledges; never their own member. */
export const approval = contract('pledge', {
  /** Those that wait for the branch, who waits longest first. */
  listSubmitted: {
    by: 'secretary',
    also: ['auditor'],
    at: 'branch',
    input: fields({ branch: PlaceId, cursor: v.optional(Cursor) }),
    output: v.object({ items: v.array(PledgeView), cursor: v.optional(v.string()) }),
    refusals: { NO_SUCH_BRANCH: '没有找到这个支部，请重新选' },
  },
  /** 退回 Sends it back with a hint. */
  returnPledge: {
    by: 'secretary',
    at: 'pledge',
    changes: true,
    input: fields({ pledge: PledgeId, rev: Rev, hint: line('怎么改', { min: 4, max: 100 }) }),
    output: PledgeView,
    refusals: {
      NO_SUCH_PLEDGE: noSuchPledge,
      NOT_SUBMITTED: '这条不在等审的里面，刷新再看',
      PLEDGE_CHANGED: changed,
      OWN_PLEDGE: ownPledge,
    },
  },
  /** 定诺、晒诺 Approves it; it is public from then on. */
  approvePledge: {
    by: 'secretary',
    at: 'pledge',
    changes: true,
    input: fields({ pledge: PledgeId, rev: Rev }),
    output: PledgeView,
    refusals: {
      NO_SUCH_PLEDGE: noSuchPledge,
      NOT_SUBMITTED: '这条不在等审的里面，刷新再看',
      PLEDGE_CHANGED: changed,
      OWN_PLEDGE: ownPledge,
    },
  },
  /** 调整 The member asks for other words or another rhythm; the branch decides; both texts stay readable. */
  amendPledge: {
    by: 'secretary',
    at: 'pledge',
    changes: true,
    input: fields({ pledge: PledgeId, rev: Rev, words: shape.words, whom: shape.whom, rhythm: Rhythms, why: Why }),
    output: PledgeView,
    refusals: {
      NO_SUCH_PLEDGE: noSuchPledge,
      NOT_RUNNING: '这条没有在做，不用调整',
      PLEDGE_CHANGED: changed,
      OWN_PLEDGE: ownPledge,
      NEVER_DUE: whyNotShape.NEVER_DUE,
    },
  },
  /** 暂停 For an illness or a holiday: what falls due meanwhile counts neither way. */
  pausePledge: {
    by: 'secretary',
    at: 'pledge',
    changes: true,
    input: fields({ pledge: PledgeId, from: Day, until: Day, reason: Why }),
    output: PledgeView,
    refusals: {
      NO_SUCH_PLEDGE: noSuchPledge,
      NOT_RUNNING: '这条没有在做，不用暂停',
      PAUSE_PAST: '过去的日子不能补暂停，有难处请豁免那一次',
      DATES_WRONG: '结束要在开始之后，最多暂停 90 天',
      OWN_PLEDGE: ownPledge,
      PLEDGE_CHANGED: changed,
    },
  },
  /** 豁免 Lets one occurrence go with a public reason. */
  excuseOnce: {
    by: 'secretary',
    at: 'pledge',
    changes: true,
    input: fields({
      pledge: PledgeId,
      occurrence: OccurrenceId,
      reason: Why,
    }),
    output: PledgeView,
    refusals: {
      NO_SUCH_PLEDGE: noSuchPledge,
      NO_SUCH_TIME: '没有这一次，刷新再看',
      ALREADY_MET: '这一次已经做了，不用豁免',
      OWN_PLEDGE: ownPledge,
      PLEDGE_CHANGED: changed,
    },
  },
  /** 了结 Ends a pledge before its time: excused with a public reason, or unfulfilled. */
  endPledge: {
    by: 'secretary',
    at: 'pledge',
    changes: true,
    input: fields({
      pledge: PledgeId,
      as: v.pipe(v.picklist(['excused', 'unfulfilled']), v.title('怎么了结')),
      reason: Why,
    }),
    output: PledgeView,
    refusals: {
      NO_SUCH_PLEDGE: noSuchPledge,
      NOT_RUNNING: '这条没有在做，不用了结',
      OWN_PLEDGE: ownPledge,
      PLEDGE_CHANGED: changed,
    },
  },
})
