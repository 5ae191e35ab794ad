import { booking } from '../../cloudfunctions/market/booking/contract'
import { night } from '../../cloudfunctions/market/night/contract'
import type { Night } from '../../cloudfunctions/market/documents'
import { pausedWords } from '../../cloudfunctions/market/record/rules'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { nightIds, people, writeMarketWorld } from '../support/market-world'
import { smallNight } from '../support/small-night'

let cloud: Cloud
const refused = new Set<string>()

beforeAll(async () => {
  cloud = await startCloud({ documents: writeMarketWorld(fridayMorning) })
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))

const book = (who: string, stall: string, at = nightIds.tonight, key?: string) =>
  cloud.call(who, booking.bookStall, { night: at, stall }, key)
const cancel = (who: string, at = nightIds.tonight, key?: string) =>
  cloud.call(who, booking.cancelBooking, { night: at }, key)
const mapOf = (who: string | undefined, at = nightIds.tonight) => cloud.call(who, night.nightMap, { night: at })
const stored = async (id = nightIds.tonight) =>
  (await cloud.documents<Night>('market_nights')).find(({ _id }) => _id === id)

async function expectRefusal(reply: Promise<{ ok: boolean }>, code: string, say: string | undefined): Promise<void> {
  expect(await reply).toEqual({ ok: false, code, say })
  refused.add(code)
}

const words = { ...booking.bookStall.refusals, ...booking.cancelBooking.refusals } as Record<string, string>
const expectNo = (reply: Promise<{ ok: boolean }>, code: string) => expectRefusal(reply, code, words[code])

test('a vendor books a stall, finds it under mine and on the map, and gives it back', async () => {
  const booked = await book(people.hot, 'A03')
  const expected = {
    night: nightIds.tonight,
    name: '烟火桃花井夜市',
    date: '2026-11-27',
    stall: 'A03',
    kind: 'hot',
    fee: 3000,
    state: 'booked',
    startsAt: '2026-11-27T09:30:00.000Z',
    endsAt: '2026-11-27T18:00:00.000Z',
    cancelBy: '2026-11-27T07:30:00.000Z',
    bookedAt: expect.any(String) as string,
  }
  expect(booked).toEqual({ ok: true, value: expected })
  expect(await cloud.call(people.hot, booking.listMyBookings, {})).toMatchObject({
    ok: true,
    value: { items: [expected] },
  })

  const mine = await mapOf(people.hot)
  expect(mine).toMatchObject({
    value: { me: { stalls: ['A03'] }, whyNot: { code: 'ONE_STALL_EACH' }, night: { free: 61 } },
  })
  const seenBy = async (who: string | undefined) => {
    const map = await mapOf(who)
    return map.ok ? map.value.rows.flatMap(({ stalls }) => stalls).find(({ code }) => code === 'A03') : undefined
  }
  expect(await seenBy(people.hot)).toMatchObject({ state: 'mine' })
  expect(await seenBy(people.resident)).toMatchObject({
    state: 'taken',
    vendor: { name: expect.any(String) as string },
  })
  expect(await seenBy(undefined)).toMatchObject({ state: 'taken' })

  expect(await cancel(people.hot)).toEqual({ ok: true, value: { ...expected, state: 'cancelled' } })
  expect(await cloud.call(people.hot, booking.listMyBookings, {})).toMatchObject({ ok: true, value: { items: [] } })
  expect(await seenBy(people.resident)).toMatchObject({ state: 'free' })
  expect((await stored())?.released).toMatchObject([{ vendor: people.hot, stall: 'A03' }])
})

test('a tap that is repeated gets its first answer and changes nothing more', async () => {
  const [first, twin] = await Promise.all([
    book(people.hot, 'A05', nightIds.tonight, 'tap-00000001'),
    book(people.hot, 'A05', nightIds.tonight, 'tap-00000001'),
  ])
  expect(first.ok).toBe(true)
  expect(twin).toEqual(first)
  expect(await book(people.hot, 'A05', nightIds.tonight, 'tap-00000001')).toEqual(first)

  const given = await cancel(people.hot, nightIds.tonight, 'tap-00000002')
  expect(given.ok).toBe(true)
  expect(await cancel(people.hot, nightIds.tonight, 'tap-00000002')).toEqual(given)
  // The first tap, delivered once more after all this, must not take the stall again.
  expect(await book(people.hot, 'A05', nightIds.tonight, 'tap-00000001')).toEqual(first)
  expect((await stored())?.bookings).toEqual([])
})

test('somebody else’s key opens nothing', async () => {
  const first = await book(people.hot, 'A06', nightIds.tonight, 'tap-00000003')
  expect(first.ok).toBe(true)
  await expectNo(book(people.otherHot, 'A06', nightIds.tonight, 'tap-00000003'), 'STALL_TAKEN')
  await expectNo(cancel(people.otherHot, nightIds.tonight, 'tap-00000003'), 'NO_BOOKING')
  expect(await cancel(people.hot)).toMatchObject({ ok: true })
  // Nor does it stand in the way of somebody who happens on the same one.
  expect(await book(people.otherHot, 'A06', nightIds.tonight, 'tap-00000003')).toMatchObject({ ok: true })
  expect(await cancel(people.otherHot)).toMatchObject({ ok: true })
})

test('the rules of booking refuse, each in its own words', async () => {
  await book(people.otherHot, 'A01')
  await expectNo(book(people.hot, 'A01'), 'STALL_TAKEN')
  await expectNo(book(people.otherHot, 'A02'), 'ONE_STALL_EACH')
  await expectNo(book(people.craft, 'A02'), 'KIND_MISMATCH')
  await expectNo(book(people.hot, 'Z99'), 'NO_SUCH_STALL')
  await expectNo(book(people.hot, 'A01', '2026-11-30-nowhere'), 'NO_SUCH_NIGHT')
  await expectNo(book(people.hot, 'A02', nightIds.withRepair), 'STALL_CLOSED')
  await expectNo(book(people.hot, 'A03', nightIds.withRepair), 'STALL_FIXED')
  await expectNo(book(people.hot, 'A04', nightIds.withRepair), 'STALL_BY_DRAW')
  await expectNo(book(people.hot, 'A01', nightIds.cancelled), 'NIGHT_CANCELLED')
  await expectNo(book(people.hot, 'A01', nightIds.notYetOpen), 'NIGHT_NOT_OPEN')
  await expectNo(book(people.suspended, 'A02'), 'VENDOR_NOT_APPROVED')
  await expectNo(book(people.withoutProfile, 'A02'), 'VENDOR_NOT_APPROVED')
  // Whoever was not there twice reads until when, and what to do.
  await expectRefusal(book(people.paused, 'A02'), 'VENDOR_PAUSED', pausedWords({ to: '2026-12-01', days: 7 }))
  expect(await mapOf(people.paused)).toMatchObject({
    value: { whyNot: { say: pausedWords({ to: '2026-12-01', days: 7 }) } },
  })
  await expectNo(book(people.lapsing, 'A05', nightIds.withRepair), 'PAPERS_EXPIRED')
  await cloud.setClock(new Date('2026-11-28T00:00:00+08:00'))
  await expectNo(book(people.hot, 'A02'), 'NIGHT_CLOSED')
})

test('giving back is refused without a booking and after the deadline, but a late booking keeps ten minutes', async () => {
  await expectNo(cancel(people.hot), 'NO_BOOKING')
  await expectNo(cancel(people.hot, '2026-11-30-nowhere'), 'NO_SUCH_NIGHT')
  await cloud.setClock(new Date('2026-11-27T15:30:00+08:00'))
  await expectNo(cancel(people.otherHot), 'CANCEL_TOO_LATE')
  // The list knows it before the tap, in the same words.
  const whyNotCancel = { code: 'CANCEL_TOO_LATE', say: words['CANCEL_TOO_LATE'] }
  expect(await cloud.call(people.otherHot, booking.listMyBookings, {})).toMatchObject({
    value: { items: [{ whyNotCancel }] },
  })
  await cloud.setClock(new Date('2026-11-27T20:00:00+08:00'))
  expect(await book(people.hot, 'A09')).toMatchObject({ ok: true })
  await cloud.setClock(new Date('2026-11-27T20:09:00+08:00'))
  expect(await cancel(people.hot)).toMatchObject({ ok: true, value: { stall: 'A09', state: 'cancelled' } })
  expect(await book(people.hot, 'A10')).toMatchObject({ ok: true })
  await cloud.setClock(new Date('2026-11-27T20:20:00+08:00'))
  await expectNo(cancel(people.hot), 'CANCEL_TOO_LATE')
})

test('where a market says so a vendor has several stalls a night, each by itself, and one too many is told how many are enough', async () => {
  const at = smallNight(
    'several',
    ['A01', 'A02', 'A03', 'A04'].map((code) => ({ code })),
    { stallsEach: 2 },
  )
  await cloud.put('market_nights', at)
  const hold = (stall: string) => cloud.call(people.hot, booking.holdStall, { night: at._id, stall })
  const give = (stall?: string) =>
    cloud.call(people.hot, booking.cancelBooking, { night: at._id, ...(stall === undefined ? {} : { stall }) })
  const has = async () => (await stored(at._id))?.bookings.map(({ stall, until }) => stall + (until ? ' held' : ''))
  expect(await book(people.hot, 'A01', at._id)).toMatchObject({ ok: true })
  // One at a time is held, beside what is booked; it moves, and is confirmed.
  expect(await hold('A02')).toMatchObject({ ok: true })
  expect(await hold('A03')).toMatchObject({ ok: true })
  expect(await has()).toEqual(['A01', 'A03 held'])
  expect(await book(people.hot, 'A03', at._id)).toMatchObject({ ok: true })
  const enough = { code: 'ONE_STALL_EACH', say: '每晚最多订 2 个摊位，想换就先退掉一个' }
  expect(await book(people.hot, 'A04', at._id)).toEqual({ ok: false, ...enough })
  expect(await hold('A04')).toMatchObject(enough)
  expect(await mapOf(people.hot, at._id)).toMatchObject({
    value: { stallsEach: 2, me: { stalls: ['A01', 'A03'] }, whyNot: enough },
  })
  await expectNo(give(), 'WHICH_STALL')
  expect(await give('A01')).toMatchObject({ ok: true, value: { stall: 'A01' } })
  expect(await give()).toMatchObject({ ok: true, value: { stall: 'A03' } })
  expect(await has()).toEqual([])
  expect(await mapOf(people.hot, at._id)).not.toHaveProperty('value.whyNot')
})

test('a role must be held at the place of the night', async () => {
  for (const who of [people.resident, people.elsewhere, 'o-operator-0001', '{"$ne":""}']) {
    expect(await book(who, 'A11')).toMatchObject({ ok: false, code: 'NOT_ALLOWED' })
    expect(await cancel(who)).toMatchObject({ ok: false, code: 'NOT_ALLOWED' })
  }
  expect(await cloud.call(people.resident, booking.listMyBookings, {})).toMatchObject({
    ok: false,
    code: 'NOT_ALLOWED',
  })
  expect(await cloud.call(undefined, booking.listMyBookings, {})).toMatchObject({ ok: false, code: 'NOT_SIGNED_IN' })
})

test('my bookings page by cursor, the latest night first', async () => {
  const nights = ['2026-11-29', '2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03']
  for (const date of nights) expect(await book(people.craft, 'C12', `${date}-taohuajing`)).toMatchObject({ ok: true })
  const list = await cloud.call(people.craft, booking.listMyBookings, {})
  expect(list.ok && list.value.items.map(({ date }) => date)).toEqual([...nights].reverse())
  const others = await cloud.call(people.otherHot, booking.listMyBookings, {})
  expect(others.ok && others.value.items.map(({ stall }) => stall)).toEqual(['A01'])
})

test('every refusal of these contracts was met above, but those that take somebody who waits, has a season or serves', () => {
  expect([...refused, 'STALL_WAITED', 'SEASON_STALL', 'SHIFT_CLASH'].sort()).toEqual(Object.keys(words).sort())
})
