import fc from 'fast-check'
import { districtHours } from '../../cloudfunctions/volunteer/hours/demo'
import {
  minutesLeft,
  minutesServed,
  nextStar,
  starsOf,
  statementOf,
  sumsAfter,
  whyNotAdd,
  whyNotDecide,
} from '../../cloudfunctions/volunteer/hours/rules'

const at = (time: string, day = 28) => new Date(`2026-11-${String(day)}T${time}:00+08:00`)
const shift = { startsAt: at('22:00'), endsAt: at('02:00', 29) }

test.each<[string, Date, Date, { startsAt: Date; endsAt: Date }[], number]>([
  ['the whole shift, across midnight', at('22:00'), at('02:00', 29), [], 240],
  ['the way there and back is none', at('21:10'), at('03:30', 29), [], 240],
  ['came late, left early', at('22:30'), at('01:15', 29), [], 165],
  ['seconds are no minutes', new Date(+at('22:00') + 59_000), at('22:30'), [], 29],
  ['never there in its time', at('20:00'), at('22:00'), [], 0],
  ['own stall open in the middle', at('22:00'), at('02:00', 29), [{ startsAt: at('23:00'), endsAt: at('23:45') }], 195],
  ['own stall until after', at('22:00'), at('02:00', 29), [{ startsAt: at('17:30'), endsAt: at('02:00', 29) }], 0],
])('%s', (_title, startsAt, endsAt, stalls, minutes) => {
  expect(minutesServed(shift, { startsAt, endsAt }, stalls)).toBe(minutes)
})

test('never more than the shift, never less than nothing, and an own stall never adds', () => {
  const minute = fc.integer({ min: -600, max: 900 })
  const span = fc.tuple(minute, minute).map(([one, other]) => ({
    startsAt: new Date(+shift.startsAt + Math.min(one, other) * 60_000),
    endsAt: new Date(+shift.startsAt + Math.max(one, other) * 60_000),
  }))
  fc.assert(
    fc.property(span, span, (there, stall) => {
      const whole = minutesServed(shift, there, [])
      const less = minutesServed(shift, there, [stall])
      expect(whole).toBeGreaterThanOrEqual(less)
      expect(less).toBeGreaterThanOrEqual(0)
      expect(whole).toBeLessThanOrEqual(240)
    }),
  )
})

test.each([
  [0, 0],
  [99 * 60 + 59, 0],
  [100 * 60, 1],
  [300 * 60, 2],
  [599 * 60, 2],
  [1500 * 60, 5],
])('%i minutes are %i stars', (minutes, stars) => {
  expect(starsOf(minutes)).toBe(stars)
  const next = nextStar(minutes)
  if (stars < 5) expect(starsOf(minutes + (next?.minutes ?? 0))).toBe(stars + 1)
  else expect(next).toBeUndefined()
})

const line = fc.record({
  minutes: fc.integer({ min: 1, max: 480 }),
  day: fc.integer({ min: 0, max: 364 }).map((day) => new Date(Date.UTC(2027, 0, 1 + day)).toISOString().slice(0, 10)),
  title: fc.constantFrom('周末清洁日', '四点半课堂', '社区义诊'),
})

test('a statement’s months and activities each add up to the year, whatever the order and whatever was taken back', () => {
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat()), (lines, picks) => {
      const backs = [...new Set(picks.map((pick) => pick % Math.max(lines.length, 1)))].flatMap((index) => {
        const taken = lines[index]
        return taken ? [{ ...taken, minutes: -taken.minutes }] : []
      })
      const all = [...lines, ...backs]
      const sum = all.reduce((total, { minutes }) => total + minutes, 0)
      const statement = statementOf(2027, [...all].reverse())
      expect(statement.minutes).toBe(sum)
      expect(statement.months.reduce((total, { minutes }) => total + minutes, 0)).toBe(sum)
      expect(statement.activities.reduce((total, { minutes }) => total + minutes, 0)).toBe(sum)
    }),
  )
})

test('what is noted by hand is never one’s own, never before the end, never more than the shift', () => {
  const over = at('03:00', 29)
  expect(whyNotAdd({ shift, minutes: 240, known: 0 }, { isOwn: false }, over)).toBeNull()
  expect(whyNotAdd({ shift, minutes: 180, known: 61 }, { isOwn: false }, over)).toBe('MORE_THAN_SHIFT')
  expect(whyNotAdd({ shift, minutes: 15, known: 0 }, { isOwn: false }, at('23:00'))).toBe('SHIFT_NOT_OVER')
  expect(whyNotAdd({ shift, minutes: 15, known: 0 }, { isOwn: true }, over)).toBe('OWN_HOURS')
})

test('who decides is a second person, and not whose hours they are', () => {
  const hand = { person: 'o-lin', state: 'waiting' as const, added: { by: 'actor-mei' } }
  expect(whyNotDecide(hand, { openid: 'o-hua', actor: 'actor-hua' })).toBeNull()
  expect(whyNotDecide(hand, { openid: 'o-mei', actor: 'actor-mei' })).toBe('SECOND_PERSON')
  expect(whyNotDecide(hand, { openid: 'o-lin', actor: 'actor-lin' })).toBe('OWN_HOURS')
  expect(whyNotDecide({ ...hand, state: 'refused' }, { openid: 'o-hua', actor: 'actor-hua' })).toBe('ALREADY_DECIDED')
})

test('books of the district’s seed are as the function writes them: each line numbered, with the sum of all before', () => {
  const now = at('10:00')
  const books = new Map<string, { seq: number; total: number; byHand: number; day: string }>()
  for (const { person, seq, total, byHand, minutes, kind, day } of districtHours(60, [], now)) {
    const before = books.get(person) ?? { seq: 0, total: 0, byHand: 0, day: '2024-11-26' }
    expect({ seq, total }).toEqual({ seq: before.seq + 1, total: before.total + minutes })
    expect(byHand).toBe(before.byHand + (kind === 'hand' ? minutes : 0))
    expect(day >= before.day && day < '2026-11-28').toBe(true)
    books.set(person, { seq, total, byHand, day })
  }
  expect(books.get('o-volunteer-0007')?.seq).toBe(365)
})

/** What makes a line: a scan of a shift, minutes of it by hand, or that the line of an earlier cause is taken back. */
const cause = fc.record({
  what: fc.constantFrom('scan', 'scan', 'hand', 'back'),
  shift: fc.nat({ max: 5 }),
  minutes: fc.integer({ min: 1, max: 120 }),
})
const lasted = 120

/** A book into which these causes are written, each as often as it comes: of one line for each, as its id has it. */
function bookAfter(causes: readonly { what: string; shift: number; minutes: number }[]) {
  const book = new Map<string, { what: string; shift: number; minutes: number } & ReturnType<typeof sumsAfter>>()
  for (const { what, shift, minutes } of causes) {
    const id = `${what} ${String(shift)}`
    const taken = book.get(`scan ${String(shift)}`)
    if (book.has(id) || (what === 'back' && !taken)) continue
    const known = [...book.values()].filter((line) => line.shift === shift).reduce((sum, line) => sum + line.minutes, 0)
    const counted = what === 'back' ? -(taken?.minutes ?? 0) : minutesLeft({ minutes, known, lasted })
    if (counted === 0) continue
    const line = { what, shift, minutes: counted }
    book.set(id, { ...line, ...sumsAfter([...book.values()].at(-1), { minutes: counted, kind: what }) })
  }
  return [...book.values()]
}

test('a book is the sum of its scans and corrections in any order, however often each is told; no shift counts for more than it lasted', () => {
  fc.assert(
    fc.property(fc.array(cause, { maxLength: 30 }), fc.array(fc.nat()), (causes, picks) => {
      const again = picks.flatMap((pick) => causes[pick % Math.max(causes.length, 1)] ?? [])
      const lines = bookAfter([...causes, ...again])
      const sum = (some: { minutes: number }[]) => some.reduce((all, { minutes }) => all + minutes, 0)
      lines.forEach(({ seq, total, byHand }, index) => {
        const before = lines.slice(0, index + 1)
        expect([seq, total]).toEqual([index + 1, sum(before)])
        expect(byHand).toBe(sum(before.filter(({ what }) => what === 'hand')))
      })
      for (let shift = 0; shift <= 5; shift++) {
        const ofShift = sum(lines.filter((line) => line.shift === shift))
        expect(ofShift >= 0 && ofShift <= lasted).toBe(true)
      }
      // Scans alone, each of another shift: the same sum forwards, backwards and told twice.
      const scans = [
        ...new Map(causes.filter(({ what }) => what === 'scan').map((each) => [each.shift, each])).values(),
      ]
      for (const told of [scans, [...scans].reverse(), [...scans, ...scans]])
        expect(bookAfter(told).at(-1)?.total ?? 0).toBe(sum(scans))
    }),
  )
})

test('across midnight, in a leap February too, hours are those of the clock in Shanghai, however they are cut', () => {
  const night = { startsAt: new Date('2028-02-28T22:00:00+08:00'), endsAt: new Date('2028-03-01T02:00:00+08:00') }
  const minute = fc.integer({ min: 0, max: 28 * 60 })
  fc.assert(
    fc.property(minute, minute, minute, (...cuts) => {
      const [one = 0, two = 0, three = 0] = cuts.sort((left, right) => left - right)
      const span = (from: number, until: number) => ({
        startsAt: new Date(+night.startsAt + from * 60_000),
        endsAt: new Date(+night.startsAt + until * 60_000),
      })
      const served = (from: number, until: number) => minutesServed(night, span(from, until), [])
      expect(served(one, three)).toBe(three - one)
      expect(served(one, two) + served(two, three)).toBe(three - one)
      expect(minutesServed(night, span(one, three), [span(one, two)])).toBe(three - two)
      expect(minutesServed(night, span(two, three), [span(one, two)])).toBe(three - two)
    }),
  )
})
