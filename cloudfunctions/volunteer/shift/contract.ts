import * as v from 'valibot'
import { contract, Cursor, fields, Instant, PlaceId, Reason } from '../../shared/contract'

/** 类别 What an activity is about. */
export const categories = [
  'clean',
  'care',
  'civility',
  'safety',
  'health',
  'handy',
  'study',
  'culture',
  'market',
] as const
export const Category = v.pipe(v.picklist(categories), v.title('类别'))
export type Category = (typeof categories)[number]

/** 技能 What a person can do, as they say of themselves. */
export const skills = ['barber', 'repair', 'nurse', 'law', 'teach', 'drive', 'cook', 'sign', 'photo'] as const
export const Skill = v.pipe(v.picklist(skills), v.title('技能'))
export type Skill = (typeof skills)[number]
export const skillWords: Record<Skill, string> = {
  barber: '理发',
  repair: '修理',
  nurse: '护理',
  law: '法律',
  teach: '辅导功课',
  drive: '开车',
  cook: '做饭',
  sign: '手语',
  photo: '拍照',
}

/** 证件 What somebody must have shown to staff. */
export const paperKinds = ['health', 'firstAid', 'counsellor'] as const
export const PaperKind = v.pipe(v.picklist(paperKinds), v.title('证件'))
export type PaperKind = (typeof paperKinds)[number]
export const paperWords: Record<PaperKind, string> = { health: '健康证', firstAid: '急救证', counsellor: '心理咨询证' }

/** Date and time in Shanghai and six signs, as `2026-11-29T0830-k3x9p2`: ids sort by when shifts begin. */
export const ShiftId = v.pipe(
  v.string(),
  v.maxLength(24),
  v.regex(/^\d{4}-\d{2}-\d{2}T\d{4}-[a-z0-9]{6}$/),
  v.title('哪一班'),
)

export const ActivityId = v.pipe(v.string(), v.regex(/^[a-z0-9]{10}$/), v.title('哪个活动'))

/** What people of one role do in a shift; the name is empty where there is but one. */
export const RoleName = v.pipe(v.string(), v.maxLength(20), v.title('岗位'))

/** A point on the map, as WeChat's getLocation gives it: degrees, GCJ-02. */
const Latitude = v.pipe(v.number(), v.minValue(-90), v.maxValue(90), v.title('纬度'))
const Longitude = v.pipe(v.number(), v.minValue(-180), v.maxValue(180), v.title('经度'))
export const Near = v.pipe(fields({ latitude: Latitude, longitude: Longitude }), v.title('我的位置'))

/** Where a shift stands: `notYet` before sign-up opens, `closed` from its end until the shift begins. */
export const shiftStates = ['notYet', 'open', 'closed', 'running', 'ended', 'cancelled'] as const
export type ShiftState = (typeof shiftStates)[number]

/**
 * What somebody is to a shift: `offered` a place that became free is kept for them, `applied` the organiser has not
 * decided yet.
 */
export const signUpStates = ['confirmed', 'offered', 'waiting', 'applied'] as const
export type SignUpState = (typeof signUpStates)[number]

const shiftEntries = {
  id: v.string(),
  activity: v.string(),
  title: v.string(),
  category: v.picklist(categories),
  /** Who invites, as 桃花井社区. */
  organiser: v.string(),
  state: v.picklist(shiftStates),
  starts: Instant,
  ends: Instant,
  /** Where to go. */
  place: v.string(),
  latitude: v.number(),
  longitude: v.number(),
  /** Metres from the position that was given. */
  distance: v.optional(v.number()),
  /** How many are wanted at most, how many are in, how many wait. */
  places: v.number(),
  confirmed: v.number(),
  waiting: v.number(),
  /** What the caller is to it. */
  mine: v.optional(v.picklist(signUpStates)),
  /** Why the caller cannot sign up, if so. */
  whyNot: v.optional(Reason),
}
export const ShiftItem = v.object(shiftEntries)
export type ShiftItem = v.InferOutput<typeof ShiftItem>

export const RoleOfShift = v.object({
  name: v.string(),
  min: v.number(),
  max: v.number(),
  taken: v.number(),
  waiting: v.number(),
  skill: v.optional(v.picklist(skills)),
  paper: v.optional(v.picklist(paperKinds)),
  /** Why the caller cannot sign up for this role, if so. */
  whyNot: v.optional(Reason),
})

/** `expected`: has a place, and is not there yet; `gone`: was there. */
export const attendanceStates = ['expected', 'here', 'gone', 'missed'] as const
export type AttendanceState = (typeof attendanceStates)[number]

export const attendanceWords: Record<AttendanceState, string> = {
  expected: '还没到',
  here: '到了',
  gone: '走了',
  missed: '没来',
}

export const attendanceEntries = {
  state: v.picklist(attendanceStates),
  cameAt: v.optional(Instant),
  wentAt: v.optional(Instant),
  /** What it comes to, once they went. */
  minutes: v.optional(v.number()),
  /** Its minutes count once whoever leads confirmed them. */
  toConfirm: v.optional(v.literal(true)),
}

/** 我的签到 How one's own place in a shift stands, and what can be done about it now. */
export const MyAttendance = v.object({
  ...attendanceEntries,
  /** From when on one may check in. */
  opens: Instant,
  /** To check in, or out; absent: nothing is to be done. */
  next: v.optional(v.picklist(['in', 'out'])),
  /** How: whoever leads a shift scans no code of their own. */
  ways: v.array(v.picklist(['code', 'place'])),
  /** Why it cannot be done yet. */
  whyNot: v.optional(Reason),
})
export type MyAttendance = v.InferOutput<typeof MyAttendance>

/** 班次 What is on, and one of them whole. */
export const shift = contract('volunteer', {
  listShifts: {
    by: 'anyone',
    input: fields({
      /** Nearest first; absent: soonest first. */
      near: v.optional(Near),
      /** Not before this day or instant; absent: from now on. */
      from: v.optional(
        v.pipe(v.union([v.pipe(v.string(), v.isoDate()), Instant]), v.maxLength(30), v.title('从哪天起')),
      ),
      category: v.optional(Category),
      /** There and below; absent: everywhere. */
      community: v.optional(PlaceId),
      cursor: v.optional(Cursor),
    }),
    output: v.object({ items: v.array(ShiftItem), cursor: v.optional(v.string()) }),
    refusals: {},
  },
  showShift: {
    by: 'anyone',
    input: fields({ shift: ShiftId }),
    output: v.object({
      ...shiftEntries,
      words: v.string(),
      cover: v.optional(v.string()),
      opens: Instant,
      closes: Instant,
      /** Until when whoever is in may sign out by themselves. */
      outBy: Instant,
      /** Whether the organiser decides about each. */
      approval: v.boolean(),
      /** Why it does not take place, if so. */
      cancelled: v.optional(v.string()),
      roles: v.array(RoleOfShift),
      /** The role that the caller is in or wants. */
      role: v.optional(v.string()),
      /** How many wait before the caller. */
      ahead: v.optional(v.number()),
      /** Until when the place that is kept for the caller may be taken. */
      until: v.optional(Instant),
      whyNotOut: v.optional(Reason),
      /** Checking in and out, of a confirmed place of the caller's. */
      attendance: v.optional(MyAttendance),
      /** The caller leads it. */
      leads: v.optional(v.literal(true)),
      /** The cloud's clock, so that a phone knows how far off its own is. */
      now: Instant,
    }),
    refusals: { NO_SUCH_SHIFT: '没有找到这一班，看看别的活动' },
  },
})
