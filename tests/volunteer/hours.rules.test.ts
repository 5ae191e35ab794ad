import fc from 'fast-check'
import { districtHours } from '../../cloudfunctions/volunteer/hours/demo'
import {
  minutesServed,
  nextStar,
  starsOf,
  statementOf,
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
