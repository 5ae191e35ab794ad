import fc from 'fast-check'
import type { BeadState, Rhythm } from '../../cloudfunctions/pledge/rhythm/contract'
import {
  beads,
  firstOpen,
  holdsFrom,
  keptInRow,
  metBeads,
  nextDue,
  occurrences,
  someBeads,
  type Fact,
  type RhythmFacts,
  type Span,
} from '../../cloudfunctions/pledge/rhythm/rules'
import { addDays, instantOf, weekdayOf, type CalendarDate } from '../../cloudfunctions/shared/shanghai'

const year2028: Span = { from: '2028-01-01', until: '2028-12-31' }
const promised = (rhythm: Rhythm[], span: Span = year2028, given: Partial<RhythmFacts> = {}): RhythmFacts => ({
  span,
  versions: [{ from: span.from, rhythm }],
  pauses: [],
  called: [],
  facts: [],
  ...given,
})
const dues = (facts: RhythmFacts) => occurrences(facts).map(({ due }) => due)

test.each<[string, Rhythm, Span, CalendarDate[]]>([
  ['once', { kind: 'once', by: '2028-03-10' }, year2028, ['2028-03-10']],
  [
    'the end of months, a leap year among them',
    { kind: 'month', day: 31 },
    { from: '2028-01-15', until: '2028-05-15' },
    ['2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30'],
  ],
  [
    'the end of February in another year',
    { kind: 'month', day: 30 },
    { from: '2027-02-01', until: '2027-03-29' },
    ['2027-02-28'],
  ],
  [
    'the second month of each quarter',
    { kind: 'quarter', month: 2, day: 31 },
    year2028,
    ['2028-02-29', '2028-05-31', '2028-08-31', '2028-11-30'],
  ],
  [
    'each 29th of February, where there is one',
    { kind: 'year', month: 2, day: 29 },
    { from: '2027-01-01', until: '2028-12-31' },
    ['2027-02-28', '2028-02-29'],
  ],
  [
    'each Sunday: the week begins on Monday',
    { kind: 'week', weekday: 7 },
    { from: '2028-02-24', until: '2028-03-12' },
    ['2028-02-27', '2028-03-05', '2028-03-12'],
  ],
  [
    'each Monday',
    { kind: 'week', weekday: 1 },
    { from: '2028-12-25', until: '2029-01-08' },
    ['2028-12-25', '2029-01-01', '2029-01-08'],
  ],
])('%s', (_title, rhythm, span, expected) => {
  expect(dues(promised([rhythm], span))).toEqual(expected)
})

test('each rainstorm opens one occurrence for whoever promised it, within so many days', () => {
  const called = [
    { id: 'rain-1', kind: 'rainstorm' as const, day: '2028-06-30' },
    { id: 'heat-1', kind: 'heat' as const, day: '2028-07-01' },
    { id: 'rain-2', kind: 'rainstorm' as const, day: '2029-01-01' },
  ]
  const facts = promised(
    [
      { kind: 'year', month: 5, day: 1 },
      { kind: 'event', event: 'rainstorm', within: 2 },
    ],
    year2028,
    { called },
  )
  expect(occurrences(facts).map(({ id, opens }) => [id, opens])).toEqual([
    ['2028-05-01.0', '2028-01-01'],
    ['2028-07-02.1.rain-1', '2028-06-30'],
  ])
})

const periodic = fc.oneof(
  fc.record({ kind: fc.constant('week' as const), weekday: fc.integer({ min: 1, max: 7 }) }),
  fc.record({ kind: fc.constant('month' as const), day: fc.integer({ min: 1, max: 31 }) }),
  fc.record({
    kind: fc.constant('quarter' as const),
    month: fc.integer({ min: 1, max: 3 }),
    day: fc.integer({ min: 1, max: 31 }),
  }),
  fc.record({
    kind: fc.constant('year' as const),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
  }),
)
const date = fc
  .record({ year: fc.integer({ min: 2020, max: 2100 }), day: fc.integer({ min: 0, max: 365 }) })
  .map(({ year, day }) => addDays(`${String(year)}-01-01`, day))
const span = fc
  .record({ from: date, days: fc.integer({ min: 0, max: 400 }) })
  .map(({ from, days }): Span => ({ from, until: addDays(from, days) }))

/** What a day is in: counted on its own here, not by the rules under test. */
function periodName(kind: Rhythm['kind'], day: CalendarDate): string {
  const [year = '', month = '1'] = day.split('-')
  if (kind === 'week') return addDays(day, 1 - weekdayOf(day))
  if (kind === 'month') return `${year}-${month}`
  if (kind === 'quarter') return `${year}-q${String(Math.ceil(Number(month) / 3))}`
  return year
}

/** The names of the periods that lie whole within a span. */
function wholePeriods(kind: Rhythm['kind'], { from, until }: Span): string[] {
  const names = new Map<string, number>()
  for (let day = from; day <= until; day = addDays(day, 1))
    names.set(periodName(kind, day), (names.get(periodName(kind, day)) ?? 0) + 1)
  const outside = [addDays(from, -1), addDays(until, 1)].map((day) => periodName(kind, day))
  return [...names.keys()].filter((name) => !outside.includes(name))
}

test('any rhythm in any span: each whole period has exactly one occurrence, each part of one at most one, none lies outside', () => {
  fc.assert(
    fc.property(periodic, span, (rhythm, span) => {
      const all = dues(promised([rhythm], span))
      expect(all.every((due) => due >= span.from && due <= span.until)).toBe(true)
      const names = all.map((due) => periodName(rhythm.kind, due))
      expect(new Set(names).size).toBe(names.length)
      expect(names).toEqual(expect.arrayContaining(wholePeriods(rhythm.kind, span)))
    }),
    { numRuns: 500 },
  )
})

test('a rhythm changed on any day to another day of the same kind loses no period and doubles none; what was due before stays', () => {
  const pair = periodic.chain((before) =>
    fc.tuple(
      fc.constant(before),
      periodic.filter(({ kind }) => kind === before.kind),
    ),
  )
  fc.assert(
    fc.property(pair, span, fc.integer({ min: 0, max: 400 }), ([before, after], span, days) => {
      const today = addDays(span.from, days)
      if (today > span.until) return
      const first = promised([before], span)
      const from = holdsFrom([before], [after], today)
      const changed = { ...first, versions: [...first.versions, { from, rhythm: [after] }] }
      const past = (list: CalendarDate[]) => list.filter((due) => due <= today)
      expect(past(dues(changed))).toEqual(past(dues(first)))
      const names = dues(changed).map((due) => periodName(before.kind, due))
      expect(new Set(names).size).toBe(names.length)
      expect(names).toEqual(expect.arrayContaining(wholePeriods(before.kind, span)))
    }),
    { numRuns: 500 },
  )
})

test('a change to another kind holds from tomorrow and rewrites nothing', () => {
  fc.assert(
    fc.property(periodic, periodic, span, (before, after, span) => {
      const today = addDays(span.from, 30)
      const first = promised([before], span)
      const changed = {
        ...first,
        versions: [...first.versions, { from: holdsFrom([before], [after], today), rhythm: [after] }],
      }
      expect(dues(changed).filter((due) => due <= today)).toEqual(dues(first).filter((due) => due <= today))
    }),
  )
})

const factsOf = (facts: RhythmFacts, met: readonly boolean[], at: (due: CalendarDate) => Date): Fact[] =>
  occurrences(facts).flatMap(({ id, due }, index): Fact[] =>
    met[index % Math.max(met.length, 1)] === true ? [{ occurrence: id, at: at(due), state: 'shown' }] : [],
  )

test('pauses and facts take no occurrence away and add none; the first open one does not depend on the day', () => {
  fc.assert(
    fc.property(
      periodic,
      span,
      span,
      fc.array(fc.boolean(), { minLength: 1 }),
      date,
      (rhythm, span, pause, met, today) => {
        const plain = promised([rhythm], span)
        const facts: RhythmFacts = {
          ...plain,
          pauses: [pause],
          facts: factsOf(plain, met, (due) => instantOf(due, 600)),
        }
        const all = beads(facts, today)
        expect(all.map(({ due }) => due)).toEqual(dues(plain))
        const open = firstOpen(metBeads(facts))
        const unmet = all.filter(({ state }) => !['kept', 'keptLate', 'paused'].includes(state))
        expect(open?.id).toBe(unmet[0]?.id)
        const next = nextDue(facts, today)
        expect(next?.due).toBe(unmet.find(({ due }) => due >= today)?.due)
        for (const { due, state } of all)
          if (due >= pause.from && due <= pause.until) expect(['kept', 'paused']).toContain(state)
      },
    ),
    { numRuns: 300 },
  )
})

test.each<[CalendarDate, BeadState]>([
  ['2028-02-20', 'ahead'],
  ['2028-02-21', 'due'],
  ['2028-02-25', 'due'],
  ['2028-02-26', 'late'],
  ['2028-03-03', 'late'],
  ['2028-03-04', 'veryLate'],
])('on %s the patrol of the week to the 25th is %s', (today, state) => {
  const facts = promised([{ kind: 'week', weekday: 5 }], { from: '2028-02-25', until: '2028-03-31' })
  expect(beads(facts, today)[0]?.state).toBe(state)
})

test('shown by midnight of its day it is kept, a minute later it is kept late; sent back it is open again', () => {
  const facts = promised([{ kind: 'once', by: '2028-02-29' }])
  const shown = (at: string, state: Fact['state'] = 'shown') =>
    beads({ ...facts, facts: [{ occurrence: '2028-02-29.0', at: new Date(at), state }] }, '2028-03-02')[0]?.state
  expect(shown('2028-02-29T23:59:59+08:00')).toBe('kept')
  expect(shown('2028-03-01T00:00:00+08:00')).toBe('keptLate')
  expect(shown('2028-02-29T12:00:00+08:00', 'back')).toBe('late')
  expect(shown('2028-03-01T12:00:00+08:00', 'excused')).toBe('excused')
})

test('kept in a row: what was late breaks it, a pause and what is still to come do not', () => {
  const facts = promised(
    [{ kind: 'week', weekday: 5 }],
    { from: '2028-02-01', until: '2028-04-30' },
    { pauses: [{ from: '2028-02-20', until: '2028-02-26' }] },
  )
  const kept = (days: CalendarDate[]) =>
    days.map((due): Fact => ({ occurrence: `${due}.0`, at: instantOf(due, 600), state: 'verified' }))
  const shown = { ...facts, facts: kept(['2028-02-18', '2028-03-03', '2028-03-10']) }
  expect(keptInRow(shown, '2028-03-15')).toBe(3)
  expect(keptInRow(shown, '2028-03-18')).toBe(0)
})

test('a card shows the last beads and the next one', () => {
  const all = beads(promised([{ kind: 'week', weekday: 5 }], { from: '2028-01-01', until: '2028-04-30' }), '2028-03-01')
  expect(someBeads(all, '2028-03-01', 4).map(({ due }) => due)).toEqual([
    '2028-02-11',
    '2028-02-18',
    '2028-02-25',
    '2028-03-03',
  ])
  expect(someBeads(all, '2028-01-01', 4)).toHaveLength(1)
  expect(
    someBeads(all, '2029-01-01', 4)
      .map(({ due }) => due)
      .slice(-1),
  ).toEqual(['2028-04-28'])
})
