import * as v from 'valibot'
import { contract, Cursor, fields, Instant, Reason } from '../../shared/contract'
import { line } from '../../shared/text'
import { MyAttendance, RoleName, ShiftId, signUpStates, skills } from '../shift/contract'

/** 报名 What one volunteer is to one shift. */
export const SignUp = v.object({
  shift: v.string(),
  activity: v.string(),
  title: v.string(),
  starts: Instant,
  ends: Instant,
  place: v.string(),
  latitude: v.number(),
  longitude: v.number(),
  role: v.string(),
  /** `out`: signed out, declined, or not taken in time; `missed`: was not there; `served`: was there. */
  state: v.picklist([...signUpStates, 'out', 'missed', 'served', 'cancelled']),
  /** Whoever waits is asked in the order of these numbers. */
  sequence: v.optional(v.number()),
  /** How many wait before. */
  ahead: v.optional(v.number()),
  /** Until when the place that is kept may be taken. */
  until: v.optional(Instant),
  outBy: Instant,
  whyNotOut: v.optional(Reason),
  /** The team that it was signed up with. */
  team: v.optional(v.string()),
  /** Checking in and out, of a confirmed place. */
  attendance: v.optional(MyAttendance),
})
export type SignUp = v.InferOutput<typeof SignUp>

/** 带队 A shift that the reader leads. */
const LedShift = v.object({
  shift: v.string(),
  title: v.string(),
  starts: Instant,
  ends: Instant,
  place: v.string(),
})

const noSuchShift = '没有找到这一班，看看别的活动'

/** Why somebody cannot sign up: the closed list, shown before the tap. */
export const whyNotSignUp = {
  NO_SUCH_SHIFT: noSuchShift,
  NO_SUCH_ROLE: '这一班没有这个岗位，请重新选',
  SHIFT_CANCELLED: '这一班取消了，看看别的活动',
  NOT_YET: '还没开始报名，到时候再来',
  CLOSED: '报名已经截止了，看看别的班次',
  NOT_A_VOLUNTEER: '先登记成志愿者，一步就好',
  BLOCKED: '因为没到场的记录暂停报名，在「我的志愿」里看到哪天、怎么申诉',
  ALREADY_IN: '您已经在这一班里了，在「我的志愿」里看',
  SKILL_MISSING: '这个岗位要会这门手艺，在「我会什么」里勾上再来',
  PAPER_MISSING: '这个岗位要证件，先在「我会什么」里交上',
  CLASHES: '和您别的班次时间撞了，先退掉那一班再来',
  STALL_OPEN: '那时候您自己的摊位开着，换个时间再来',
  FULL: '报满了，候补也排满了，看看别的班次',
}

/** Why somebody who asked cannot be taken, as whoever decides reads it. */
export const whyNotTake = {
  NOT_A_VOLUNTEER: '对方退出志愿者了，告诉对方没排上吧',
  BLOCKED: '对方因为没到场的记录暂停报名，先告诉对方没排上',
  SKILL_MISSING: '对方没有勾上这个岗位要的手艺，请对方在「我会什么」里勾上',
  PAPER_MISSING: '对方还没有这个岗位要的证件，请对方先交上',
  CLASHES: '对方那时候已经有别的班次，请对方先退掉那一班',
  STALL_OPEN: '对方那时候自己的摊位开着，告诉对方没排上吧',
}

export const signUp = contract('volunteer', {
  /** 报名 Takes a place where one is free, else one in the order of waiting; applies where the organiser decides. */
  signUp: {
    by: 'volunteer',
    changes: true,
    input: fields({ shift: ShiftId, role: v.optional(RoleName) }),
    output: SignUp,
    refusals: whyNotSignUp,
  },
  /** 退出 Leaves a shift, its waiting list, or an application. */
  signOut: {
    by: 'volunteer',
    changes: true,
    input: fields({ shift: ShiftId, why: v.optional(line('原因', { max: 60 })) }),
    output: SignUp,
    refusals: {
      NO_SUCH_SHIFT: noSuchShift,
      NOT_IN: '您没有报这一班，不用退',
      OUT_TOO_LATE: '过了能自己退的时间，请直接和带队人说一声',
    },
  },
  /** 递补 Takes the place that became free and is kept for a while. */
  acceptPlace: {
    by: 'volunteer',
    changes: true,
    input: fields({ shift: ShiftId }),
    output: SignUp,
    refusals: {
      NO_SUCH_SHIFT: noSuchShift,
      NO_OFFER: '给您留的名额已经过时了，还想来可以再候补',
      SHIFT_CANCELLED: whyNotSignUp.SHIFT_CANCELLED,
      CLASHES: whyNotSignUp.CLASHES,
      STALL_OPEN: whyNotSignUp.STALL_OPEN,
      BLOCKED: whyNotSignUp.BLOCKED,
    },
  },
  /** 申请 Who asked to be in a shift and nobody decided about yet, who asked first on top. */
  listApplications: {
    by: 'staff',
    at: 'shift',
    own: 'leader',
    input: fields({ shift: ShiftId, cursor: v.optional(Cursor) }),
    output: v.object({
      title: v.string(),
      starts: Instant,
      ends: Instant,
      roles: v.array(v.object({ name: v.string(), max: v.number(), taken: v.number() })),
      items: v.array(
        v.object({
          applicant: v.string(),
          name: v.string(),
          role: v.string(),
          at: Instant,
          skills: v.array(v.picklist(skills)),
          /** The team that they asked with. */
          team: v.optional(v.string()),
          /** Why they cannot be taken, if so; another stall or a pause shows when it is decided. */
          whyNot: v.optional(Reason),
        }),
      ),
      cursor: v.optional(v.string()),
    }),
    refusals: { NO_SUCH_SHIFT: noSuchShift },
  },
  /** 审核 Takes somebody who asked, where there is a place and they are free; or says why not. */
  decideApplication: {
    by: 'staff',
    at: 'shift',
    own: 'leader',
    changes: true,
    input: fields({
      shift: ShiftId,
      applicant: v.pipe(v.string(), v.regex(/^[0-9a-f-]{36}$/), v.title('哪一位')),
      take: v.pipe(v.boolean(), v.title('要不要')),
      reason: v.optional(line('原因', { min: 2, max: 60 })),
    }),
    output: v.object({ applicant: v.string(), role: v.string(), state: v.picklist(['confirmed', 'refused']) }),
    refusals: {
      NO_SUCH_SHIFT: noSuchShift,
      NO_SUCH_APPLICATION: '对方撤回了，或者另一位同事刚办过，刷新看看',
      NOT_YOURSELF: '自己的报名请另一位同事来定',
      REASON_MISSING: '写一句为什么，对方看得到',
      SHIFT_CANCELLED: '这一班取消了，不用再审核',
      SHIFT_OVER: '这一班已经结束了，不用再审核',
      ROLE_FULL: '这个岗位满了，先腾一个名额，或者告诉对方没排上',
      ...whyNotTake,
    },
  },
  /** What is to come first, the soonest first; then what is over, the latest first. */
  listMyShifts: {
    by: 'volunteer',
    input: fields({
      which: v.optional(v.pipe(v.picklist(['coming', 'over']), v.title('哪一栏'))),
      cursor: v.optional(Cursor),
    }),
    output: v.object({
      items: v.array(SignUp),
      /** What the caller leads, of a week: the one to come, or the one that may still be noted by hand. */
      led: v.array(LedShift),
      /** The cloud's clock, so that a phone knows how far off its own is. */
      now: Instant,
      cursor: v.optional(v.string()),
    }),
    refusals: {},
  },
})
