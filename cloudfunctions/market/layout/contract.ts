import * as v from 'valibot'
import { contract, Cursor, Fen, fields, Instant } from '../../shared/contract'
import { line } from '../../shared/text'
import { Day, NightId, StallKind, stallModes } from '../night/contract'

/** How many stalls a market has at most. */
export const maxStalls = 200

/** A market's id, as `taohuajing`. */
export const MarketId = v.pipe(v.string(), v.maxLength(24), v.regex(/^[a-z]{2,24}$/), v.title('哪个夜市'))

/** Counts the versions of a layout or of a weekly rule, from 1. */
export const Version = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000), v.title('第几版'))

/** Row letter and a number from 01. */
export const LayoutCode = v.pipe(v.string(), v.regex(/^[A-Z](?:0[1-9]|[1-9]\d)$/), v.title('摊位号'))

/** Why a stall is out of use: whoever would stand there reads it. */
export const OutOfUse = line('停用原因', { min: 2, max: 40 })

/** A stall as its operator lays it out; its row is the letter of its code. */
export const LaidStall = v.strictObject({
  code: LayoutCode,
  kind: v.pipe(StallKind, v.title('摊位类型')),
  mode: v.pipe(v.picklist(stallModes), v.title('怎么订')),
  water: v.pipe(v.boolean(), v.title('水')),
  power: v.pipe(v.boolean(), v.title('电')),
  fee: v.pipe(Fen, v.maxValue(100_000), v.title('摊位费')),
  outOfUse: v.optional(OutOfUse),
})
export type LaidStall = v.InferOutput<typeof LaidStall>

const LaidStalls = v.pipe(v.array(LaidStall), v.minLength(1), v.maxLength(maxStalls), v.title('摊位'))

/**
 * What stands against a night taking another layout: somebody has a stall that would change under them. `season`: it is
 * somebody's for the season; `listed`: the frozen list of the draw names it; `wished`: somebody entered the draw for it.
 */
export const collisionKinds = [
  'gone',
  'closed',
  'kind',
  'mode',
  'water',
  'power',
  'season',
  'listed',
  'wished',
] as const
export type CollisionKind = (typeof collisionKinds)[number]

const Collision = v.object({
  stall: v.string(),
  /** Who has it; absent where it is nobody's yet. */
  name: v.optional(v.string()),
  why: v.picklist(collisionKinds),
})
export type Collision = v.InferOutput<typeof Collision>

const noSuchMarket = '没有找到这个夜市，请回工作台重新选'

/** 布局 Where the stalls of a market stand and what they offer, version by version. */
export const layout = contract('market', {
  listMarkets: {
    by: 'operator',
    input: fields({}),
    output: v.object({ items: v.array(v.object({ id: v.string(), name: v.string() })) }),
    refusals: {},
  },
  /** One version; the one in force when none is named. */
  readLayout: {
    by: 'operator',
    at: 'market',
    input: fields({ market: MarketId, version: v.optional(Version) }),
    output: v.object({
      name: v.string(),
      version: v.number(),
      /** The version in force. */
      inForce: v.number(),
      savedAt: v.optional(Instant),
      stalls: v.array(LaidStall),
    }),
    refusals: { NO_SUCH_MARKET: noSuchMarket, NO_SUCH_VERSION: '没有这一版布局，请回到最新的一版' },
  },
  /** Versions that others replaced, the latest first. */
  listLayouts: {
    by: 'operator',
    at: 'market',
    input: fields({ market: MarketId, cursor: v.optional(Cursor) }),
    output: v.object({
      items: v.array(
        v.object({
          version: v.number(),
          stalls: v.number(),
          rows: v.number(),
          /** How many stalls of it and of the one in force differ. */
          changes: v.number(),
          savedAt: v.optional(Instant),
        }),
      ),
      cursor: v.optional(v.string()),
    }),
    refusals: { NO_SUCH_MARKET: noSuchMarket },
  },
  /** Saves a layout as the version after `from`: onto exactly that one, or not at all. */
  saveLayout: {
    by: 'operator',
    at: 'market',
    changes: true,
    limit: { times: 60, minutes: 60 },
    input: fields({ market: MarketId, from: Version, stalls: LaidStalls }),
    output: v.object({ version: v.number() }),
    refusals: {
      NO_SUCH_MARKET: noSuchMarket,
      SAME_CODE_TWICE: '有两个摊位用了同一个号，改掉一个再存',
      TOO_MANY_REASONS: '停用原因写得太多了，写短些再存',
      NOTHING_CHANGED: '和现在用的一版一样，不用存',
      LAYOUT_MOVED_ON: '另一位同事刚存了新的一版。您改的还在手机上，看过新版再存就行',
    },
  },
  /** Nights to come that keep an older layout: what would change, and whom it would hit. */
  listLayoutNights: {
    by: 'operator',
    at: 'market',
    input: fields({ market: MarketId }),
    output: v.object({
      version: v.number(),
      items: v.array(
        v.object({
          night: v.string(),
          date: Day,
          version: v.number(),
          /** How many stalls would differ. */
          changes: v.number(),
          collisions: v.array(Collision),
        }),
      ),
    }),
    refusals: { NO_SUCH_MARKET: noSuchMarket },
  },
  /** Gives one night to come the layout in force. */
  takeLayout: {
    by: 'operator',
    at: 'night',
    changes: true,
    input: fields({ night: NightId }),
    output: v.object({ night: v.string(), version: v.number() }),
    refusals: {
      NO_SUCH_NIGHT: '没有找到这一晚，请刷新再选',
      NIGHT_BEGUN: '这一晚已经开始或取消了，布局不再换',
      /** With the stalls that stand in the way. */
      LAYOUT_COLLIDES: '要变动的摊位有人订了、占着季度或在摇号，先办好这些，再换布局',
      BUSY: '这一晚正有人订摊，过几秒再点一次',
    },
  },
})
