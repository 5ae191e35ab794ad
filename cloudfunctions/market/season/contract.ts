import * as v from 'valibot'
import { contract, Fen, fields } from '../../shared/contract'
import { line } from '../../shared/text'
import { Booking, whichStall, whyNotPick } from '../booking/contract'
import { Day, NightId, StallCode, StallKind } from '../night/contract'
import { noSuchVendor, SearchWords, Shop } from '../placing/contract'
import { MarketId } from '../series/contract'

const noSuchMarket = '没有找到这个夜市，回首页看看'
const noSuchStall = '这个夜市没有这个摊位，请重新选'

export const season = contract('market', {
  /** The fixed stalls of a market, and whose they are from today on. */
  listSeasons: {
    by: 'operator',
    at: 'market',
    input: fields({ market: MarketId }),
    output: v.object({
      today: Day,
      name: v.string(),
      stalls: v.array(
        v.object({
          code: v.string(),
          kind: StallKind,
          fee: Fen,
          /** Rights that are not over, the next first. */
          rights: v.array(
            v.object({
              shop: v.string(),
              name: v.string(),
              from: Day,
              until: Day,
              /** Why it ends before its time, if so. */
              ended: v.optional(v.string()),
            }),
          ),
        }),
      ),
    }),
    refusals: { NO_SUCH_MARKET: noSuchMarket },
  },
  /** Who may be given a fixed stall: those of its kind whose name or goods hold the words. */
  listHolders: {
    by: 'operator',
    at: 'market',
    input: fields({ market: MarketId, stall: StallCode, words: v.optional(SearchWords) }),
    output: v.object({
      items: v.array(
        v.object({
          shop: v.string(),
          name: v.string(),
          sells: v.string(),
          /** The fixed stalls that are theirs from today on. */
          stalls: v.array(v.string()),
        }),
      ),
      /** How many more there are: more words find them. */
      more: v.number(),
    }),
    refusals: { NO_SUCH_MARKET: noSuchMarket, NO_SUCH_STALL: noSuchStall },
  },
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
      NO_SUCH_MARKET: noSuchMarket,
      NO_SUCH_STALL: noSuchStall,
      STALL_NOT_FIXED: '这个摊位不是固定摊，先在布局里改',
      NO_SUCH_VENDOR: noSuchVendor,
      VENDOR_NOT_APPROVED: '这位摊主的资料还没通过，先去审核',
      NOT_YOURSELF: '不能给自己定固定摊，请另一位运营人员来办',
      KIND_MISMATCH: '这个摊位不卖这一类，选一个同类的',
      BAD_SPAN: '日子没选对：从今天或以后开始，最长一年',
      SEASON_TAKEN: '这段时间这个摊位已经有固定摊主了，换个日子或摊位',
    },
  },
  /** Ends a right before its time: its holder is told why, and nights after `last` that carry it are anybody's. */
  endSeason: {
    by: 'operator',
    at: 'market',
    changes: true,
    limit: { times: 60, minutes: 10 },
    input: fields({
      market: MarketId,
      stall: StallCode,
      /** The first day of the right: no two of a stall share it. */
      from: v.pipe(Day, v.title('从哪天起的')),
      last: v.pipe(Day, v.title('到哪天为止')),
      reason: line('原因', { min: 2, max: 60 }),
    }),
    output: v.object({ market: v.string(), stall: v.string(), last: Day }),
    refusals: {
      NO_SUCH_MARKET: noSuchMarket,
      NO_SUCH_RIGHT: '没有找到这份固定摊，刷新看看',
      NOT_YOURSELF: '自己的固定摊请另一位运营人员来办',
      BAD_LAST: '最后一晚要从今天起、比原来早，换个日子',
      BUSY: '这个摊位正有人在办，过几秒再点一次',
    },
  },
  /** 今晚不来 Frees a season's stall for one night: anybody may have it, whoever waits first. */
  skipNight: {
    by: 'vendor',
    at: 'night',
    changes: true,
    input: fields({ night: NightId, stall: v.optional(StallCode) }),
    output: Booking,
    refusals: {
      NO_SUCH_NIGHT: whyNotPick.NO_SUCH_NIGHT,
      WHICH_STALL: whichStall,
      NO_SEASON_STALL: '这一晚您没有固定摊，不用请假',
      SKIP_TOO_LATE: '离开张不到一个半小时，来不了请给夜市运营方打个电话',
    },
  },
})
