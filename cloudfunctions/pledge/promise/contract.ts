import * as v from 'valibot'
import { contract, Cursor, fields, Instant, PlaceId } from '../../shared/contract'
import { line } from '../../shared/text'
import { ActivityId } from '../../volunteer/shift/contract'
import { Bead, Day, Rhythm, Rhythms } from '../rhythm/contract'

/** 三张清单 Where a pledge comes from; `own`: from none of the three. */
export const listKinds = ['problem', 'need', 'task', 'own'] as const
export type ListKind = (typeof listKinds)[number]
export const listKindWords: Readonly<Record<ListKind, string>> = {
  problem: '问题清单',
  need: '需求清单',
  task: '任务清单',
  own: '自己想的',
}

/** What a pledge has of what figures count: by these it is found from them. */
export const figured = ['keptOnTime', 'keptLate', 'excusedOnce'] as const
export type Figured = (typeof figured)[number]

/** Where a pledge stands: 定诺 `approved`, 晒诺 `public`; the rest as the words say. */
export const storedStates = [
  'draft',
  'submitted',
  'returned',
  'approved',
  'public',
  'done',
  'unfulfilled',
  'excused',
] as const
export type StoredState = (typeof storedStates)[number]
/** As a reader sees it: `active` 践诺 from its first day on. */
export const pledgeStates = [...storedStates, 'active'] as const
export type PledgeState = (typeof pledgeStates)[number]

/** 评诺 Of one that is over: a round about it is over too, and then that was a while ago. */
export const reviews = ['reviewed', 'closed'] as const
export type Review = (typeof reviews)[number]

export const PledgeId = v.pipe(v.string(), v.regex(/^[a-z0-9]{12}$/), v.title('哪条承诺'))
export const ItemId = v.pipe(v.string(), v.regex(/^[a-z0-9]{12}$/), v.title('清单里的哪一条'))

/** What a member writes. */
export const shape = {
  list: v.pipe(v.picklist(listKinds), v.title('哪张清单')),
  item: v.optional(ItemId),
  /** 签到就算 A check-in at a shift of this activity shows what is due. */
  activity: v.optional(ActivityId),
  words: line('承诺什么', { min: 6, max: 120 }),
  whom: line('为谁、在哪', { min: 2, max: 40 }),
  rhythm: Rhythms,
  from: Day,
  until: Day,
}

/** A pledge as its member and its secretary see it. */
export const PledgeView = v.object({
  id: v.string(),
  by: v.string(),
  branch: v.string(),
  place: v.string(),
  list: v.picklist(listKinds),
  item: v.optional(v.string()),
  activity: v.optional(v.object({ id: v.string(), title: v.string() })),
  state: v.picklist(pledgeStates),
  review: v.optional(v.picklist(reviews)),
  words: v.string(),
  whom: v.string(),
  rhythm: v.array(Rhythm),
  from: v.string(),
  until: v.string(),
  /** What it said before, the oldest first. */
  before: v.array(
    v.object({ until: v.string(), words: v.string(), whom: v.string(), rhythm: v.array(Rhythm), why: v.string() }),
  ),
  beads: v.array(Bead),
  inRow: v.number(),
  nextDue: v.optional(v.string()),
  /** What can be shown now, the oldest first. */
  toShow: v.array(Bead),
  /** Who did it before, the oldest first. */
  hands: v.array(v.object({ by: v.string(), until: v.string(), why: v.string() })),
  pauses: v.array(v.object({ from: v.string(), until: v.string(), reason: v.string() })),
  /** What was said last about where it stands: the hint it was returned with, the reason it was excused. */
  say: v.optional(v.string()),
  /** Words that say little, with what could stand instead. */
  vague: v.array(v.object({ words: v.string(), hint: v.string() })),
  publishedAt: v.optional(Instant),
  rev: v.number(),
})
export type PledgeView = v.InferOutput<typeof PledgeView>

/** A pledge that somebody is asked to go on with. */
const PledgeOffer = v.object({
  id: v.string(),
  by: v.string(),
  words: v.string(),
  whom: v.string(),
  rhythm: v.array(Rhythm),
  until: v.string(),
  why: v.string(),
})
export type PledgeOffer = v.InferOutput<typeof PledgeOffer>

export const noSuchPledge = '没有找到这条承诺，刷新再看'
export const changed = '刚被改过，看看新的再来'
export const Rev = v.pipe(v.number(), v.integer(), v.minValue(0), v.title('版本'))

export const whyNotShape = {
  DATES_WRONG: '结束要在开始之后，最长一年多一点，改一改日期',
  NEVER_DUE: '这样写一次都轮不到，改一改多久一次或日期',
  STARTS_PAST: '开始的日子已经过去了，从今天起写',
  NO_SUCH_ITEM: '清单里没有这一条，换一条',
  ITEM_OF_OTHERS: '这一条不是您支部这边的，换一条',
  NO_SUCH_ACTIVITY: '没有找到这个活动，换一个，或者先不选',
}

export const promise = contract('pledge', {
  /** Begins a pledge as a draft, at the branch where the caller is a member. */
  draftPledge: {
    by: 'member',
    at: 'branch',
    changes: true,
    input: fields({ branch: PlaceId, ...shape }),
    output: PledgeView,
    refusals: { ...whyNotShape, NO_SUCH_BRANCH: '没有找到这个支部，请重新选' },
  },
  /** Changes a draft, or one that was returned. */
  writePledge: {
    by: 'member',
    changes: true,
    input: fields({ pledge: PledgeId, rev: Rev, ...shape }),
    output: PledgeView,
    refusals: {
      ...whyNotShape,
      NO_SUCH_PLEDGE: noSuchPledge,
      NOT_YOURS: '这是别人的承诺，只有本人能改',
      NOT_A_DRAFT: '已经交上去了，要改请等支部退回，或者公开后申请调整',
      PLEDGE_CHANGED: changed,
    },
  },
  dropPledge: {
    by: 'member',
    changes: true,
    input: fields({ pledge: PledgeId }),
    output: v.object({ dropped: v.literal(true) }),
    refusals: {
      NO_SUCH_PLEDGE: noSuchPledge,
      NOT_YOURS: '这是别人的承诺，只有本人能改',
      NOT_A_DRAFT: '交上去以后就不能删了',
    },
  },
  /** 交支部 Asks the branch to approve it. */
  submitPledge: {
    by: 'member',
    changes: true,
    input: fields({ pledge: PledgeId }),
    output: PledgeView,
    refusals: {
      NO_SUCH_PLEDGE: noSuchPledge,
      NOT_YOURS: '这是别人的承诺，只有本人能交',
      NOT_A_DRAFT: '已经交上去了，等支部看',
      PLEDGE_CHANGED: changed,
      STARTS_PAST: whyNotShape.STARTS_PAST,
      NEVER_DUE: whyNotShape.NEVER_DUE,
      TOO_MANY_PLEDGES: '一年最多五条，先把手上的做好',
      NO_SUCH_ITEM: whyNotShape.NO_SUCH_ITEM,
      ITEM_CLOSED: '这一条已经了结了，换一条',
      ALL_TAKEN: '这一条领的人够了，换一条',
    },
  },
  /** The caller's own, whatever they came to, the newest first. */
  mine: {
    by: 'member',
    input: fields({ cursor: v.optional(Cursor) }),
    output: v.object({
      today: Day,
      /** What others did, which they are asked to go on with (`answerHanding`); with the first page. */
      offered: v.array(PledgeOffer),
      items: v.array(PledgeView),
      cursor: v.optional(v.string()),
    }),
    refusals: {},
  },
})

export type WhyNotShape = keyof typeof whyNotShape
