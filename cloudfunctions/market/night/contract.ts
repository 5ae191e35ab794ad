import * as v from 'valibot'
import { contract, Cursor, Fen, fields, Instant, Reason } from '../../shared/contract'

/** 摊位类型 What a stall is for. */
export const stallKinds = ['hot', 'cold', 'goods', 'craft', 'good'] as const
export const StallKind = v.picklist(stallKinds)
export type StallKind = (typeof stallKinds)[number]

/** How a stall comes to a vendor: 先到先得 the first who picks it, 固定摊 a season's right, 摇号 by lot. */
export const stallModes = ['pick', 'fixed', 'draw'] as const
export type StallMode = (typeof stallModes)[number]

/** `date-market`, as `2026-11-27-taohuajing`. */
export const NightId = v.pipe(
  v.string(),
  v.maxLength(40),
  v.regex(/^\d{4}-\d{2}-\d{2}-[a-z]{2,24}$/),
  v.title('哪一晚'),
)

/** Row letter and number, as `A01`. */
export const StallCode = v.pipe(v.string(), v.regex(/^[A-Z]\d{2}$/), v.title('摊位号'))

/** A calendar date in Shanghai. */
export const Day = v.pipe(v.string(), v.isoDate())

export const nightStates = ['draft', 'open', 'closed', 'running', 'ended', 'cancelled'] as const
export type NightState = (typeof nightStates)[number]

const nightEntries = {
  id: v.string(),
  market: v.string(),
  name: v.string(),
  date: Day,
  state: v.picklist(nightStates),
  /** How many usable stalls nobody has taken, of how many. */
  free: v.number(),
  total: v.number(),
  opensAt: Instant,
  closesAt: Instant,
  cancelBy: Instant,
  startsAt: Instant,
  endsAt: Instant,
  /** Why it does not take place, if so. */
  cancelled: v.optional(v.string()),
}
export const NightSummary = v.object(nightEntries)
export type NightSummary = v.InferOutput<typeof NightSummary>

/** `held`: picked by somebody who still confirms; `holding`: by the caller. `closed`: nobody can stand here. */
export const stallStates = ['free', 'held', 'holding', 'taken', 'mine', 'closed'] as const
export type StallState = (typeof stallStates)[number]

export const StallOnMap = v.object({
  code: v.string(),
  kind: StallKind,
  mode: v.picklist(stallModes),
  state: v.picklist(stallStates),
  water: v.boolean(),
  power: v.boolean(),
  fee: Fen,
  vendor: v.optional(v.object({ shop: v.string(), name: v.string(), sells: v.string() })),
})
export type StallOnMap = v.InferOutput<typeof StallOnMap>

/** What whoever is no vendor reads on the map, where a vendor reads why they can take no stall. */
export const forOnlookers = '看好想吃的，晚上来逛'

/** 夜市场次 The nights of the markets, and the map of one. */
export const night = contract('market', {
  listNights: {
    by: 'anyone',
    input: fields({ cursor: v.optional(Cursor) }),
    output: v.object({ today: Day, items: v.array(NightSummary), cursor: v.optional(v.string()) }),
    refusals: {},
  },
  nightMap: {
    by: 'anyone',
    input: fields({ night: NightId }),
    output: v.object({
      today: Day,
      night: NightSummary,
      rows: v.array(v.object({ row: v.string(), stalls: v.array(StallOnMap) })),
      /** How many of them one vendor may have. */
      stallsEach: v.number(),
      /** Days without a stall after each absence: who misses this night is judged by it. */
      ladder: v.array(v.number()),
      /** The caller as a vendor, if they are one: what they may use, and what they have this night. */
      me: v.optional(
        v.object({
          kinds: v.array(StallKind),
          /** Kinds of these that they may not use this night: a paper does not hold until then. */
          barred: v.optional(v.array(StallKind)),
          /** The stalls that they have. */
          stalls: v.array(v.string()),
          /** The stall that they hold, or that the waiting list offers them, until when, and how long that is from now, in milliseconds. */
          held: v.optional(v.object({ stall: v.string(), until: Instant, left: v.number(), offered: v.boolean() })),
          /** Their turn in the waiting list, while they wait: 1 is next. */
          position: v.optional(v.number()),
          /** The kinds of stall that others wait for: none of these can be picked. */
          waitedFor: v.array(StallKind),
          /** Why they cannot join the waiting list, if so. */
          whyNotJoin: v.optional(Reason),
        }),
      ),
      /** Whether stalls of this night are or were drawn for. */
      draw: v.optional(v.literal(true)),
      /** Why the caller can take no stall at all, if so. */
      whyNot: v.optional(Reason),
    }),
    refusals: { NO_SUCH_NIGHT: '没有找到这一晚，回首页看看别的日子' },
  },
})
