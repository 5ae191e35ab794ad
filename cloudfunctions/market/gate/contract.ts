import * as v from 'valibot'
import { contract, fields, Instant } from '../../shared/contract'
import { line } from '../../shared/text'
import { Day, NightId, StallCode, StallKind } from '../night/contract'

/** What stands at a stall as a code: short, opaque, and fit for the scene of a mini-program code (≤ 32 signs). */
export const SignToken = v.pipe(v.string(), v.regex(/^[2-9A-HJ-NP-Z]{12}$/), v.title('摊位码'))

/** `night/stall/step/mac`: what a vendor's pass shows for thirty seconds. */
export const PassCode = v.pipe(
  v.string(),
  v.maxLength(90),
  v.regex(/^\d{4}-\d{2}-\d{2}-[a-z]{2,24}\/[A-Z]\d{2}\/\d{1,10}\/[0-9a-f]{16}$/),
  v.title('入场码'),
)

/** When it was done, where the network was away then; absent: now. */
const MadeAt = v.optional(v.pipe(Instant, v.maxLength(30), v.title('扫码时间')))

export const MarketId = v.pipe(v.string(), v.regex(/^[a-z]{2,24}$/), v.title('哪个夜市'))

export const FileId = v.pipe(v.string(), v.maxLength(300), v.regex(/^cloud:\/\/[\w.-]+\/[\w./-]+$/), v.title('照片'))

export const Why = line('原因', { min: 2, max: 100 })

/** `expected`: booked and not there yet; `absent`: not there in time, so that the stall was released. */
export const seatStates = ['expected', 'here', 'left', 'absent'] as const
export type SeatState = (typeof seatStates)[number]

/** How it stands with one vendor at one stall on one night. */
export const Seat = v.object({
  night: v.string(),
  stall: v.string(),
  shop: v.string(),
  name: v.string(),
  state: v.picklist(seatStates),
  /** From when on the stall may be released. */
  expectedBy: Instant,
  arrivedAt: v.optional(Instant),
  leftAt: v.optional(Instant),
  /** Absent, and noticed after all in time, while the stall was somebody else's already. */
  came: v.optional(v.literal(true)),
})
export type Seat = v.InferOutput<typeof Seat>

/** What a phone needs to show a pass all night without network. */
export const Pass = v.object({
  ...Seat.entries,
  market: v.string(),
  marketName: v.string(),
  date: Day,
  startsAt: Instant,
  endsAt: Instant,
  gateOpensAt: Instant,
  /** What the codes of this booking are made from, tonight only. */
  key: v.string(),
})
export type Pass = v.InferOutput<typeof Pass>

const RosterSeat = v.object({
  ...Seat.entries,
  kind: StallKind,
  sells: v.string(),
  /** What their pass is checked with. */
  key: v.string(),
  /** Recorded by hand. */
  byHand: v.optional(v.literal(true)),
  photo: v.optional(v.string()),
})
export const Roster = v.object({
  night: v.string(),
  name: v.string(),
  date: Day,
  gateOpensAt: Instant,
  startsAt: Instant,
  endsAt: Instant,
  /** When the list was read. */
  asOf: Instant,
  seats: v.array(RosterSeat),
})
export type Roster = v.InferOutput<typeof Roster>

const Signs = v.object({
  market: v.string(),
  name: v.string(),
  signs: v.array(v.object({ stall: v.string(), token: v.string() })),
  /** How many stalls of the layout have none yet. */
  missing: v.number(),
})

const noSuchNight = '没有找到这一晚，回首页看看别的日子'
const whyNotThen = {
  NIGHT_CANCELLED: '这一晚不出摊了，不用签到',
  GATE_NOT_OPEN: '还没到签到时间，开市前两小时起可以签',
  NIGHT_OVER: '这一晚已经结束了，有疑问请找现场工作人员',
  TIME_IMPLAUSIBLE: '扫码时间对不上，请校准手机时间再扫一次',
  HEARD_TOO_LATE: '这次扫码送到得太晚了，请现场工作人员帮您补记',
}
const whyNotArrive = {
  NO_SUCH_NIGHT: noSuchNight,
  ...whyNotThen,
  NO_BOOKING: '这一晚这个摊位没有对应的订摊，请核对摊位号',
  STALL_GIVEN: '过了到场时间，这个摊位已经给了别人，看看还有没有空摊',
  MARKED_ABSENT: '工作人员记了这个摊位没人，请当面找他们补签',
}
const noSuchMarket = '没有找到这个夜市，请重新选'
const signsChanging = '摊位码正在更新，请稍后再看'

export const gate = contract('market', {
  /** 入场码 The caller's passes of the nights around now; each works without network once it was read. */
  myPass: {
    by: 'vendor',
    input: fields({}),
    output: v.object({
      passes: v.array(Pass),
      /** Where a photo of the clean pitch goes. */
      folder: v.optional(v.string()),
    }),
    refusals: {},
  },
  /** 扫摊位码签到 The vendor scans the sign at their stall. */
  checkIn: {
    by: 'vendor',
    at: 'night',
    changes: true,
    limit: { times: 60, minutes: 60 },
    input: fields({ night: NightId, sign: SignToken, madeAt: MadeAt }),
    output: Seat,
    refusals: { ...whyNotArrive, OTHER_STALL: '这不是您订的摊位，请走到自己的摊位再扫' },
  },
  /** 收摊 The vendor packed up, of several stalls `stall`; with a photo of the clean pitch. */
  checkOut: {
    by: 'vendor',
    at: 'night',
    changes: true,
    input: fields({ night: NightId, stall: v.optional(StallCode), file: v.optional(FileId), madeAt: MadeAt }),
    output: Seat,
    refusals: {
      NO_SUCH_NIGHT: noSuchNight,
      NOT_HERE: '还没有签到，先签到再收摊',
      PACKING_OVER: '收摊时间已经过了，请把照片给现场工作人员看',
      TIME_IMPLAUSIBLE: whyNotThen.TIME_IMPLAUSIBLE,
      NOT_YOUR_FILE: '这张照片不是从这里传的，请重新拍一张',
      FILE_MISSING: '照片没有传到，请重新拍一张',
    },
  },
  /** 今晚名单 Who is expected and who is there, with what it takes to check passes without network. */
  roster: {
    by: 'operator',
    at: 'night',
    input: fields({ night: NightId }),
    output: Roster,
    refusals: { NO_SUCH_NIGHT: noSuchNight },
  },
  /** 扫入场码 Staff scan a vendor's pass. */
  scanPass: {
    by: 'operator',
    at: 'night',
    changes: true,
    input: fields({ night: NightId, code: PassCode, madeAt: MadeAt }),
    output: Seat,
    refusals: {
      ...whyNotArrive,
      OTHER_NIGHT: '这是另一晚的码，请摊主打开今晚的入场码',
      PASS_FALSE: '这个码不对，请摊主重新打开入场码',
      PASS_OLD: '这个码过期了，请摊主亮出正在变的那个',
      OWN_STALL: '自己的摊位请另一位同事来签',
    },
  },
  /** 补签 Staff note by hand that a vendor is there. */
  markHere: {
    by: 'operator',
    at: 'night',
    changes: true,
    input: fields({ night: NightId, stall: StallCode, reason: Why, madeAt: MadeAt }),
    output: Seat,
    refusals: { ...whyNotArrive, OWN_STALL: '自己的摊位请另一位同事来签' },
  },
  /** 记未到场 Staff note that nobody is at a stall, also where a sign was scanned: it is released. */
  markAbsent: {
    by: 'operator',
    at: 'night',
    changes: true,
    input: fields({ night: NightId, stall: StallCode, reason: Why }),
    output: Seat,
    refusals: {
      NO_SUCH_NIGHT: noSuchNight,
      NO_BOOKING: whyNotArrive.NO_BOOKING,
      NIGHT_CANCELLED: '这一晚不出摊了，不记未到场',
      NOT_YET_ABSENT: '还没过最晚到场时间，请再等一等',
      ALREADY_LEFT: '这位摊主已经收摊走了，不用再记',
      OWN_STALL: '自己的摊位请另一位同事来记',
    },
  },
  /** 摊位码 The codes at the stalls of a market, for printing. */
  listSigns: {
    by: 'operator',
    at: 'market',
    input: fields({ market: MarketId }),
    output: Signs,
    refusals: { NO_SUCH_MARKET: noSuchMarket },
  },
  /** Makes a code for each stall of the layout that has none. */
  makeSigns: {
    by: 'operator',
    at: 'market',
    changes: true,
    input: fields({ market: MarketId }),
    output: Signs,
    refusals: { NO_SUCH_MARKET: noSuchMarket, SIGNS_CHANGING: signsChanging },
  },
  /** Replaces the code of one stall, as when it was copied or torn off: the old one opens nothing any more. */
  renewSign: {
    by: 'operator',
    at: 'market',
    changes: true,
    input: fields({ market: MarketId, stall: StallCode }),
    output: Signs,
    refusals: {
      NO_SUCH_MARKET: noSuchMarket,
      NO_SUCH_SIGN: '这个摊位还没有码，先生成一个',
      SIGNS_CHANGING: signsChanging,
    },
  },
})
