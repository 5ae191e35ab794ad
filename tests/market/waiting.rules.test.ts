import {
  answerBy,
  kindsWaitedFor,
  longestList,
  losersFirst,
  offersDue,
  positionOf,
  whyNotJoin,
} from '../../cloudfunctions/market/waiting/rules'
import { aBooking, aWaiter, smallNight } from '../support/small-night'

const at = (time: string) => new Date(`2026-11-${time}:00+08:00`)
const noon = at('27T12:00')
const night = smallNight('rules', [{ code: 'A01' }, { code: 'A02' }, { code: 'B01', kind: 'cold' }])
const due = (given: Partial<typeof night>, now = noon) =>
  offersDue({ ...night, ...given }, now).map(
    ({ stall, waiter, index }) => `${stall.code} ${waiter.vendor} ${String(index)}`,
  )

test('each free stall goes to the first whom it fits, each person and each stall once', () => {
  const waiting = [aWaiter('cold', { kinds: ['cold'] }), aWaiter('one'), aWaiter('two'), aWaiter('three')]
  expect(due({ waiting })).toEqual(['B01 cold 0', 'A01 one 1', 'A02 two 2'])
  expect(due({ waiting, bookings: [aBooking('x', 'A01')] })).toEqual(['B01 cold 0', 'A02 one 1'])
})

test.each([
  ['a stall that is held', { bookings: [aBooking('x', 'A01', { until: at('27T12:01') })] }, []],
  ['a hold that lapsed', { bookings: [aBooking('x', 'A01', { until: noon })] }, ['A01 one 0']],
  ['a stall out of use', { stalls: [{ ...night.stalls[0], code: 'A01', outOfUse: '在修' }] }, []],
  ['somebody’s for the season', { stalls: [{ ...night.stalls[0], code: 'A01', mode: 'fixed' }] }, []],
  ['a stall to be drawn for', { stalls: [{ ...night.stalls[0], code: 'A01', mode: 'draw' }] }, []],
  ['a cancelled night', { cancelled: '有暴雨' }, []],
  ['booking not open yet', { opensAt: at('27T12:01') }, []],
  ['booking closed', { closesAt: noon }, []],
  ['whoever has a stall since', { bookings: [aBooking('one', 'A09')] }, []],
])('%s: what is offered', (_, given, offers) => {
  const stalls = night.stalls.slice(0, 1)
  expect(due({ stalls, waiting: [aWaiter('one')], ...given } as Partial<typeof night>)).toEqual(offers)
})

test.each([
  ['days before', at('25T10:00'), at('25T12:00')],
  ['a moment before it is near', new Date(+at('27T11:30') - 1), new Date(+at('27T13:30') - 1)],
  ['six hours before it begins', at('27T11:30'), at('27T11:45')],
  ['while it runs', at('27T19:00'), at('27T19:15')],
  ['shortly before booking ends', at('27T23:50'), at('28T00:00')],
  ['late in the evening, days before', at('24T22:00'), at('25T09:00')],
  ['in the small hours', at('25T03:00'), at('25T09:00')],
  ['just before people sleep', at('24T21:59'), at('24T23:59')],
  ['when they are up', at('25T08:00'), at('25T10:00')],
])('an offer made %s is to be answered in time', (_, now, until) => {
  expect(answerBy(night, now)).toEqual(until)
})

test('one’s turn counts those before who could take a stall from one', () => {
  const waiting = [aWaiter('cold', { kinds: ['cold'] }), aWaiter('one'), aWaiter('both', { kinds: ['hot', 'cold'] })]
  expect(['cold', 'one', 'both', 'nobody'].map((who) => positionOf(waiting, who))).toEqual([1, 1, 3, undefined])
  expect(kindsWaitedFor(waiting, 'cold')).toEqual(['hot', 'cold'])
  expect(kindsWaitedFor(waiting.slice(0, 2), 'cold')).toEqual(['hot'])
})

const me = { openid: 'me', approved: true, kinds: ['hot' as const], stalls: [] as string[], most: 1 }
test.each([
  ['an approved vendor', {}, {}, null],
  ['a vendor not approved', {}, { approved: false }, 'VENDOR_NOT_APPROVED'],
  ['a vendor with a stall', {}, { stalls: ['A01'], most: 2 }, 'HAS_STALL'],
  ['a vendor with an offer', {}, { held: { stall: 'A01', until: noon, offered: true } }, 'HAS_STALL'],
  ['whoever waits', { waiting: [aWaiter('me')] }, {}, 'WAITS_ALREADY'],
  ['a kind that the night has not', {}, { kinds: ['craft' as const] }, 'NO_STALL_FITS'],
  ['a full list', { waiting: Array.from({ length: longestList }, (_, i) => aWaiter(String(i))) }, {}, 'WAITING_FULL'],
  ['a cancelled night', { cancelled: '有暴雨' }, {}, 'NIGHT_CANCELLED'],
  ['before booking opens', { opensAt: at('27T12:01') }, {}, 'NIGHT_NOT_OPEN'],
  ['when booking closed', { closesAt: noon }, {}, 'NIGHT_CLOSED'],
])('%s who wants to wait: %#', (_, given, who, code) => {
  expect(whyNotJoin({ ...night, ...given }, { ...me, ...who }, noon)).toBe(code)
})

test('those who lost a draw come first, each once, and none who has a stall', () => {
  const waiting = [aWaiter('early'), aWaiter('two')]
  const losers = [aWaiter('one'), aWaiter('two'), aWaiter('lucky')]
  const bookings = [aBooking('lucky', 'A01')]
  expect(losersFirst(losers, { waiting, bookings }, noon).map(({ vendor }) => vendor)).toEqual(['one', 'two', 'early'])
})
