import { cloud } from './wechat'

/** What `wx.requestPayment` is given. */
export interface Payment {
  timeStamp: string
  nonceStr: string
  package: string
  signType: 'MD5'
  paySign: string
}

interface Answer {
  returnCode: string
  returnMsg?: string
  resultCode?: string
  errCode?: unknown
  errCodeDes?: string
}
interface CloudPay {
  unifiedOrder(order: Record<string, unknown>): Promise<Answer & { payment?: Payment }>
  closeOrder(order: Record<string, unknown>): Promise<Answer>
  queryOrder(order: Record<string, unknown>): Promise<Answer & { tradeState?: string; totalFee?: number }>
  refund(refund: Record<string, unknown>): Promise<Answer>
}
const cloudPay = () => (cloud as unknown as { cloudPay: CloudPay }).cloudPay

/** The merchant (子商户号) whose money it is, as the console set it; undefined: people pay at the stall alone. */
export const payMerchant = (): string | undefined => {
  const { PAY_MERCHANT = '' } = process.env
  return PAY_MERCHANT === '' ? undefined : PAY_MERCHANT
}

/** @throws Error while payment is off */
function merchant(): string {
  const known = payMerchant()
  if (known === undefined) throw new Error('PAY_MERCHANT is not set; nothing was asked of WeChat Pay')
  return known
}

const went = ({ returnCode, resultCode }: Answer): boolean => returnCode === 'SUCCESS' && resultCode === 'SUCCESS'

const failed = (what: string, { returnMsg, errCodeDes }: Answer): Error =>
  new Error(`${what}: ${errCodeDes ?? returnMsg ?? 'no reason'}`)

/**
 * Places an order for the caller, or finds it again unpaid.
 * @param number the order's own number: at most 32 letters and digits
 * @param amount in fen
 * @returns undefined when it can no longer be paid: it was, or is closed
 */
export async function placeOrder(
  number: string,
  { amount, words, domain }: { amount: number; words: string; domain: string },
): Promise<Payment | undefined> {
  const answer = await cloudPay().unifiedOrder({
    body: words,
    outTradeNo: number,
    // People pay on their phones, through WeChat: there is no address of theirs that we know.
    spbillCreateIp: '127.0.0.1',
    subMchId: merchant(),
    totalFee: amount,
    envId: (cloud.getWXContext() as { ENV?: string }).ENV,
    functionName: domain,
  })
  if (went(answer) && answer.payment) {
    const { timeStamp, nonceStr, package: order, paySign } = answer.payment
    return { timeStamp, nonceStr, package: order, signType: 'MD5', paySign }
  }
  if (answer.resultCode === 'FAIL') return undefined
  throw failed('unifiedOrder', answer)
}

/** How much was paid for an order, in fen, as WeChat itself says; null: nothing. */
export async function paidFor(number: string): Promise<number | null> {
  const answer = await cloudPay().queryOrder({ outTradeNo: number, subMchId: merchant() })
  const isPaid = went(answer) && (answer.tradeState === 'SUCCESS' || answer.tradeState === 'REFUND')
  return isPaid ? (answer.totalFee ?? null) : null
}

/** Closes an order that nobody paid. @returns whether nobody can pay it any more */
export async function closeOrder(number: string): Promise<boolean> {
  const answer = await cloudPay().closeOrder({ outTradeNo: number, subMchId: merchant() })
  return went(answer) || answer.errCode === 'ORDERCLOSED' || answer.errCode === 'ORDERNOTEXIST'
}

/** Pays back a part of an order, in fen; the same number pays back once, however often it is asked. */
export async function payBack(refund: { number: string; order: string; amount: number; total: number }): Promise<void> {
  const answer = await cloudPay().refund({
    outTradeNo: refund.order,
    outRefundNo: refund.number,
    subMchId: merchant(),
    nonceStr: refund.number,
    totalFee: refund.total,
    refundFee: refund.amount,
  })
  if (!went(answer)) throw failed('refund', answer)
}
