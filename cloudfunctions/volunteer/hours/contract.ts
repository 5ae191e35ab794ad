import * as v from 'valibot'
import { contract, Cursor, fields, Instant, PlaceId } from '../../shared/contract'
import { line } from '../../shared/text'
import { ShiftId } from '../shift/contract'

/** How hours came to be: by two scans, by hand, by a wish that was fulfilled; `reversal` takes an entry back. */
export const hoursKinds = ['scan', 'hand', 'wish', 'reversal'] as const
export type HoursKind = (typeof hoursKinds)[number]

export const HoursLine = v.object({
  id: v.string(),
  minutes: v.number(),
  kind: v.picklist(hoursKinds),
  day: v.string(),
  title: v.string(),
  /** All minutes up to this line. */
  total: v.number(),
  reason: v.optional(v.string()),
})

/** Minutes that wait for a second person. */
export const WaitingHours = v.object({
  id: v.string(),
  name: v.string(),
  shift: v.string(),
  title: v.string(),
  day: v.string(),
  minutes: v.number(),
  reason: v.string(),
  at: Instant,
  state: v.picklist(['waiting', 'confirmed', 'refused']),
})

const HandId = v.pipe(v.string(), v.regex(/^[a-z0-9]{16}$/), v.title('哪一条补时'))
const EntryId = v.pipe(v.string(), v.regex(/^[a-z0-9]{20}$/), v.title('哪一条时长'))
const HolderId = v.pipe(v.string(), v.maxLength(60), v.regex(/^[\w-]+$/), v.title('哪一位'))
const Year = v.pipe(v.number(), v.integer(), v.minValue(2020), v.maxValue(2100), v.title('哪一年'))
const Why = line('原因', { min: 2, max: 100 })

const noSuchHours = '没有找到这一条，刷新再看'
const notYours = '自己的时长请另一位同事来定'

const Statement = v.object({
  year: v.number(),
  minutes: v.number(),
  months: v.array(v.object({ month: v.number(), minutes: v.number() })),
  /** By what was done, the most first. */
  activities: v.array(v.object({ title: v.string(), times: v.number(), minutes: v.number() })),
})

export const hours = contract('volunteer', {
  /** What the caller's hours come to. */
  myTotals: {
    by: 'volunteer',
    input: fields({}),
    output: v.object({
      minutes: v.number(),
      byHand: v.number(),
      /** This year's. */
      year: v.object({ year: v.number(), minutes: v.number() }),
      stars: v.number(),
      /** What is missing to the next star. */
      next: v.optional(v.object({ stars: v.number(), minutes: v.number() })),
    }),
    refusals: {},
  },
  /** The caller's book, the latest line first. */
  myHours: {
    by: 'volunteer',
    input: fields({ cursor: v.optional(Cursor) }),
    output: v.object({ items: v.array(HoursLine), cursor: v.optional(v.string()) }),
    refusals: {},
  },
  yearStatement: {
    by: 'volunteer',
    input: fields({ year: Year }),
    output: Statement,
    refusals: {},
  },
  /** The same as an Excel file. */
  yearSheet: {
    by: 'volunteer',
    input: fields({ year: Year }),
    output: v.object({ name: v.string(), bytes: v.string() }),
    refusals: {},
  },
  /** 补时 Notes minutes of somebody who was in a shift, where scans did not; a second person confirms them. */
  addHours: {
    by: 'staff',
    at: 'shift',
    own: 'leader',
    changes: true,
    input: fields({
      shift: ShiftId,
      holder: HolderId,
      minutes: v.pipe(v.number(), v.integer(), v.minValue(15), v.maxValue(24 * 60), v.title('多少分钟')),
      reason: Why,
    }),
    output: WaitingHours,
    refusals: {
      NO_SUCH_SHIFT: '没有找到这一班，刷新再看',
      NOT_IN_SHIFT: '这一位不在这一班里，核对一下名单',
      OWN_HOURS: notYours,
      SHIFT_NOT_OVER: '这一班还没结束，结束了再补',
      MORE_THAN_SHIFT: '加上已有的超过了这一班的时长，改小一点',
    },
  },
  /** Minutes that wait for somebody to confirm them, at a place and below, the oldest first. */
  listHoursToConfirm: {
    by: 'staff',
    also: ['auditor'],
    at: 'region',
    input: fields({ place: PlaceId, cursor: v.optional(Cursor) }),
    output: v.object({ items: v.array(WaitingHours), cursor: v.optional(v.string()) }),
    refusals: { NO_SUCH_PLACE: '没有找到这个地方，请重新选' },
  },
  confirmHours: {
    by: 'staff',
    at: 'hand',
    changes: true,
    input: fields({ hours: HandId }),
    output: WaitingHours,
    refusals: {
      NO_SUCH_HOURS: noSuchHours,
      OWN_HOURS: notYours,
      SECOND_PERSON: '这是您自己补的，请另一位同事来核',
      ALREADY_DECIDED: '另一位同事刚核过，刷新再看',
      MORE_THAN_SHIFT: '这一班的时长已经记过了，加上会超，写一句为什么，点「不记」',
    },
  },
  refuseHours: {
    by: 'staff',
    at: 'hand',
    changes: true,
    input: fields({ hours: HandId, reason: Why }),
    output: WaitingHours,
    refusals: {
      NO_SUCH_HOURS: noSuchHours,
      OWN_HOURS: notYours,
      SECOND_PERSON: '这是您自己补的，请另一位同事来核',
      ALREADY_DECIDED: '另一位同事刚核过，刷新再看',
    },
  },
  /** 冲正 Takes an entry back by one of its own, with the reason; the book keeps both. */
  reverseHours: {
    by: 'staff',
    at: 'entry',
    changes: true,
    input: fields({ entry: EntryId, reason: Why }),
    output: HoursLine,
    refusals: {
      NO_SUCH_ENTRY: noSuchHours,
      OWN_HOURS: notYours,
      NOT_TO_REVERSE: '冲正的这一条不能再冲，要补就补一条新的',
    },
  },
  /** The book of somebody in a shift, for whoever looks into a mistake; the latest line first. */
  hoursOfHolder: {
    by: 'staff',
    also: ['auditor'],
    at: 'shift',
    input: fields({ shift: ShiftId, holder: HolderId }),
    output: v.object({ name: v.string(), items: v.array(HoursLine) }),
    refusals: { NO_SUCH_SHIFT: '没有找到这一班，刷新再看', NOT_IN_SHIFT: '这一位不在这一班里，核对一下名单' },
  },
})
