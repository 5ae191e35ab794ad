import { booking } from '../../cloudfunctions/market/booking/contract'
import { taohuajing } from '../../cloudfunctions/market/demo'
import type { Market, Night, Paper, Vendor } from '../../cloudfunctions/market/documents'
import { nightsOf } from '../../cloudfunctions/market/night/plan'
import { record } from '../../cloudfunctions/market/record/contract'
import { season } from '../../cloudfunctions/market/season/contract'
import { series } from '../../cloudfunctions/market/series/contract'
import type { Notice } from '../../cloudfunctions/shared/documents'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { people, writeMarketWorld } from '../support/market-world'
import { aBooking, aWaiter, hotVendor } from '../support/small-night'

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
  // What the last one got stays to be read, with what may be asked for.
  await cloud.resetStats()
  const mine = await cloud.call(a, series.mySeries, { market: 'taohuajing' })
  expect((await cloud.stats())['market']).toEqual({ mySeries: { calls: 1, requests: 1 } })
  expect(mine).toMatchObject({
    value: {
      ...{ weekdays: [1, 2, 3, 4, 5, 6, 7], plannedTo: '2026-12-17' },
      last: { nights: any.ok && any.value.nights },
    },
  })
  expect(mine.ok && mine.value.stalls.every(({ kind }) => kind === 'hot')).toBe(true)
  expect(await cloud.call(people.withoutProfile, series.mySeries, { market: 'taohuajing' })).toMatchObject({
    value: { stalls: [], whyNot: { code: 'VENDOR_NOT_APPROVED' } },
  })
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
  expect((await told(holder)).filter((title) => title === '固定摊 A20 归您了')).toHaveLength(1)
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

test('a right ends before its time, told with its reason: the nights after it are anybody’s', async () => {
  await cloud.setClock(new Date('2026-12-01T10:00:00+08:00'))
  const market = 'taohuajing'
  const grant = (stall: string, who: string, from: string, until: string) =>
    cloud.call(operator, season.grantSeason, { market, stall, shop: shopOf(who), from, until })
  expect(await grant('A20', d, '2027-01-10', '2027-02-10')).toMatchObject({ ok: true })
  const list = async () => {
    const answer = await cloud.call(operator, season.listSeasons, { market })
    if (!answer.ok) throw new Error(answer.code)
    return answer.value.stalls
  }
  await cloud.resetStats()
  const [fixed] = await list()
  expect((await cloud.stats())['market']).toEqual({ listSeasons: { calls: 1, requests: 2 } })
  // Whom it could be given: who sells such things, those who have it first.
  await cloud.resetStats()
  const holders = await cloud.call(operator, season.listHolders, { market, stall: 'A20' })
  expect((await cloud.stats())['market']).toEqual({ listHolders: { calls: 1, requests: 1 } })
  const items = holders.ok ? holders.value.items : []
  const now = fixed?.rights.map(({ shop }) => shop).sort()
  expect(items.map(({ stalls }) => stalls.join())).toEqual(['A20', 'A20', ...items.slice(2).map(() => '')])
  expect(
    items
      .slice(0, 2)
      .map(({ shop }) => shop)
      .sort(),
  ).toEqual(now)
  const seller = (await cloud.documents<Vendor>('market_vendors')).find(({ _id }) => _id === c)
  const named = await cloud.call(operator, season.listHolders, { market, stall: 'A20', words: seller?.name ?? '' })
  expect(named).toMatchObject({ value: { more: 0 } })
  const foundNames = named.ok ? named.value.items.map(({ name }) => name) : []
  expect([...new Set(foundNames)]).toEqual([seller?.name])
  expect(await cloud.call(operator, season.listHolders, { market, stall: 'Z99' })).toMatchObject({
    code: 'NO_SUCH_STALL',
  })
  const [first, second] = fixed?.rights ?? []
  expect(fixed).toMatchObject({ code: 'A20', kind: 'hot' })
  expect([first?.until, second]).toEqual([
    '2026-12-31',
    expect.objectContaining({ shop: shopOf(d), from: '2027-01-10' }),
  ])
  const holder = first?.shop === shopOf(a) ? a : b
  const carried = '2026-12-18-taohuajing'
  expect(await standing(carried)).toEqual([`A20 ${holder}`])

  const end = (from: string, last: string, key?: string) =>
    cloud.call(operator, season.endSeason, { market, stall: 'A20', from, last, reason: '连着三晚没来' }, key)
  const from = first?.from ?? ''
  expect(await end(from, '2026-11-30')).toMatchObject({ code: 'BAD_LAST' })
  expect(await end('2026-01-01', '2026-12-05')).toMatchObject({ code: 'NO_SUCH_RIGHT' })
  const done = await end(from, '2026-12-05', 'end-0000001')
  expect(done).toMatchObject({ ok: true, value: { last: '2026-12-05' } })
  expect(await end(from, '2026-12-05', 'end-0000001')).toEqual(done)
  expect(await standing(carried)).toEqual([])
  expect((await stored(carried))?.stalls.find(({ code }) => code === 'A20')?.mode).toBe('pick')
  expect((await told(holder)).filter((title) => title === '固定摊 A20 要收回了')).toHaveLength(1)
  // One that has not begun ends before it does: its days are to be given again.
  expect(await end('2027-01-10', '2026-12-01')).toMatchObject({ ok: true })
  expect((await list())[0]?.rights).toMatchObject([{ until: '2026-12-05', ended: '连着三晚没来' }])
  expect(await grant('A20', c, '2026-12-06', '2027-03-01')).toMatchObject({ ok: true })
  // The next day's nights carry the new right.
  await cloud.setClock(new Date('2026-12-02T03:10:00+08:00'))
  await cloud.tick('market')
  expect(await standing('2026-12-22-taohuajing')).toEqual([`A20 ${c}`])
})

test('a season is not carried to where papers do not hold, and is once they are renewed', async () => {
  await cloud.setClock(new Date('2026-12-02T10:00:00+08:00'))
  const [found] = (await cloud.documents<Vendor>('market_vendors')).filter(({ _id }) => _id === d)
  if (!found?.papers?.food) throw new Error('there are no papers')
  const until = (date: string): Vendor => ({
    ...found,
    papers: { ...found.papers, food: { ...(found.papers?.food as Paper), until: date } },
  })
  const market = (await cloud.documents<Market>('markets'))[0]
  if (!market) throw new Error('there is no market')
  const stalls = market.layout.stalls.map((each) => (each.code === 'A19' ? { ...each, mode: 'fixed' as const } : each))
  const fixed: Market = { ...market, layout: { version: 3, stalls } }
  await cloud.put('markets', fixed)
  await cloud.setClock(new Date('2026-12-03T03:10:00+08:00'))
  await cloud.tick('market')
  await cloud.put('market_vendors', until('2026-12-20'))
  const asked = { market: 'taohuajing', stall: 'A19', shop: shopOf(d), from: '2026-12-03', until: '2027-02-01' }
  expect(await cloud.call(operator, season.grantSeason, asked)).toMatchObject({ ok: true, value: { booked: [] } })
  expect(await standing('2026-12-23-taohuajing')).toEqual([`A20 ${c}`])
  await cloud.put('market_vendors', until('2027-12-20'))
  await cloud.setClock(new Date('2026-12-04T03:10:00+08:00'))
  await cloud.tick('market')
  expect(await standing('2026-12-23-taohuajing')).toEqual([`A19 ${d}`, `A20 ${c}`])
})

test('who keeps a season’s stall for a night and is not there has missed it; who said so before has not', async () => {
  const night = '2026-12-23-taohuajing'
  const recordOf = async (who: string) => {
    const answer = await cloud.call(who, record.myRecord, {})
    if (!answer.ok) throw new Error(answer.code)
    return answer.value.items.filter((each) => each.night === night)
  }
  await cloud.setClock(new Date('2026-12-23T10:00:00+08:00'))
  expect(await standing(night)).toEqual([`A19 ${d}`, `A20 ${c}`])
  expect(await cloud.call(c, season.skipNight, { night })).toMatchObject({ ok: true, value: { stall: 'A20' } })
  await cloud.setClock(new Date('2026-12-23T18:31:00+08:00'))
  await cloud.tick('market')
  expect((await stored(night))?.absent?.map(({ stall, vendor }) => `${stall} ${vendor}`)).toEqual([`A19 ${d}`])
  expect([await recordOf(d), await recordOf(c)]).toMatchObject([[{ stall: 'A19' }], []])
})
