import type { LaidStall } from '../../cloudfunctions/market/layout/contract'
import {
  changesBetween,
  codesTwice,
  collision,
  collisions,
  laid,
  stored,
  underLayout,
  whyNotSave,
  whyNotTake,
} from '../../cloudfunctions/market/layout/rules'

const now = new Date('2026-11-27T10:00:00+08:00')
const aStall = (fields: Partial<LaidStall> = {}): LaidStall => ({
  code: 'A01',
  kind: 'hot',
  mode: 'pick',
  water: true,
  power: true,
  fee: 3000,
  ...fields,
})
const one = (fields: Partial<LaidStall> = {}) => {
  const [stall] = stored([aStall(fields)])
  if (!stall) throw new Error('no stall')
  return stall
}

test('a layout is stored by code, each stall in the row of its letter, and comes back as it was edited', () => {
  const edited = [aStall({ code: 'B02' }), aStall({ code: 'A10', outOfUse: '地面在修' }), aStall()]
  const kept = stored(edited)
  expect(kept.map(({ code, row }) => `${row} ${code}`)).toEqual(['A A01', 'A A10', 'B B02'])
  expect(kept.map(laid)).toEqual([edited[2], edited[1], edited[0]])
})

test.each([
  ['a stall twice', [aStall(), aStall({ kind: 'cold' })], 3, 'SAME_CODE_TWICE'],
  ['made from an older version', [aStall({ fee: 1 })], 2, 'LAYOUT_MOVED_ON'],
  ['made from a version to come', [aStall({ fee: 1 })], 4, 'LAYOUT_MOVED_ON'],
  ['as it is already', [aStall()], 3, 'NOTHING_CHANGED'],
  ['one fee changed', [aStall({ fee: 3001 })], 3, null],
  ['one stall more', [aStall(), aStall({ code: 'A02' })], 3, null],
])('to save a layout: %s', (_, stalls, from, why) => {
  expect(whyNotSave(stalls, { version: 3, stalls: stored([aStall()]) }, from)).toBe(why)
})

test('codes that stand there twice are named', () => {
  expect(codesTwice([{ code: 'A01' }, { code: 'B01' }, { code: 'A01' }])).toEqual(['A01'])
})

test.each([
  ['nothing', {}, 0],
  ['a fee', { fee: 1 }, 1],
  ['water', { water: false }, 1],
  ['a reason', { outOfUse: '在修' }, 1],
  ['the code: one gone, one new', { code: 'A02' }, 2],
])('two layouts that differ in %s', (_, fields, count) => {
  expect(changesBetween(stored([aStall()]), stored([aStall(fields)]))).toBe(count)
})

test.each([
  ['stays as it is', {}, null],
  ['gets another fee', { fee: 9000 }, null],
  ['changes its kind', { kind: 'cold' as const }, 'kind'],
  ['is drawn for', { mode: 'draw' as const }, 'mode'],
  ['becomes somebody’s for the season', { mode: 'fixed' as const }, 'mode'],
  ['loses its water', { water: false }, 'water'],
  ['loses its power', { power: false }, 'power'],
  ['goes out of use', { outOfUse: '在修' }, 'closed'],
])('whoever has a stall that %s', (_, fields, why) => {
  expect(collision(one(), one(fields))).toBe(why)
})

test('water or power more takes nothing from anybody, and a stall that is gone takes all', () => {
  expect(collision(one({ water: false, power: false }), one())).toBeNull()
  expect(collision(one({ outOfUse: '在修' }), one({ outOfUse: '还在修' }))).toBeNull()
  expect(collision(one(), undefined)).toBe('gone')
})

const minutes = (count: number) => new Date(+now + count * 60_000)
test.each([
  ['booked', {}, 1],
  ['held', { until: minutes(1) }, 1],
  ['held until now', { until: now }, 0],
])('a stall that is %s collides, and counts as long as it stands', (_, until, count) => {
  const night = { stalls: stored([aStall()]), bookings: [{ stall: 'A01', name: '老李炸串', ...until }] }
  expect(collisions(night, [], now)).toHaveLength(count)
})

test.each([
  ['before it starts', minutes(1), undefined, false, null],
  ['when it starts', now, undefined, false, 'NIGHT_BEGUN'],
  ['cancelled', minutes(1), '有大雨', false, 'NIGHT_BEGUN'],
  ['with a booking that it would hit', minutes(1), undefined, true, 'LAYOUT_COLLIDES'],
])('a night takes another layout: %s', (_, startsAt, cancelled, booked, why) => {
  const bookings = booked ? [{ stall: 'A01', name: '老李炸串' }] : []
  const night = { startsAt, stalls: stored([aStall()]), bookings, ...(cancelled === undefined ? {} : { cancelled }) }
  expect(whyNotTake(night, [], now)).toBe(why)
})

test('what is out of use one night alone stays so under another layout', () => {
  const night = [{ ...one(), outOfUse: '积水', tonight: true as const }, one({ code: 'A02', outOfUse: '在修' })]
  const next = stored([aStall({ fee: 1 }), aStall({ code: 'A02' })])
  expect(underLayout(night, next)).toMatchObject([
    { code: 'A01', fee: 1, outOfUse: '积水', tonight: true },
    { code: 'A02' },
  ])
  expect(underLayout(night, next)[1]).not.toHaveProperty('outOfUse')
})
