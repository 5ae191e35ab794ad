import * as v from 'valibot'
import { contract, fields, Instant, Reason } from '../../shared/contract'
import { whyNotPick } from '../booking/contract'
import { Day, StallCode, StallKind } from '../night/contract'

/** A market's short pinyin name. */
export const MarketId = v.pipe(v.string(), v.regex(/^[a-z]{2,24}$/), v.title('哪个夜市'))

const Weekday = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))

const noSuchMarket = '没有找到这个夜市，回首页看看'

/** What one night of a series became: a stall, or why not. */
export const NightOfSeries = v.object({
  date: Day,
  night: v.string(),
  stall: v.optional(v.string()),
  code: v.optional(v.string()),
  say: v.optional(v.string()),
})

/** Why a night of a series got no stall. */
export const whyNotThatNight: Readonly<Record<string, string>> = {
  ...whyNotPick,
  NO_SUCH_NIGHT: '这一天不开市，或者还没排出来',
  NOTHING_FREE: '您能用的摊位都订满了，可以去候补',
}

export const series = contract('market', {
  /** What one's last series got at a market, night by night, as long as one of its nights is to come; and what may be asked. */
  mySeries: {
    by: 'vendor',
    at: 'market',
    input: fields({ market: MarketId }),
    output: v.object({
      today: Day,
      name: v.string(),
      /** The weekdays on which the market takes place. */
      weekdays: v.array(v.number()),
      /** The last day whose nights are planned. */
      plannedTo: v.string(),
      /** The stalls that may be wished for. */
      stalls: v.array(v.object({ code: v.string(), kind: StallKind })),
      last: v.optional(v.object({ at: Instant, nights: v.array(NightOfSeries) })),
      /** Why none can be booked, if so. */
      whyNot: v.optional(Reason),
    }),
    refusals: { NO_SUCH_MARKET: noSuchMarket },
  },
  /** 连订 Books over weeks: each night by itself, and says night by night what it got and why not. */
  bookSeries: {
    by: 'vendor',
    at: 'market',
    changes: true,
    limit: { times: 10, minutes: 60 },
    input: fields({
      market: MarketId,
      from: v.pipe(Day, v.title('从哪天')),
      until: v.pipe(Day, v.title('到哪天')),
      /** 1 Monday … 7 Sunday. */
      weekdays: v.pipe(v.array(Weekday), v.minLength(1), v.maxLength(7), v.title('星期几')),
      /** The stall they would like. */
      stall: v.optional(StallCode),
      /** Whether another stall of their kinds will do. */
      orAny: v.pipe(v.boolean(), v.title('别的摊位行不行')),
    }),
    output: v.object({ market: v.string(), nights: v.array(NightOfSeries) }),
    refusals: {
      NO_SUCH_MARKET: noSuchMarket,
      VENDOR_NOT_APPROVED: whyNotPick.VENDOR_NOT_APPROVED,
      BAD_SPAN: '日子没选对：从今天起，最多连订 31 天',
      NO_STALL_ASKED: '选一个摊位，或者选「别的也行」',
    },
  },
})
