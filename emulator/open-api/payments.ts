import type { Clock } from '../clock'
import { type Records, type Table, valuesOf } from '../records'
import { GatewayError } from './errors'
import {
  commonFields,
  makeNumber,
  type Order,
  paidFields,
  paymentOf,
  payTime,
  type Refund,
  toCamelCase,
  type TradeState,
} from './orders'
import type { Push, Pushes } from './pushes'

type Fields = Record<string, unknown>

/** A refusal in WeChat Pay's way: the call succeeds, its result does not. */
class PayRefusal extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'PayRefusal'
    this.code = code
  }
}

/** A request WeChat Pay does not understand: `return_code` FAIL. */
class BadPayRequest extends Error {}

const DESCRIPTIONS: Readonly<Record<TradeState, string>> = {
  NOTPAY: '订单未支付',
  SUCCESS: '支付成功',
  REFUND: '订单发生过退款，退款详情请查询退款单',
  CLOSED: '订单已关闭',
  PAYERROR: '支付失败',
}
const REFUND_MS = 500

function text(request: Fields, field: string, max: number, fallback?: string): string {
  const value = request[field] ?? fallback
  if (typeof value !== 'string' || (value === '' && fallback === undefined)) throw new BadPayRequest(`缺少参数${field}`)
  if ([...value].length > max) throw new BadPayRequest(`参数${field}长度超过限制`)
  return value
}

/** A number a merchant gives: up to 32 characters of its own (out_trade_no in WeChat Pay's manual). */
function merchantNumber(request: Fields, field: string): string {
  const value = text(request, field, field === 'out_refund_no' ? 64 : 32)
  if (!/^[\w|*@-]+$/.test(value)) throw new BadPayRequest(`参数${field}格式错误`)
  return value
}

function amount(request: Fields, field: string): number {
  const value = request[field]
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
    throw new BadPayRequest(`参数${field}必须是大于0的整数`)
  }
  return value
}

/** Orders and refunds of `cloudPay`. Nothing is paid: `complete` plays the person. */
export class Payments {
  readonly #records: Records
  readonly #clock: Clock
  readonly #pushes: Pushes
  readonly #orders: Table<Order>
  readonly #refunds: Table<Refund>

  constructor(records: Records, clock: Clock, pushes: Pushes) {
    this.#records = records
    this.#clock = clock
    this.#pushes = pushes
    this.#orders = records.table<Order>('orders')
    this.#refunds = records.table<Refund>('refunds')
  }

  /** Performs a call of `cloudPay` (arguments in snake case). Refusals are answers; an unknown name is a GatewayError. */
  async call(name: string, request: Fields, openid: string | undefined): Promise<Fields> {
    const perform = this.#calls[name]
    if (!perform) throw new GatewayError(-604100, 'API not found')
    const common = commonFields(typeof request['sub_mch_id'] === 'string' ? request['sub_mch_id'] : '')
    try {
      return { ...common, result_code: 'SUCCESS', ...(await perform(request, openid)) }
    } catch (error) {
      if (error instanceof BadPayRequest) return { return_code: 'FAIL', return_msg: error.message }
      if (!(error instanceof PayRefusal)) throw error
      return { ...common, result_code: 'FAIL', err_code: error.code, err_code_des: error.message }
    }
  }

  readonly #calls: Readonly<Record<string, (request: Fields, openid: string | undefined) => Fields | Promise<Fields>>> =
    {
      unifiedOrder: (request, openid) => this.#unifiedOrder(request, openid),
      queryOrder: (request) => this.#queryOrder(request),
      closeOrder: (request) => this.#closeOrder(request),
      refund: (request) => this.#refund(request),
      queryRefund: (request) => this.#queryRefund(request),
    }

  async #unifiedOrder(request: Fields, openid: string | undefined): Promise<Fields> {
    const payer = text(request, 'openid', 128, text(request, 'sub_openid', 128, openid ?? ''))
    if (payer === '') throw new BadPayRequest('缺少参数openid')
    const wanted: Order = {
      outTradeNo: merchantNumber(request, 'out_trade_no'),
      transactionId: makeNumber('42'),
      prepayId: makeNumber('wx'),
      openid: payer,
      body: text(request, 'body', 128),
      attach: text(request, 'attach', 127, ''),
      subMchId: text(request, 'sub_mch_id', 32),
      totalFee: amount(request, 'total_fee'),
      functionName: text(request, 'function_name', 64),
      state: 'NOTPAY',
      paidAt: null,
      refunded: 0,
    }
    text(request, 'env_id', 64)
    text(request, 'spbill_create_ip', 64)
    const order = await this.#records.exclusively(() => this.#place(wanted))
    const payment = paymentOf(order, this.#clock.now())
    return { trade_type: 'JSAPI', prepay_id: order.prepayId, payment }
  }

  /** An order that is asked for again, unchanged and unpaid, is the same order. */
  #place(wanted: Order): Order {
    const known = this.#orders.get(wanted.outTradeNo)
    if (!known) {
      this.#orders.putSync(wanted.outTradeNo, wanted)
      return wanted
    }
    if (known.state === 'CLOSED') throw new PayRefusal('ORDERCLOSED', '该订单已关闭')
    if (known.state !== 'NOTPAY') throw new PayRefusal('ORDERPAID', '该订单已支付')
    const same = known.totalFee === wanted.totalFee && known.openid === wanted.openid && known.body === wanted.body
    if (!same) throw new PayRefusal('OUT_TRADE_NO_USED', '商户订单号重复')
    return known
  }

  #find(request: Fields): Order {
    const { transaction_id: transactionId } = request
    const order =
      typeof transactionId === 'string'
        ? valuesOf(this.#orders).find((known) => known.transactionId === transactionId)
        : this.#orders.get(merchantNumber(request, 'out_trade_no'))
    if (!order) throw new PayRefusal('ORDERNOTEXIST', '订单不存在')
    return order
  }

  #queryOrder(request: Fields): Fields {
    const order = this.#find(request)
    const state = { trade_state: order.state, trade_state_desc: DESCRIPTIONS[order.state] }
    if (order.paidAt !== null) return { ...state, ...paidFields(order) }
    return { ...state, out_trade_no: order.outTradeNo, attach: order.attach, total_fee: order.totalFee }
  }

  async #closeOrder(request: Fields): Promise<Fields> {
    await this.#records.exclusively(() => {
      const order = this.#find(request)
      if (order.state === 'SUCCESS' || order.state === 'REFUND') throw new PayRefusal('ORDERPAID', '订单已支付')
      this.#orders.putSync(order.outTradeNo, { ...order, state: 'CLOSED' })
    })
    return {}
  }

  async #refund(request: Fields): Promise<Fields> {
    const outRefundNo = merchantNumber(request, 'out_refund_no')
    const [refundFee, totalFee] = [amount(request, 'refund_fee'), amount(request, 'total_fee')]
    const functionName = text(request, 'function_name', 64, '')
    const { order, refund, push } = await this.#records.exclusively(() => {
      const found = this.#find(request)
      if (found.paidAt === null) throw new PayRefusal('ORDERNOTEXIST', '订单未支付')
      const known = this.#refunds.get(outRefundNo)
      if (totalFee !== found.totalFee || (known && known.refundFee !== refundFee)) {
        throw new PayRefusal('REFUND_FEE_MISMATCH', '订单金额或退款金额与之前请求不一致')
      }
      if (known) return { order: found, refund: known, push: null }
      const refunded = found.refunded + refundFee
      if (refunded > found.totalFee) throw new PayRefusal('ERROR', '累计退款金额大于支付金额')
      return this.#bookRefund({ ...found, state: 'REFUND', refunded }, outRefundNo, refundFee, functionName)
    })
    if (push) this.#pushes.announce(push)
    const { transactionId: transaction_id, outTradeNo: out_trade_no } = order
    const money = { refund_fee: refundFee, total_fee: totalFee, cash_fee: totalFee }
    return { transaction_id, out_trade_no, out_refund_no: outRefundNo, refund_id: refund.refundId, ...money }
  }

  #bookRefund(order: Order, outRefundNo: string, refundFee: number, functionName: string) {
    const doneAt = this.#clock.now() + REFUND_MS
    const refund: Refund = { outRefundNo, refundId: makeNumber('50'), outTradeNo: order.outTradeNo, refundFee, doneAt }
    this.#orders.putSync(order.outTradeNo, order)
    this.#refunds.putSync(outRefundNo, refund)
    if (functionName === '') return { order, refund, push: null }
    const event = toCamelCase({
      ...commonFields(order.subMchId),
      transaction_id: order.transactionId,
      out_trade_no: order.outTradeNo,
      refund_id: refund.refundId,
      out_refund_no: outRefundNo,
      total_fee: order.totalFee,
      settlement_total_fee: order.totalFee,
      refund_fee: refundFee,
      settlement_refund_fee: refundFee,
      refund_status: 'SUCCESS',
      success_time: payTime(doneAt),
      refund_recv_accout: '支付用户零钱',
      refund_account: 'REFUND_SOURCE_RECHARGE_FUNDS',
      refund_request_source: 'API',
    })
    const push = this.#pushes.write({ kind: 'payment', functionName, event, openid: order.openid, due: doneAt })
    return { order, refund, push }
  }

  #queryRefund(request: Fields): Fields {
    const { out_refund_no: wanted } = request
    const order = typeof wanted === 'string' ? null : this.#find(request)
    const refunds = valuesOf(this.#refunds).filter((refund) =>
      order ? refund.outTradeNo === order.outTradeNo : refund.outRefundNo === wanted,
    )
    if (refunds.length === 0) throw new PayRefusal('REFUNDNOTEXIST', '退款订单查询失败')
    const details = refunds.flatMap((refund, i) => [
      [`out_refund_no_${i}`, refund.outRefundNo],
      [`refund_id_${i}`, refund.refundId],
      [`refund_fee_${i}`, refund.refundFee],
      [`refund_status_${i}`, refund.doneAt <= this.#clock.now() ? 'SUCCESS' : 'PROCESSING'],
    ])
    const { outTradeNo } = refunds[0] as Refund
    return { out_trade_no: outTradeNo, refund_count: refunds.length, ...(Object.fromEntries(details) as Fields) }
  }

  /**
   * The person pays, or fails to; the number is an order's or, as wx.requestPayment has it, `prepay_id=…`. The callback
   * of a payment is tried at once and, until the function answers `{errcode: 0}`, again. Null: there is no such order.
   */
  async complete(number: string, result: 'SUCCESS' | 'FAIL'): Promise<{ order: Order; delivered: boolean } | null> {
    const done = await this.#records.exclusively((): { order: Order; push: Push | null } | null => {
      const prepayId = number.replace(/^prepay_id=/, '')
      const order = this.#orders.get(number) ?? valuesOf(this.#orders).find((known) => known.prepayId === prepayId)
      if (!order || (order.state !== 'NOTPAY' && order.state !== 'PAYERROR'))
        return order ? { order, push: null } : null
      const paid: Order = { ...order, state: result === 'FAIL' ? 'PAYERROR' : 'SUCCESS' }
      if (result === 'SUCCESS') paid.paidAt = this.#clock.now()
      this.#orders.putSync(order.outTradeNo, paid)
      return { order: paid, push: result === 'FAIL' ? null : this.#writeCallback(paid) }
    })
    if (!done?.push) return done && { order: done.order, delivered: false }
    this.#pushes.announce(done.push)
    return { order: done.order, delivered: await this.#pushes.attempt(done.push.id) }
  }

  #writeCallback(order: Order): Push {
    const fields = { ...commonFields(order.subMchId), result_code: 'SUCCESS', ...paidFields(order) }
    const { functionName, openid } = order
    // The request that pays makes the first attempt; the clock makes the others, or this one after a crash.
    const due = this.#clock.now() + 5_000
    return this.#pushes.write({ kind: 'payment', functionName, event: toCamelCase(fields), openid, due })
  }

  list(): { orders: Order[]; refunds: Refund[] } {
    return { orders: valuesOf(this.#orders), refunds: valuesOf(this.#refunds) }
  }
}
