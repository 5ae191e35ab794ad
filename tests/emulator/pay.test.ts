import { eventually, LocalCloud, temporaryFolder } from './support/local-cloud'

const data = temporaryFolder()
// Keeps each callback; answers what the document "answer" says, `{errcode: 0}` when there is none.
const CALLBACK = `
  const cloud = require('wx-server-sdk'); cloud.init()
  const db = cloud.database()
  exports.main = async (event) => {
    await db.collection('callbacks').add({ data: { event, openid: cloud.getWXContext().OPENID } })
    const { data } = await db.collection('answers').where({ _id: event.outTradeNo }).get()
    if (data.length > 0 && data[0].throws) throw new Error('not now')
    return data.length > 0 ? data[0].answer : { errcode: 0, errmsg: '' }
  }`

let cloud: LocalCloud
const start = async () => {
  cloud = await LocalCloud.start({
    data,
    functions: { paid: { code: CALLBACK } },
    collections: { callbacks: {}, answers: {} },
  })
}
beforeAll(start)
afterAll(() => cloud.stop())
afterEach(() => cloud.post('/_/clock', { now: null }))

type Name = 'unifiedOrder' | 'queryOrder' | 'closeOrder' | 'refund' | 'queryRefund'
type Answer = Record<string, unknown>

const pay = (name: Name, request: object, openid = 'o-lin'): Promise<Answer> =>
  cloud.run(({ cloud }, { name, request }) => cloud.cloudPay[name](request), { name, request }, openid)

const order = (outTradeNo: string, more: object = {}) => ({
  body: '摊位费',
  outTradeNo,
  spbillCreateIp: '127.0.0.1',
  subMchId: '1900000109',
  totalFee: 1200,
  envId: 'local-env',
  functionName: 'paid',
  attach: 'stall-7',
  ...more,
})
const subMchId = '1900000109'
const complete = (outTradeNo: string, more: object = {}) => cloud.post('/_/pay', { outTradeNo, ...more })

const callbacks = (outTradeNo: string) =>
  cloud.run(
    async ({ db }, number) =>
      (
        await db
          .collection('callbacks')
          .where({ event: { outTradeNo: number } })
          .get()
      ).data as unknown as {
        event: Record<string, unknown>
        openid: string
      }[],
    outTradeNo,
  )

/** The attempts of each callback of an order that was not taken yet; an attempt counts once its answer has come. */
async function waiting(outTradeNo: string): Promise<number[]> {
  const { waiting } = (await cloud.get('/_/pay')) as {
    waiting: { event: { outTradeNo: string }; attempts: number }[]
  }
  return waiting.filter(({ event }) => event.outTradeNo === outTradeNo).map(({ attempts }) => attempts)
}
/** Waits until every callback of an order was taken; gives them all. */
async function taken(outTradeNo: string): Promise<Record<string, unknown>[]> {
  await eventually(
    () => waiting(outTradeNo),
    ({ length }) => length === 0,
  )
  return (await callbacks(outTradeNo)).map(({ event }) => event)
}

const answerWith = (outTradeNo: string, answer: object) =>
  cloud.run(({ db }, { id, answer }) => db.collection('answers').doc(id).set({ data: answer }), {
    id: outTradeNo,
    answer,
  })

test('an order is paid, and the function named in it is called', async () => {
  const placed = await pay('unifiedOrder', order('order-1'))
  expect(placed).toMatchObject({ errCode: 0, returnCode: 'SUCCESS', resultCode: 'SUCCESS', tradeType: 'JSAPI' })
  const payment = placed['payment'] as Record<string, string>
  expect(Object.keys(payment).sort()).toEqual(['appId', 'nonceStr', 'package', 'paySign', 'signType', 'timeStamp'])
  expect(await pay('queryOrder', { outTradeNo: 'order-1', subMchId })).toMatchObject({ tradeState: 'NOTPAY' })
  await cloud.post('/_/clock', { now: '2026-11-23T10:00:00Z' })
  const done = await cloud.post('/_/pay', { package: payment['package'] })
  expect(done.body).toEqual({ outTradeNo: 'order-1', tradeState: 'SUCCESS', delivered: true })
  const [callback] = await callbacks('order-1')
  expect(callback).toMatchObject({
    openid: 'o-lin',
    event: {
      returnCode: 'SUCCESS',
      resultCode: 'SUCCESS',
      outTradeNo: 'order-1',
      totalFee: 1200,
      subOpenid: 'o-lin',
      attach: 'stall-7',
      timeEnd: expect.stringMatching(/^20261123180[0-5]\d\d$/) as string,
      userInfo: { openId: 'o-lin' },
    },
  })
  const paid = await pay('queryOrder', { transactionId: callback?.event['transactionId'], subMchId })
  expect(paid).toMatchObject({ tradeState: 'SUCCESS', outTradeNo: 'order-1', cashFee: 1200 })
})

test('paying twice, or an order that is not there, changes nothing', async () => {
  await pay('unifiedOrder', order('order-2'))
  const both = await Promise.all([complete('order-2'), complete('order-2')])
  expect(both.map(({ body }) => (body as { delivered: boolean }).delivered).sort()).toEqual([false, true])
  expect(await callbacks('order-2')).toHaveLength(1)
  expect((await complete('nothing')).status).toBe(404)
  expect((await complete('order-2', { result: 'PERHAPS' })).status).toBe(400)
})

test('a payment that fails can be tried again', async () => {
  await pay('unifiedOrder', order('order-3'))
  expect((await complete('order-3', { result: 'FAIL' })).body).toMatchObject({
    tradeState: 'PAYERROR',
    delivered: false,
  })
  expect(await callbacks('order-3')).toEqual([])
  expect((await complete('order-3')).body).toMatchObject({ tradeState: 'SUCCESS', delivered: true })
})

test('a callback comes again, by the emulated clock, until the function answers errcode 0', async () => {
  await pay('unifiedOrder', order('order-4'))
  await answerWith('order-4', { answer: { errcode: 1 } })
  expect((await complete('order-4')).body).toMatchObject({ tradeState: 'SUCCESS', delivered: false })
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(await callbacks('order-4')).toHaveLength(1)
  await answerWith('order-4', { throws: true })
  await cloud.post('/_/clock', { now: Date.now() + 16_000 })
  await eventually(
    () => waiting('order-4'),
    ([attempts]) => attempts === 2,
  )
  expect(await callbacks('order-4')).toHaveLength(2)
  await answerWith('order-4', { answer: { errcode: 0 } })
  await cloud.post('/_/clock', { now: Date.now() + 40_000 })
  const events = await taken('order-4')
  expect(events).toHaveLength(3)
  expect(new Set(events.map((event) => event['transactionId'])).size).toBe(1)
  await cloud.post('/_/clock', { now: Date.now() + 3_600_000 })
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(await callbacks('order-4')).toHaveLength(3)
})

test('an order number belongs to one order', async () => {
  const first = await pay('unifiedOrder', order('order-5'))
  expect((await pay('unifiedOrder', order('order-5')))['prepayId']).toBe(first['prepayId'])
  const other = { resultCode: 'FAIL', errCodeDes: '商户订单号重复' }
  expect(await pay('unifiedOrder', order('order-5', { totalFee: 1 }))).toMatchObject(other)
  await complete('order-5')
  expect(await pay('unifiedOrder', order('order-5'))).toMatchObject({ resultCode: 'FAIL', errCodeDes: '该订单已支付' })
})

test('an order that was closed cannot be paid, and a paid one not be closed', async () => {
  await pay('unifiedOrder', order('order-6'))
  expect(await pay('closeOrder', { outTradeNo: 'order-6', subMchId })).toMatchObject({ resultCode: 'SUCCESS' })
  expect((await complete('order-6')).body).toMatchObject({ tradeState: 'CLOSED', delivered: false })
  expect(await pay('unifiedOrder', order('order-6'))).toMatchObject({ errCodeDes: '该订单已关闭' })
  await pay('unifiedOrder', order('order-7'))
  await complete('order-7')
  expect(await pay('closeOrder', { outTradeNo: 'order-7', subMchId })).toMatchObject({ errCodeDes: '订单已支付' })
  expect(await pay('queryOrder', { outTradeNo: 'none', subMchId })).toMatchObject({ errCodeDes: '订单不存在' })
})

test.each([
  ['totalFee', 0],
  ['totalFee', 1.5],
  ['totalFee', '1'],
  ['outTradeNo', 'x'.repeat(33)],
  ['outTradeNo', '号'],
  ['body', ''],
  ['functionName', ''],
])('an order with %s %j is not understood', async (field, value) => {
  expect(await pay('unifiedOrder', order('order-8', { [field]: value }))).toMatchObject({ returnCode: 'FAIL' })
})

describe('a refund', () => {
  const refund = (outTradeNo: string, outRefundNo: string, refundFee: number, more: object = {}) =>
    pay('refund', {
      outTradeNo,
      outRefundNo,
      refundFee,
      totalFee: 1200,
      subMchId,
      envId: 'local-env',
      functionName: 'paid',
      ...more,
    })

  test('is accepted, then through, and its function called', async () => {
    await pay('unifiedOrder', order('order-9'))
    await complete('order-9')
    expect(await refund('order-9', 'refund-1', 500)).toMatchObject({ resultCode: 'SUCCESS', refundFee: 500 })
    expect(await pay('queryOrder', { outTradeNo: 'order-9', subMchId })).toMatchObject({ tradeState: 'REFUND' })
    const [, event] = await taken('order-9')
    expect(event).toMatchObject({ refundStatus: 'SUCCESS', outRefundNo: 'refund-1', refundFee: 500, totalFee: 1200 })
    const found = await pay('queryRefund', { outTradeNo: 'order-9', subMchId })
    expect(JSON.stringify(found)).toContain('SUCCESS')
  })

  test('is one refund, however often it is asked for, and never more than was paid', async () => {
    await pay('unifiedOrder', order('order-10'))
    expect(await refund('order-10', 'refund-2', 500)).toMatchObject({ resultCode: 'FAIL', errCodeDes: '订单未支付' })
    await complete('order-10')
    const again = await Promise.all([1, 2, 3].map(() => refund('order-10', 'refund-2', 500)))
    expect(new Set(again.map((answer) => answer['refundId'])).size).toBe(1)
    expect(await refund('order-10', 'refund-2', 600)).toMatchObject({ resultCode: 'FAIL' })
    expect(await refund('order-10', 'refund-3', 701)).toMatchObject({ resultCode: 'FAIL' })
    expect(await refund('order-10', 'refund-3', 700, { totalFee: 1000 })).toMatchObject({ resultCode: 'FAIL' })
    expect(await refund('order-10', 'refund-3', 700)).toMatchObject({ resultCode: 'SUCCESS' })
  })
})

test('orders and waiting callbacks outlive a machine that stops', async () => {
  await pay('unifiedOrder', order('order-11'))
  await answerWith('order-11', { answer: null })
  await complete('order-11')
  await cloud.end('SIGKILL')
  await start()
  expect(await pay('queryOrder', { outTradeNo: 'order-11', subMchId })).toMatchObject({ tradeState: 'SUCCESS' })
  await answerWith('order-11', { answer: { errcode: 0 } })
  await cloud.post('/_/clock', { now: Date.now() + 16_000 })
  expect(await taken('order-11')).toHaveLength(2)
})

test('another call of cloudPay is not there', async () => {
  const error = await cloud.run(({ cloud, failure }) => failure(cloud.cloudPay.other({ a: 1 })))
  expect(error?.errMsg).toContain('API not found')
})
