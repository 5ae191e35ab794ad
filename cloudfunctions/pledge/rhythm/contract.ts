import * as v from 'valibot'
import { fields } from '../../shared/contract'

/** A calendar date in Shanghai. */
export const Day = v.pipe(v.string(), v.isoDate(), v.title('日期'))

const whole = (title: string, least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most), v.title(title))

/** What staff may issue a warning of, so that all who promised something for it are called. */
export const eventKinds = ['rainstorm', 'heat', 'freeze', 'blackout', 'festival'] as const
export const EventKind = v.pipe(v.picklist(eventKinds), v.title('什么事'))
export type EventKind = (typeof eventKinds)[number]

/**
 * 节奏 One part of how often something is promised: once by a date; every week, month, quarter or year by a day of it; or
 * within so many days of an event. A month without that day ends on its last.
 */
export const Rhythm = v.variant('kind', [
  fields({ kind: v.literal('once'), by: Day }),
  fields({ kind: v.literal('week'), weekday: whole('星期几', 1, 7) }),
  fields({ kind: v.literal('month'), day: whole('几号', 1, 31) }),
  fields({ kind: v.literal('quarter'), month: whole('第几个月', 1, 3), day: whole('几号', 1, 31) }),
  fields({ kind: v.literal('year'), month: whole('几月', 1, 12), day: whole('几号', 1, 31) }),
  fields({ kind: v.literal('event'), event: EventKind, within: whole('几天之内', 0, 30) }),
])
export type Rhythm = v.InferOutput<typeof Rhythm>

/** How a pledge goes on: at most three parts, as every year and in each rainstorm. */
export const Rhythms = v.pipe(v.array(Rhythm), v.minLength(1), v.maxLength(3), v.title('多久一次'))

/** One occurrence of a pledge: its day, its part, and of an event which one. */
export const OccurrenceId = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}\.\d(\.[a-z0-9-]{1,40})?$/),
  v.title('哪一次'),
)

/**
 * Where an occurrence stands: `ahead` its time has not begun; `due` now is its time; `late`, `veryLate` nobody showed it;
 * `kept`, `keptLate` shown; `excused` let go with a reason; `paused` it fell into a pause.
 */
export const beadStates = ['ahead', 'due', 'late', 'veryLate', 'kept', 'keptLate', 'excused', 'paused'] as const
export type BeadState = (typeof beadStates)[number]

/** 珠 One occurrence as a page shows it. */
export const Bead = v.object({ id: v.string(), due: v.string(), state: v.picklist(beadStates) })
export type Bead = v.InferOutput<typeof Bead>
