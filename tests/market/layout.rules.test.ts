import type { LaidStall } from '../../cloudfunctions/market/layout/contract'
import {
  changesBetween,
  codesTwice,
  collision,
  collisions,
  laid,
  stored,
  whyNotSave,
} from '../../cloudfunctions/market/layout/rules'
import { collideWords, takenBy, whyNotTake, type Around } from '../../cloudfunctions/market/layout/taking.rules'

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
  ['before it starts', minutes(1), undefined, 0, null],
  ['when it starts', now, undefined, 0, 'NIGHT_BEGUN'],
  ['cancelled', minutes(1), '有大雨', 0, 'NIGHT_BEGUN'],
  ['with a stall in the way', minutes(1), undefined, 1, 'LAYOUT_COLLIDES'],
])('a night takes another layout: %s', (_, startsAt, cancelled, count, why) => {
  const hits = Array.from({ length: count }, () => ({ stall: 'A01', why: 'gone' as const }))
  expect(whyNotTake({ startsAt, ...(cancelled === undefined ? {} : { cancelled }) }, hits, now)).toBe(why)
})

const date = '2026-11-30'
const evening = new Date('2026-11-30T17:30:00+08:00')
const aNight = (stalls: LaidStall[]) => ({ date, startsAt: evening, stalls: stored(stalls), bookings: [] })
const alone: Around = { seasons: [] }

test('what is out of use one night alone stays so under another layout', () => {
  const stalls = [{ ...one(), outOfUse: '积水', tonight: true as const }, one({ code: 'A02', outOfUse: '在修' })]
  const next = stored([aStall({ fee: 1 }), aStall({ code: 'A02' })])
  const taken = takenBy({ ...aNight([]), stalls }, next, alone, now).stalls
  expect(taken).toMatchObject([{ code: 'A01', fee: 1, outOfUse: '积水', tonight: true }, { code: 'A02' }])
  expect(taken[1]).not.toHaveProperty('outOfUse')
})

const rightTo = (stall: string, until = '2026-12-31') => ({
  seasons: [{ stall, rights: [{ from: '2026-11-01', until }] }],
})
test.each([
  ['stays fixed', { mode: 'fixed' as const, fee: 1 }, rightTo('A01'), []],
  ['is for another kind', { mode: 'fixed' as const, kind: 'cold' as const }, rightTo('A01'), ['season']],
  ['is to be picked', {}, rightTo('A01'), ['season']],
  ['is gone', { code: 'A02' }, rightTo('A01'), ['season']],
  ['was somebody’s until the day before', {}, rightTo('A01', '2026-11-29'), []],
  ['is another than theirs', {}, rightTo('A09'), []],
])('a stall that is somebody’s for the season, and now %s', (_, fields, around, whys) => {
  const { hits } = takenBy(aNight([aStall({ mode: 'fixed' })]), stored([aStall(fields)]), around, now)
  expect(hits.map(({ why }) => why)).toEqual(whys)
})

test('a fixed stall that its holder freed stays to be picked', () => {
  const { stalls, hits } = takenBy(aNight([aStall()]), stored([aStall({ mode: 'fixed' })]), rightTo('A01'), now)
  expect([stalls[0]?.mode, hits]).toEqual(['pick', []])
})

const times = { opensAt: now, closesAt: minutes(60), numberAt: minutes(120), revealBy: minutes(240) }
const draw = { source: '福彩3D 开奖号码', round: 1, times }
const entered = {
  number: 1,
  state: 'open' as const,
  entries: [{ choices: ['A01'] }, { choices: ['A02'], out: true as const }],
}
const listed = { number: 1, state: 'frozen' as const, entries: [], frozen: { list: 'stall A01 hot\nstall A02 hot' } }
const drawn = (code: string, fields: Partial<LaidStall> = {}) => aStall({ code, mode: 'draw', ...fields })
test.each([
  ['nobody has entered', undefined, [], []],
  ['entered for, and it stays', entered, [drawn('A01')], []],
  ['entered for, and it is gone', entered, [drawn('A02')], ['A01 wished']],
  ['entered for, and it is for another kind', entered, [drawn('A01', { kind: 'cold' })], ['A01 wished']],
  ['on the frozen list, and one is gone', listed, [drawn('A01')], ['A02 listed']],
  ['on the frozen list, and one is closed', listed, [drawn('A01'), drawn('A02', { outOfUse: '在修' })], ['A02 listed']],
  ['on the frozen list, and it is to be picked', listed, [aStall(), drawn('A02')], ['A01 listed']],
  ['on the list of a round that is void', { ...listed, state: 'void' as const }, [], []],
  ['on the list of a round before', { ...listed, number: 2 }, [], []],
])('stalls of a draw: %s', (_, round, layout, whys) => {
  const night = { ...aNight([drawn('A01'), drawn('A02')]), draw }
  const { hits } = takenBy(night, stored(layout), { round, seasons: [] }, now)
  expect(hits.map(({ stall, why }) => `${stall} ${why}`)).toEqual(whys)
})

test('once a list is being made, every stall that can be on it stays, whatever was read of its round', () => {
  const night = { ...aNight([drawn('A01'), drawn('A02')]), draw: { ...draw, listed: 1 } }
  const hitsOf = (round: typeof entered | typeof listed) =>
    takenBy(night, stored([drawn('A01', { kind: 'cold' })]), { round, seasons: [] }, now).hits.map(({ stall }) => stall)
  expect(hitsOf(entered)).toEqual(['A01', 'A02'])
  expect(hitsOf({ ...listed, frozen: { list: 'stall A02 hot' } })).toEqual(['A02'])
})

const rule = { opensAt: -4320, closesAt: -240, numberAt: -165, revealBy: 1200, source: '福彩3D 开奖号码' }
test.each([
  ['its rule leaves time: it gets a draw, over when it begins', {}, rule, 'draw', '2026-11-30T09:30:00.000Z'],
  ['there is no rule: its stall is to be picked', {}, undefined, 'pick', undefined],
  ['the window is over', {}, { ...rule, closesAt: -9000 }, 'pick', undefined],
  ['the draw it had is over', { draw: { ...draw, over: true as const } }, rule, 'pick', times.revealBy.toISOString()],
])('a night that is to have stalls to draw for, where %s', (_, more, rule, mode, revealBy) => {
  const night = { ...aNight([aStall()]), ...more }
  const taken = takenBy(night, stored([aStall({ mode: 'draw' })]), { rule, seasons: [] }, now)
  expect([taken.stalls[0]?.mode, taken.draw?.times.revealBy.toISOString()]).toEqual([mode, revealBy])
})

test('a draw whose window has not opened goes with its last stall', () => {
  const later = { ...draw, times: { ...times, opensAt: minutes(1) } }
  expect(takenBy({ ...aNight([drawn('A01')]), draw: later }, stored([aStall()]), alone, now).draw).toBeUndefined()
  expect(takenBy({ ...aNight([drawn('A01')]), draw }, stored([aStall()]), alone, now).draw).toEqual(draw)
})

test('what stands in the way is named, stall by stall', () => {
  const hits = ['A01', 'A02', 'A03', 'A04', 'A05', 'A06'].map((stall) => ({ stall, why: 'listed' as const }))
  expect(collideWords([{ stall: 'B01', name: '老李炸串', why: 'gone' }, ...hits.slice(0, 1)])).toBe(
    'B01（老李炸串）、A01（摇号名单）挡着，先办好这些，再换布局',
  )
  expect(collideWords(hits)).toContain('A05（摇号名单）等 6 个摊位挡着')
})
