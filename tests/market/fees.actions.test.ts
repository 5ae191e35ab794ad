import { booking } from '../../cloudfunctions/market/booking/contract'
import { taohuajing } from '../../cloudfunctions/market/demo'
import type { FeeAccount } from '../../cloudfunctions/market/documents'
import { fees, type FeeLine } from '../../cloudfunctions/market/fees/contract'
import { figures } from '../../cloudfunctions/market/figures/contract'
import { startCloud, type Cloud } from '../support/cloud'
import { holderOf } from '../support/everyone'
import { october, one, others, rained, shopOf, tonight, two, vendor, writeFeeWorld } from '../support/fee-world'
import { shopsOf } from '../support/shops'
import { wechatOf } from '../support/wechat'
import { sheetsOf } from '../support/xlsx'

let cloud: Cloud
let shops: ReturnType<typeof shopsOf>
let wechat: ReturnType<typeof wechatOf>
beforeAll(async () => {
  cloud = await startCloud({ documents: writeFeeWorld() })
  shops = shopsOf(cloud)
  wechat = wechatOf(cloud)
})
afterAll(() => cloud.stop())
afterEach(() => wechat.forgetFaults())

const night = tonight._id
const reason = '停电两个小时'
const cash = (who: string, by = one, key?: string, amount = 3000) =>
  cloud.call(by, fees.takeCash, { night, shop: shopOf(who), amount }, key)
const waive = (who: string, key?: string, by = one) =>
  cloud.call(by, fees.waiveFee, { night, shop: shopOf(who), amount: 3000, reason }, key)
const refund = (who: string, by = two, key?: string) =>
  cloud.call(by, fees.refundFee, { night, shop: shopOf(who), amount: 3000, reason }, key)
const account = async (who: string) =>
  (await shops.some<FeeAccount>('market_fees', { _id: `${night}:${shopOf(who)}` }))[0]
const list = async (id: string): Promise<FeeLine[]> => {
  const answer = await cloud.call(one, fees.listFees, { night: id })
  if (!answer.ok) throw new Error(answer.code)
  return answer.value.items
}
const no = (code: string) => ({ ok: false, code })

test('cash is taken once, the vendor is told, and a repeat finds its first answer', async () => {
  const who = vendor(1)
  await cloud.resetStats()
  const first = await cash(who, one, 'cash-0001')
  expect(first).toMatchObject({
    ok: true,
    value: { state: 'paid', stall: 'A01', paid: 3000, toPay: 0, facts: [{ kind: 'paid', way: 'cash', byMe: true }] },
  })
  expect((await cloud.stats())['market']).toEqual({ takeCash: { calls: 1, requests: 5 } })
  expect(await cash(who, one, 'cash-0001')).toEqual(first)
  expect(await cash(who, two)).toMatchObject(no('ALREADY_PAID'))
  expect((await account(who))?.facts).toHaveLength(1)
  expect(JSON.stringify(first)).not.toMatch(/"o-/)
  expect(await shops.noticesOf(who)).toMatchObject([{ kind: 'market', title: '收到摊位费 30 元' }])
})

test('a fee is let go with a reason; one that was paid goes back by a second person', async () => {
  expect(await waive(vendor(2))).toMatchObject({ ok: true, value: { state: 'waived', facts: [{ reason }] } })
  expect(await cash(vendor(2))).toMatchObject(no('NOTHING_OWED'))
  expect(await waive(vendor(2))).toMatchObject(no('NOTHING_OWED'))
  const who = vendor(3)
  expect(await refund(who)).toMatchObject(no('NOTHING_TO_REFUND'))
  await cash(who)
  expect(await waive(who)).toMatchObject({ ok: true, value: { state: 'toRefund', toRefund: 3000 } })
  expect(await refund(who, one)).toMatchObject(no('SECOND_PERSON'))
  const back = await refund(who, two, 'back-0001')
  expect(back).toMatchObject({ ok: true, value: { state: 'refunded', refunded: 3000, toRefund: 0 } })
  expect(await refund(who, two, 'back-0001')).toEqual(back)
  expect(await refund(who)).toMatchObject(no('NOTHING_TO_REFUND'))
  expect((await shops.noticesOf(who)).map(({ title }) => title).sort()).toEqual([
    '免收摊位费 30 元',
    '收到摊位费 30 元',
    '退还摊位费 30 元',
  ])
})

test('what was seen is what happens; nobody handles their own money; no stall, no money', async () => {
  expect(await cash(vendor(4), one, undefined, 2000)).toMatchObject(no('AMOUNT_CHANGED'))
  expect(await cash('nobody')).toMatchObject(no('NO_ACCOUNT'))
  const own = { night: others._id, shop: shopOf(one), amount: 3000 }
  expect(await cloud.call(one, fees.takeCash, own)).toMatchObject(no('NOT_YOURSELF'))
  expect(await cloud.call(two, fees.takeCash, own)).toMatchObject({ ok: true })
  expect(await cloud.call(one, fees.takeCash, { ...own, night: '2026-11-27-nowhere' })).toMatchObject(
    no('NO_SUCH_NIGHT'),
  )
  expect(await cloud.call(one, fees.monthFees, { market: 'nowhere', month: '2026-11' })).toMatchObject(
    no('NO_SUCH_MARKET'),
  )
  await wechat.setRiskyWords(['骂人'])
  const rude = { night, shop: shopOf(vendor(4)), amount: 3000, reason: '骂人的话' }
  expect(await cloud.call(one, fees.waiveFee, rude)).toMatchObject({ ok: false })
  await wechat.setRiskyWords([])
  expect(await account(vendor(4))).toBeUndefined()
})

test('a stall given back owes nothing; what was paid for it goes back', async () => {
  const [unpaid, paid] = [vendor(5), vendor(6)]
  await cash(paid)
  for (const who of [unpaid, paid])
    expect(await cloud.call(who, booking.cancelBooking, { night })).toMatchObject({ ok: true })
  expect(await cash(unpaid)).toMatchObject(no('NO_ACCOUNT'))
  const lines = await list(night)
  expect(lines.find(({ shop }) => shop === shopOf(unpaid))).toBeUndefined()
  expect(lines.find(({ shop }) => shop === shopOf(paid))).toMatchObject({ state: 'toRefund', toRefund: 3000 })
  expect(await refund(paid)).toMatchObject({ ok: true, value: { state: 'refunded' } })
})

test('a night lists who owes first; what was missed is owed, the public good is not, nor what the rain took', async () => {
  await cloud.resetStats()
  expect((await list(others._id)).map(({ shop, state }) => [shop, state])).toEqual([
    [shopOf('o-missed'), 'owed'],
    expect.arrayContaining([shopOf(one)]),
    expect.arrayContaining([shopOf('o-good')]),
  ])
  expect((await cloud.stats())['market']).toEqual({ listFees: { calls: 1, requests: 1 } })
  expect(await list(rained._id)).toMatchObject([{ state: 'waived', free: 'cancelled', toPay: 0, waived: 3000 }])
})

test('a month: my nights and their sums, and the sums of each vendor, each in one request', async () => {
  await cloud.resetStats()
  const mine = await cloud.call(vendor(7), fees.myFees, { month: '2026-10' })
  expect(mine).toMatchObject({ ok: true, value: { sums: { fee: 93_000, paid: 0, toPay: 93_000, toRefund: 0 } } })
  if (!mine.ok) throw new Error(mine.code)
  expect(mine.value.items.map(({ date }) => date)).toEqual([...october].reverse())
  const month = await cloud.call(one, fees.monthFees, { market: taohuajing._id, month: '2026-10' })
  expect(month).toMatchObject({
    ok: true,
    value: { sums: { fee: 31 * 20 * 3000, paid: 31 * 10 * 3000, toPay: 31 * 10 * 3000, toRefund: 0 } },
  })
  if (!month.ok) throw new Error(month.code)
  expect(month.value.items).toHaveLength(20)
  expect(month.value.items[0]).toMatchObject({ nights: 31, toPay: 93_000, paid: 0 })
  expect(month.value.items[19]).toMatchObject({ nights: 31, toPay: 0, paid: 93_000 })
  expect((await cloud.stats())['market']).toEqual({
    myFees: { calls: 1, requests: 1 },
    monthFees: { calls: 1, requests: 1 },
  })
  const november = await cloud.call(vendor(1), fees.myFees, { month: '2026-11' })
  expect(november).toMatchObject({ value: { items: [{ date: '2026-11-27' }, { free: 'cancelled', state: 'waived' }] } })
  expect(await cloud.call(vendor(1), fees.myFees, { month: '2026-07' })).toMatchObject({ value: { items: [] } })
})

test.each([1, 2, 3, 4, 5].flatMap((at) => [[at, 'before'] as const, [at, 'after'] as const]))(
  'a crash at request %i (%s) of taking cash leaves it taken once, and told once',
  async (at, when) => {
    const who = vendor(6 + 2 * at + (when === 'after' ? 1 : 0))
    const key = `crash-${when}-${String(at)}`
    await wechat.plan({ kind: 'crash', function: 'market', action: 'takeCash', at, when, times: 1 })
    await cash(who, one, key)
    await wechat.forgetFaults()
    expect(await cash(who, one, key)).toMatchObject({ ok: true, value: { state: 'paid', paid: 3000 } })
    expect(await cloud.tick('market')).toMatchObject({ ok: true })
    const kept = await account(who)
    expect(kept?.facts).toHaveLength(1)
    expect(kept?.owed ?? []).toEqual([])
    expect((await shops.noticesOf(who)).filter(({ title }) => title.startsWith('收到'))).toHaveLength(1)
  },
)

test.each([2, 3, 4, 5])('a fee let go by a call that dies before request %i is let go once, told once', async (at) => {
  const [who, key] = [vendor(18 + at), `waive-000${String(at)}`]
  await wechat.plan({ kind: 'crash', function: 'market', action: 'waiveFee', at, when: 'before', times: 1 })
  await waive(who, key)
  await wechat.forgetFaults()
  expect(await waive(who, key)).toMatchObject({ ok: true, value: { state: 'waived', waived: 3000 } })
  expect(await cloud.tick('market')).toMatchObject({ ok: true })
  const kept = await account(who)
  expect([kept?.facts.length, kept?.owed ?? []]).toEqual([1, []])
  expect((await shops.noticesOf(who)).filter(({ title }) => title.startsWith('免收'))).toHaveLength(1)
})

const auditor = holderOf('auditor', 'here')
const counted = async (id: string) => {
  const answer = await cloud.call(auditor, figures.nightFigures, { night: id })
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}

test('an auditor sees what a night came to, and what each figure counts, in one request each', async () => {
  await cloud.resetStats()
  const { values, asOf } = await counted('2026-10-31-fees')
  expect(asOf).toMatch(/^2026-11-27T02:0/)
  expect(values).toMatchObject({ usable: 30, booked: 20, came: 0, charged: 60_000, paid: 30_000, toPay: 30_000 })
  const rows = await cloud.call(auditor, figures.figureRows, { night: '2026-10-31-fees', figure: 'toPay' })
  expect(rows).toMatchObject({
    ok: true,
    value: { value: 30_000, rows: { length: 10, 0: { stall: 'A01', amount: 3000 } } },
  })
  expect(JSON.stringify(rows)).not.toMatch(/o-fees/)
  expect((await cloud.stats())['market']).toEqual({
    nightFigures: { calls: 1, requests: 1 },
    figureRows: { calls: 1, requests: 1 },
  })
  expect((await counted(others._id)).values).toMatchObject({ booked: 2, spare: 1, noShows: 1, waived: 0, toPay: 3000 })
  expect(await counted(rained._id)).toMatchObject({
    cancelled: '有暴雨',
    values: { booked: 1, charged: 3000, waived: 3000 },
  })
  expect(await cloud.call(auditor, fees.listFees, { night })).toMatchObject({ ok: true })
})

test('a month has a row for each night and their sums, in one request; what is elsewhere is not in it', async () => {
  await cloud.resetStats()
  const month = await cloud.call(one, figures.monthFigures, { market: taohuajing._id, month: '2026-10' })
  if (!month.ok) throw new Error(month.code)
  expect(month.value.nights.map(({ date }) => date)).toEqual(october)
  expect(month.value.totals).toMatchObject({ booked: 31 * 20, charged: 31 * 60_000, paid: 31 * 30_000, toRefund: 0 })
  expect((await cloud.stats())['market']).toEqual({ monthFigures: { calls: 1, requests: 1 } })
  const none = { market: taohuajing._id, month: '2026-07' }
  expect(await cloud.call(one, figures.monthFigures, none)).toMatchObject({
    value: { nights: [], totals: { paid: 0 } },
  })
  for (const who of [vendor(1), holderOf('operator', 'away')])
    expect(await cloud.call(who, figures.monthFigures, none)).toMatchObject(no('NOT_ALLOWED'))
})

test('a month reads its own nights, money and complaints, however many other months there are', async () => {
  const october = { $gte: '2026-10-', $lt: '2026-10-~' }
  const rowsRead = async (collection: string, query: object) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' } }
    const answer = await fetch(`${cloud.url}/_/explain`, { ...init, body: JSON.stringify({ collection, query }) })
    const { rowsRead, served } = (await answer.json()) as { rowsRead: number; served: boolean }
    return [rowsRead, served]
  }
  const market = taohuajing._id
  expect(await rowsRead('market_nights', { market, _id: october })).toEqual([31, true])
  expect(await rowsRead('market_fees', { market, _id: october })).toEqual([310, true])
  expect(await rowsRead('market_fees', { vendor: vendor(2), _id: october })).toEqual([31, true])
  expect(await rowsRead('market_reports', { market, night: october })).toEqual([0, true])
})

test('night and month go out as Excel files with the numbers of the page', async () => {
  const month = await cloud.call(auditor, figures.monthSheet, { market: taohuajing._id, month: '2026-10' })
  if (!month.ok) throw new Error(month.code)
  expect(month.value.name).toBe('烟火桃花井夜市 2026-10 月报.xlsx')
  const [nights, vendors, words] = sheetsOf(month.value.base64)
  expect([nights?.name, vendors?.name, words?.name]).toEqual(['每晚', '每位摊主', '口径'])
  expect([nights?.frozen, nights?.rows.length, vendors?.rows.length]).toEqual([true, 33, 21])
  const at = nights?.rows[0]?.indexOf('收到（元）') ?? -1
  expect(nights?.rows[1]?.slice(0, 1)).toEqual([[46296, 'yyyy-mm-dd']])
  expect([nights?.rows[1]?.[at], nights?.rows[32]?.[at]]).toEqual([
    [300, '#,##0.00'],
    [9300, '#,##0.00'],
  ])
  const asked = await cloud.call(one, figures.nightSheet, { night: '2026-10-31-fees' })
  if (!asked.ok) throw new Error(asked.code)
  const [summary, stalls] = sheetsOf(asked.value.base64)
  expect(summary?.rows[2]?.slice(0, 4)).toEqual(['摊位', '订出', [20, 'General'], '个'])
  expect(stalls?.rows[2]?.slice(0, 4)).toEqual(['A02', '热食', '老街炸串', '没签到'])
  expect(asked.value.base64.length + month.value.base64.length).toBeLessThan(60_000)
})

test('without a merchant, WeChat Pay is off and says where to pay', async () => {
  expect(await cloud.call(vendor(4), fees.payFee, { night, amount: 3000 })).toMatchObject({
    ...no('PAY_OFF'),
    say: expect.stringContaining('现金') as string,
  })
  expect(await cloud.call(vendor(4), fees.confirmFee, { night })).toMatchObject(no('PAY_OFF'))
})

test('no query of all this was without an index', async () => {
  expect(await shops.unserved()).toEqual([])
})
