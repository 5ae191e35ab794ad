import * as v from 'valibot'
import { contract, fields } from '../../shared/contract'
import { line } from '../../shared/text'
import { MarketId, Version } from '../layout/contract'
import { Day } from '../night/contract'
import { planDays } from '../schedule/contract'

/** How much hours of service may add to the 100 hundredths of a chance that everybody has. */
export const bonusMost = 50

const minute = (title: string) =>
  v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(24 * 60 - 1), v.title(title))
const daysBefore = (title: string) =>
  v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(planDays - 1), v.title(title))

/** When a market draws: so many days before a night, at so many minutes after midnight; and by which number. */
const ruleEntries = {
  opensDaysBefore: daysBefore('哪天开始报名'),
  opensAt: minute('几点开始报名'),
  closesDaysBefore: daysBefore('哪天截止报名'),
  closesAt: minute('几点截止报名'),
  numberDaysBefore: daysBefore('哪天公布数字'),
  numberAt: minute('几点公布数字'),
  revealDaysBefore: daysBefore('哪天最晚开签'),
  revealAt: minute('几点最晚开签'),
  source: line('用哪个公共数字', { min: 2, max: 30 }),
  bonusMax: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(bonusMost), v.title('服务时长最多加多少')),
}
const Rule = v.object(ruleEntries)
export type Rule = v.InferOutput<typeof Rule>

const noSuchMarket = '没有找到这个夜市，请回工作台重新选'
const movedOn = '另一位同事刚改过摇号规则，刷新看过再改'

/** 摇号规则 When a market draws for its stalls of mode `draw`; for nights that are not planned yet. */
export const drawRule = contract('market', {
  readDrawRule: {
    by: 'operator',
    at: 'market',
    input: fields({ market: MarketId }),
    output: v.object({
      name: v.string(),
      version: v.number(),
      /** Absent: it never draws, and stalls of mode `draw` can be had by nobody. */
      rule: v.optional(Rule),
      /** The first date that a changed rule would count for. */
      appliesFrom: Day,
      /** How many stalls of the layout in force are drawn for. */
      stalls: v.number(),
      /** When its nights begin at the earliest, in minutes after midnight; absent: it has no weekly rule. */
      startsAt: v.optional(v.number()),
    }),
    refusals: { NO_SUCH_MARKET: noSuchMarket },
  },
  /** Changes the rule, onto exactly the one it was made from. */
  saveDrawRule: {
    by: 'operator',
    at: 'market',
    changes: true,
    limit: { times: 60, minutes: 60 },
    input: fields({ market: MarketId, from: Version, ...ruleEntries }),
    output: v.object({ version: v.number(), appliesFrom: Day }),
    refusals: {
      NO_SUCH_MARKET: noSuchMarket,
      WINDOW_TOO_SHORT: '报名至少开放一小时，把截止往后改',
      FREEZE_TOO_LATE: '截止到数字公布至少隔一刻钟，名单要先定下来',
      REVEAL_TOO_SOON: '数字公布后至少留半小时开签，把最晚开签往后改',
      REVEAL_AFTER_START: '最晚开签要在出摊之前，往前改一点',
      DRAW_MOVED_ON: movedOn,
    },
  },
  /** 不再摇号 Nights that are not planned yet have no draw. */
  stopDraws: {
    by: 'operator',
    at: 'market',
    changes: true,
    input: fields({ market: MarketId, from: Version }),
    output: v.object({ version: v.number(), appliesFrom: Day }),
    refusals: { NO_SUCH_MARKET: noSuchMarket, DRAW_MOVED_ON: movedOn },
  },
})
