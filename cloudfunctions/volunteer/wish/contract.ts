import * as v from 'valibot'
import { PhotoFile } from '../../market/vendor/contract'
import { contract, Cursor, fields, Instant, PlaceId, Reason } from '../../shared/contract'
import { line } from '../../shared/text'
import { Skill, skills } from '../shift/contract'

/** 帮忙 asks for a hand; 心愿 is something that would make somebody glad. */
export const wishKinds = ['help', 'wish'] as const
export type WishKind = (typeof wishKinds)[number]
export const wishKindWords: Readonly<Record<WishKind, string>> = { help: '帮忙', wish: '心愿' }

/** What it is about; each has its most hours (`rules.ts`). */
export const wishCategories = ['errand', 'company', 'repair', 'study', 'clean', 'gift', 'other'] as const
export type WishCategory = (typeof wishCategories)[number]
export const wishCategoryWords: Readonly<Record<WishCategory, string>> = {
  errand: '跑腿',
  company: '陪伴',
  repair: '修理',
  study: '学习',
  clean: '打扫',
  gift: '小礼物',
  other: '别的',
}

/**
 * Where a wish stands. `returned`: staff ask for more; `done`: whoever did it says so; `confirmed`: staff say so, where the
 * asker said nothing; `thanked`: the asker did.
 */
export const wishStates = [
  'waiting',
  'returned',
  'declined',
  'shown',
  'claimed',
  'done',
  'confirmed',
  'thanked',
  'withdrawn',
] as const
export type WishState = (typeof wishStates)[number]

/** 评单 How content the asker is. */
export const wishGrades = ['good', 'fine', 'poor'] as const
export type WishGrade = (typeof wishGrades)[number]
export const wishGradeWords: Readonly<Record<WishGrade, string>> = { good: '很满意', fine: '满意', poor: '不太满意' }

/** The four steps that a wish goes through. */
export const wishSteps = ['asked', 'shown', 'claimed', 'graded'] as const
export type WishStepName = (typeof wishSteps)[number]

/** How many photos of what was done there are at most. */
export const mostWishPhotos = 9

export const WishId = v.pipe(v.string(), v.regex(/^[a-z0-9]{12}$/), v.title('哪个心愿'))
const Kind = v.pipe(v.picklist(wishKinds), v.title('帮忙还是心愿'))
const Category = v.pipe(v.picklist(wishCategories), v.title('哪一类'))
const Words = line('想请人做什么', { min: 4, max: 100 })
const Address = line('门牌', { min: 2, max: 40 })
const Suits = line('什么时候方便', { min: 2, max: 30 })
export const Phone = v.pipe(v.string(), v.trim(), v.regex(/^1[3-9]\d{9}$/, '写 11 位手机号'), v.title('电话'))
export const WishWhy = line('说明', { min: 2, max: 200 })

/** 心愿 As everybody reads it: nothing of where or who. */
export const WishView = v.object({
  id: v.string(),
  kind: v.picklist(wishKinds),
  category: v.picklist(wishCategories),
  words: v.string(),
  /** The community, or a smaller place in it, by name. */
  place: v.string(),
  suits: v.string(),
  skill: v.optional(v.picklist(skills)),
  state: v.picklist(wishStates),
  at: Instant,
})
export type WishView = v.InferOutput<typeof WishView>

/** What only those read who are to go there, and who asked. */
const Contact = v.object({ address: v.string(), phone: v.optional(v.string()), whom: v.optional(v.string()) })

/** What whoever did it says of it. */
const Done = v.object({
  words: v.string(),
  minutes: v.number(),
  /** Photos that may be seen. */
  photos: v.array(v.string()),
  /** How many more WeChat is still looking at. */
  checking: v.number(),
  at: Instant,
})

/** A wish as those see it whom it concerns: who asked, who claimed it, staff. */
export const WishInside = v.object({
  ...WishView.entries,
  rev: v.number(),
  /** What the reader is to it; absent: staff. */
  mine: v.optional(v.picklist(['asker', 'claimer'])),
  contact: v.optional(Contact),
  asker: v.string(),
  claimer: v.optional(v.string()),
  /** Until when whoever claimed it has time. */
  until: v.optional(Instant),
  /** 点单 → 派单 → 接单 → 评单; without `at` it is still to come. */
  timeline: v.array(v.object({ step: v.picklist(wishSteps), at: v.optional(Instant) })),
  done: v.optional(Done),
  thanks: v.optional(v.object({ grade: v.picklist(wishGrades), words: v.string(), at: Instant })),
  /** What was last said about it: staff's hint or reason, why it was given back, what was not done. */
  say: v.optional(v.string()),
  /** The most minutes that may be claimed for it. */
  most: v.number(),
})
export type WishInside = v.InferOutput<typeof WishInside>

export const noSuchWish = '没有找到这个心愿，可能撤回了，刷新再看'
export const noSuchPlace = '没有找到这个社区，请重新选'
export const wishChanged = '这个心愿刚有变动，刷新再看一遍'
const notYours = '这是别人的心愿，只有本人能办'
export const notThen = '这个心愿走到别的一步了，刷新看看'

const asked = {
  kind: Kind,
  category: Category,
  words: Words,
  address: Address,
  suits: Suits,
  skill: v.optional(Skill),
  phone: v.optional(Phone),
}
const placeRefusals = {
  NO_SUCH_PLACE: noSuchPlace,
  PLACE_RETIRED: '这个地方已经停用，请选一个还在用的',
  PLACE_TOO_WIDE: '请选到社区，或社区里的网格',
  WORDS_TELL: '大家会看到的话里有号码，请挪到「电话」那一栏',
}

const claimerRefusals = { NO_SUCH_WISH: noSuchWish, NOT_YOUR_CLAIM: '这个心愿现在不在您手上，刷新看看' }

/** Why a wish cannot be claimed now: what the page says before a tap as well. */
export const whyNotClaimWords = {
  OWN_WISH: '自己的心愿请别人来接',
  WISH_TAKEN: '有人先接了，看看别的心愿',
  NOT_OPEN: '这个心愿现在不用接了，看看别的',
  NOT_A_VOLUNTEER: '先登记成志愿者，一步就好',
  PAUSED: '您在暂停期，到期再来接',
  HANDS_FULL: '您手上有三个心愿了，办好或退回一个再接',
  SKILL_MISSING: '要会这门手艺的人来接，会的话先在「我会什么」里勾上',
} as const

/** 雷锋580·微心愿 Asked for by a resident, checked by staff, claimed by one volunteer, thanked by who asked. */
export const wish = contract('volunteer', {
  /** 点单 Asks for oneself. */
  askWish: {
    by: 'resident',
    changes: true,
    limit: { times: 5, minutes: 60, say: '您说的都收到了，还有要说的' },
    input: fields({ community: PlaceId, ...asked }),
    output: WishView,
    refusals: placeRefusals,
  },
  /** 代点单 A lead or staff ask for somebody who does not by themselves. */
  askWishFor: {
    by: 'staff',
    below: ['lead'],
    at: 'region',
    changes: true,
    limit: { times: 30, minutes: 60 },
    input: fields({ community: PlaceId, ...asked, whom: line('替谁', { min: 2, max: 20 }) }),
    output: WishView,
    refusals: placeRefusals,
  },
  /** Writes anew what staff asked more about; without a phone the one from before stays. */
  mendWish: {
    by: 'resident',
    changes: true,
    limit: { times: 10, minutes: 60 },
    input: fields({ wish: WishId, ...asked }),
    output: WishView,
    refusals: {
      NO_SUCH_WISH: noSuchWish,
      WORDS_TELL: placeRefusals.WORDS_TELL,
      NOT_THEN: notThen,
      WISH_CHANGED: wishChanged,
    },
  },
  /** 撤回 The asker does not need it any more; whoever claimed it is told. */
  withdrawWish: {
    by: 'resident',
    changes: true,
    input: fields({ wish: WishId }),
    output: WishView,
    refusals: { NO_SUCH_WISH: noSuchWish, NOT_THEN: '已经有人办好了，不用撤', WISH_CHANGED: wishChanged },
  },
  /** The public ones, the newest first; there and below; with `open` those that anybody may claim, who waits longest first. */
  listWishes: {
    by: 'anyone',
    input: fields({
      community: v.optional(PlaceId),
      open: v.optional(v.pipe(v.boolean(), v.title('还没人接的'))),
      cursor: v.optional(Cursor),
    }),
    output: v.object({ items: v.array(WishView), cursor: v.optional(v.string()) }),
    refusals: {},
  },
  /** One of them: more of it for who asked and who claimed it. */
  oneWish: {
    by: 'anyone',
    input: fields({ wish: WishId }),
    output: v.object({
      wish: WishView,
      inside: v.optional(WishInside),
      /** Where photos of what was done are uploaded to. */
      folder: v.optional(v.string()),
      /** Why the reader cannot claim it; absent: they can, or have to do with it. */
      whyNot: v.optional(Reason),
    }),
    refusals: { NO_SUCH_WISH: noSuchWish },
  },
  /** Those that the caller asked for, or claimed; the latest first. */
  myWishes: {
    by: 'resident',
    input: fields({
      which: v.pipe(v.picklist(['asked', 'claimed']), v.title('哪些')),
      cursor: v.optional(Cursor),
    }),
    output: v.object({ items: v.array(WishView), cursor: v.optional(v.string()) }),
    refusals: {},
  },
  /** 接单 ONE write decides who has it. */
  claimWish: {
    by: 'volunteer',
    changes: true,
    limit: { times: 10, minutes: 60 },
    input: fields({ wish: WishId }),
    output: WishInside,
    refusals: { NO_SUCH_WISH: noSuchWish, ...whyNotClaimWords },
  },
  /** 退回 Cannot do it after all; somebody else may. */
  giveBackWish: {
    by: 'resident',
    changes: true,
    input: fields({ wish: WishId, reason: WishWhy }),
    output: WishView,
    refusals: claimerRefusals,
  },
  /** 办好了 Whoever claimed it says what was done and how long it took; photos may show it. */
  finishWish: {
    by: 'volunteer',
    changes: true,
    limit: { times: 20, minutes: 60 },
    input: fields({
      wish: WishId,
      words: line('做了什么', { min: 2, max: 200 }),
      minutes: v.pipe(v.number(), v.integer(), v.minValue(15), v.maxValue(240), v.multipleOf(15), v.title('多少分钟')),
      files: v.optional(
        v.pipe(
          v.array(PhotoFile),
          v.maxLength(mostWishPhotos),
          v.check((files) => new Set(files).size === files.length),
          v.title('照片'),
        ),
      ),
    }),
    output: WishInside,
    refusals: {
      ...claimerRefusals,
      TOO_LONG: '这一类心愿记不了这么多时间，改少一点',
      NOT_YOUR_FILE: '照片没有传好，请重新拍一张',
      FILE_MISSING: '照片没有传好，请重新拍一张',
      PHOTO_USED: '这张照片别处用过了，换一张这一次的',
    },
  },
  /** 评单 The asker thanks and grades; the hours count from now on. Never whoever did it. */
  thankWish: {
    by: 'resident',
    changes: true,
    input: fields({
      wish: WishId,
      grade: v.pipe(v.picklist(wishGrades), v.title('满意吗')),
      words: line('想说的话', { min: 1, max: 100 }),
    }),
    output: WishInside,
    refusals: {
      NO_SUCH_WISH: noSuchWish,
      NOT_YOURS: notYours,
      OWN_CLAIM: '自己办的请对方来评',
      NOT_THEN: '还没办好，或者已经评过了',
      WISH_CHANGED: wishChanged,
    },
  },
  /** 没办成 The asker says it was not done: whoever claimed it has time anew, beside the three they may hold. */
  denyWish: {
    by: 'resident',
    changes: true,
    input: fields({ wish: WishId, reason: WishWhy }),
    output: WishInside,
    refusals: { NO_SUCH_WISH: noSuchWish, NOT_YOURS: notYours, NOT_THEN: notThen, WISH_CHANGED: wishChanged },
  },
})
