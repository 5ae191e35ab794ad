import { createHash, randomUUID } from 'node:crypto'
import { APP_ID } from '../functions/environment'

/** Where an order stands, in WeChat Pay's words. */
export type TradeState = 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED' | 'PAYERROR'

/** An order as it is kept. Amounts are in fen, times in emulated milliseconds. */
export interface Order {
  outTradeNo: string
  transactionId: string
  prepayId: string
  openid: string
  body: string
  attach: string
  subMchId: string
  totalFee: number
  /** The function that gets the callback. */
  functionName: string
  state: TradeState
  paidAt: number | null
  refunded: number
}

export interface Refund {
  outRefundNo: string
  refundId: string
  outTradeNo: string
  refundFee: number
  /** When it is through: until then it is PROCESSING. */
  doneAt: number
}

export const MERCHANT = '1900000001'

/** A number as WeChat Pay makes them: 28 digits, another one each time. */
export function makeNumber(prefix: string): string {
  const digits = BigInt(`0x${randomUUID().replaceAll('-', '')}`)
  return (prefix + digits.toString().padStart(40, '0').slice(-28)).slice(0, 28)
}

/** `20201231235959` in UTC+8, as WeChat Pay writes times. */
export function payTime(milliseconds: number): string {
  return new Date(milliseconds + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14)
}

/** The fields every answer and every callback carries. */
export function commonFields(subMchId: string): Record<string, unknown> {
  const nonce = randomUUID().replaceAll('-', '')
  return {
    return_code: 'SUCCESS',
    return_msg: 'OK',
    appid: APP_ID,
    mch_id: MERCHANT,
    sub_appid: APP_ID,
    sub_mch_id: subMchId,
    nonce_str: nonce,
    sign: createHash('md5').update(nonce).digest('hex').toUpperCase(),
  }
}

/** What is known of a paid order: in queryOrder and in the callback. */
export function paidFields(order: Order): Record<string, unknown> {
  return {
    openid: order.openid,
    is_subscribe: 'N',
    sub_openid: order.openid,
    sub_is_subscribe: 'N',
    trade_type: 'JSAPI',
    bank_type: 'OTHERS',
    total_fee: order.totalFee,
    fee_type: 'CNY',
    cash_fee: order.totalFee,
    cash_fee_type: 'CNY',
    transaction_id: order.transactionId,
    out_trade_no: order.outTradeNo,
    attach: order.attach,
    ...(order.paidAt === null ? {} : { time_end: payTime(order.paidAt) }),
  }
}

/** What wx.requestPayment is given. */
export function paymentOf(order: Order, now: number): Record<string, string> {
  const nonceStr = randomUUID().replaceAll('-', '')
  const paySign = createHash('md5').update(nonceStr).digest('hex').toUpperCase()
  return {
    appId: APP_ID,
    timeStamp: String(Math.floor(now / 1000)),
    nonceStr,
    package: `prepay_id=${order.prepayId}`,
    signType: 'MD5',
    paySign,
  }
}

/** Callbacks reach a function in camel case. */
export function toCamelCase(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase()),
      value,
    ]),
  )
}
