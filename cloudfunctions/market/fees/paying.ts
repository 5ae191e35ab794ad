import { sha256Hex } from '../../shared/digest'
import { addOnce, claim, command, find, untilClaimed } from '../../shared/database'
import { newId } from '../../shared/ids'
import { paidFor } from '../../shared/pay'
import { feeAccounts, type FeeAccount, type FeeOrder, type FeeFact } from '../documents'
import { addFacts } from './keeping'

/** An order's number follows from its account and attempt: the same for every repeat, and no one else's. */
export const orderNumber = (account: string, attempt: number): string =>
  sha256Hex(`fee ${account} ${String(attempt)}`).slice(0, 32)

/** The order for this amount that is still open, or one more; noted before WeChat is asked, so that its callback is known. */
export async function orderFor(first: FeeAccount, amount: number, now: Date): Promise<FeeOrder | null> {
  return untilClaimed(feeAccounts, first, async (account) => {
    const { _id, orders = [], facts, rev } = account
    const last = orders[orders.length - 1]
    if (last?.amount === amount && !facts.some(({ key }) => key === last.number)) return last
    const order = { number: orderNumber(_id, orders.length), amount, at: now }
    const done =
      rev === 0
        ? await addOnce(feeAccounts, { ...account, orders: [order], rev: 1 })
        : await claim(feeAccounts, _id, { rev }, { orders: command.push({ each: [order] }), rev: command.inc(1) })
    return done ? order : null
  })
}

/** Counts what WeChat says was paid for an order, once, whoever asks how often. */
export async function settleOrder(number: string, now: Date): Promise<FeeAccount | null> {
  const [first] = await find(feeAccounts, { where: { 'orders.number': number }, sort: [], limit: 1 })
  if (!first) return null
  const isKnown = ({ facts }: FeeAccount) => facts.some(({ key }) => key === number)
  if (isKnown(first)) return first
  const amount = await paidFor(number)
  if (amount === null) return first
  const fact: FeeFact = { id: newId(), kind: 'paid', way: 'wechat', amount, at: now, key: number }
  const kept = await untilClaimed(feeAccounts, first, (account) =>
    isKnown(account) ? Promise.resolve(account) : addFacts(account, [fact]),
  )
  if (!kept) throw new Error(`the account of order ${number} kept changing`)
  return kept
}
