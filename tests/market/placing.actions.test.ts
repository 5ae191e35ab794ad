import { booking } from '../../cloudfunctions/market/booking/contract'
import type { Night } from '../../cloudfunctions/market/documents'
import { placing } from '../../cloudfunctions/market/placing/contract'
import { swap } from '../../cloudfunctions/market/swap/contract'
import type { Notice } from '../../cloudfunctions/shared/documents'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { nightIds, people, writeMarketWorld } from '../support/market-world'
import { aShift } from '../support/volunteer-world'
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
  expect((await cloud.stats())['market']).toMatchObject({ placeVendor: { calls: 1, requests: 9 } })
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

test('whom the operator can place is found by who waits and by words; a pause, a lot and papers stand in the way', async () => {
  const given = { _id: '2026-12-09-taohuajing', bookings: [aBooking(b, 'A02')], waiting: [aWaiter(c)] }
  const night = await put('placeable', given, ['A01', 'A02', 'A03'])
  const find = async (words?: string) => {
    const asked = { night, stall: 'A01', ...(words === undefined ? {} : { words }) }
    const answer = await cloud.call(operator, placing.listPlaceable, asked)
    if (!answer.ok) throw new Error(answer.code)
    return answer.value
  }
  await cloud.resetStats()
  const { items, more } = await find()
  expect((await cloud.stats())['market']).toEqual({ listPlaceable: { calls: 1, requests: 1 } })
  expect([items.length, more > 100]).toEqual([20, true])
  expect(items[0]).toMatchObject({ shop: shopOf(c), position: 1, stalls: [] })
  const { name = '' } = items[1] ?? {}
  expect((await find(name)).items.map((each) => each.name)).toContain(name)
  expect((await find('没有这样的摊')).items).toEqual([])
  expect((await find()).items.map(({ shop }) => shop)).not.toContain(shopOf(people.craft))
  expect(await cloud.call(b, placing.listPlaceable, { night, stall: 'A01' })).toMatchObject({ code: 'NOT_ALLOWED' })

  const place = (shop: string, stall: string, at = night) =>
    cloud.call(operator, placing.placeVendor, { night: at, stall, shop, reason: '这一排要检修' })
  expect(await place(shopOf(people.paused), 'A01')).toMatchObject({ code: 'VENDOR_PAUSED' })
  const drawn = smallNight('placedraw', [{ code: 'A01', mode: 'draw' }])
  const times = { opensAt: fridayMorning, closesAt: fridayMorning, numberAt: fridayMorning, revealBy: fridayMorning }
  const waits: Night = { ...drawn, draw: { source: '福彩3D', round: 1, times } }
  await cloud.put('market_nights', waits)
  expect(await place(shopOf(a), 'A01', drawn._id)).toMatchObject({ code: 'STALL_BY_DRAW' })
  expect(await place(shopOf(people.lapsing), 'A05', nightIds.withRepair)).toMatchObject({ code: 'PAPERS_EXPIRED' })
})

test('of somebody with as many stalls as they may, the operator says which one moves', async () => {
  const night = await put('placeone', { stallsEach: 2 }, ['A01', 'A02', 'A03', 'A04'])
  const place = (stall: string, from?: string) =>
    cloud.call(operator, placing.placeVendor, {
      ...{ night, stall, shop: shopOf(a), reason: '这一排要检修' },
      ...(from === undefined ? {} : { from }),
    })
  expect(await place('A01')).toMatchObject({ ok: true })
  expect(await place('A02')).toMatchObject({ ok: true })
  expect(await place('A03')).toMatchObject({ code: 'WHICH_STALL' })
  expect(await place('A03', 'A02')).toMatchObject({ ok: true, value: { from: 'A02' } })
  expect(await standing(night)).toEqual([`A01 ${a}`, `A03 ${a}`])
  // So does a vendor who wants to swap.
  await cloud.call(operator, placing.placeVendor, { night, stall: 'A04', shop: shopOf(b), reason: '这一排要检修' })
  expect(await cloud.call(a, swap.offerSwap, { night, stall: 'A04' })).toMatchObject({ code: 'WHICH_STALL' })
  const asked = await cloud.call(a, swap.offerSwap, { night, stall: 'A04', mine: 'A03' })
  if (!asked.ok) throw new Error(asked.code)
  expect(await cloud.call(b, swap.acceptSwap, { night, swap: asked.value.id })).toMatchObject({ ok: true })
  expect(await standing(night)).toEqual([`A01 ${a}`, `A03 ${b}`, `A04 ${a}`])
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

test('nobody is given a stall while they serve in a shift', async () => {
  const night = await put('serving')
  const { startsAt, endsAt } = smallNight('serving', [])
  const holders = [{ id: 'h-1', person: d, name: '志愿者', at: fridayMorning, key: 'serve-0001' }]
  await cloud.put('volunteer_shifts', aShift('serve', { startsAt, endsAt, people: [d] }, [{ holders }]))
  const place = () =>
    cloud.call(operator, placing.placeVendor, { night, stall: 'A01', shop: shopOf(d), reason: '这一排要检修' })
  expect(await place()).toMatchObject({ code: 'SHIFT_CLASH' })
  await cloud.put(
    'volunteer_shifts',
    aShift('serve', { startsAt, endsAt, cancelled: '有雨', people: [d] }, [{ holders }]),
  )
  expect(await place()).toMatchObject({ ok: true })
})
