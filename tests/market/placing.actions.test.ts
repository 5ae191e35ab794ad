import { booking } from '../../cloudfunctions/market/booking/contract'
import { taohuajing } from '../../cloudfunctions/market/demo'
import type { Market, Night } from '../../cloudfunctions/market/documents'
import { nightsOf } from '../../cloudfunctions/market/night/plan'
import { placing } from '../../cloudfunctions/market/placing/contract'
import { season } from '../../cloudfunctions/market/season/contract'
import { series } from '../../cloudfunctions/market/series/contract'
import { swap } from '../../cloudfunctions/market/swap/contract'
import type { Notice } from '../../cloudfunctions/shared/documents'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { people, writeMarketWorld } from '../support/market-world'
import { aBooking, aWaiter, hotVendor, smallNight } from '../support/small-night'

let cloud: Cloud

beforeAll(async () => {
  cloud = await startCloud({ documents: writeMarketWorld(fridayMorning) })
})
afterAll(async () => {
  expect(await cloud.unservedQueries()).toEqual([])
  await cloud.stop()
})
beforeEach(() => cloud.setClock(fridayMorning))

const operator = 'o-operator-0001'
const [a, b, c, d] = [hotVendor(0), hotVendor(1), hotVendor(2), hotVendor(3)]
const shopOf = (vendor: string) => `shop00${vendor.slice(-4)}`
const stored = async (id: string) => (await cloud.documents<Night>('market_nights')).find(({ _id }) => _id === id)
const standing = async (id: string) =>
  (await stored(id))?.bookings.map(({ stall, vendor, until }) => `${stall} ${vendor}${until ? ' until' : ''}`).sort()
const told = async (who: string) =>
  (await cloud.documents<Notice>('notices')).filter(({ to }) => to === who).map(({ title }) => title)

async function put(name: string, given: Partial<Night> = {}, codes = ['A01', 'A02', 'A03']): Promise<string> {
  const night = smallNight(
    name,
    codes.map((code) => ({ code })),
    given,
  )
  await cloud.put('market_nights', night)
  return night._id
}

test('the operator places and moves a vendor with a reason: they are told, and what they leave is offered', async () => {
  const night = await put('placing', { bookings: [aBooking(b, 'A02')], waiting: [aWaiter(a), aWaiter(c)] }, [
    'A01',
    'A02',
  ])
  const place = (stall: string, who: string, key?: string) =>
    cloud.call(operator, placing.placeVendor, { night, stall, shop: shopOf(who), reason: '这一排要检修' }, key)
  await cloud.resetStats()
  const first = await place('A01', a, 'place-000001')
  expect(first).toMatchObject({ ok: true, value: { stall: 'A01', vendor: { shop: shopOf(a) } } })
  expect((await cloud.stats())['market']).toMatchObject({ placeVendor: { calls: 1, requests: 7 } })
  expect(await place('A01', a, 'place-000001')).toEqual(first)
  expect(await told(a)).toEqual(['给您安排了摊位'])
  expect((await stored(night))?.waiting.map(({ vendor }) => vendor)).toEqual([c])
  expect(await place('A02', a)).toMatchObject({ code: 'STALL_TAKEN' })
  expect(await place('A01', a)).toMatchObject({ code: 'ALREADY_THERE' })
  expect(await place('A09', a)).toMatchObject({ code: 'NO_SUCH_STALL' })
  expect(
    await cloud.call(operator, placing.placeVendor, { night, stall: 'A01', shop: 'shop-nobody', reason: '试试' }),
  ).toMatchObject({ code: 'NO_SUCH_VENDOR' })
  expect(await cloud.call(b, booking.cancelBooking, { night })).toMatchObject({ ok: true })
  expect(await standing(night)).toEqual([`A01 ${a}`, `A02 ${c} until`])
  expect(await cloud.call(c, booking.cancelBooking, { night })).toMatchObject({ ok: true })
  expect(await place('A02', a, 'place-000002')).toMatchObject({ ok: true, value: { from: 'A01', stall: 'A02' } })
  const [mine] = (await stored(night))?.bookings ?? []
  expect(mine?.placed).toMatchObject({
    reason: '这一排要检修',
    from: 'A01',
    by: expect.stringMatching(/^actor-/) as string,
  })
  expect(JSON.stringify(mine)).not.toContain(operator)
})

test('a late repeat of a placing moves nobody back, nor does one of the booking that was moved', async () => {
  const night = await put('replaced')
  const book = () => cloud.call(a, booking.bookStall, { night, stall: 'A01' }, 'book-000001')
  const place = (stall: string) =>
    cloud.call(
      operator,
      placing.placeVendor,
      { night, stall, shop: shopOf(a), reason: '这一排要检修' },
      `place-${stall}`,
    )
  const [booked, placed] = [await book(), await place('A02')]
  expect(await place('A03')).toMatchObject({ ok: true, value: { from: 'A02' } })
  expect([await book(), await place('A02')]).toEqual([booked, placed])
  expect(await standing(night)).toEqual([`A03 ${a}`])
  expect(await cloud.call(a, booking.cancelBooking, { night })).toMatchObject({ ok: true })
  expect([await book(), await place('A02')]).toEqual([booked, placed])
  expect(await standing(night)).toEqual([])
})

async function offerSwap(night: string) {
  const offered = await cloud.call(a, swap.offerSwap, { night, stall: 'A02' }, `offer-${night}`)
  if (!offered.ok) throw new Error(offered.code)
  return offered.value.id
}

test('two vendors who both agree change places in one move, once, and each is told', async () => {
  const night = await put('swap', { bookings: [aBooking(a, 'A01'), aBooking(b, 'A02'), aBooking(c, 'A03')] })
  const id = await offerSwap(night)
  expect(await offerSwap(night)).toBe(id)
  expect(await cloud.call(a, swap.offerSwap, { night, stall: 'A03' })).toMatchObject({ code: 'ONE_SWAP_EACH' })
  expect(await cloud.call(a, swap.offerSwap, { night, stall: 'A01' })).toMatchObject({ code: 'OWN_STALL' })
  expect(await cloud.call(a, swap.offerSwap, { night, stall: 'A09' })).toMatchObject({ code: 'NOBODY_THERE' })
  expect(await cloud.call(d, swap.offerSwap, { night, stall: 'A01' })).toMatchObject({ code: 'NO_BOOKING' })
  expect(await told(b)).toContain('有人想跟您换摊')
  expect(await cloud.call(b, booking.listMyBookings, {})).toMatchObject({
    value: {
      items: expect.arrayContaining([
        expect.objectContaining({
          night,
          swaps: [expect.objectContaining({ id, mine: 'A02', theirs: 'A01', byMe: false })],
        }),
      ]) as unknown,
    },
  })
  for (const who of [a, c])
    expect(await cloud.call(who, swap.acceptSwap, { night, swap: id })).toMatchObject({ code: 'NO_SUCH_SWAP' })
  await cloud.resetStats()
  const done = await cloud.call(b, swap.acceptSwap, { night, swap: id }, 'accept-0001')
  expect(done).toMatchObject({ ok: true, value: { state: 'done', mine: 'A01', theirs: 'A02', byMe: false } })
  expect((await cloud.stats())['market']).toEqual({ acceptSwap: { calls: 1, requests: 5 } })
  expect(await cloud.call(b, swap.acceptSwap, { night, swap: id }, 'accept-0001')).toEqual(done)
  expect(await cloud.call(b, swap.acceptSwap, { night, swap: id })).toMatchObject({ code: 'NO_SUCH_SWAP' })
  expect(await standing(night)).toEqual([`A01 ${b}`, `A02 ${a}`, `A03 ${c}`])
  expect(await told(a)).toContain('换摊成了')
})

test('a swap that is declined, or whose partner moved, changes nothing', async () => {
  const night = await put('swapno', { bookings: [aBooking(a, 'A01'), aBooking(b, 'A02')] })
  const id = await offerSwap(night)
  expect(await cloud.call(c, swap.declineSwap, { night, swap: id })).toMatchObject({ ok: true })
  expect((await stored(night))?.swaps).toHaveLength(1)
  for (const key of ['decline-0001', 'decline-0001'])
    expect(await cloud.call(b, swap.declineSwap, { night, swap: id }, key)).toMatchObject({ ok: true })
  expect(await cloud.call(b, swap.acceptSwap, { night, swap: id })).toMatchObject({ code: 'NO_SUCH_SWAP' })
  expect((await told(a)).filter((title) => title === '对方不换摊')).toHaveLength(1)
  expect(await standing(night)).toEqual([`A01 ${a}`, `A02 ${b}`])
})

test('one accepts a swap while the other cancels: either both moved, or nobody did', async () => {
  for (const round of ['a', 'b', 'c', 'd']) {
    const night = await put(`swaprace${round}`, { bookings: [aBooking(a, 'A01'), aBooking(b, 'A02')] })
    const id = await offerSwap(night)
    const [accepted, cancelled] = await Promise.all([
      cloud.call(b, swap.acceptSwap, { night, swap: id }),
      cloud.call(a, booking.cancelBooking, { night }),
      cloud.call(b, swap.acceptSwap, { night, swap: id }),
    ])
    expect(cancelled.ok).toBe(true)
    const left = await standing(night)
    expect(left).toEqual([accepted.ok || left?.[0] === `A01 ${b}` ? `A01 ${b}` : `A02 ${b}`])
  }
})

test('a series books each night by itself, says why not, and its repeat books no more', async () => {
  const [friday, saturday] = ['2026-12-04-taohuajing', '2026-12-05-taohuajing']
  const [one] = nightsOf(taohuajing, '2026-12-04', 1)
  if (!one) throw new Error('no Friday')
  const open: Night = { ...one, opensAt: fridayMorning, bookings: [aBooking(b, 'A01')] }
  await cloud.put('market_nights', open)
  const asked = {
    market: 'taohuajing',
    from: '2026-11-27',
    until: '2026-12-12',
    weekdays: [5, 6],
    stall: 'A01',
    orAny: false,
  }
  await cloud.resetStats()
  const first = await cloud.call(a, series.bookSeries, asked, 'series-0001')
  expect(first).toMatchObject({
    ok: true,
    value: {
      nights: [
        { date: '2026-11-27', stall: 'A01' },
        { date: '2026-11-28', code: 'NIGHT_CANCELLED' },
        { night: friday, code: 'STALL_TAKEN', say: expect.any(String) as string },
        { night: saturday, code: 'NIGHT_NOT_OPEN' },
        { date: '2026-12-11', code: 'NIGHT_NOT_OPEN' },
        { date: '2026-12-12', code: 'NIGHT_NOT_OPEN' },
      ],
    },
  })
  expect((await cloud.stats())['market']?.['bookSeries']?.requests).toBeLessThanOrEqual(6)
  expect(await cloud.call(b, booking.cancelBooking, { night: friday })).toMatchObject({ ok: true })
  expect(await cloud.call(a, series.bookSeries, asked, 'series-0001')).toEqual(first)
  const any = await cloud.call(a, series.bookSeries, { ...asked, orAny: true }, 'series-0002')
  expect(any).toMatchObject({ value: { nights: [{ code: 'ONE_STALL_EACH' }, {}, { stall: 'A01' }, {}, {}, {}] } })
  expect(await cloud.call(a, series.bookSeries, { ...asked, until: '2026-11-01' })).toMatchObject({ code: 'BAD_SPAN' })
})

test('a season gives one stall to one vendor: planned nights carry it, and a night they stay away is anybody’s', async () => {
  const stalls = taohuajing.layout.stalls.map((each) =>
    each.code === 'A20' ? { ...each, mode: 'fixed' as const } : each,
  )
  const market: Market = { ...taohuajing, layout: { version: 2, stalls }, plannedTo: '2026-12-17' }
  await cloud.put('markets', market)
  const [night] = nightsOf(market, '2026-12-02', 1)
  if (!night) throw new Error('no Wednesday')
  const alone = night.stalls.filter(({ code }) => code === 'A20')
  const planned: Night = { ...night, opensAt: fridayMorning, stalls: alone, waiting: [aWaiter(c)] }
  await cloud.put('market_nights', planned)
  const grant = (who: string, from: string, key?: string) =>
    cloud.call(
      operator,
      season.grantSeason,
      { market: 'taohuajing', stall: 'A20', shop: shopOf(who), from, until: '2026-12-31' },
      key,
    )
  const rush = await Promise.all([grant(a, '2026-12-01', 'grant-00001'), grant(b, '2026-12-02', 'grant-00002')])
  expect(rush.filter(({ ok }) => ok)).toHaveLength(1)
  expect(rush.find(({ ok }) => !ok)).toMatchObject({ code: 'SEASON_TAKEN' })
  const [won] = rush
  const [holder, key, from] = won.ok ? [a, 'grant-00001', '2026-12-01'] : [b, 'grant-00002', '2026-12-02']
  const granted = await grant(holder, from, key)
  expect(granted).toMatchObject({ ok: true, value: { booked: ['2026-12-02'] } })
  expect(await standing(night._id)).toEqual([`A20 ${holder}`])
  expect(await cloud.call(holder, booking.cancelBooking, { night: night._id })).toMatchObject({ code: 'SEASON_STALL' })

  const away = await cloud.call(holder, season.skipNight, { night: night._id }, 'skip-000001')
  expect(away).toMatchObject({ ok: true, value: { stall: 'A20', state: 'cancelled' } })
  expect(await cloud.call(holder, season.skipNight, { night: night._id }, 'skip-000001')).toEqual(away)
  expect(await standing(night._id)).toEqual([`A20 ${c} until`])
  expect(await grant(holder, from, key)).toMatchObject({ ok: true })
  expect(await cloud.call(d, season.skipNight, { night: night._id })).toMatchObject({ code: 'NO_SEASON_STALL' })

  // Nights that the timer plans from now on carry it by themselves.
  await cloud.tick('market')
  expect(await standing('2026-12-18-taohuajing')).toBeUndefined()
  await cloud.setClock(new Date('2026-12-01T03:10:00+08:00'))
  await cloud.tick('market')
  expect(await standing('2026-12-18-taohuajing')).toEqual([`A20 ${holder}`])
  expect(await cloud.call(people.resident, season.skipNight, { night: night._id })).toMatchObject({
    code: 'NOT_ALLOWED',
  })
})
