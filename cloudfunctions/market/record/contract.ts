import * as v from 'valibot'
import { AbsenceId, AppealView, AppealWords, Ruling } from '../../shared/appeal'
import { contract, Cursor, fields, Instant } from '../../shared/contract'
import { MarketId, Why } from '../gate/contract'
import { Day, NightId } from '../night/contract'

/** A ladder has at most so many steps. */
export const mostSteps = 6

/** A step keeps nobody away for longer, in days. */
export const longestPause = 365

/** What became of an absence: it counts, they came after all, it was excused, or the night did not take place. */
export const absenceStates = ['counts', 'came', 'excused', 'cancelled'] as const
export type AbsenceState = (typeof absenceStates)[number]

export const AbsenceView = v.object({
  id: v.string(),
  night: v.string(),
  marketName: v.string(),
  date: Day,
  stall: v.string(),
  name: v.string(),
  at: Instant,
  /** Why it was recorded by hand, if so. */
  reason: v.optional(v.string()),
  state: v.picklist(absenceStates),
  appeal: v.optional(AppealView),
  /** Until when it may be appealed; absent where it may not, or no more. */
  appealBy: v.optional(Instant),
})
export type AbsenceView = v.InferOutput<typeof AbsenceView>

const whyNotRecord = {
  NO_SUCH_NIGHT: '没有找到这一晚，请刷新再看',
  NO_SUCH_ABSENCE: '没有找到这次记录，请刷新再看',
}

export const record = contract('market', {
  /** 我的记录 The caller's absences that still matter, and what follows from them. */
  myRecord: {
    by: 'vendor',
    input: fields({}),
    output: v.object({
      items: v.array(AbsenceView),
      /** How many count now. */
      count: v.number(),
      /** The first date that may be booked again, while that is not today; and how many days that is for. */
      paused: v.optional(v.object({ to: Day, days: v.number() })),
      /** What follows from absences, at each market. */
      markets: v.array(v.object({ name: v.string(), ladder: v.array(v.number()) })),
    }),
    refusals: {},
  },
  /** 申诉 Says once why an absence should not count. */
  appealAbsence: {
    by: 'vendor',
    at: 'night',
    changes: true,
    limit: { times: 10, minutes: 60 },
    input: fields({ night: NightId, absence: AbsenceId, words: AppealWords }),
    output: AbsenceView,
    refusals: {
      ...whyNotRecord,
      ALREADY_APPEALED: '这一次您已经申诉过了，结果会通知您',
      APPEAL_TOO_LATE: '七天内可以申诉，现在已经过了，请联系夜市运营方',
      COUNTS_NOT: '这一次没有算您未到场，不用申诉',
    },
  },
  /** 待裁的申诉 Appeals of one market that nobody decided yet, the oldest night first. */
  listAppeals: {
    by: 'operator',
    at: 'market',
    input: fields({ market: MarketId, cursor: v.optional(Cursor) }),
    output: v.object({ items: v.array(AbsenceView), cursor: v.optional(v.string()) }),
    refusals: { NO_SUCH_MARKET: '没有找到这个夜市，请重新选' },
  },
  /** 裁定 Decides an appeal: excused, and the absence counts no more; or upheld. */
  ruleAppeal: {
    by: 'operator',
    at: 'night',
    changes: true,
    input: fields({
      night: NightId,
      absence: AbsenceId,
      ruling: Ruling,
      reason: Why,
    }),
    output: AbsenceView,
    refusals: {
      ...whyNotRecord,
      NOT_APPEALED: '这一次还没有人申诉，刷新再看',
      ALREADY_RULED: '这次申诉已经有人裁定了，刷新就能看到',
      SECOND_PERSON: '这次未到场是您自己记的，请另一位同事来裁定',
      OWN_APPEAL: '自己的申诉请另一位同事来裁定',
    },
  },
})
