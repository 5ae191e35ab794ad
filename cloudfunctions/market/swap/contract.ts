import * as v from 'valibot'
import { contract, fields, Instant } from '../../shared/contract'
import { whichStall } from '../booking/contract'
import { Day, NightId, StallCode } from '../night/contract'

const SwapId = v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/), v.title('换摊'))

/** 换摊 Two vendors change places for one night, when both want to. */
export const Swap = v.object({
  id: v.string(),
  night: v.string(),
  date: Day,
  /** The caller's stall and the other's: before the swap while it is `open`, as they are now when `done`. */
  mine: v.string(),
  theirs: v.string(),
  /** Who stands on the other one. */
  name: v.string(),
  /** Whether the caller offered it. */
  byMe: v.boolean(),
  until: Instant,
  state: v.picklist(['open', 'done', 'over']),
})
export type Swap = v.InferOutput<typeof Swap>

const common = {
  NO_SUCH_NIGHT: '没有找到这一晚，回首页看看别的日子',
  NIGHT_CANCELLED: '这一晚不出摊了，不用换摊',
  SWAP_TOO_LATE: '已经开张，不能换摊了',
  NO_BOOKING: '这一晚您没有订好的摊位，先订一个',
  KIND_MISMATCH: '那个摊位不卖您这一类，找同类的摊主换',
  PAPERS_EXPIRED: '您的证照那一晚已经过期了，那个摊位用不了，先换新证',
}

export const swap = contract('market', {
  offerSwap: {
    by: 'vendor',
    at: 'night',
    changes: true,
    limit: { times: 20, minutes: 60 },
    /** `stall`: the one they would like to have; `mine`: of several, the one they give for it. */
    input: fields({ night: NightId, stall: StallCode, mine: v.optional(v.pipe(StallCode, v.title('用哪个换'))) }),
    output: Swap,
    refusals: {
      ...common,
      NOBODY_THERE: '这个摊位没有人订，不用换',
      WHICH_STALL: whichStall,
      OWN_STALL: '这就是您自己的摊位',
      ONE_SWAP_EACH: '您已经提了一个换摊，等对方回复，或者先收回',
    },
  },
  acceptSwap: {
    by: 'vendor',
    at: 'night',
    changes: true,
    input: fields({ night: NightId, swap: SwapId }),
    output: Swap,
    refusals: { ...common, NO_SUCH_SWAP: '这个换摊已经过时或者收回了，看看摊位图' },
  },
  /** Says no, or takes one's own offer back. */
  declineSwap: {
    by: 'vendor',
    at: 'night',
    changes: true,
    input: fields({ night: NightId, swap: SwapId }),
    output: v.object({ night: v.string(), swap: v.string() }),
    refusals: { NO_SUCH_NIGHT: common.NO_SUCH_NIGHT },
  },
})
