import * as v from 'valibot'
import { AbsenceId, AppealView, AppealWords, Ruling } from '../../shared/appeal'
import { contract, Cursor, fields, Instant, PlaceId } from '../../shared/contract'
import { line } from '../../shared/text'
import { ShiftId } from '../shift/contract'

/** What became of an absence: it counts, it was excused, or the shift did not take place. */
export const absenceStates = ['counts', 'excused', 'cancelled'] as const
export type AbsenceState = (typeof absenceStates)[number]

export const MissedShift = v.object({
  absence: v.string(),
  shift: v.string(),
  title: v.string(),
  place: v.string(),
  starts: Instant,
  ends: Instant,
  role: v.string(),
  at: Instant,
  /** Why it was noted by hand, if so. */
  reason: v.optional(v.string()),
  state: v.picklist(absenceStates),
  appeal: v.optional(AppealView),
})
export type MissedShift = v.InferOutput<typeof MissedShift>

const whyNotRecord = {
  NO_SUCH_SHIFT: '没有找到这一班，刷新再看',
  NO_SUCH_ABSENCE: '没有找到这次记录，刷新再看',
  SHIFT_CHANGING: '这一班正有人在改，请再点一次',
}

export const standing = contract('volunteer', {
  /** 我的记录 The caller's absences that still matter, and until when they keep from signing up. */
  myStanding: {
    by: 'volunteer',
    input: fields({}),
    output: v.object({
      items: v.array(
        v.object({
          ...MissedShift.entries,
          /** Until when it may be appealed; absent where it may not, or no more. */
          appealBy: v.optional(Instant),
        }),
      ),
      /** How many count now. */
      count: v.number(),
      /** Until when one signs up for nothing, while that lasts. */
      pausedUntil: v.optional(Instant),
      /** So many absences within so many days pause for so many days. */
      rule: v.object({ absences: v.number(), windowDays: v.number(), pauseDays: v.number() }),
    }),
    refusals: {},
  },
  /** 申诉 Says once why an absence should not count. */
  appealMissed: {
    by: 'volunteer',
    changes: true,
    limit: { times: 10, minutes: 60 },
    input: fields({ shift: ShiftId, absence: AbsenceId, words: AppealWords }),
    output: MissedShift,
    refusals: {
      ...whyNotRecord,
      ALREADY_APPEALED: '这一次您已经申诉过了，结果会通知您',
      APPEAL_TOO_LATE: '七天内可以申诉，现在已经过了，请联系社区工作人员',
      COUNTS_NOT: '这一次没有算您没到场，不用申诉',
    },
  },
  /** 待裁的申诉 Appeals that nobody decided yet, at a place and below, the oldest shift first. */
  listMissedAppeals: {
    by: 'staff',
    also: ['auditor'],
    at: 'region',
    input: fields({ place: PlaceId, cursor: v.optional(Cursor) }),
    output: v.object({
      items: v.array(
        v.object({
          ...MissedShift.entries,
          name: v.string(),
          /** Why the reader may not decide about it: it is their own, or they noted it or lead the shift. */
          yours: v.optional(v.literal(true)),
        }),
      ),
      cursor: v.optional(v.string()),
    }),
    refusals: { NO_SUCH_PLACE: '没有找到这个地方，请重新选' },
  },
  /** 裁定 A second person decides: excused, and the absence counts no more; or upheld. */
  ruleMissed: {
    by: 'staff',
    at: 'shift',
    changes: true,
    input: fields({
      shift: ShiftId,
      absence: AbsenceId,
      ruling: Ruling,
      reason: line('原因', { min: 2, max: 60 }),
    }),
    output: MissedShift,
    refusals: {
      ...whyNotRecord,
      NOT_APPEALED: '这一次还没有人申诉，刷新再看',
      ALREADY_RULED: '这次申诉已经有人裁定了，刷新就能看到',
      SECOND_PERSON: '这次是您带队或者您记的，请另一位同事来裁定',
      OWN_APPEAL: '自己的申诉请另一位同事来裁定',
    },
  },
})
