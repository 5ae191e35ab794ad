import * as v from 'valibot'
import { contract, fields, Instant } from '../../shared/contract'
import { line } from '../../shared/text'
import { attendanceEntries, MyAttendance, Near, ShiftId } from '../shift/contract'

/** By what it is known that somebody was there: the code of whoever leads, the place, or a hand. */
export const evidenceKinds = ['code', 'place', 'hand'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

/** `shift/leads/step/mac`: what whoever leads shows for thirty seconds. */
const Code = v.pipe(
  v.string(),
  v.maxLength(80),
  v.regex(/^\d{4}-\d{2}-\d{2}T\d{4}-[a-z0-9]{6}\/[0-9a-f]{8}\/\d{1,10}\/[0-9a-f]{16}$/),
  v.title('签到码'),
)

/** When it was done, where the network was away then; absent: now. */
const MadeAt = v.optional(v.pipe(Instant, v.maxLength(30), v.title('扫码时间')))

const HolderId = v.pipe(v.string(), v.maxLength(60), v.regex(/^[\w-]+$/), v.title('哪一位'))

const Why = line('原因', { min: 2, max: 60 })

const Clock = v.pipe(Instant, v.maxLength(30), v.title('时间'))

const Attended = v.object({ shift: v.string(), title: v.string(), role: v.string(), ...MyAttendance.entries })

/** Somebody with a place, as whoever leads reads it. */
export const Attendee = v.object({
  holder: v.string(),
  name: v.string(),
  role: v.string(),
  ...attendanceEntries,
  cameBy: v.optional(v.picklist(evidenceKinds)),
  wentBy: v.optional(v.picklist([...evidenceKinds, 'clock'])),
  /** What was written by whoever noted it by hand. */
  reason: v.optional(v.string()),
  team: v.optional(v.string()),
  /** It is the reader's own place: somebody else notes it. */
  own: v.optional(v.literal(true)),
})
export type Attendee = v.InferOutput<typeof Attendee>

const noSuchShift = '没有找到这一班，刷新再看'
const cancelled = '这一班取消了，不用签到'
const timeWrong = '时间对不上，校准手机时间再试'
const heardTooLate = '送到得太晚了，请带队人帮您补记'

const whyNotEvidence = {
  NOTHING_SHOWN: '扫带队人手机上的码，或者打开定位再签',
  CODE_FALSE: '这个码不对，请扫带队人手机上正在变的那个',
  CODE_OLD: '这个码过期了，请带队人亮出正在变的那个',
  OTHER_SHIFT: '这是另一班的码，核对一下是哪一班',
  OWN_CODE: '自己亮的码不能签自己，用定位签，或者扫同事的码',
  TOO_FAR: '离集合点还远，走到跟前再签，或者扫带队人的码',
}

const whyNotHand = {
  NO_SUCH_SHIFT: noSuchShift,
  NOT_IN_SHIFT: '这一位不在这一班里，核对一下名单',
  OWN_PLACE: '自己的到场请另一位同事来记',
  SHIFT_CANCELLED: '这一班取消了，不用再记',
  SHIFT_CHANGING: '这一班正有人在签到，请再点一次',
}
const tooLateByHand = '过了七天，请工作人员在「补时」里补记'

const hand = { by: 'staff', at: 'shift', own: 'leader', changes: true } as const

export const attendance = contract('volunteer', {
  /** 签到码 What the phone of whoever leads makes its changing code from, without network too. */
  attendanceCode: {
    by: 'staff',
    at: 'shift',
    own: 'leader',
    input: fields({ shift: ShiftId }),
    output: v.object({
      shift: v.string(),
      title: v.string(),
      starts: Instant,
      ends: Instant,
      /** From when on it counts. */
      opens: Instant,
      /** Who shows it, without a name, and the key for this shift. */
      leads: v.string(),
      key: v.string(),
      /** The cloud's clock, by which the code is made. */
      now: Instant,
    }),
    refusals: { NO_SUCH_SHIFT: noSuchShift },
  },
  /** 到场表 Who is expected, here, gone, missed. */
  attendance: {
    by: 'staff',
    at: 'shift',
    own: 'leader',
    input: fields({ shift: ShiftId }),
    output: v.object({
      shift: v.string(),
      title: v.string(),
      place: v.string(),
      starts: Instant,
      ends: Instant,
      opens: Instant,
      cancelled: v.optional(v.string()),
      /** How many places nobody has: so many may still join by the code. */
      free: v.number(),
      counts: v.object({ expected: v.number(), here: v.number(), gone: v.number(), missed: v.number() }),
      /** Whose hours wait to be confirmed. */
      toConfirm: v.number(),
      people: v.array(Attendee),
    }),
    refusals: { NO_SUCH_SHIFT: noSuchShift },
  },
  /** 签到 One is there: by the code of whoever leads, or by the place. With `join`, whoever has no place takes a free one. */
  checkIn: {
    by: 'volunteer',
    changes: true,
    input: fields({
      shift: ShiftId,
      code: v.optional(Code),
      near: v.optional(Near),
      join: v.optional(v.pipe(v.boolean(), v.title('现在加入'))),
      madeAt: MadeAt,
    }),
    output: Attended,
    refusals: {
      NO_SUCH_SHIFT: noSuchShift,
      ...whyNotEvidence,
      SHIFT_CANCELLED: cancelled,
      NOT_YET: '还没到签到时间，开始前 15 分钟起可以签',
      SHIFT_OVER: '这一班已经结束了，到了场的请带队人补记',
      TIME_IMPLAUSIBLE: timeWrong,
      HEARD_TOO_LATE: heardTooLate,
      NOT_CONFIRMED: '给您留的名额还没确认，先在这一班里点确认',
      MARKED_MISSED: '带队人记了您没来，请当面找带队人改过来',
      NOT_IN: '您没有报这一班，扫带队人的码可以现在加入',
      FULL: '人已经齐了，看看别的班次',
      NEEDS_APPROVAL: '这一班要先审核，请和带队人说一声',
      SKILL_MISSING: '空着的岗位要会手艺，在「我会什么」里勾上再来',
      PAPER_MISSING: '空着的岗位要证件，先在「我会什么」里交上',
      NOT_A_VOLUNTEER: '先登记成志愿者，一步就好',
      BLOCKED: '因为没到场的记录暂停报名，在「我的志愿」里看到哪天、怎么申诉',
      CLASHES: '和您别的班次时间撞了，先退掉那一班再来',
      STALL_OPEN: '这时候您自己的摊位开着，换个时间再来',
    },
  },
  /** 签退 One goes: its minutes go into the book of hours. */
  checkOut: {
    by: 'volunteer',
    changes: true,
    input: fields({ shift: ShiftId, code: v.optional(Code), near: v.optional(Near), madeAt: MadeAt }),
    output: Attended,
    refusals: {
      NO_SUCH_SHIFT: noSuchShift,
      ...whyNotEvidence,
      SHIFT_CANCELLED: '这一班取消了，做了多久请带队人补记',
      NOT_HERE: '还没有签到，先签到再签退',
      TIME_IMPLAUSIBLE: timeWrong,
      HEARD_TOO_LATE: heardTooLate,
      LEAVING_OVER: '签退时间过了，会按结束时间记，等带队人确认',
    },
  },
  /** 补签 Whoever leads notes by hand that somebody is there; after the end, that they were, from when until when. */
  markHere: {
    ...hand,
    input: fields({
      shift: ShiftId,
      holder: HolderId,
      reason: Why,
      /** Absent: now; after the end, from its start. */
      from: v.optional(Clock),
      /** After the end alone; absent: until it. */
      until: v.optional(Clock),
    }),
    output: Attendee,
    refusals: {
      ...whyNotHand,
      NOT_YET: '还没到签到时间，开始前 15 分钟起可以记',
      SHIFT_OVER: '时间在这一班结束以后，改一下',
      TIME_IMPLAUSIBLE: '时间对不上，改一下',
      HEARD_TOO_LATE: tooLateByHand,
    },
  },
  /** 记离开 Notes by hand when somebody went, who is there or whose end waits to be confirmed. */
  markLeft: {
    ...hand,
    input: fields({ shift: ShiftId, holder: HolderId, reason: Why, at: v.optional(Clock) }),
    output: Attendee,
    refusals: {
      ...whyNotHand,
      NOT_HERE: '这一位没有签到，先补签',
      ALREADY_SERVED: '这一位的时长已经记了，要改请工作人员冲正',
      TIME_IMPLAUSIBLE: '时间对不上，改一下',
    },
  },
  /** 记没来 Notes by hand that somebody was not there, also where they checked in; what counts already stays. */
  markMissed: {
    ...hand,
    input: fields({ shift: ShiftId, holder: HolderId, reason: Why }),
    output: Attendee,
    refusals: {
      ...whyNotHand,
      NOT_BEGUN: '还没开始，开始以后再记',
      ALREADY_SERVED: '这一位的时长已经记了，要改请工作人员冲正',
      HEARD_TOO_LATE: '过了七天，不再记没来',
    },
  },
  /** 确认时长 Confirms hours that wait for whoever leads: one person's, or everybody's but one's own. */
  confirmServed: {
    ...hand,
    input: fields({ shift: ShiftId, holder: v.optional(HolderId) }),
    output: v.object({ people: v.array(Attendee) }),
    refusals: { ...whyNotHand, NOTHING_TO_CONFIRM: '没有等确认的时长，刷新再看' },
  },
})
