import * as v from 'valibot'
import { contract, Cursor, Fen, fields, Instant, Reason } from '../../shared/contract'
import { Day, NightId, StallCode, StallKind } from '../night/contract'

/** 订摊 One vendor's right to one stall for one night. */
export const Booking = v.object({
  night: v.string(),
  name: v.string(),
  date: Day,
  stall: v.string(),
  kind: StallKind,
  fee: Fen,
  /** `held`: kept until `until`, not yet confirmed; `offered`: so kept for somebody who waited. */
  state: v.picklist(['booked', 'held', 'offered', 'cancelled']),
  until: v.optional(Instant),
  /** 固定摊: it comes from a season's right. */
  season: v.optional(v.literal(true)),
  bookedAt: Instant,
  startsAt: Instant,
  endsAt: Instant,
  /** Until when its vendor may give it back. */
  cancelBy: Instant,
  /** Why they no longer may, if so. */
  whyNotCancel: v.optional(Reason),
  /** In one's own list: the swaps that are open, of which stall for which. */
  swaps: v.optional(
    v.array(v.object({ id: v.string(), mine: v.string(), theirs: v.string(), byMe: v.boolean(), until: Instant })),
  ),
})
export type Booking = v.InferOutput<typeof Booking>

const noSuchNight = '没有找到这一晚，回首页看看别的日子'
const nightCancelled = '这一晚不出摊了，回首页看看别的日子'

export const whichStall = '这一晚您有几个摊位，说一下是哪一个'

/** Why a stall is not a vendor's to pick. */
export const whyNotPick = {
  NO_SUCH_NIGHT: noSuchNight,
  NO_SUCH_STALL: '这一晚没有这个摊位，请在地图上重新选',
  VENDOR_NOT_APPROVED: '您的摊主资料还没通过，请联系夜市运营方',
  VENDOR_PAUSED: '因为未到场的记录，这一晚暂时不能订摊，在「我的记录」里看哪天恢复、怎么申诉',
  NIGHT_CANCELLED: nightCancelled,
  NIGHT_NOT_OPEN: '这一晚还没开始订摊，到开放时间再来',
  NIGHT_CLOSED: '这一晚已经停止订摊了，看看后面几晚',
  SHIFT_CLASH: '那时候您报了志愿班次，先退掉那一班再来',
  ONE_STALL_EACH: '每晚只能订一个摊位，想换就先退掉手上的',
  STALL_CLOSED: '这个摊位今晚不能用，换一个试试',
  STALL_FIXED: '这是固定摊，换一个试试',
  STALL_BY_DRAW: '这个摊位要摇号，换一个试试',
  KIND_MISMATCH: '这个摊位不卖您这一类，选一个同类的',
  STALL_TAKEN: '这个摊位已经有人订了，换一个试试',
  STALL_WAITED: '有摊主排着候补，空出来的先轮到他们，您也可以候补',
  PAPERS_EXPIRED: '您的证照那一晚已经过期了，先换新证，再来订那一晚',
}

export const booking = contract('market', {
  /** 占位 Keeps a stall for ten minutes while the vendor makes up their mind; one at a time, which moves with them. */
  holdStall: {
    by: 'vendor',
    at: 'night',
    changes: true,
    limit: { times: 20, minutes: 60 },
    input: fields({ night: NightId, stall: StallCode }),
    output: Booking,
    refusals: whyNotPick,
  },
  /** 订摊 Confirms what the vendor holds, or takes a stall at once. */
  bookStall: {
    by: 'vendor',
    at: 'night',
    changes: true,
    input: fields({ night: NightId, stall: StallCode }),
    output: Booking,
    refusals: whyNotPick,
  },
  /** 退摊 Gives back what the vendor booked or holds; of several, `stall`. */
  cancelBooking: {
    by: 'vendor',
    at: 'night',
    changes: true,
    input: fields({ night: NightId, stall: v.optional(StallCode) }),
    output: Booking,
    refusals: {
      NO_SUCH_NIGHT: noSuchNight,
      WHICH_STALL: whichStall,
      NO_BOOKING: '这一晚您没有订摊，不用退',
      SEASON_STALL: '固定摊不用退，这一晚不来就点「今晚不来」',
      CANCEL_TOO_LATE: '已经过了退摊时间，来不了请给夜市运营方打个电话',
    },
  },
  listMyBookings: {
    by: 'vendor',
    input: fields({ cursor: v.optional(Cursor) }),
    output: v.object({ today: Day, items: v.array(Booking), cursor: v.optional(v.string()) }),
    refusals: {},
  },
})
