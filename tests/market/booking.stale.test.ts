import { rmSync } from 'node:fs'
import path from 'node:path'
import { booking } from '../../cloudfunctions/market/booking/contract'
import { waiting } from '../../cloudfunctions/market/waiting/contract'
import type { Night } from '../../cloudfunctions/market/documents'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { nightIds, people, writeMarketWorld } from '../support/market-world'
import { aBooking, aWaiter, hotVendor, smallNight } from '../support/small-night'
import { buildTwin } from '../support/twin'

let cloud: Cloud
let functions: string

/** `bookStall` of a function that decides on facts that are out of date. */
const staleBookStall = { ...booking.bookStall, domain: 'stale' }

beforeAll(async () => {
  functions = await buildTwin('market', path.join(__dirname, 'fixtures/stale-database.ts'), 'stale')
  cloud = await startCloud({ functions, documents: writeMarketWorld(fridayMorning) })
})
afterAll(async () => {
  await cloud.stop()
  rmSync(functions, { recursive: true, force: true })
})
beforeEach(() => cloud.setClock(fridayMorning))

const book = (who: string, stall: string, night = nightIds.tonight, key?: string) =>
  cloud.call(who, staleBookStall, { night, stall }, key)

const stored = async (id: string) =>
  (await cloud.documents<Night>('market_nights')).find(({ _id }) => _id === id)?.bookings ?? []

test('on facts that still hold, one read and one write are enough', async () => {
  await cloud.resetStats()
  expect(await book(people.otherHot, 'A01')).toMatchObject({ ok: true })
  expect((await cloud.stats())['stale']).toEqual({ bookStall: { calls: 1, requests: 2 } })
})

test.each([
  ['the stall was taken', 'A01', nightIds.tonight, 'STALL_TAKEN'],
  ['the stall went out of use', 'A02', nightIds.withRepair, 'STALL_CLOSED'],
  ['the stall became somebody’s for the season', 'A03', nightIds.withRepair, 'STALL_FIXED'],
  ['the stall is drawn for', 'A04', nightIds.withRepair, 'STALL_BY_DRAW'],
  ['the stall became one of another kind', 'C12', nightIds.tonight, 'KIND_MISMATCH'],
  ['the night was cancelled', 'A02', nightIds.cancelled, 'NIGHT_CANCELLED'],
  ['booking has not opened', 'A02', nightIds.notYetOpen, 'NIGHT_NOT_OPEN'],
])('when %s since the read, the write refuses and the reason is the present one', async (_, stall, night, code) => {
  const before = await stored(night)
  expect(await book(people.hot, stall, night)).toMatchObject({ ok: false, code })
  expect(await stored(night)).toEqual(before)
})

test('when booking closed since the read, the write refuses', async () => {
  await cloud.setClock(new Date('2026-11-28T00:00:00+08:00'))
  expect(await book(people.hot, 'A02')).toMatchObject({ ok: false, code: 'NIGHT_CLOSED' })
})

test('when this vendor got another stall since the read, the write refuses', async () => {
  expect(await book(people.otherHot, 'A02')).toMatchObject({ ok: false, code: 'ONE_STALL_EACH' })
})

test('when this vendor came to have as many as the market allows since the read, the write refuses', async () => {
  const has = (stall: string) => aBooking(people.hot, stall, { key: `has-${stall}` })
  const stalls = ['A01', 'A02', 'A03'].map((code) => ({ code }))
  const night = smallNight('several', stalls, { stallsEach: 2, bookings: [has('A01'), has('A02')] })
  await cloud.put('market_nights', night)
  expect(await book(people.hot, 'A03', night._id)).toMatchObject({ ok: false, code: 'ONE_STALL_EACH' })
  // One more is theirs, also where the first came since.
  const withOne: Night = { ...night, bookings: [has('A01')] }
  await cloud.put('market_nights', withOne)
  expect(await book(people.hot, 'A03', night._id)).toMatchObject({ ok: true })
})

test('when somebody came to hold the stall since the read, the write refuses until it lapses', async () => {
  const held = await cloud.call('o-vendor-0024', booking.holdStall, { night: nightIds.tonight, stall: 'A07' })
  if (!held.ok) throw new Error(held.code)
  expect(await book(people.hot, 'A07')).toMatchObject({ ok: false, code: 'STALL_TAKEN' })
  await cloud.setClock(new Date(held.value.until ?? 0))
  expect(await book(people.hot, 'A07')).toMatchObject({ ok: true })
  expect(await cloud.call(people.hot, booking.cancelBooking, { night: nightIds.tonight })).toMatchObject({ ok: true })
})

test('when this very tap was answered and given back since the read, nothing is booked again', async () => {
  const first = await book(people.hot, 'A05', nightIds.tonight, 'tap-00000042')
  expect(await cloud.call(people.hot, booking.cancelBooking, { night: nightIds.tonight })).toMatchObject({ ok: true })
  expect(await book(people.hot, 'A05', nightIds.tonight, 'tap-00000042')).toEqual(first)
  expect((await stored(nightIds.tonight)).filter(({ vendor }) => vendor === people.hot)).toEqual([])
})

test('when somebody came to wait since the read, the write refuses to pick before them', async () => {
  const night = smallNight('waited', [{ code: 'A01' }, { code: 'A02' }], { waiting: [aWaiter(people.otherHot)] })
  await cloud.put('market_nights', night)
  expect(await book(hotVendor(1), 'A01', night._id)).toMatchObject({ ok: false, code: 'STALL_WAITED' })
  // Whoever waits alone may pick, and waits no more.
  expect(await book(people.otherHot, 'A01', night._id)).toMatchObject({ ok: true })
  expect((await cloud.documents<Night>('market_nights')).find(({ _id }) => _id === night._id)?.waiting).toEqual([])
})

const me = hotVendor(2)
test.each([
  ['got a stall', { bookings: [aBooking(me, 'A01')] }, 'HAS_STALL'],
  ['was offered one', { bookings: [aBooking(me, 'A01', { until: new Date('2100-01-01') })] }, 'HAS_STALL'],
  ['came to wait', { waiting: [aWaiter(me)] }, 'WAITS_ALREADY'],
  ['found the list full', { waiting: Array.from({ length: 200 }, (_, i) => aWaiter(String(i))) }, 'WAITING_FULL'],
  ['lost the night', { cancelled: '有暴雨' }, 'NIGHT_CANCELLED'],
  ['came too early', { opensAt: new Date('2026-12-01') }, 'NIGHT_NOT_OPEN'],
  ['came too late', { closesAt: new Date('2026-11-26') }, 'NIGHT_CLOSED'],
])('when this vendor %s since the read, the write puts nobody on the waiting list', async (_, given, code) => {
  const night = smallNight('joining', [{ code: 'A01' }], given)
  await cloud.put('market_nights', night)
  const join = { ...waiting.joinWaiting, domain: 'stale' }
  expect(await cloud.call(me, join, { night: night._id })).toMatchObject({ ok: false, code })
})
