import { addDays, dateOf, weekdayOf, type CalendarDate } from '../../shared/shanghai'
import type { Bead, BeadState, EventKind, Rhythm } from './contract'

/** A stretch of days, both ends in it. */
export interface Span {
  from: CalendarDate
  until: CalendarDate
}

/** What was promised from a date on, until the next version begins: so a change never rewrites what was due before. */
export interface Version {
  from: CalendarDate
  rhythm: readonly Rhythm[]
}

/** An event that called whoever promised something for it: the day it was issued. */
export interface Called {
  id: string
  kind: EventKind
  day: CalendarDate
}

/** What was done about one occurrence. */
export interface Fact {
  occurrence: string
  at: Date
  /** `back`: the evidence was sent back, and shows nothing. */
  state: 'shown' | 'verified' | 'back' | 'excused'
}

/** All that the occurrences of a pledge follow from. */
export interface RhythmFacts {
  /** The first and the last day it is promised for. */
  span: Span
  /** In the order they began; the first from the span's start or before. */
  versions: readonly Version[]
  pauses: readonly Span[]
  called: readonly Called[]
  facts: readonly Fact[]
}

/** 一次 What is promised for one time: from the day that its time begins to the day by which. */
export interface Occurrence {
  /** The day by which, and which part of the rhythm, as `2026-11-27.0`; of an event, also which one. */
  id: string
  opens: CalendarDate
  due: CalendarDate
  /** After how many days late becomes very late. */
  grace: number
}

const two = (number: number): string => String(number).padStart(2, '0')

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** This day of a month, or its last where it has none such. */
const dayOf = (year: number, month: number, day: number): CalendarDate =>
  `${String(year)}-${two(month)}-${two(Math.min(day, daysIn(year, month)))}`

/** The Monday of a date's week. */
const mondayOf = (date: CalendarDate): CalendarDate => addDays(date, 1 - weekdayOf(date))

type Periodic = Exclude<Rhythm, { kind: 'once' | 'event' }>

/** The period of a rhythm that a date lies in: its first day, and the first day of the next. */
function periodOf(kind: Periodic['kind'], date: CalendarDate): { start: CalendarDate; next: CalendarDate } {
  if (kind === 'week') return { start: mondayOf(date), next: addDays(mondayOf(date), 7) }
  const [year = 0, month = 1] = date.split('-').map(Number)
  const months = { month: 1, quarter: 3, year: 12 }[kind]
  const first = month - ((month - 1) % months)
  const after = first + months
  return { start: dayOf(year, first, 1), next: after > 12 ? dayOf(year + 1, after - 12, 1) : dayOf(year, after, 1) }
}

/** The day by which, in the period that begins on `start`. */
function dueIn(rhythm: Periodic, start: CalendarDate): CalendarDate {
  const [year = 0, month = 1] = start.split('-').map(Number)
  switch (rhythm.kind) {
    case 'week':
      return addDays(start, rhythm.weekday - 1)
    case 'month':
      return dayOf(year, month, rhythm.day)
    case 'quarter':
      return dayOf(year, month + rhythm.month - 1, rhythm.day)
    case 'year':
      return dayOf(year, rhythm.month, rhythm.day)
  }
}

/** After so many days late becomes very late. */
const graces = { once: 14, week: 7, month: 15, quarter: 30, year: 30, event: 7 } as const

/** The occurrences of one part of a rhythm whose day lies in a span. */
function ofPart(rhythm: Rhythm, part: number, within: Span, called: readonly Called[]): Occurrence[] {
  const grace = graces[rhythm.kind]
  const inside = (due: CalendarDate) => due >= within.from && due <= within.until
  if (rhythm.kind === 'once')
    return inside(rhythm.by) ? [{ id: `${rhythm.by}.${String(part)}`, opens: within.from, due: rhythm.by, grace }] : []
  if (rhythm.kind === 'event')
    return called
      .filter(({ kind, day }) => kind === rhythm.event && inside(day))
      .map(({ id, day }) => {
        const due = addDays(day, rhythm.within)
        return { id: `${due}.${String(part)}.${id}`, opens: day, due, grace }
      })
  const all: Occurrence[] = []
  for (let { start, next } = periodOf(rhythm.kind, within.from); start <= within.until;) {
    const due = dueIn(rhythm, start)
    if (inside(due)) all.push({ id: `${due}.${String(part)}`, opens: start, due, grace })
    ;({ start, next } = periodOf(rhythm.kind, next))
  }
  return all
}

/** Every occurrence of a pledge, the soonest first: each version's own days, between its beginning and the next one's. */
export function occurrences({ span, versions, called }: Omit<RhythmFacts, 'pauses' | 'facts'>): Occurrence[] {
  return versions
    .flatMap((version, index) => {
      const next = versions[index + 1]
      const from = version.from > span.from ? version.from : span.from
      const before = next && next.from <= span.until ? addDays(next.from, -1) : span.until
      return version.rhythm.flatMap((part, number) => ofPart(part, number, { from, until: before }, called))
    })
    .sort((one, other) => (one.due === other.due ? (one.id < other.id ? -1 : 1) : one.due < other.due ? -1 : 1))
}

/**
 * From when on a changed rhythm holds, so that no period is left without an occurrence or gets two: where a part stays of
 * the same kind, with the period after this one; else tomorrow.
 */
export function holdsFrom(before: readonly Rhythm[], after: readonly Rhythm[], today: CalendarDate): CalendarDate {
  const kinds = before.map(({ kind }) => kind).filter((kind) => after.some((each) => each.kind === kind))
  const starts = kinds.flatMap((kind) => (kind === 'once' || kind === 'event' ? [] : [periodOf(kind, today).next]))
  return [...starts, addDays(today, 1)].sort().slice(-1)[0] ?? addDays(today, 1)
}

/** What was done about each occurrence: the latest that was not sent back. */
const metBy = (facts: readonly Fact[]): Map<string, Fact> =>
  new Map(facts.filter(({ state }) => state !== 'back').map((fact) => [fact.occurrence, fact]))

/** Whether something was done about an occurrence in time. */
export const inTime = ({ due }: Occurrence, at: Date): boolean => dateOf(at) <= due

/** Where an occurrence stands on a day. @param fact what was done about it */
function beadState(
  occurrence: Occurrence,
  fact: Fact | undefined,
  pauses: readonly Span[],
  today: CalendarDate,
): BeadState {
  const { opens, due, grace } = occurrence
  if (fact) return fact.state === 'excused' ? 'excused' : inTime(occurrence, fact.at) ? 'kept' : 'keptLate'
  if (pauses.some(({ from, until }) => due >= from && due <= until)) return 'paused'
  if (today < opens) return 'ahead'
  if (today <= due) return 'due'
  return today <= addDays(due, grace) ? 'late' : 'veryLate'
}

/** The occurrences of a pledge, each as it stands on a day. */
export function beads(facts: RhythmFacts, today: CalendarDate): Bead[] {
  const met = metBy(facts.facts)
  return occurrences(facts).map((each) => ({
    id: each.id,
    due: each.due,
    state: beadState(each, met.get(each.id), facts.pauses, today),
  }))
}

const isOpen = (state: BeadState): boolean => !['kept', 'keptLate', 'excused', 'paused'].includes(state)

/** The occurrences of a pledge as far as facts alone tell: what is not met is `ahead`, whatever the day. */
export const metBeads = (facts: RhythmFacts): Bead[] => beads(facts, '0000-00-00')

/** The first occurrence that nobody has met yet, whether or not its day is past. */
export const firstOpen = (met: readonly Bead[]): Bead | undefined => met.find(({ state }) => isOpen(state))

/** The next day by which something is owed, from `today` on. */
export const nextDue = (facts: RhythmFacts, today: CalendarDate): Bead | undefined =>
  beads(facts, today).find(({ due, state }) => due >= today && isOpen(state))

/** What may be shown now: its time has begun, and nobody showed it. */
export const showable = (facts: RhythmFacts, today: CalendarDate): Bead[] =>
  beads(facts, today).filter(({ state }) => state === 'due' || state === 'late' || state === 'veryLate')

/** How many in a row were kept in time, up to the last that had to be; what was excused or paused breaks no row. */
export function keptInRow(facts: RhythmFacts, today: CalendarDate): number {
  let row = 0
  for (const { state } of beads(facts, today).reverse()) {
    if (state === 'kept') row++
    else if (state === 'keptLate' || state === 'late' || state === 'veryLate') break
  }
  return row
}

/** The beads that a card shows: the last ones up to today, and the next. */
export function someBeads(all: readonly Bead[], today: CalendarDate, count: number): Bead[] {
  const next = all.findIndex(({ due }) => due >= today)
  const end = next < 0 ? all.length : next + 1
  return all.slice(Math.max(0, end - count), end)
}
