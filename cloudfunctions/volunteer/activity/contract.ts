import * as v from 'valibot'
import { contract, Cursor, fields, Instant, PlaceId } from '../../shared/contract'
import { line } from '../../shared/text'
import { HelpCall } from '../call-for-help/contract'
import {
  ActivityId,
  categories,
  Category,
  PaperKind,
  paperKinds,
  RoleName,
  ShiftId,
  Skill,
  skills,
} from '../shift/contract'

/** How many shifts an activity has at most, roles a shift, people a role. */
export const most = { shifts: 100, roles: 6, people: 500 }

const count = (title: string, least: number, highest: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(highest), v.title(title))

/** 岗位 What so many people do; the name may be empty where there is but one. */
const RoleShape = fields({
  name: v.pipe(RoleName, v.trim()),
  min: count('至少几人', 0, most.people),
  max: count('最多几人', 1, most.people),
  skill: v.optional(Skill),
  paper: v.optional(PaperKind),
})

/** What people read of an activity, and how they come to it. */
const shape = {
  title: line('活动名称', { min: 2, max: 20 }),
  words: line('做什么', { min: 4, max: 300 }),
  category: Category,
  where: line('集合地点', { min: 2, max: 30 }),
  latitude: v.pipe(v.number(), v.minValue(-90), v.maxValue(90), v.title('纬度')),
  longitude: v.pipe(v.number(), v.minValue(-180), v.maxValue(180), v.title('经度')),
  roles: v.pipe(
    v.array(RoleShape),
    v.minLength(1),
    v.maxLength(most.roles),
    v.check((roles) => new Set(roles.map(({ name }) => name)).size === roles.length),
    v.check((roles) => roles.every(({ min, max }) => min <= max)),
    v.title('岗位'),
  ),
  /** Whether the organiser decides about each. */
  approval: v.boolean(),
  /** Sign-up opens so many days before a shift. */
  opensDaysBefore: count('提前几天开放', 1, 60),
  /** Whoever is in may sign out by themselves until so many hours before it. */
  outHours: count('提前几小时可退', 0, 72),
}

export const activityStates = ['draft', 'published', 'running', 'ended', 'settled', 'cancelled'] as const
export type ActivityState = (typeof activityStates)[number]

const PlannedShift = v.object({
  id: v.string(),
  starts: Instant,
  ends: Instant,
  places: v.number(),
  confirmed: v.number(),
  waiting: v.number(),
  applied: v.number(),
  /** How many more are wanted at least. */
  missing: v.number(),
  /** When volunteers nearby were called to it last. */
  help: v.optional(HelpCall),
  cancelled: v.optional(v.string()),
})

export const ActivityRow = v.object({
  id: v.string(),
  title: v.string(),
  category: v.picklist(categories),
  state: v.picklist(activityStates),
  place: v.string(),
  organiser: v.string(),
  where: v.string(),
  latitude: v.number(),
  longitude: v.number(),
  /** How many shifts it has, and the one that comes next. */
  shifts: v.number(),
  next: v.optional(Instant),
})
export type ActivityRow = v.InferOutput<typeof ActivityRow>

export const ActivityView = v.object({
  ...ActivityRow.entries,
  words: v.string(),
  cover: v.optional(v.string()),
  roles: v.array(
    v.object({
      name: v.string(),
      min: v.number(),
      max: v.number(),
      skill: v.optional(v.picklist(skills)),
      paper: v.optional(v.picklist(paperKinds)),
    }),
  ),
  approval: v.boolean(),
  opensDaysBefore: v.number(),
  outHours: v.number(),
  /** Who leads it, as they are called. */
  leader: v.optional(v.string()),
  cancelled: v.optional(v.string()),
  times: v.array(PlannedShift),
  rev: v.number(),
})
export type ActivityView = v.InferOutput<typeof ActivityView>

/** 缺人 A shift that begins soon and has fewer than it needs. */
const ShortShift = v.object({
  shift: v.string(),
  activity: v.string(),
  title: v.string(),
  starts: Instant,
  ends: Instant,
  missing: v.number(),
  help: v.optional(HelpCall),
})
export type ShortShift = v.InferOutput<typeof ShortShift>

const noSuchActivity = '没有找到这个活动，刷新再看'
const over = '活动已经结束或取消了，要再办就复制一个'
const changing = '另一位同事刚改过，看看新的再改'
/** What may be in the way of whatever is done about an activity that goes on. */
const goingOn = { NO_SUCH_ACTIVITY: noSuchActivity, ACTIVITY_OVER: over, ACTIVITY_CHANGED: changing }
const Why = line('原因', { min: 2, max: 60 })
const Day = v.pipe(v.string(), v.isoDate(), v.title('日期'))
const minute = (title: string, last: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(last), v.multipleOf(15), v.title(title))

export const activity = contract('volunteer', {
  /** Begins an activity; nobody sees it before it is published. */
  makeActivity: {
    by: 'staff',
    at: 'region',
    changes: true,
    input: fields({ place: PlaceId, ...shape }),
    output: ActivityView,
    refusals: { NO_SUCH_PLACE: '没有找到这个地方，请重新选', PLACE_RETIRED: '这个地方已经停用，请选一个还在用的' },
  },
  /** Changes what it says; published shifts to come follow, and nobody in one loses their place. */
  changeActivity: {
    by: 'staff',
    at: 'activity',
    changes: true,
    input: fields({ activity: ActivityId, rev: count('版本', 0, 1_000_000), ...shape }),
    output: ActivityView,
    refusals: {
      ...goingOn,
      ROLE_IN_USE: '有人报了这个岗位，岗位名和要求就不能再改，可以再加一个岗位',
      PLACES_TAKEN: '报名的人比这个数多，最多几人不能改得更小',
    },
  },
  /** 带队人 Who leads it: a volunteer who shows their code (member.myCode). */
  setLeader: {
    by: 'staff',
    at: 'activity',
    changes: true,
    input: fields({
      activity: ActivityId,
      person: v.pipe(v.string(), v.regex(/^[2-9A-HJ-NP-Z]{8}$/), v.title('对方的码')),
    }),
    output: ActivityView,
    refusals: {
      ...goingOn,
      NO_SUCH_CODE: '这个码不对或者过期了，请对方重新打开「我的码」',
      NOT_A_VOLUNTEER: '对方还不是志愿者，请先登记成志愿者',
    },
  },
  /** 排班 A shift on each of these weekdays from one day to another, at the same time of day. */
  addShifts: {
    by: 'staff',
    at: 'activity',
    changes: true,
    input: fields({
      activity: ActivityId,
      from: Day,
      until: Day,
      weekdays: v.pipe(
        v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))),
        v.minLength(1),
        v.maxLength(7),
        v.title('星期'),
      ),
      startsAt: minute('开始', 24 * 60 - 15),
      endsAt: minute('结束', 48 * 60),
    }),
    output: ActivityView,
    refusals: {
      ...goingOn,
      TIMES_WRONG: '结束要在开始之后，最长 24 小时，改一改时间',
      TIMES_ODD: '时间请选整刻钟',
      NO_DAY_LEFT: '这些日子里没有能排的班，换个日期或星期',
      SHIFTS_PAST: '有的班次已经开始了，从明天起排',
      SHIFTS_TOO_MANY: '一个活动最多排 100 班，先排近的',
    },
  },
  /** Takes a shift of a draft out again. */
  dropShift: {
    by: 'staff',
    at: 'activity',
    changes: true,
    input: fields({ activity: ActivityId, shift: ShiftId }),
    output: ActivityView,
    refusals: {
      NO_SUCH_ACTIVITY: noSuchActivity,
      NO_SUCH_SHIFT: '没有找到这一班，刷新再看',
      ACTIVITY_CHANGED: changing,
      PUBLISHED: '已经发布的班次不能删，不办了就取消这一班，报名的人会收到通知',
    },
  },
  publishActivity: {
    by: 'staff',
    at: 'activity',
    changes: true,
    input: fields({ activity: ActivityId }),
    output: ActivityView,
    refusals: {
      ...goingOn,
      NO_SHIFTS: '还没有排班，先排一班再发布',
      SHIFTS_PAST: '排的班次都过去了，先排新的再发布',
    },
  },
  /** Cancels all that is to come; everybody in it is told once. */
  cancelActivity: {
    by: 'staff',
    at: 'activity',
    changes: true,
    input: fields({ activity: ActivityId, reason: Why }),
    output: ActivityView,
    refusals: goingOn,
  },
  /** Cancels one shift; everybody in it is told once. */
  cancelShift: {
    by: 'staff',
    at: 'shift',
    changes: true,
    input: fields({ shift: ShiftId, reason: Why }),
    output: v.object({ shift: v.string(), cancelled: v.string() }),
    refusals: { NO_SUCH_SHIFT: '没有找到这一班，刷新再看', SHIFT_OVER: '这一班已经结束了，不用再取消' },
  },
  /** 结项 Closes an activity whose shifts are over. */
  settleActivity: {
    by: 'staff',
    at: 'activity',
    changes: true,
    input: fields({ activity: ActivityId }),
    output: ActivityView,
    refusals: {
      NO_SUCH_ACTIVITY: noSuchActivity,
      ACTIVITY_CHANGED: changing,
      NOT_ENDED: '还有班次没结束，等结束了再结项',
    },
  },
  /** 复制上周 Plans the shifts of the week that begins on a Monday again a week later. */
  copyWeek: {
    by: 'staff',
    at: 'activity',
    changes: true,
    input: fields({ activity: ActivityId, monday: Day }),
    output: ActivityView,
    refusals: {
      ...goingOn,
      NO_DAY_LEFT: '那一周没有班次可以复制，换一周',
      SHIFTS_PAST: '复制出来的班次已经过去了，换近一点的一周',
      SHIFTS_TOO_MANY: '一个活动最多排 100 班，先排近的',
    },
  },
  /** The activities at a place and below, the latest made first; on the first page also what lacks people. */
  listActivities: {
    by: 'staff',
    also: ['auditor'],
    at: 'region',
    input: fields({ place: PlaceId, cursor: v.optional(Cursor) }),
    output: v.object({
      items: v.array(ActivityRow),
      /** Shifts that begin within 48 hours with fewer people than they need, the soonest first. */
      short: v.optional(v.array(ShortShift)),
      cursor: v.optional(v.string()),
    }),
    refusals: { NO_SUCH_PLACE: '没有找到这个地方，请重新选' },
  },
  openActivity: {
    by: 'staff',
    also: ['auditor'],
    at: 'activity',
    input: fields({ activity: ActivityId }),
    output: ActivityView,
    refusals: { NO_SUCH_ACTIVITY: noSuchActivity },
  },
})
