import * as v from 'valibot'
import { contract, Fen, fields, Instant } from '../../shared/contract'
import { line } from '../../shared/text'
import { MarketId, OutOfUse, Version } from '../layout/contract'
import { Day, NightId, NightSummary, StallCode, StallKind, stallModes } from '../night/contract'
import { longestPause, mostSteps } from '../record/contract'

/** How many days ahead nights are planned; booking can open no earlier. */
export const planDays = 21

/** How far ahead a night may be opened by hand. */
export const openDays = 60

const minute = (title: string, last: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(last), v.title(title))
const lastOfDay = 24 * 60 - 1
/** A night is over by six in the morning. */
const lastOfNight = 30 * 60

/** When a night happens, in minutes after midnight of its date. */
const nightTimes = {
  closesAt: minute('订摊截止', lastOfNight),
  cancelBy: minute('退摊截止', lastOfDay),
  startsAt: minute('出摊', lastOfDay),
  occupyBy: minute('最晚到场', lastOfNight),
  endsAt: minute('收摊', lastOfNight),
}

const Weekday = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))

/** 每周规则 When nights of these weekdays (1 Monday … 7 Sunday) happen. */
export const WeekHours = v.strictObject({
  weekdays: v.pipe(v.array(Weekday), v.minLength(1), v.maxLength(7), v.title('星期')),
  opensDaysBefore: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(planDays - 1), v.title('提前几天开放')),
  opensAt: minute('开放订摊', lastOfDay),
  ...nightTimes,
})
export type WeekHours = v.InferOutput<typeof WeekHours>

/** 未到场阶梯 Days without a stall after the first, second … absence. */
const Ladder = v.pipe(
  v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(longestPause))),
  v.minLength(1),
  v.maxLength(mostSteps),
  v.title('没到场的规则'),
)

/** As many stalls as one vendor may ever have a night. */
export const mostStallsEach = 4

/** 取消原因 Why a night does not take place; said without a check of words, since the weather does not wait for it. */
export const cancelReasons = {
  rain: '有大雨',
  wind: '风太大',
  heat: '太热了',
  cold: '冰冻天气',
  repair: '场地要抢修',
  order: '接到上级通知',
} as const
export type CancelReason = keyof typeof cancelReasons

/** What is wrong about times, and what to do. */
const whyNotTimes = {
  END_TOO_SOON: '从出摊到收摊至少一小时，把收摊时间往后改',
  OCCUPY_BY_NOT_AFTER_START: '最晚到场要在出摊之后，往后改一点',
  OCCUPY_BY_NOT_BEFORE_END: '最晚到场要在收摊之前，往前改一点',
  CLOSES_AFTER_END: '订摊截止不能晚于收摊，往前改一点',
  CANCEL_BY_AFTER_START: '退摊截止不能晚于出摊，往前改一点',
  CLOSES_BEFORE_OPENING: '订摊截止要在开放订摊之后，往后改一点',
  CANCEL_BY_BEFORE_OPENING: '退摊截止要在开放订摊之后，往后改一点',
}

const noSuchMarket = '没有找到这个夜市，请回工作台重新选'
const noSuchNight = '没有找到这一晚，请刷新再选'
const nightOver = '这一晚已经结束，不用再改'
const nightCancelled = '这一晚已经取消了，不能再改。天好了就另开一晚'
const busy = '这一晚正有人订摊，过几秒再点一次'
const noSuchStall = '这一晚没有这个摊位，请重新选'

const KeptStall = v.object({
  code: v.string(),
  kind: StallKind,
  mode: v.picklist(stallModes),
  water: v.boolean(),
  power: v.boolean(),
  fee: Fen,
  outOfUse: v.optional(v.string()),
  /** It is out of use this night alone. */
  tonight: v.optional(v.literal(true)),
  /** Who has it, and until when where it is only held. */
  vendor: v.optional(v.object({ shop: v.string(), name: v.string(), sells: v.string(), until: v.optional(Instant) })),
})
export type KeptStall = v.InferOutput<typeof KeptStall>

/** 排期 When a market takes place: its weekly rule, and each night changed alone. */
export const schedule = contract('market', {
  readSchedule: {
    by: 'operator',
    at: 'market',
    input: fields({ market: MarketId }),
    output: v.object({
      today: Day,
      name: v.string(),
      version: v.number(),
      hours: v.array(WeekHours),
      /** How many stalls one vendor may have a night. */
      stallsEach: v.number(),
      /** Days without a stall after each absence. */
      ladder: v.array(v.number()),
      /** The first date that a changed rule would count for. */
      appliesFrom: Day,
      nights: v.array(NightSummary),
    }),
    refusals: { NO_SUCH_MARKET: noSuchMarket },
  },
  /** Changes the weekly rule, onto exactly the one it was made from; nights that are planned stay as they are. */
  saveHours: {
    by: 'operator',
    at: 'market',
    changes: true,
    input: fields({
      market: MarketId,
      from: Version,
      hours: v.pipe(v.array(WeekHours), v.maxLength(7), v.title('每周规则')),
      /** Absent: as many as before. */
      stallsEach: v.optional(
        v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostStallsEach), v.title('一人一晚几个摊位')),
      ),
      /** Absent: as before. */
      ladder: v.optional(Ladder),
    }),
    output: v.object({ version: v.number(), appliesFrom: Day }),
    refusals: {
      NO_SUCH_MARKET: noSuchMarket,
      WEEKDAY_TWICE: '同一天写了两种时间，留下一种',
      LADDER_FALLS: '后一次停订的天数不能比前一次少，往上加一点',
      HOURS_MOVED_ON: '另一位同事刚改过每周规则，刷新看过再改',
      ...whyNotTimes,
    },
  },
  readNight: {
    by: 'operator',
    at: 'night',
    input: fields({ night: NightId }),
    output: v.object({
      today: Day,
      night: NightSummary,
      occupyBy: Instant,
      layoutVersion: v.number(),
      /** How many would be told if it were cancelled now. */
      concerned: v.number(),
      /** How many stalls one vendor may have. */
      stallsEach: v.number(),
      /** What whoever has a stall was told last. */
      warned: v.optional(v.object({ words: v.string(), at: Instant })),
      rows: v.array(v.object({ row: v.string(), stalls: v.array(KeptStall) })),
    }),
    refusals: { NO_SUCH_NIGHT: noSuchNight },
  },
  /** Opens booking now: of a night that is planned for later, or of a new one outside of the weekly rule. */
  openNight: {
    by: 'operator',
    at: 'market',
    changes: true,
    input: fields({ market: MarketId, date: v.pipe(Day, v.title('哪一天')) }),
    output: NightSummary,
    refusals: {
      NO_SUCH_MARKET: noSuchMarket,
      DATE_PAST: '这一天来不及开了，选后面一天',
      DATE_TOO_FAR: `最多提前 ${String(openDays)} 天开，选近一点的日子`,
      NIGHT_CANCELLED: '这一晚已经取消，摊主都通知过了，不能再开。请另选一天',
      BUSY: busy,
    },
  },
  /**
   * Changes the times of one night. Whoever has a stall is told, and can give it back for as long as before, or until an
   * earlier start. Of a draw, the window and the number stay where they are; it is over when the night begins.
   */
  changeTimes: {
    by: 'operator',
    at: 'night',
    changes: true,
    input: fields({ night: NightId, ...nightTimes }),
    output: NightSummary,
    refusals: {
      NO_SUCH_NIGHT: noSuchNight,
      NIGHT_ENDED: nightOver,
      NIGHT_CANCELLED: nightCancelled,
      START_PAST: '已经出摊了，出摊时间不能再改',
      END_PAST: '收摊时间要晚于现在',
      CANCEL_BY_EARLIER: '已经有人订了摊，退摊截止不能往前，除非出摊也提早到那时',
      OCCUPY_BY_OVER: '最晚到场的时间已经过了，不能再改',
      OCCUPY_BY_TOO_SOON: '已经有人订了摊，最晚到场往前改至少留两小时，让他们来得及',
      DRAW_AFTER_START: '这一晚要摇号，那时数字还没公布，出摊往后改一点',
      DRAW_FROZEN: '摇号名单已经公布，出摊不能早过说好的开签时间，往后改一点',
      BUSY: busy,
      ...whyNotTimes,
    },
  },
  /**
   * Takes a stall out of use for one night. Whoever has it is moved to `to` in the same write and told why; only where
   * no stall of the kind is free may it be taken from them (`end`).
   */
  closeStall: {
    by: 'operator',
    at: 'night',
    changes: true,
    input: fields({
      night: NightId,
      stall: StallCode,
      reason: OutOfUse,
      to: v.optional(v.pipe(StallCode, v.title('换到哪个摊位'))),
      end: v.optional(v.pipe(v.boolean(), v.title('取消这次订摊'))),
    }),
    output: v.object({ night: v.string(), stall: v.string() }),
    refusals: {
      NO_SUCH_NIGHT: noSuchNight,
      NO_SUCH_STALL: noSuchStall,
      NIGHT_ENDED: nightOver,
      NIGHT_CANCELLED: nightCancelled,
      STALL_BOOKED: '这里已经有摊主，先给他选一个空摊位换过去',
      STALL_NOT_FREE: '要换去的摊位不合适：要空着、能用、同一类、先到先得，重新选一个',
      MOVE_FIRST: '还有同类的空摊位，请先给摊主换过去',
      BUSY: busy,
    },
  },
  /** Puts a stall back into use for one night. */
  reopenStall: {
    by: 'operator',
    at: 'night',
    changes: true,
    input: fields({ night: NightId, stall: StallCode }),
    output: v.object({ night: v.string(), stall: v.string() }),
    refusals: {
      NO_SUCH_NIGHT: noSuchNight,
      NO_SUCH_STALL: noSuchStall,
      NIGHT_ENDED: nightOver,
      NIGHT_CANCELLED: nightCancelled,
      BUSY: busy,
    },
  },
  /**
   * Cancels a night for good: everybody whom it concerns is told once. That fees are waived and that nobody was absent
   * follows from it. It cannot be taken back: people were told to stay at home.
   */
  cancelNight: {
    by: 'operator',
    at: 'night',
    changes: true,
    input: fields({
      night: NightId,
      why: v.pipe(v.picklist(Object.keys(cancelReasons) as CancelReason[]), v.title('为什么取消')),
      words: v.optional(line('补充说明', { min: 2, max: 60 })),
    }),
    output: v.object({
      night: v.string(),
      /** As everybody reads it. */
      reason: v.string(),
    }),
    refusals: { NO_SUCH_NIGHT: noSuchNight, NIGHT_ENDED: '这一晚已经收摊了，不用取消' },
  },
})
