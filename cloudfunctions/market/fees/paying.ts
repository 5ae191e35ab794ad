import { sha256Hex } from '../../shared/digest'
import { addOnce, claim, command, find, untilClaimed } from '../../shared/database'
import { newId } from '../../shared/ids'
import { closeOrder, paidFor, payMerchant } from '../../shared/pay'
import { feeAccounts, type FeeAccount, type FeeOrder, type FeeFact } from '../documents'
import { addFacts } from './keeping'
import { nextAsk } from './rules'

/** An order's number follows from its account and attempt: the same for every repeat, and no one else's. */
export const orderNumber = (account: string, attempt: number): string =>
  sha256Hex(`fee ${account} ${String(attempt)}`).slice(0, 32)

/** The order for this amount that is still open, or one more; noted before WeChat is asked, so that its callback is known. */
export async function orderFor(first: FeeAccount, amount: number, now: Date): Promise<FeeOrder | null> {
  return untilClaimed(feeAccounts, first, async (account) => {
    const { _id, orders = [], facts, rev } = account
    const last = orders[orders.length - 1]
    if (last?.amount === amount && !last.closed && !facts.some(({ key }) => key === last.number)) return last
    const order = { number: orderNumber(_id, orders.length), amount, at: now }
    const askAt = nextAsk(now, now) ?? now
    const done =
      rev === 0
        ? await addOnce(feeAccounts, { ...account, orders: [order], askAt, rev: 1 })
        : await claim(
            feeAccounts,
            _id,
            { rev },
            { orders: command.push({ each: [order] }), askAt, rev: command.inc(1) },
          )
    return done ? order : null
  })
}

/** Counts what WeChat says was paid for an order, once, whoever asks how often. */
export async function settleOrder(number: string, now: Date): Promise<FeeAccount | null> {
  const [first] = await find(feeAccounts, { where: { 'orders.number': number }, sort: [], limit: 1 })
  if (!first) return null
  return settleAccount(first, number, now)
}

const tells = ({ facts }: FeeAccount, number: string): boolean => facts.some(({ key }) => key === number)

async function settleAccount(first: FeeAccount, number: string, now: Date): Promise<FeeAccount> {
  if (tells(first, number)) return first
  const amount = await paidFor(number)
  if (amount === null) return first
  const fact: FeeFact = { id: newId(), kind: 'paid', way: 'wechat', amount, at: now, key: number }
  const kept = await untilClaimed(feeAccounts, first, (account) =>
    tells(account, number) ? Promise.resolve(account) : addFacts(account, [fact]),
  )
  if (!kept) throw new Error(`the account of order ${number} kept changing`)
  return kept
}

const accountsPerRun = 20

/**
 * For the timer: orders that no callback told of. What was paid counts; what was not is asked about again, and closed in
 * the end, so that its vendor can begin anew.
 */
export async function settleOrders(now: Date): Promise<{ asked: number }> {
  if (payMerchant() === undefined) return { asked: 0 }
  const where = { askAt: command.lte(now) }
  const found = await find(feeAccounts, { where, sort: [['askAt', 'asc']], limit: accountsPerRun })
  for (const account of found)
    try {
      await askAbout(account, now)
    } catch (error) {
      console.error(JSON.stringify({ level: 'error', account: account._id, error: String(error) }))
    }
  return { asked: found.length }
}

async function askAbout(account: FeeAccount, now: Date): Promise<void> {
  const { _id, askAt, orders = [] } = account
  let settled = account
  const closed = new Set<string>()
  const asks: Date[] = []
  for (const { number, at, closed: isClosed } of orders) {
    if (isClosed) continue
    settled = await settleAccount(settled, number, now)
    if (tells(settled, number)) continue
    const next = nextAsk(at, now)
    if (!next && (await closeOrder(number))) closed.add(number)
    // Paid at the very last: the next minute finds it.
    else asks.push(next ?? now)
  }
  const [next] = asks.sort((a, b) => +a - +b)
  const change = {
    askAt: next ?? command.remove(),
    ...(closed.size > 0
      ? { orders: orders.map((each) => (closed.has(each.number) ? { ...each, closed: true } : each)) }
      : {}),
    rev: command.inc(1),
  }
  await claim(feeAccounts, _id, { askAt, rev: settled.rev }, change)
}
