import { standing, whyNotAppeal, whyNotRule, type AbsenceFact } from '../../cloudfunctions/volunteer/standing/rules'

const dayMs = 24 * 60 * 60_000
const start = new Date('2026-09-01T12:00:00+08:00')
const day = (days: number) => new Date(+start + days * dayMs)
const on = (days: number, more: Partial<AbsenceFact> = {}): AbsenceFact => ({
  at: day(days),
  cancelled: false,
  ...more,
})

test.each([
  ['one', [on(0)], 0, 1, undefined],
  ['two on the 90th day', [on(0), on(89.9)], 89.9, 2, 103.9],
  ['two after 90 days', [on(0), on(90)], 90, 1, undefined],
  ['two, before the pause ends', [on(0), on(10)], 23.9, 2, 24],
  ['two, when the pause ends', [on(0), on(10)], 24, 2, undefined],
  ['three', [on(0), on(10), on(20)], 21, 3, 34],
  ['two, in any order', [on(10), on(0)], 11, 2, 24],
  ['two, one excused', [on(0), on(10, { appeal: { state: 'excused' } })], 11, 1, undefined],
  ['two, an appeal open', [on(0), on(10, { appeal: { state: 'open' } })], 11, 2, 24],
  ['two, an appeal upheld', [on(0), on(10, { appeal: { state: 'upheld' } })], 11, 2, 24],
  ['two, one cancelled after all', [on(0, { cancelled: true }), on(10)], 11, 1, undefined],
] as const)('absences: %s', (_title, facts, now, count, until) => {
  expect(standing(facts, day(now))).toEqual({ count, ...(until === undefined ? {} : { pausedUntil: day(until) }) })
})

test('an absence may be appealed once, within seven days, while it counts', () => {
  expect(whyNotAppeal(on(0), day(6.9))).toBeNull()
  expect(whyNotAppeal(on(0), day(7))).toBe('APPEAL_TOO_LATE')
  expect(whyNotAppeal(on(0, { appeal: { state: 'upheld' } }), day(1))).toBe('ALREADY_APPEALED')
  expect(whyNotAppeal(on(0, { cancelled: true }), day(1))).toBe('COUNTS_NOT')
})

test('an appeal is decided by a second person: not whose it is, nor who noted it, nor who led', () => {
  const absence = { person: 'o-lin', marked: { by: 'actor-1' }, appeal: { state: 'open' as const } }
  const who = { openid: 'o-staff', actor: 'actor-2', leads: false }
  expect(whyNotRule(absence, who)).toBeNull()
  expect(whyNotRule(absence, { ...who, openid: 'o-lin' })).toBe('OWN_APPEAL')
  expect(whyNotRule(absence, { ...who, actor: 'actor-1' })).toBe('SECOND_PERSON')
  expect(whyNotRule(absence, { ...who, leads: true })).toBe('SECOND_PERSON')
  expect(whyNotRule({ person: 'o-lin' }, who)).toBe('NOT_APPEALED')
  expect(whyNotRule({ ...absence, appeal: { state: 'upheld' } }, who)).toBe('ALREADY_RULED')
})
