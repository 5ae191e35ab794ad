import { many, one } from '../../shared/load'
import { payMerchant, placeOrder } from '../../shared/pay'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { feeAccounts, markets, nights, type FeeAccount } from '../documents'
import { fees as contract, feeStates, type FeeLine } from './contract'
import { accountOf, emptyAccount, record } from './keeping'
import { lineOf, linesOf, moneyOf, nightFields, type NightOfFees } from './lines'
import { accountsOfMonth, accountsOfNight, vendorSums } from './month'
import { orderFor, settleOrder } from './paying'
import { feeTable, idsOfMonth, monthOf, seatsOf, sumsOf } from './rules'

export const takeCash = action(contract.takeCash, {
  load: accountOf,
  run: (call) => record({ ...call, event: 'takeCash' }),
})

export const waiveFee = action(contract.waiveFee, {
  load: accountOf,
  run: (call) => record({ ...call, event: 'waive' }),
})

export const refundFee = action(contract.refundFee, {
  load: accountOf,
  run: (call) => record({ ...call, event: 'refund' }),
})

/** The public id under which a night charges somebody; empty for none. */
const shopIn = ({ bookings, absent = [] }: Pick<NightOfFees, 'bookings' | 'absent'>, vendor: string): string =>
  [...bookings, ...absent].find((each) => each.vendor === vendor)?.shop ?? ''

/** As somebody walks the rows: those who owe first, then those to whom something is owed, each by their stalls. */
const byTurn = (a: FeeLine, b: FeeLine): number =>
  feeStates.indexOf(a.state) - feeStates.indexOf(b.state) || (a.stall ?? '').localeCompare(b.stall ?? '')

export const listFees = action(contract.listFees, {
  load: ({ input }) => ({
    night: one(nights, input.night, 'NO_SUCH_NIGHT', { fields: { ...nightFields, place: 1 } }),
    accounts: accountsOfNight(input.night),
  }),
  run: ({ caller, loaded: { night, accounts } }) => {
    const items = linesOf(night, accounts, actorOf(caller)).sort(byTurn)
    return { night: night._id, date: night.date, market: night.marketName, items, sums: sumsOf(items) }
  },
})

/** A vendor has one stall a night; of all markets together, so many in a month at most. */
const nightsPerMonth = 310

const theirs = (list: 'bookings' | 'absent', vendor: string) => ({
  $filter: {
    input: { $ifNull: [`$${list}`, []] },
    as: 'each',
    cond: { $eq: ['$$each.vendor', { $literal: vendor }] },
  },
})

export const myFees = action(contract.myFees, {
  load: ({ input, caller, now }) => {
    const _id = idsOfMonth(input.month ?? monthOf(dateOf(now)))
    const fields = { ...nightFields, bookings: theirs('bookings', caller), absent: theirs('absent', caller) }
    const nightsWith = (list: 'bookings' | 'absent') =>
      many(nights, { match: { [`${list}.vendor`]: caller, _id }, limit: nightsPerMonth, fields })
    return {
      booked: nightsWith('bookings'),
      missed: nightsWith('absent'),
      accounts: many(feeAccounts, { match: { vendor: caller, _id }, limit: nightsPerMonth }),
    }
  },
  run: ({ input, caller, now, loaded: { booked, missed, accounts } }) => {
    const byId = new Map<string, NightOfFees>([...missed, ...booked].map((night) => [night._id, night]))
    const ids = new Set([...byId.keys(), ...accounts.map(({ night }) => night)])
    const items = [...ids]
      .sort((a, b) => (a < b ? 1 : -1))
      .flatMap((id) => mine(byId.get(id), accounts.find(({ night }) => night === id) ?? undefined, actorOf(caller)))
    const wechat = payMerchant() === undefined ? {} : { wechat: true as const }
    return { month: input.month ?? monthOf(dateOf(now)), items, sums: sumsOf(items), ...wechat }
  },
})

/** A night's account of the only vendor in it; nothing where neither a stall nor money speaks of them. */
function mine(night: NightOfFees | undefined, account: FeeAccount | undefined, reader: string): FeeLine[] {
  const some = [...(night?.bookings ?? []), ...(night?.absent ?? []), ...(account ? [account] : [])]
  const of = some.find(({ shop }) => account !== undefined || (night && seatsOf(night, shop).length > 0))
  return of ? [lineOf(night, account, { shop: of.shop, name: of.name, reader })] : []
}

/** Of a booking or an absence, what its charge follows from. */
const seatFields = (list: 'bookings' | 'absent') => ({
  [`${list}.shop`]: 1,
  [`${list}.name`]: 1,
  [`${list}.stall`]: 1,
  [`${list}.kind`]: 1,
  [`${list}.fee`]: 1,
})

export const monthFees = action(contract.monthFees, {
  load: ({ input: { market, month } }) => ({
    market: one(markets, market, 'NO_SUCH_MARKET', { fields: { place: 1, name: 1 } }),
    nights: many(nights, {
      match: { market, _id: idsOfMonth(month) },
      limit: 31,
      fields: {
        ...{ date: 1, marketName: 1, cancelled: 1 },
        ...seatFields('bookings'),
        ...{ 'bookings.until': 1, 'bookings.spare': 1 },
        ...seatFields('absent'),
        ...{ 'absent.came.at': 1, 'absent.appeal.state': 1 },
      },
    }),
    accounts: accountsOfMonth(market, month),
  }),
  run: ({ input, loaded: { market, nights, accounts } }) => {
    const items = vendorSums(nights, accounts)
    return { month: input.month, market: market.name, items, sums: sumsOf(items) }
  },
})

const nightAndMine = ({ input, caller }: { input: { night: string }; caller: string }) => ({
  night: one(nights, input.night, 'NO_SUCH_NIGHT', { fields: { released: 0 } }),
  mine: many(feeAccounts, {
    match: { vendor: caller, _id: { $gt: `${input.night}:`, $lt: `${input.night}:~` } },
    limit: 1,
  }),
})

export const payFee = action(contract.payFee, {
  load: nightAndMine,
  run: async ({ input, caller, now, loaded: { night, mine }, refuse }) => {
    if (payMerchant() === undefined) throw refuse('PAY_OFF')
    const shop = mine[0]?.shop ?? shopIn(night, caller)
    const account = mine[0] ?? emptyAccount(night, shop)
    if (!account) throw refuse('NO_ACCOUNT')
    const { money } = moneyOf(night, account, shop)
    const why = feeTable[money.state].takeCash
    if (why === 'ALREADY_PAID' || why === 'NOTHING_OWED') throw refuse(why)
    if (money.toPay !== input.amount) throw refuse('AMOUNT_CHANGED')
    const order = await orderFor(account, money.toPay, now)
    const words = `摊位费 ${night.date}`
    const payment = order && (await placeOrder(order.number, { amount: order.amount, words, domain: 'market' }))
    if (payment) return { amount: money.toPay, payment }
    // It was paid meanwhile, perhaps on another phone.
    if (order) await settleOrder(order.number, now)
    throw refuse('ALREADY_PAID')
  },
})

export const confirmFee = action(contract.confirmFee, {
  load: nightAndMine,
  run: async ({ caller, now, loaded: { night, mine }, refuse }) => {
    if (payMerchant() === undefined) throw refuse('PAY_OFF')
    const [account] = mine
    const last = account?.orders?.[account.orders.length - 1]
    if (!account || !last) throw refuse('NO_ORDER')
    const settled = (await settleOrder(last.number, now)) ?? account
    return lineOf(night, settled, { shop: settled.shop, name: settled.name, reader: actorOf(caller) })
  },
})
