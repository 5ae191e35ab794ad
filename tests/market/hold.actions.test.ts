import { booking } from '../../cloudfunctions/market/booking/contract'
import { night } from '../../cloudfunctions/market/night/contract'
import type { Night } from '../../cloudfunctions/market/documents'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { nightIds, people, writeMarketWorld } from '../support/market-world'
import { smallNight } from '../support/small-night'

let cloud: Cloud

beforeAll(async () => {
  cloud = await startCloud({ documents: writeMarketWorld(fridayMorning) })
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))

const { tonight } = nightIds
const minutes = (count: number) => new Date(+fridayMorning + count * 60_000)
const hold = (who: string, stall: string, key?: string) =>
  cloud.call(who, booking.holdStall, { night: tonight, stall }, key)
const book = (who: string, stall: string, key?: string) =>
  cloud.call(who, booking.bookStall, { night: tonight, stall }, key)
/** Holds a stall, and says until when. */
const heldUntil = async (who: string, code: string, key?: string) => {
  const reply = await hold(who, code, key)
  if (!reply.ok) throw new Error(reply.code)
  return new Date(reply.value.until ?? 0)
}
const cancel = (who: string) => cloud.call(who, booking.cancelBooking, { night: tonight })
const stored = async () => (await cloud.documents<Night>('market_nights')).find(({ _id }) => _id === tonight)
const stall = async (who: string, code: string) => {
  const map = await cloud.call(who, night.nightMap, { night: tonight })
  if (!map.ok) throw new Error(map.code)
  return map.value.rows.flatMap(({ stalls }) => stalls).find((each) => each.code === code)
}

/** When the first hold lapses. */
let first: Date

test('a hold keeps the stall for ten minutes: others are refused, and see that somebody is about to book', async () => {
  await cloud.resetStats()
  first = await heldUntil(people.hot, 'A01')
  expect(+first).toBeGreaterThanOrEqual(+minutes(10))
  expect(+first).toBeLessThan(+minutes(11))
  expect((await cloud.stats())['market']).toEqual({ holdStall: { calls: 1, requests: 4 } })
  expect(await book(people.otherHot, 'A01')).toMatchObject({ ok: false, code: 'STALL_TAKEN' })
  expect(await hold(people.otherHot, 'A01')).toMatchObject({ ok: false, code: 'STALL_TAKEN' })
  expect((await stall(people.otherHot, 'A01'))?.state).toBe('held')
  expect(await stall(people.otherHot, 'A01')).not.toHaveProperty('vendor')
  expect((await stall(people.hot, 'A01'))?.state).toBe('holding')
  expect(await cloud.call(people.hot, night.nightMap, { night: tonight })).toMatchObject({
    value: { me: { held: { stall: 'A01', until: first.toISOString(), offered: false } }, night: { free: 61 } },
  })
  expect(await cloud.call(people.hot, booking.listMyBookings, {})).toMatchObject({
    value: { items: [{ stall: 'A01', state: 'held' }] },
  })
})

test('to hold it again changes nothing, and to hold another moves the hold without a minute more', async () => {
  await cloud.setClock(minutes(4))
  expect(await heldUntil(people.hot, 'A01')).toEqual(first)
  expect(await heldUntil(people.hot, 'A02', 'tap-move-0001')).toEqual(first)
  expect((await stored())?.bookings).toHaveLength(1)
  expect((await stall(people.otherHot, 'A01'))?.state).toBe('free')
})

test('a hold is confirmed once, and a late repeat of either tap changes nothing', async () => {
  await cloud.setClock(minutes(9))
  const booked = await book(people.hot, 'A02', 'tap-book-0001')
  expect(booked).toMatchObject({ ok: true, value: { stall: 'A02', state: 'booked' } })
  const before = await stored()
  await cloud.setClock(minutes(30))
  expect(await book(people.hot, 'A02', 'tap-book-0001')).toEqual(booked)
  expect(await hold(people.hot, 'A02', 'tap-move-0001')).toEqual(booked)
  expect(await hold(people.hot, 'A03')).toMatchObject({ ok: false, code: 'ONE_STALL_EACH' })
  expect(await stored()).toEqual(before)
  expect(await cancel(people.hot)).toMatchObject({ ok: true })
})

test('to book another stall than the held one gives the held one up', async () => {
  expect(await hold(people.hot, 'A04')).toMatchObject({ ok: true })
  expect(await book(people.hot, 'A05')).toMatchObject({ ok: true, value: { stall: 'A05' } })
  expect((await stored())?.bookings.map((each) => each.stall)).toEqual(['A05'])
  expect(await cancel(people.hot)).toMatchObject({ ok: true })
})

test('a hold lapses by itself: the stall is free at that instant, before any timer ran', async () => {
  const until = await heldUntil(people.hot, 'A06')
  await cloud.setClock(new Date(+until - 60_000))
  expect(await book(people.otherHot, 'A06')).toMatchObject({ ok: false, code: 'STALL_TAKEN' })
  await cloud.setClock(until)
  expect((await stall(people.hot, 'A06'))?.state).toBe('free')
  expect(await cloud.call(people.hot, booking.listMyBookings, {})).toMatchObject({ value: { items: [] } })
  expect(await book(people.otherHot, 'A06')).toMatchObject({ ok: true })
  // Whoever held it can have another, and the one who booked it keeps it.
  expect(await book(people.hot, 'A06')).toMatchObject({ ok: false, code: 'STALL_TAKEN' })
  expect(await book(people.hot, 'A07')).toMatchObject({ ok: true })
  expect(await cloud.call(undefined, night.nightMap, { night: tonight })).toMatchObject({
    value: { night: { free: 60 } },
  })
})

test('the timer takes lapsed holds away, leaves what stands, and then looks again when followers are told', async () => {
  expect(await hold('o-vendor-0024', 'A08')).toMatchObject({ ok: true })
  await cloud.setClock(minutes(11))
  expect(await cloud.tick('market')).toMatchObject({ ok: true, value: { tended: 1 } })
  const left = await stored()
  expect(left?.bookings.map(({ vendor }) => vendor).sort()).toEqual([people.hot, people.otherHot])
  expect(left?.due).toEqual({ $date: '2026-11-27T08:30:00.000Z' })
  expect(await cloud.tick('market')).toMatchObject({ ok: true, value: { tended: 0 } })
})

test('to give up a hold frees the stall at any time, also after the deadline', async () => {
  await cloud.setClock(new Date('2026-11-27T20:00:00+08:00'))
  expect(await hold('o-vendor-0024', 'A09')).toMatchObject({ ok: true })
  await cloud.setClock(new Date('2026-11-27T20:09:30+08:00'))
  expect(await cancel('o-vendor-0024')).toMatchObject({ ok: true, value: { state: 'cancelled' } })
  expect((await stall(people.hot, 'A09'))?.state).toBe('free')
})

test('of many phones that hold, move and book at once, one vendor ends with one stall', async () => {
  await cloud.setClock(fridayMorning)
  const who = 'o-vendor-0034'
  const codes = ['A10', 'A11', 'A12', 'A13', 'A14', 'A15']
  await Promise.all(codes.flatMap((code) => [hold(who, code), book(who, code), hold(who, code)]))
  const mine = (await stored())?.bookings.filter(({ vendor }) => vendor === who)
  expect(mine).toHaveLength(1)
  expect(mine?.[0]?.until).toBeUndefined()
})

test('of many vendors who hold one stall at once, one holds it', async () => {
  const vendors = Array.from({ length: 20 }, (_, index) => `o-vendor-${String(44 + index * 10).padStart(4, '0')}`)
  const answers = await Promise.all(vendors.map((who) => hold(who, 'A16')))
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect((await stored())?.bookings.filter((each) => each.stall === 'A16')).toHaveLength(1)
  expect(await cloud.unservedQueries()).toEqual([])
})

test('a late repeat of a hold that moved on, or lapsed, holds nothing', async () => {
  const small = smallNight('repeats', [{ code: 'A01' }, { code: 'A02' }])
  await cloud.put('market_nights', small)
  const hold = (stall: string) =>
    cloud.call(people.otherHot, booking.holdStall, { night: small._id, stall }, `hold-${stall}-001`)
  const held = async () =>
    (await cloud.documents<Night>('market_nights'))
      .find(({ _id }) => _id === small._id)
      ?.bookings.map(({ stall }) => stall)
  const first = await hold('A01')
  expect(await hold('A02')).toMatchObject({ ok: true })
  expect(await hold('A01')).toEqual(first)
  expect(await held()).toEqual(['A02'])
  await cloud.setClock(minutes(11))
  expect(await cloud.tick('market')).toMatchObject({ ok: true })
  expect(await hold('A02')).toMatchObject({ ok: true })
  expect(await held()).toEqual([])
})
