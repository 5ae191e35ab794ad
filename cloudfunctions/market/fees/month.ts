import { many } from '../../shared/load'
import { feeAccounts, type FeeAccount } from '../documents'
import type { FeeSums } from './contract'
import { moneyOf, peopleOf, type NightOfFees } from './lines'
import { idsOfMonth, sumsOf } from './rules'

/** A night's accounts at most; a market has 200 stalls. */
const accountsPerNight = 1000

/** The accounts of one night, for a load. */
export const accountsOfNight = (night: string) =>
  many(feeAccounts, { match: { _id: { $gt: `${night}:`, $lt: `${night}:~` } }, limit: accountsPerNight })

/** The accounts of a market's month, for a load: their amounts alone. */
export const accountsOfMonth = (market: string, month: string) =>
  many(feeAccounts, {
    match: { market, _id: idsOfMonth(month) },
    limit: 31 * accountsPerNight,
    fields: { night: 1, shop: 1, name: 1, 'facts.kind': 1, 'facts.amount': 1 },
  })

/** One vendor's money of one night, without what led to it. */
type Sum = FeeSums & { shop: string; name: string }

/** Everybody's money of one night. */
export const sumsOfNight = (night: NightOfFees, accounts: readonly FeeAccount[]): Sum[] => {
  const byShop = new Map(accounts.map((each) => [each.shop, each]))
  return [...peopleOf(night, accounts)].map(([shop, name]) => {
    const { state: _, ...money } = moneyOf(night, byShop.get(shop), shop).money
    return { ...money, shop, name }
  })
}

/** Who owes most comes first, then to whom most is owed, then by name. */
const byMoney = (a: Sum, b: Sum): number =>
  b.toPay - a.toPay || b.toRefund - a.toRefund || a.name.localeCompare(b.name, 'zh')

/** What each vendor's money of some nights comes to: who owes most first. */
export function vendorSums(nights: readonly NightOfFees[], accounts: readonly FeeAccount[]) {
  const ofNight = groupsBy(accounts, ({ night }) => night)
  const lines = nights.flatMap((night) => sumsOfNight(night, ofNight.get(night._id) ?? []))
  return [...groupsBy(lines, ({ shop }) => shop)]
    .map(([shop, list]) => ({ ...sumsOf(list), shop, name: list[list.length - 1]?.name ?? '', nights: list.length }))
    .sort(byMoney)
}

/** In the order in which they are first met. */
export function groupsBy<T>(list: readonly T[], keyOf: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const each of list) {
    const group = groups.get(keyOf(each))
    if (group) group.push(each)
    else groups.set(keyOf(each), [each])
  }
  return groups
}
