import * as v from 'valibot'
import { contract, fields } from '../../shared/contract'
import { Booking, whyNotPick } from '../booking/contract'
import { Day, NightId, StallCode } from '../night/contract'
import { noSuchVendor, Shop } from '../placing/contract'
import { MarketId } from '../series/contract'

export const season = contract('market', {
  /** 固定摊 Gives a vendor a stall for a season; the nights that are planned already carry it at once. */
  grantSeason: {
    by: 'operator',
    at: 'market',
    changes: true,
    limit: { times: 60, minutes: 10 },
    input: fields({
      market: MarketId,
      stall: StallCode,
      shop: Shop,
      from: v.pipe(Day, v.title('从哪天')),
      until: v.pipe(Day, v.title('到哪天')),
    }),
    output: v.object({
      market: v.string(),
      stall: v.string(),
      from: Day,
      until: Day,
      vendor: v.object({ shop: v.string(), name: v.string() }),
      /** Of the nights planned so far: those that carry the booking, and those where somebody stands already. */
      booked: v.array(Day),
      notBooked: v.array(Day),
    }),
    refusals: {
      NO_SUCH_MARKET: '没有找到这个夜市，回首页看看',
      NO_SUCH_STALL: '这个夜市没有这个摊位，请重新选',
      STALL_NOT_FIXED: '这个摊位不是固定摊，先在布局里改',
      NO_SUCH_VENDOR: noSuchVendor,
      VENDOR_NOT_APPROVED: '这位摊主的资料还没通过，先去审核',
      NOT_YOURSELF: '不能给自己定固定摊，请另一位运营人员来办',
      KIND_MISMATCH: '这个摊位不卖这一类，选一个同类的',
      BAD_SPAN: '日子没选对：从今天或以后开始，最长一年',
      SEASON_TAKEN: '这段时间这个摊位已经有固定摊主了，换个日子或摊位',
    },
  },
  /** 今晚不来 Frees a season's stall for one night: anybody may have it, whoever waits first. */
  skipNight: {
    by: 'vendor',
    at: 'night',
    changes: true,
    input: fields({ night: NightId }),
    output: Booking,
    refusals: {
      NO_SUCH_NIGHT: whyNotPick.NO_SUCH_NIGHT,
      NO_SEASON_STALL: '这一晚您没有固定摊，不用请假',
      SKIP_TOO_LATE: '离开张不到一个半小时，来不了请给夜市运营方打个电话',
    },
  },
})
