import type { Hours } from '../../cloudfunctions/market/night/rules'
import {
  appliesFrom,
  cancelWords,
  concernsBooked,
  instantsByHand,
  stallsToMoveTo,
  timesNear,
  whyNotChange,
  whyNotClose,
  whyNotDate,
  whyNotHours,
  whyNotRetime,
  whyNotTimes,
  withStart,
} from '../../cloudfunctions/market/schedule/rules'
import { instantOf } from '../../cloudfunctions/shared/shanghai'

const date = '2026-11-27'
const friday = (minutes: number) => instantOf(date, minutes)
const times = {
  opensDaysBefore: 7,
  opensAt: 600,
  closesAt: 1440,
  cancelBy: 930,
  startsAt: 1050,
  occupyBy: 1110,
  endsAt: 1560,
}
const rule = (fields: Partial<Hours> = {}): Hours => ({ weekdays: [5], ...times, ...fields })

test.each([
  ['as they are', {}, null],
  ['an hour long', { endsAt: 1110, occupyBy: 1080, closesAt: 1110 }, null],
  ['a minute less than an hour', { endsAt: 1109 }, 'END_TOO_SOON'],
  ['ending before it starts', { endsAt: 1000 }, 'END_TOO_SOON'],
  ['to be there when it starts', { occupyBy: 1050 }, 'OCCUPY_BY_NOT_AFTER_START'],
  ['to be there a minute later', { occupyBy: 1051 }, null],
  ['to be there a minute before the end', { occupyBy: 1559 }, null],
  ['to be there when it ends', { occupyBy: 1560 }, 'OCCUPY_BY_NOT_BEFORE_END'],
  ['booked until it ends', { closesAt: 1560 }, null],
  ['booked after it ended', { closesAt: 1561 }, 'CLOSES_AFTER_END'],
  ['given back until it starts', { cancelBy: 1050 }, null],
  ['given back after it started', { cancelBy: 1051 }, 'CANCEL_BY_AFTER_START'],
])('times of a night: %s', (_, change, why) => {
  expect(whyNotTimes({ ...times, ...change })).toBe(why)
})

test.each([
  ['none: the market rests', [], null],
  ['two of different days', [rule(), rule({ weekdays: [6, 7] })], null],
  ['two of one day', [rule(), rule({ weekdays: [4, 5] })], 'WEEKDAY_TWICE'],
  ['one day twice in one', [rule({ weekdays: [5, 5] })], 'WEEKDAY_TWICE'],
  [
    'booking that ends as it opens',
    [rule({ opensDaysBefore: 0, opensAt: 1440, closesAt: 1440 })],
    'CLOSES_BEFORE_OPENING',
  ],
  ['given back before it can be booked', [rule({ opensDaysBefore: 0, opensAt: 931 })], 'CANCEL_BY_BEFORE_OPENING'],
  ['opened at the hour of giving back', [rule({ opensDaysBefore: 0, opensAt: 930 })], null],
  ['bad times in the second', [rule(), rule({ weekdays: [6], endsAt: 1051 })], 'END_TOO_SOON'],
])('a weekly rule: %s', (_, hours, why) => {
  expect(whyNotHours(hours)).toBe(why)
})

test.each([
  ['', '2026-11-27'],
  ['2026-11-20', '2026-11-27'],
  ['2026-11-26', '2026-11-27'],
  ['2026-11-27', '2026-11-28'],
  ['2026-12-17', '2026-12-18'],
])('with nights planned to "%s", a changed rule counts from %s', (plannedTo, from) => {
  expect(appliesFrom(plannedTo, friday(600))).toBe(from)
})

test('a night by hand takes the times of its weekday, or of the nearest day before it that has some', () => {
  const hours = [rule({ weekdays: [5], endsAt: 1500 }), rule({ weekdays: [7], endsAt: 1400 })]
  expect(timesNear(hours, '2026-11-27').endsAt).toBe(1500)
  expect(timesNear(hours, '2026-11-28').endsAt).toBe(1500)
  expect(timesNear(hours, '2026-11-30').endsAt).toBe(1400)
  expect(whyNotTimes(timesNear([], '2026-11-30'))).toBeNull()
})

test.each([
  ['in the morning: as planned, open from now', 600, { startsAt: 1050, occupyBy: 1110, closesAt: 1440 }],
  ['as it begins', 1050, { startsAt: 1050, occupyBy: 1110, closesAt: 1440 }],
  ['late: an hour is left to come', 1200, { startsAt: 1200, occupyBy: 1260, closesAt: 1440 }],
  ['two hours before its end', 1440, { startsAt: 1440, occupyBy: 1500, closesAt: 1500 }],
])('a night that is opened by hand %s', (_, minute, change) => {
  const made = instantsByHand(times, date, friday(minute))
  expect(made?.opensAt).toEqual(friday(600 - 7 * 1440))
  for (const [name, at] of Object.entries(change))
    expect([name, made?.[name as keyof typeof change]]).toEqual([name, friday(at)])
})

test('booking that would open later opens now', () => {
  expect(instantsByHand({ ...times, opensDaysBefore: 0 }, date, friday(1))?.opensAt).toEqual(friday(1))
})

test('with less than two hours left, no night is opened any more', () => {
  expect(instantsByHand(times, date, friday(1441))).toBeNull()
})

test.each([
  ['2026-11-26', 'DATE_PAST'],
  ['2026-11-27', null],
  ['2027-01-26', null],
  ['2027-01-27', 'DATE_TOO_FAR'],
])('by hand, for %s', (day, why) => {
  expect(whyNotDate(day, friday(600))).toBe(why)
})

const night = {
  opensAt: friday(-100),
  closesAt: friday(1440),
  cancelBy: friday(930),
  startsAt: friday(1050),
  occupyBy: friday(1110),
  endsAt: friday(1560),
}

test.each([
  ['a draft', -200, undefined, null],
  ['running', 1100, undefined, null],
  ['a minute before its end', 1559, undefined, null],
  ['ended', 1560, undefined, 'NIGHT_ENDED'],
  ['cancelled', 600, '有大雨', 'NIGHT_CANCELLED'],
])('to change a night that is %s', (_, minute, cancelled, why) => {
  expect(whyNotChange({ ...night, ...(cancelled === undefined ? {} : { cancelled }) }, friday(minute))).toBe(why)
})

test.each([
  ['a later start', { startsAt: friday(1080) }, 600, true, null],
  ['a start that is now', { startsAt: friday(700) }, 700, true, 'START_PAST'],
  ['another start once it began', { startsAt: friday(1080) }, 1050, true, 'START_PAST'],
  ['a later end once it began', { endsAt: friday(1600) }, 1100, true, null],
  ['an end that is now', { endsAt: friday(1200) }, 1200, true, 'END_PAST'],
  ['an end in a minute', { endsAt: friday(1201) }, 1200, true, null],
  ['giving back ends earlier for those who have a stall', { cancelBy: friday(929) }, 600, true, 'CANCEL_BY_EARLIER'],
  ['giving back ends earlier where nobody has one', { cancelBy: friday(929) }, 600, false, null],
  ['giving back ends later', { cancelBy: friday(931) }, 600, true, null],
  ['giving back ends with an earlier start', { startsAt: friday(900), cancelBy: friday(900) }, 600, true, null],
  [
    'giving back ends before an earlier start',
    { startsAt: friday(900), cancelBy: friday(899) },
    600,
    true,
    'CANCEL_BY_EARLIER',
  ],
  ['to be there sooner, told two hours before', { occupyBy: friday(1080) }, 960, true, null],
  ['to be there sooner, told a minute later', { occupyBy: friday(1080) }, 961, true, 'OCCUPY_BY_TOO_SOON'],
  ['to be there sooner where nobody has a stall', { occupyBy: friday(1080) }, 961, false, null],
  ['to be there later once the time was over', { occupyBy: friday(1150) }, 1110, false, 'OCCUPY_BY_OVER'],
  ['booking ends before it opens', { closesAt: friday(-100) }, -300, false, 'CLOSES_BEFORE_OPENING'],
])('a night gets other times: %s', (_, change, minute, booked, why) => {
  const bookings = booked ? [{}] : [{ until: friday(minute) }]
  expect(whyNotRetime({ ...night, bookings }, { ...night, ...change }, friday(minute))).toBe(why)
})

test.each([
  ['half an hour after the number', 900, undefined, null],
  ['a minute before that', 899, undefined, 'DRAW_AFTER_START'],
  ['before the number of a draw that is over', 800, true as const, null],
])('a night with a draw begins %s', (_, minute, over, why) => {
  const times = { opensAt: friday(0), closesAt: friday(800), numberAt: friday(870), revealBy: friday(960) }
  const draw = { times, ...(over === undefined ? {} : { over }) }
  const next = { ...night, startsAt: friday(minute), cancelBy: friday(minute) }
  expect(whyNotRetime({ ...night, bookings: [], draw }, next, friday(600))).toBe(why)
})

test('of other times, those who have a stall hear what they go by', () => {
  expect(concernsBooked(night, { ...night })).toBe(false)
  for (const name of ['startsAt', 'endsAt', 'cancelBy', 'occupyBy'] as const)
    expect(concernsBooked(night, { ...night, [name]: friday(1) })).toBe(true)
})

test('with another start, the last times to be there and to give back move along', () => {
  expect(withStart(times, 1080)).toEqual({ ...times, startsAt: 1080, cancelBy: 960, occupyBy: 1140 })
  expect(withStart(times, 60)).toMatchObject({ startsAt: 60, cancelBy: 0, occupyBy: 120 })
})

const stall = (code: string, fields: object = {}) => ({ code, kind: 'hot', mode: 'pick', ...fields })
const place = {
  stalls: [
    stall('A01'),
    stall('A02'),
    stall('A03', { outOfUse: '在修' }),
    stall('A04', { mode: 'fixed' }),
    stall('A05', { kind: 'cold' }),
    stall('A06'),
  ],
  bookings: [
    { stall: 'A01', kind: 'hot' },
    { stall: 'A06', kind: 'hot', until: friday(601) },
    { stall: 'A02', kind: 'hot', until: friday(600) },
  ],
}

test('whoever must leave a stall can go to those that are free, usable, of the kind, and to be picked', () => {
  expect(stallsToMoveTo(place, 'A01', friday(600))).toEqual(['A02'])
  expect(stallsToMoveTo(place, 'A01', friday(601))).toEqual(['A02', 'A06'])
})

test.each([
  ['there is none', { stall: 'Z01' }, 'NO_SUCH_STALL'],
  ['nobody has it', { stall: 'A05' }, null],
  ['a hold on it lapsed', { stall: 'A02' }, null],
  ['somebody has it', { stall: 'A01' }, 'STALL_BOOKED'],
  ['somebody holds it', { stall: 'A06' }, 'STALL_BOOKED'],
  ['they move to a free one', { stall: 'A01', to: 'A02' }, null],
  ['they would move to a taken one', { stall: 'A01', to: 'A06' }, 'STALL_NOT_FREE'],
  ['they would stay', { stall: 'A01', to: 'A01' }, 'STALL_NOT_FREE'],
  ['it would be taken from them while another is free', { stall: 'A01', end: true }, 'MOVE_FIRST'],
])('a stall goes out of use for one night: %s', (_, ask, why) => {
  expect(whyNotClose(place, ask, friday(600))).toBe(why)
})

test('only where nowhere is free may a stall be taken from whoever has it', () => {
  const full = { ...place, bookings: [...place.bookings, { stall: 'A02', kind: 'hot' }] }
  expect(whyNotClose(full, { stall: 'A01', end: true }, friday(600))).toBeNull()
})

test('why a night is cancelled reads as it was chosen, with what was added', () => {
  expect(cancelWords('rain', undefined)).toBe('有大雨')
  expect(cancelWords('order', '市里通知暂停')).toBe('接到上级通知：市里通知暂停')
})
