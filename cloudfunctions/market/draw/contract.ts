import * as v from 'valibot'
import { contract, Cursor, fields, Instant, Reason } from '../../shared/contract'
import { line } from '../../shared/text'
import { Day, NightId, StallCode, StallKind } from '../night/contract'

/** A round of a night's draw: the night's id and the round's number, as `2026-11-27-taohuajing-1`. */
export const RoundId = v.pipe(
  v.string(),
  v.maxLength(43),
  v.regex(/^\d{4}-\d{2}-\d{2}-[a-z]{2,24}-[1-9]\d?$/),
  v.title('哪一轮摇号'),
)

/** A vendor's public id. */
export const ShopId = v.pipe(v.string(), v.regex(/^[\w-]{4,40}$/), v.title('和谁挨着'))

/** How many wishes somebody may have. */
export const choicesMax = 10

/** Stall codes, the dearest first, none twice. */
export const Choices = v.pipe(
  v.array(StallCode),
  v.minLength(1),
  v.maxLength(choicesMax),
  v.check((codes) => new Set(codes).size === codes.length),
  v.title('想要的摊位'),
)

/** The public number as its source prints it: digits, with points or blanks of theirs left out. */
export const PublicNumber = v.pipe(v.string(), v.regex(/^\d[\d.]{0,38}\d$/), v.title('公共数字'))

/**
 * Where a round stands. `coming`: before its window; `open`; `freezing`: the window ended, the list is being made;
 * `frozen`: the list is public, the number is not; `late`: the number did not come in time; `drawn`; `void`.
 */
export const roundStates = ['coming', 'open', 'freezing', 'frozen', 'late', 'drawn', 'void'] as const
export type RoundState = (typeof roundStates)[number]

export const Round = v.object({
  id: v.string(),
  night: v.string(),
  name: v.string(),
  date: Day,
  /** Its number among the rounds of this night, from 1. */
  number: v.number(),
  state: v.picklist(roundStates),
  opensAt: Instant,
  closesAt: Instant,
  /** The public number is not known before this. */
  numberAt: Instant,
  /** Without the number by then, the round is void. */
  revealBy: Instant,
  /** Which public number it is, of which day. */
  source: v.string(),
  commitment: v.string(),
  /** How many take part. */
  entrants: v.number(),
  /** The hash of the list, once it is frozen. */
  hash: v.optional(v.string()),
  /** Why it is void, if so. */
  voided: v.optional(v.string()),
})
export type Round = v.InferOutput<typeof Round>

const Shown = v.object({ shop: v.string(), name: v.string() })

/** The caller in the latest round. */
const Mine = v.object({
  shop: v.string(),
  name: v.string(),
  kinds: v.array(StallKind),
  entry: v.optional(
    v.object({
      choices: v.array(v.string()),
      /** Whom they want to stand beside; `agreed` once that one said the same. */
      partner: v.optional(v.object({ shop: v.string(), name: v.string(), agreed: v.boolean() })),
    }),
  ),
  /** Who wants to stand beside the caller. */
  suitors: v.array(Shown),
  /** What came of it, once it was drawn: a stall, or the place among those who got none, from 1; or not on the list. */
  result: v.optional(v.object({ stall: v.optional(v.string()), turn: v.optional(v.number()) })),
})

const Won = v.object({ shop: v.string(), stall: v.string() })

const noSuchRound = '没有找到这一轮摇号，回到这一晚的地图再看看'
const nightCancelled = '这一晚不出摊了，摇号也停了，看看别的日子'

/** Why somebody cannot take part as they asked. */
const whyNotEnter = {
  NO_SUCH_DRAW: noSuchRound,
  NIGHT_CANCELLED: nightCancelled,
  DRAW_NOT_OPEN: '还没到报名的时间，到时候再来',
  DRAW_CLOSED: '报名已经截止了，没抢到的摊位摇完还能订',
  VENDOR_NOT_APPROVED: '您的摊主资料还没通过，请联系夜市运营方',
  VENDOR_PAUSED: '因为未到场的记录，这一晚暂时不能订摊，在「我的记录」里看哪天恢复、怎么申诉',
  SHIFT_CLASH: '那时候您报了志愿班次，先退掉那一班再来',
  ONE_STALL_EACH: '这一晚您已经有摊位了，想摇号就先退掉它',
  NO_SUCH_STALL: '有一个摊位不在这次摇号里，请重新选',
  KIND_MISMATCH: '有一个摊位不卖您这一类，换成同类的',
  PAPERS_EXPIRED: '您的证照那一晚已经过期了，先换新证，再来报名',
  PAIR_SELF: '挨着的要是另一位摊主，请让对方把报名页转给您',
  PAIR_UNKNOWN: '没有找到要挨着的摊主，请让对方重新转发',
  DRAW_FULL: '这一轮报名的人满了，摇完看看剩下的摊位',
}

/** 摇号 Stalls by lot, so that anyone can draw again on their own phone (README.md). */
export const draw = contract('market', {
  /** Takes part, or changes what one asked for. */
  enterDraw: {
    by: 'vendor',
    at: 'round',
    changes: true,
    input: fields({ round: RoundId, choices: Choices, pair: v.optional(ShopId) }),
    output: Round,
    refusals: whyNotEnter,
  },
  withdrawDraw: {
    by: 'vendor',
    at: 'round',
    changes: true,
    input: fields({ round: RoundId }),
    output: Round,
    refusals: {
      NO_SUCH_DRAW: noSuchRound,
      NOT_ENTERED: '这一轮您没有报名，不用撤回',
      DRAW_CLOSED: '名单已经定下来了，撤不回了，中签了可以再退摊',
    },
  },
  /** The rounds of a night, and the caller's own part in the latest. */
  showDraw: {
    by: 'anyone',
    input: fields({ night: NightId }),
    output: v.object({
      today: Day,
      /** The latest first. */
      rounds: v.array(Round),
      stalls: v.array(v.object({ code: v.string(), kind: StallKind })),
      me: v.optional(Mine),
      /** Why the caller cannot take part now, whatever they choose. */
      whyNot: v.optional(Reason),
    }),
    refusals: { NO_SUCH_NIGHT: '没有找到这一晚，回首页看看别的日子' },
  },
  /** All that anyone needs to draw a round again. */
  proveDraw: {
    by: 'anyone',
    input: fields({ round: RoundId }),
    output: v.object({
      round: Round,
      list: v.optional(v.string()),
      drawn: v.optional(
        v.object({
          secret: v.string(),
          number: v.string(),
          /** Where the number can be looked up, in the auditor's words. */
          origin: v.string(),
          /** Who entered it: a mark of the person, nothing else of them. */
          by: v.string(),
          at: Instant,
          outcome: v.object({ seed: v.string(), winners: v.array(Won), rest: v.array(v.string()) }),
        }),
      ),
      names: v.array(Shown),
    }),
    refusals: { NO_SUCH_DRAW: noSuchRound },
  },
  /** The rounds of all nights, the latest night first. */
  listDraws: {
    by: 'auditor',
    input: fields({ cursor: v.optional(Cursor) }),
    output: v.object({ items: v.array(Round), cursor: v.optional(v.string()) }),
    refusals: {},
  },
  /** 录入公共数字 Enters the public number with its origin: the secret is opened, the stalls are drawn. */
  revealDraw: {
    by: 'auditor',
    at: 'round',
    changes: true,
    input: fields({ round: RoundId, number: PublicNumber, origin: line('数字出处', { min: 2, max: 80 }) }),
    output: Round,
    refusals: {
      NO_SUCH_DRAW: noSuchRound,
      NIGHT_CANCELLED: nightCancelled,
      LIST_NOT_FROZEN: '名单还没有定下来，等报名截止再录',
      NUMBER_TOO_EARLY: '还没到公共数字公布的时间，公布以后再录',
      REVEAL_TOO_LATE: '已经过了开签的时间，这一轮会作废重摇',
      ALREADY_DRAWN: '这一轮已经开过签了，看结果就好',
      DRAW_VOID: '这一轮已经作废了，看看新的一轮',
    },
  },
  /** 作废 Makes a round void, with a reason that all who took part read; it is drawn again while there is time. */
  voidDraw: {
    by: 'auditor',
    at: 'round',
    changes: true,
    input: fields({ round: RoundId, reason: line('作废的原因', { min: 2, max: 60 }) }),
    output: Round,
    refusals: {
      NO_SUCH_DRAW: noSuchRound,
      NIGHT_CANCELLED: nightCancelled,
      ALREADY_VOID: '这一轮已经作废了，不用再点',
      NIGHT_BEGUN: '这一晚已经开张了，不能再作废，有事请找夜市运营方',
    },
  },
})
