import * as v from 'valibot'
import { contract, Cursor, fields, Instant, PlaceId } from '../../shared/contract'
import { line } from '../../shared/text'
import { figured, listKinds, PledgeId, pledgeStates, PledgeView } from '../promise/contract'
import { Bead, Day, Rhythm } from '../rhythm/contract'

export const boardSorts = ['newest', 'due', 'late', 'done'] as const
export type BoardSort = (typeof boardSorts)[number]

/** 公示卡 One pledge on the board. */
export const Card = v.object({
  id: v.string(),
  words: v.string(),
  /** Who, as they chose to be shown. */
  by: v.string(),
  branch: v.string(),
  /** For whom or where. */
  where: v.string(),
  list: v.picklist(listKinds),
  rhythm: v.array(Rhythm),
  /** The last ones, and the next. */
  beads: v.array(Bead),
  lastEvidence: v.optional(v.object({ at: Instant, words: v.string(), photo: v.optional(v.string()) })),
  nextDue: v.optional(v.string()),
  state: v.picklist(pledgeStates),
  thanks: v.number(),
})
export type Card = v.InferOutput<typeof Card>

/** What was shown, as everybody may read it. */
export const Shown = v.object({
  id: v.string(),
  occurrence: v.string(),
  due: v.string(),
  /** Who did it, where that was another one than now. */
  by: v.optional(v.string()),
  at: Instant,
  words: v.string(),
  photos: v.array(v.string()),
  where: v.optional(v.string()),
  state: v.picklist(['shown', 'verified', 'excused']),
  confirmed: v.optional(v.literal(true)),
})

const noSuchPledge = '没有找到这条承诺，回公示栏看看别的'

export const board = contract('pledge', {
  /** 公示栏 What was promised; anybody may read it. */
  board: {
    by: 'anyone',
    input: fields({
      /** There and below; absent: the whole district. */
      community: v.optional(PlaceId),
      branch: v.optional(PlaceId),
      list: v.optional(v.pipe(v.picklist(listKinds), v.title('哪张清单'))),
      /** Only pledges of which something is counted so; takes the place of `list`. */
      figure: v.optional(v.pipe(v.picklist(figured), v.title('哪个数'))),
      sort: v.optional(v.pipe(v.picklist(boardSorts), v.title('怎么排'))),
      /** Words to be found; the newest first then. */
      search: v.optional(line('找什么', { min: 2, max: 20 })),
      cursor: v.optional(Cursor),
    }),
    output: v.object({ today: Day, items: v.array(Card), cursor: v.optional(v.string()) }),
    refusals: {},
  },
  /** 公示栏 All that a branch promised and anybody may read, the newest first, as it goes on paper. */
  noticeBoard: {
    by: 'anyone',
    input: fields({ branch: PlaceId }),
    output: v.object({
      branch: v.string(),
      today: Day,
      items: v.array(v.pick(Card, ['id', 'words', 'by', 'where', 'rhythm', 'state'])),
      /** There are more than stand here. */
      cut: v.optional(v.literal(true)),
    }),
    refusals: { NO_SUCH_BRANCH: '没有找到这个支部，换一个看看' },
  },
  /** One pledge whole, with all that was shown. */
  one: {
    by: 'anyone',
    input: fields({ pledge: PledgeId }),
    output: v.object({
      ...v.omit(PledgeView, ['vague', 'toShow']).entries,
      today: Day,
      shown: v.array(Shown),
      thanks: v.number(),
      /** Whether the caller follows it, thanked for it, made it. */
      following: v.optional(v.boolean()),
      thanked: v.optional(v.boolean()),
      own: v.optional(v.literal(true)),
    }),
    refusals: { NO_SUCH_PLEDGE: noSuchPledge },
  },
  /** 谢谢 Once for each person. */
  thankPledge: {
    by: 'resident',
    changes: true,
    input: fields({ pledge: PledgeId }),
    output: v.object({ thanks: v.number() }),
    refusals: { NO_SUCH_PLEDGE: noSuchPledge, OWN_PLEDGE: '这是您自己的承诺，留给邻居来谢' },
  },
  /** 关注 Follows a pledge, or no longer. */
  followPledge: {
    by: 'resident',
    changes: true,
    input: fields({ pledge: PledgeId, follow: v.pipe(v.boolean(), v.title('关注')) }),
    output: v.object({ following: v.boolean() }),
    refusals: { NO_SUCH_PLEDGE: noSuchPledge },
  },
})
