import {
  addDays,
  clockTime,
  dateInFull,
  dateOf,
  instantOf,
  longDate,
  weekdayOf,
} from '../../cloudfunctions/shared/shanghai'

test.each([
  ['2026-11-26T15:59:59.999Z', '2026-11-26'],
  ['2026-11-26T16:00:00.000Z', '2026-11-27'],
  ['2026-12-31T16:00:00.000Z', '2027-01-01'],
])('%s lies on %s in Shanghai, whatever zone the machine keeps', (instant, date) => {
  expect(dateOf(new Date(instant))).toBe(date)
})

test('minutes beyond midnight lie on the next day', () => {
  expect(instantOf('2026-11-27', 25.5 * 60).toISOString()).toBe('2026-11-27T17:30:00.000Z')
  expect(instantOf('2026-11-27', -60).toISOString()).toBe('2026-11-26T15:00:00.000Z')
})

test.each([
  ['2026-02-28', 1, '2026-03-01'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2026-12-31', 1, '2027-01-01'],
  ['2026-03-01', -1, '2026-02-28'],
])('%s and %i days is %s', (date, days, expected) => {
  expect(addDays(date, days)).toBe(expected)
})

test.each([
  ['2026-11-23', 1],
  ['2026-11-27', 5],
  ['2026-11-29', 7],
])('%s is day %i of a week that starts on Monday', (date, day) => {
  expect(weekdayOf(date)).toBe(day)
})

test('people read a date with its weekday, and a time past midnight as the next day', () => {
  expect(longDate('2026-11-29')).toBe('11月29日 周日')
  expect(dateInFull('2027-01-05')).toBe('2027年1月5日')
  expect(clockTime('2026-11-27T09:30:00.000Z', '2026-11-27')).toBe('17:30')
  expect(clockTime('2026-11-27T17:30:00.000Z', '2026-11-27')).toBe('次日 01:30')
})
