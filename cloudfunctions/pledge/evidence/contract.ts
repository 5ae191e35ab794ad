import * as v from 'valibot'
import { PhotoFile } from '../../market/vendor/contract'
import { contract, Cursor, fields, Instant, PlaceId } from '../../shared/contract'
import { line } from '../../shared/text'
import { changed, noSuchPledge, PledgeId } from '../promise/contract'
import { Bead, Day, OccurrenceId } from '../rhythm/contract'

/** How many photos one evidence has at most. */
export const mostPhotos = 9

const FactId = v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/), v.title('哪一次做的'))
/** What a member shows to the one it was done for. */
export const ConfirmCode = v.pipe(v.string(), v.regex(/^[2-9A-HJ-NP-Z]{8}$/), v.title('确认码'))

/** Where evidence stands: `shown`: nobody looked at it yet; `back`: it was sent back, with a hint. */
export const evidenceStates = ['shown', 'verified', 'back', 'excused'] as const

/** 践诺 What was shown about one occurrence, as its member and whoever looks at it see it. */
export const Evidence = v.object({
  id: v.string(),
  occurrence: v.string(),
  due: v.string(),
  at: Instant,
  words: v.string(),
  /** Photos that may be seen. */
  photos: v.array(v.string()),
  /** How many more WeChat is still looking at. */
  checking: v.number(),
  where: v.optional(v.string()),
  /** The shift whose check-in proves it. */
  shift: v.optional(v.string()),
  state: v.picklist(evidenceStates),
  hint: v.optional(v.string()),
  confirmed: v.optional(v.literal(true)),
})
export type Evidence = v.InferOutput<typeof Evidence>

/** With the code by which the one it was done for confirms it; for its member alone. */
const OwnEvidence = v.object({ ...Evidence.entries, code: v.optional(v.string()) })

const lookedAt = v.object({ id: v.string(), state: v.picklist(evidenceStates) })
const ownPledge = '自己的承诺请别人来看'
const noSuchFact = '没有找到这一次，刷新再看'

/** 践诺 What was done: shown by the member, looked at by somebody else, confirmed by the one it was done for. */
export const evidence = contract('pledge', {
  /** Shows what was done: of the oldest whose time has begun unless told which. */
  showPledge: {
    by: 'member',
    changes: true,
    input: fields({
      pledge: PledgeId,
      occurrence: v.optional(OccurrenceId),
      words: line('做了什么', { min: 2, max: 200 }),
      files: v.optional(
        v.pipe(
          v.array(PhotoFile),
          v.maxLength(mostPhotos),
          v.check((files) => new Set(files).size === files.length),
          v.title('照片'),
        ),
      ),
      where: v.optional(line('在哪', { min: 2, max: 40 })),
    }),
    output: v.object({ ...OwnEvidence.entries, inRow: v.number() }),
    refusals: {
      NO_SUCH_PLEDGE: noSuchPledge,
      NOT_YOURS: '这是别人的承诺，只有本人能晒',
      NOT_RUNNING: '这条没有在做，不用晒了',
      NOTHING_DUE: '现在没有轮到的，到日子再来',
      NO_SUCH_TIME: '没有这一次，刷新再看',
      NOT_YET: '这一次还没轮到，到日子再来',
      ALREADY_SHOWN: '这一次已经晒过了，不用再晒',
      NOT_NEEDED: '这一次暂停或豁免了，不用晒',
      NOTHING_SHOWN: '写一句做了什么，再加一张照片或写上在哪',
      NOT_YOUR_FILE: '照片没有传好，请重新拍一张',
      FILE_MISSING: '照片没有传好，请重新拍一张',
      PHOTO_USED: '这张照片上一次用过了，换一张这一次的',
      PLEDGE_CHANGED: changed,
    },
  },
  /** 核实 Somebody else saw that it was done. */
  verifyEvidence: {
    by: 'secretary',
    below: ['lead'],
    at: 'pledge',
    changes: true,
    input: fields({ pledge: PledgeId, fact: FactId }),
    output: lookedAt,
    refusals: {
      NO_SUCH_PLEDGE: noSuchPledge,
      NO_SUCH_FACT: noSuchFact,
      LOOKED_AT: '这一次已经有人看过了',
      OWN_PLEDGE: ownPledge,
      PLEDGE_CHANGED: changed,
    },
  },
  /** 退回 It does not show that it was done; the hint says what is missing. */
  sendBack: {
    by: 'secretary',
    below: ['lead'],
    at: 'pledge',
    changes: true,
    input: fields({ pledge: PledgeId, fact: FactId, hint: line('差什么', { min: 4, max: 100 }) }),
    output: lookedAt,
    refusals: {
      NO_SUCH_PLEDGE: noSuchPledge,
      NO_SUCH_FACT: noSuchFact,
      LOOKED_AT: '这一次已经有人看过了',
      NOT_RUNNING: '这条承诺已经结束了，不能再退',
      OWN_PLEDGE: ownPledge,
      PLEDGE_CHANGED: changed,
    },
  },
  /** What waits to be looked at in a branch, the longest first. */
  listShown: {
    by: 'secretary',
    also: ['auditor'],
    below: ['lead'],
    at: 'branch',
    input: fields({ branch: PlaceId, cursor: v.optional(Cursor) }),
    output: v.object({
      items: v.array(
        v.object({
          pledge: v.string(),
          by: v.string(),
          words: v.string(),
          whom: v.string(),
          shown: v.array(Evidence),
          /** The caller's own, which somebody else looks at. */
          own: v.optional(v.literal(true)),
        }),
      ),
      cursor: v.optional(v.string()),
    }),
    refusals: { NO_SUCH_BRANCH: '没有找到这个支部，请重新选' },
  },
  /** All that a member showed of one pledge, the newest first, with where photos are uploaded to. */
  myEvidence: {
    by: 'member',
    input: fields({ pledge: PledgeId }),
    output: v.object({ folder: v.optional(v.string()), items: v.array(OwnEvidence) }),
    refusals: { NO_SUCH_PLEDGE: noSuchPledge, NOT_YOURS: '这是别人的承诺' },
  },
  /** 这一周 What is late and what is due from Monday to Sunday, done or not, by its day. */
  myWeek: {
    by: 'member',
    input: fields({}),
    output: v.object({
      today: Day,
      monday: Day,
      sunday: Day,
      folder: v.optional(v.string()),
      items: v.array(
        v.object({
          pledge: v.string(),
          words: v.string(),
          whom: v.string(),
          bead: Bead,
          /** Whether it can be shown now, by one tap. */
          canShow: v.boolean(),
          /** What was shown last about it. */
          evidence: v.optional(v.omit(OwnEvidence, ['photos', 'checking'])),
          /** How many times of this pledge in a row were kept in time. */
          inRow: v.number(),
        }),
      ),
    }),
    refusals: {},
  },
  /** What a code of the member's is about, before somebody says that it was done. */
  askConfirm: {
    by: 'resident',
    limit: { times: 30, minutes: 60, say: '看得太多了' },
    input: fields({ pledge: PledgeId, code: ConfirmCode }),
    output: v.object({
      by: v.string(),
      words: v.string(),
      whom: v.string(),
      due: v.string(),
      shown: v.string(),
      at: Instant,
      confirmed: v.boolean(),
      own: v.optional(v.literal(true)),
    }),
    refusals: { NO_SUCH_CODE: '这个码认不出来，请对方再出示一次' },
  },
  /** 确认 The one it was done for says yes, by one tap; never the member. */
  confirmDone: {
    by: 'resident',
    changes: true,
    limit: { times: 20, minutes: 60, say: '点得太多了' },
    input: fields({ pledge: PledgeId, code: ConfirmCode }),
    output: v.object({ confirmed: v.literal(true) }),
    refusals: {
      NO_SUCH_CODE: '这个码认不出来，请对方再出示一次',
      ALREADY_CONFIRMED: '这一次已经有人确认过了，谢谢您',
      OWN_PLEDGE: '自己做的请对方来确认，把码给他看',
      PLEDGE_CHANGED: changed,
    },
  },
})
