import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { booking } from '../../cloudfunctions/market/booking/contract'
import { taohuajing } from '../../cloudfunctions/market/demo'
import type { FeeAccount } from '../../cloudfunctions/market/documents'
import { fees } from '../../cloudfunctions/market/fees/contract'
import { demoPlace } from '../../cloudfunctions/shared/demo'
import type { Member } from '../../cloudfunctions/shared/documents'
import { listings } from '../../cloudfunctions/shared/roles'
import { writeDocuments } from '../../config/scripts/seed'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { everyone, holderOf } from '../support/everyone'
import { shopsOf } from '../support/shops'
import { aBooking, smallNight } from '../support/small-night'
import { until, wechatOf } from '../support/wechat'

const operator = holderOf('operator', 'here')
const vendor = (number: number) => `o-pay-${String(number).padStart(2, '0')}`
const code = (number: number) => `A${String(number).padStart(2, '0')}`
/** A vendor without a stall that night. */
const stranger = vendor(99)
const numbers = Array.from({ length: 28 }, (_, index) => index + 1)
const member = (_id: string): Member => {
  const roles = [{ role: 'vendor' as const, place: demoPlace }]
  return { _id, roles, listings: listings(roles), uploads: `uploads-of-${_id}`, name: '某位' }
}
const tonight = smallNight(
  'pay',
  numbers.map((number) => ({ code: code(number) })),
  { bookings: numbers.map((number) => aBooking(vendor(number), code(number), { shop: `shop-${String(number)}00` })) },
)
const night = tonight._id
const amount = 3000

const data = mkdtempSync(path.join(tmpdir(), 'yanhuo-pay-'))
let cloud: Cloud
let wechat: ReturnType<typeof wechatOf>
beforeAll(async () => {
  const variables = { SEAL_KEY: randomBytes(32).toString('base64'), PAY_MERCHANT: '1900000109' }
  writeFileSync(path.join(data, 'environment.json'), JSON.stringify(variables))
  const members = [...everyone(), ...numbers.map((number) => member(vendor(number))), member(stranger)]
  cloud = await startCloud({
    data,
    documents: writeDocuments({ members, markets: [taohuajing], market_nights: [tonight] }),
  })
  wechat = wechatOf(cloud)
})
afterAll(async () => {
  await cloud.stop()
  rmSync(data, { recursive: true, force: true })
})
afterEach(() => wechat.forgetFaults())

const shopOf = (number: number) => `shop-${String(number)}00`
const account = async (number: number): Promise<FeeAccount> => {
  const [found] = await shopsOf(cloud).some<FeeAccount>('market_fees', { _id: `${night}:${shopOf(number)}` })
  if (!found) throw new Error('there is no account')
  return found
}
const order = async (number: number, key?: string): Promise<string> => {
  const answer = await cloud.call(vendor(number), fees.payFee, { night, amount }, key)
  if (!answer.ok) throw new Error(answer.code)
  return answer.value.payment.package
}
const post = async (door: string, body?: object) => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  return (await (await fetch(`${cloud.url}${door}`, body ? init : {})).json()) as Record<string, unknown>
}
const pay = (number: string) => post('/_/pay', { package: number })
const confirm = (number: number) => cloud.call(vendor(number), fees.confirmFee, { night })
const cash = (number: number) => cloud.call(operator, fees.takeCash, { night, shop: shopOf(number), amount })
const refund = (number: number, key: string, much = amount) =>
  cloud.call(operator, fees.refundFee, { night, shop: shopOf(number), amount: much, reason: '多收了' }, key)
const refundsOf = async (number: number) => {
  const { refunds } = (await post('/_/pay')) as { refunds: { outTradeNo: string; refundFee: number }[] }
  const { orders = [] } = await account(number)
  return refunds.filter(({ outTradeNo }) => orders.some((each) => each.number === outTradeNo))
}

test('a vendor pays by WeChat; its callback counts once, and nobody can pay again', async () => {
  const placed = await order(1, 'pay-00001')
  const { orders = [] } = await account(1)
  expect(orders).toMatchObject([{ number: expect.stringMatching(/^[0-9a-f]{32}$/) as string, amount }])
  expect(await order(1, 'pay-00001')).toBe(placed)
  expect(await order(1)).toBe(placed)
  expect(await pay(placed)).toMatchObject({ tradeState: 'SUCCESS', delivered: true })
  expect((await account(1)).facts).toMatchObject([{ kind: 'paid', way: 'wechat', amount }])
  expect(await confirm(1)).toMatchObject({ ok: true, value: { state: 'paid', paid: amount } })
  expect((await account(1)).facts).toHaveLength(1)
  expect(await cloud.call(vendor(1), fees.payFee, { night, amount })).toMatchObject({ code: 'ALREADY_PAID' })
  expect(await cash(1)).toMatchObject({ code: 'ALREADY_PAID' })
})

test('nobody pays for somebody else, nor asks about their order', async () => {
  await order(24)
  const theirs = { night, amount, shop: shopOf(24) }
  expect(
    await cloud.send('market', vendor(1), { action: 'payFee', input: theirs, key: 'pay-others-01' }),
  ).toMatchObject({
    code: 'BAD_INPUT',
  })
  expect(await cloud.call(stranger, fees.payFee, { night, amount })).toMatchObject({ code: 'NO_ACCOUNT' })
  expect(await cloud.call(stranger, fees.confirmFee, { night })).toMatchObject({ code: 'NO_ORDER' })
  expect((await account(24)).facts).toEqual([])
})

test('an account says whether it can be paid by WeChat', async () => {
  expect(await cloud.call(vendor(28), fees.myFees, {})).toMatchObject({ value: { wechat: true } })
})

test('a callback is believed in nothing: what WeChat says when asked is what counts', async () => {
  await order(2)
  const { orders = [] } = await account(2)
  const forged = { outTradeNo: orders[0]?.number, returnCode: 'SUCCESS', resultCode: 'SUCCESS', totalFee: amount }
  expect(await cloud.send('market', vendor(2), forged)).toMatchObject({ ok: false })
  expect(await confirm(2)).toMatchObject({ ok: true, value: { state: 'owed', paid: 0 } })
  expect((await account(2)).facts).toEqual([])
})

test('cash, the callback and three questions at the same instant count each payment once', async () => {
  for (const number of [3, 4, 5]) {
    const placed = await order(number)
    const [taken] = await Promise.all([cash(number), pay(placed), confirm(number), confirm(number), confirm(number)])
    expect(await confirm(number)).toMatchObject({ ok: true })
    const { facts } = await account(number)
    expect(facts.filter(({ way }) => way === 'wechat')).toHaveLength(1)
    expect(facts.filter(({ way }) => way === 'cash')).toHaveLength(taken.ok ? 1 : 0)
    if (taken.ok) expect(await confirm(number)).toMatchObject({ value: { state: 'toRefund', toRefund: amount } })
  }
})

test('what is paid for a stall given back meanwhile goes back through WeChat, once', async () => {
  const placed = await order(6)
  expect(await cloud.call(vendor(6), booking.cancelBooking, { night })).toMatchObject({ ok: true })
  await pay(placed)
  expect(await confirm(6)).toMatchObject({ value: { state: 'toRefund', toRefund: amount } })
  const back = await refund(6, 'back-00001')
  expect(back).toMatchObject({
    ok: true,
    value: { state: 'refunded', facts: [{}, { kind: 'refunded', way: 'wechat' }] },
  })
  expect(await refund(6, 'back-00001')).toEqual(back)
  expect(await refundsOf(6)).toMatchObject([{ refundFee: amount }])
  expect((await account(6)).sending).toEqual([])
})

test.each([1, 2, 3, 4].flatMap((at) => [[at, 'before'] as const, [at, 'after'] as const]))(
  'a callback that dies at request %i (%s) is told again, and counts once',
  async (at, when) => {
    const number = 6 + 2 * at + (when === 'after' ? 0 : -1)
    const placed = await order(number)
    await wechat.plan({ kind: 'crash', function: 'market', at, when, times: 1 })
    await pay(placed)
    await wechat.forgetFaults()
    await confirm(number)
    expect(await confirm(number)).toMatchObject({ ok: true, value: { state: 'paid', paid: amount } })
    expect((await account(number)).facts).toHaveLength(1)
  },
)

test('a callback that found nobody comes again by itself', async () => {
  const placed = await order(15)
  await wechat.plan({ kind: 'crash', function: 'market', at: 1, when: 'before', times: 1 })
  await pay(placed)
  await wechat.forgetFaults()
  expect((await account(15)).facts).toEqual([])
  await cloud.setClock(new Date(+fridayMorning + 60_000))
  await until(async () => (await account(15)).facts.length === 1)
  await cloud.setClock(fridayMorning)
})

test.each([2, 3, 4].flatMap((at) => [[at, 'before'] as const, [at, 'after'] as const]))(
  'a refund whose call dies at request %i (%s) goes back once',
  async (at, when) => {
    const number = 12 + 2 * at + (when === 'after' ? 0 : -1)
    if (number !== 15) await pay(await order(number))
    expect(await cloud.call(vendor(number), booking.cancelBooking, { night })).toMatchObject({ ok: true })
    await wechat.plan({ kind: 'crash', function: 'market', action: 'refundFee', at, when, times: 1 })
    const key = `dies-${when}-${String(at)}`
    await refund(number, key)
    await wechat.forgetFaults()
    await refund(number, key)
    await cloud.tick('market')
    expect(await refundsOf(number)).toMatchObject([{ refundFee: amount }])
    const { facts, sending } = await account(number)
    expect(facts.map(({ kind }) => kind)).toEqual(['paid', 'refunded'])
    expect(sending).toEqual([])
  },
)

test('an order that no callback told of is asked about by the timer; unpaid after two hours it is closed, and another one placed', async () => {
  const after = async (minutes: number) => {
    await cloud.setClock(new Date(+fridayMorning + minutes * 60_000))
    // A run asks about twenty accounts; here are a few more.
    for (let run = 0; run < 2; run++) expect(await cloud.tick('market')).toMatchObject({ ok: true })
  }
  const paid = await order(26)
  const left = await order(28)
  await wechat.plan({ kind: 'crash', function: 'market', at: 1, when: 'before', times: 1 })
  await pay(paid)
  await wechat.forgetFaults()
  expect((await account(26)).facts).toEqual([])
  await after(2)
  expect((await account(26)).facts).toMatchObject([{ kind: 'paid', way: 'wechat', amount }])
  expect((await account(26)).askAt).toBeUndefined()
  for (const minutes of [6, 31, 121]) await after(minutes)
  const { orders, askAt, facts } = await account(28)
  expect([orders?.map(({ closed }) => closed), askAt, facts]).toEqual([[true], undefined, []])
  await after(122)
  expect(await order(28)).not.toBe(left)
  expect((await account(28)).orders).toHaveLength(2)
  await cloud.setClock(fridayMorning)
})

test.each([2, 3, 4, 5])('a call to pay that dies before request %i leaves one order, paid once', async (at) => {
  const [number, key] = [17 + 2 * at, `pay-dies-${String(at)}`]
  await wechat.plan({ kind: 'crash', function: 'market', action: 'payFee', at, when: 'before', times: 1 })
  await cloud.call(vendor(number), fees.payFee, { night, amount }, key)
  await wechat.forgetFaults()
  await pay(await order(number, key))
  expect(await confirm(number)).toMatchObject({ ok: true, value: { state: 'paid', paid: amount } })
  const { orders, facts } = await account(number)
  expect([orders?.length, facts.length]).toEqual([1, 1])
})

test('no query of all this was without an index', async () => {
  expect(await shopsOf(cloud).unserved()).toEqual([])
})
