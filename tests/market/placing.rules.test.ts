import { leavesFor, placeable, whyNotPlace } from '../../cloudfunctions/market/placing/rules'
import { whyNotEnd, whyNotGrant, whyNotSkip } from '../../cloudfunctions/market/season/rules'
import { datesOf, whyNotSeries } from '../../cloudfunctions/market/series/rules'
import { isOpen, swapUntil, whyNotSwap } from '../../cloudfunctions/market/swap/rules'
import { aBooking, smallNight } from '../support/small-night'

const at = (time: string) => new Date(`2026-11-${time}:00+08:00`)
const noon = at('27T12:00')
const stalls = [{ code: 'A01' }, { code: 'A02', mode: 'fixed' as const }, { code: 'A03', outOfUse: '在修' }]
const night = smallNight('placing', stalls, { bookings: [aBooking('other', 'A01')] })
const who = { openid: 'me', approved: true, kinds: ['hot' as const], usable: ['hot' as const] }
const toDraw = { stalls: night.stalls.map((stall) => ({ ...stall, mode: 'draw' as const })) }

test.each([
  ['a free stall, whatever its mode', 'A02', {}, {}, null],
  ['a stall that somebody has', 'A01', {}, {}, 'STALL_TAKEN'],
  ['the stall that they have', 'A01', { openid: 'other' }, {}, 'ALREADY_THERE'],
  ['a stall out of use', 'A03', {}, {}, 'STALL_CLOSED'],
  ['a stall that there is not', 'Z01', {}, {}, 'NO_SUCH_STALL'],
  ['a vendor of other things', 'A02', { kinds: ['craft' as const] }, {}, 'KIND_MISMATCH'],
  ['food to whom no paper holds', 'A02', { usable: [] }, {}, 'PAPERS_EXPIRED'],
  ['a stall that waits for the lot', 'A02', {}, { ...toDraw, draw: {} }, 'STALL_BY_DRAW'],
  ['a stall that no lot gives', 'A02', {}, toDraw, null],
  ['a vendor not approved', 'A02', { approved: false }, {}, 'VENDOR_NOT_APPROVED'],
  ['a cancelled night', 'A02', {}, { cancelled: '有暴雨' }, 'NIGHT_CANCELLED'],
  ['a night that ended', 'A02', {}, { endsAt: noon, startsAt: noon, closesAt: noon }, 'NIGHT_ENDED'],
])('the operator gives %s: %#', (_, code, person, given, why) => {
  expect(whyNotPlace({ ...night, ...given }, code, { ...who, ...person }, noon)).toBe(why)
})

const mine = { stall: 'A01', kind: 'hot' as const, key: 'k1' }
test.each([
  ['two who may use both', mine, {}, ['hot' as const], noon, null],
  ['whoever only holds', { ...mine, until: at('27T12:05') }, {}, ['hot' as const], noon, 'NO_BOOKING'],
  ['whoever has nothing', undefined, {}, ['hot' as const], noon, 'NO_BOOKING'],
  ['another kind', mine, {}, ['cold' as const], noon, 'KIND_MISMATCH'],
  ['a night that began', mine, {}, ['hot' as const], at('27T17:30'), 'SWAP_TOO_LATE'],
  ['a cancelled night', mine, { cancelled: '有暴雨' }, ['hot' as const], noon, 'NIGHT_CANCELLED'],
])('%s swap: %#', (_, booked, given, kinds, now, why) => {
  expect(whyNotSwap({ ...night, ...given }, booked, { kind: 'hot' }, { kinds, usable: kinds }, now)).toBe(why)
})

test('nobody swaps to where their papers do not let them', () => {
  expect(whyNotSwap(night, mine, { kind: 'hot' }, { kinds: ['hot'], usable: [] }, noon)).toBe('PAPERS_EXPIRED')
})

const has = (...stalls: string[]) => ({ bookings: stalls.map((stall) => ({ stall, vendor: 'me' })) })
const keeps = { stall: 'A09', vendor: 'me', until: at('27T12:05') }
test.each([
  ['nothing of nothing', has(), undefined, undefined],
  ['their only one', has('A01'), undefined, 'A01'],
  ['nothing where they may have more', { ...has('A01'), stallsEach: 2 }, undefined, undefined],
  ['the one named', { ...has('A01', 'A02'), stallsEach: 2 }, 'A02', 'A02'],
  ['one of two that must be named', { ...has('A01', 'A02'), stallsEach: 2 }, undefined, 'WHICH_STALL'],
  ['one that they do not have', has('A01'), 'A05', 'WHICH_STALL'],
  ['what they hold', { bookings: [keeps] }, undefined, 'A09'],
  ['what they held', { bookings: [{ ...keeps, until: noon }] }, undefined, undefined],
])('for a stall a vendor leaves %s: %#', (_, night, from, left) => {
  const found = leavesFor(night, 'me', from, noon)
  expect(typeof found === 'object' ? found.stall : found).toBe(left)
})

test('whom the operator can place: who waits, then who has none; words find the others', () => {
  const person = (_id: string, name: string) => ({ _id, shop: `shop-${_id}`, name, sells: '炸串' })
  const all = ['a', 'b', 'c'].map((id) => person(id, `老街${id}`))
  const at = { bookings: [{ stall: 'A01', vendor: 'a' }], waiting: [{ vendor: 'c' }] }
  const namesOf = (words?: string) => placeable(at, all, words, noon).shown.map(({ name }) => name)
  expect(namesOf()).toEqual(['老街c', '老街b', '老街a'])
  expect(namesOf('街a')).toEqual(['老街a'])
  expect(namesOf('炸')).toHaveLength(3)
  const many = Array.from({ length: 25 }, (_, index) => person(`x${String(index)}`, '老街'))
  expect(placeable(at, many, undefined, noon)).toMatchObject({ shown: { length: 20 }, more: 5 })
})

test('an offer to swap lasts twelve hours, never into the night, and only while both stand where they stood', () => {
  expect(swapUntil(night, at('25T10:00'))).toEqual(at('25T22:00'))
  expect(swapUntil(night, noon)).toEqual(night.startsAt)
  const theirs = { ...mine, stall: 'A02', key: 'k2' }
  const offer = { until: at('27T13:00'), from: mine, to: theirs }
  expect(isOpen(offer, [mine, theirs], noon)).toBe(true)
  expect(isOpen(offer, [mine, theirs], offer.until)).toBe(false)
  expect(isOpen(offer, [mine, { ...theirs, stall: 'A05' }], noon)).toBe(false)
  expect(isOpen(offer, [mine], noon)).toBe(false)
})

test('a series is the weekdays asked for, from today on and for a month at most', () => {
  const asked = { from: '2026-11-27', until: '2026-12-06', weekdays: [5, 6], orAny: true }
  expect(datesOf(asked)).toEqual(['2026-11-27', '2026-11-28', '2026-12-04', '2026-12-05'])
  expect(datesOf({ ...asked, until: '2030-01-01', weekdays: [1, 2, 3, 4, 5, 6, 7] })).toHaveLength(31)
  expect(whyNotSeries(asked, '2026-11-27')).toBeNull()
  expect(whyNotSeries(asked, '2026-11-28')).toBe('BAD_SPAN')
  expect(whyNotSeries({ ...asked, until: '2026-11-26' }, '2026-11-27')).toBe('BAD_SPAN')
  expect(whyNotSeries({ ...asked, until: '2026-12-28' }, '2026-11-27')).toBe('BAD_SPAN')
  expect(whyNotSeries({ ...asked, orAny: false }, '2026-11-27')).toBe('NO_STALL_ASKED')
})

test.each([
  [{ season: true as const }, at('27T15:59'), null],
  [{ season: true as const }, at('27T16:00'), 'SKIP_TOO_LATE'],
  [{}, noon, 'NO_SEASON_STALL'],
  [undefined, noon, 'NO_SEASON_STALL'],
])('whoever stays away from a night, %j: %#', (booked, now, why) => {
  expect(whyNotSkip(night, booked, now)).toBe(why)
})

const right = { vendor: 'them', until: '2026-12-31' }
test.each([
  ['today', right, '2026-11-27', null],
  ['yesterday', right, '2026-11-26', 'BAD_LAST'],
  ['the day that it ends anyway', right, '2026-12-31', 'BAD_LAST'],
  ['a right of one’s own', { ...right, vendor: 'me' }, '2026-12-01', 'NOT_YOURSELF'],
  ['none', undefined, '2026-12-01', 'NO_SUCH_RIGHT'],
])('a right ends, %s: %#', (_, right, last, why) => {
  expect(whyNotEnd(right, 'me', last, '2026-11-27')).toBe(why)
})

const span = { from: '2026-12-01', until: '2027-02-28' }
test.each([
  ['a fixed stall', { kind: 'hot', mode: 'fixed' } as const, {}, span, null],
  ['no stall', undefined, {}, span, 'NO_SUCH_STALL'],
  ['a stall to be picked', { kind: 'hot', mode: 'pick' } as const, {}, span, 'STALL_NOT_FIXED'],
  ['a vendor not approved', { kind: 'hot', mode: 'fixed' } as const, { approved: false }, span, 'VENDOR_NOT_APPROVED'],
  ['another kind', { kind: 'craft', mode: 'fixed' } as const, {}, span, 'KIND_MISMATCH'],
  ['from the past', { kind: 'hot', mode: 'fixed' } as const, {}, { ...span, from: '2026-11-26' }, 'BAD_SPAN'],
  ['for longer than a year', { kind: 'hot', mode: 'fixed' } as const, {}, { ...span, until: '2028-01-01' }, 'BAD_SPAN'],
])('a season is granted, %s: %#', (_, stall, person, dates, why) => {
  expect(whyNotGrant(stall, { ...who, ...person }, dates, '2026-11-27')).toBe(why)
})
