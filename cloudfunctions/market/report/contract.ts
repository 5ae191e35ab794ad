import * as v from 'valibot'
import { contract, Cursor, fields, Instant } from '../../shared/contract'
import { line } from '../../shared/text'
import { MarketId } from '../layout/contract'
import { Day, NightId, StallCode } from '../night/contract'
import { PhotoFile } from '../vendor/contract'

export const reportStates = ['open', 'closed'] as const
export type ReportState = (typeof reportStates)[number]

/** What a complaint is about. */
export const reportKinds = ['smoke', 'dirt', 'noise', 'blocked', 'food', 'price', 'other'] as const
export const reportKindWords: Record<(typeof reportKinds)[number], string> = {
  smoke: '油烟',
  dirt: '脏、油污',
  noise: '太吵',
  blocked: '占道',
  food: '吃的有问题',
  price: '价钱',
  other: '别的',
}
export const ReportKind = v.pipe(v.picklist(reportKinds), v.title('哪一类问题'))
export type ReportKind = (typeof reportKinds)[number]

/** How many photos a complaint has at most. */
export const reportPhotos = 3

/** A complaint's id. */
export const ReportId = v.pipe(v.string(), v.regex(/^\d{8}T\d{9}Z-[0-9a-f]{20}$/), v.title('哪一条'))

const reportEntries = {
  report: v.string(),
  night: NightId,
  date: Day,
  stall: StallCode,
  kind: v.picklist(reportKinds),
  words: v.string(),
  /** The photos that were let pass. */
  files: v.array(v.string()),
  state: v.picklist(reportStates),
  answer: v.optional(v.string()),
  at: Instant,
}
export const Report = v.object(reportEntries)
export type Report = v.InferOutput<typeof Report>

/** 反映 A complaint about a stall. */
export const report = contract('market', {
  complain: {
    by: 'resident',
    changes: true,
    limit: { times: 5, minutes: 60, say: '您说的都收到了，有人去查。还有要说的' },
    input: fields({
      night: NightId,
      stall: StallCode,
      kind: ReportKind,
      words: line('怎么了', { min: 4, max: 200 }),
      files: v.pipe(
        v.array(PhotoFile),
        v.maxLength(reportPhotos),
        v.check((files) => new Set(files).size === files.length),
        v.title('照片'),
      ),
    }),
    output: Report,
    refusals: {
      NO_SUCH_NIGHT: '没有找到这一晚，回首页看看别的日子',
      NOT_BEGUN: '这一晚还没开始，到时候再反映',
      TOO_LATE: '过了三天就不好查了，请直接联系夜市运营方',
      NOBODY_THERE: '这个摊位那晚没有人摆，看看摊位号对不对',
      OWN_STALL: '这是您自己的摊位，有事请联系夜市运营方',
      NOT_YOUR_FILE: '这张照片不是刚才传上来的，请重新选一张',
      FILE_MISSING: '照片没有传完整，请重新选一张',
    },
  },
  /** The caller's own, the latest first, and where a photo for one goes. */
  myReports: {
    by: 'resident',
    input: fields({}),
    output: v.object({ items: v.array(Report), folder: v.string() }),
    refusals: {},
  },
  /** Those about a market's stalls, who waits longest first. */
  listReports: {
    by: 'operator',
    at: 'market',
    input: fields({
      market: MarketId,
      state: v.pipe(v.picklist(reportStates), v.title('哪一类')),
      cursor: v.optional(Cursor),
    }),
    output: v.object({ items: v.array(Report), cursor: v.optional(v.string()) }),
    refusals: { NO_SUCH_MARKET: '没有找到这个夜市，回首页看看' },
  },
  /** 答复 Closes one with what was done about it; whoever complained reads it. */
  answerReport: {
    by: 'operator',
    at: 'report',
    changes: true,
    input: fields({ report: ReportId, answer: line('答复', { min: 4, max: 200 }) }),
    output: Report,
    refusals: {
      NO_SUCH_REPORT: '没有找到这一条，刷新看看',
      NOT_YOURSELF: '这是您自己反映的或者说的是您的摊，请另一位同事来办',
      ALREADY_DECIDED: '另一位同事刚答复过，刷新看看',
    },
  },
})
