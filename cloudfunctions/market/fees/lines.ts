import type { Night } from '../documents'
import type { FeeLine } from './contract'
import type { FeeAccount, FeeFact } from './documents'
import { balanceOf, chargeOf, seatsOf } from './rules'

/** The part of a night that accounts rest on. */
export type NightOfFees = Pick<Night, '_id' | 'date' | 'marketName' | 'cancelled' | 'bookings' | 'absent'>

export const nightFields = { date: 1, marketName: 1, cancelled: 1, bookings: 1, absent: 1 }

/** The id of an account: one vendor, one night. */
export const accountId = (night: string, shop: string): string => `${night}:${shop}`

/** What a night, and the facts kept beside it, say of one vendor's money. */
export function moneyOf(
  night: NightOfFees | undefined,
  account: Pick<FeeAccount, 'left' | 'facts'> | undefined,
  shop: string,
) {
  const charge = (night && chargeOf(night, seatsOf(night, shop))) ?? account?.left
  return { charge, money: balanceOf(charge, account?.facts ?? []) }
}

/** Everybody whom a night's money concerns: name by public id, each once. */
export function peopleOf(night: NightOfFees, accounts: readonly Pick<FeeAccount, 'shop' | 'name' | 'facts'>[]) {
  const names = new Map(accounts.filter(({ facts }) => facts.length > 0).map(({ shop, name }) => [shop, name]))
  for (const { shop, name } of [...(night.absent ?? []), ...night.bookings])
    if (shop !== '' && seatsOf(night, shop).length > 0) names.set(shop, name)
  return names
}

interface Of {
  shop: string
  name: string
  /** Who reads it (`actorOf`). */
  reader: string
}

/** One vendor's account as people read it; `night` is missing where only money remembers it. */
export function lineOf(
  night: NightOfFees | undefined,
  account: FeeAccount | undefined,
  { shop, name, reader }: Of,
): FeeLine {
  const { charge, money } = moneyOf(night, account, shop)
  const known = night ?? account
  return {
    ...money,
    night: night?._id ?? account?.night ?? '',
    date: known?.date ?? '',
    market: known?.marketName ?? '',
    shop,
    name,
    ...(charge ? { stall: charge.stall } : {}),
    ...(charge?.free === undefined ? {} : { free: charge.free }),
    facts: (account?.facts ?? []).map((fact) => factView(fact, reader)),
  }
}

const factView = ({ kind, amount, way, reason, at, by }: FeeFact, reader: string): FeeLine['facts'][number] => ({
  kind,
  amount,
  ...(way === undefined ? {} : { way }),
  ...(reason === undefined ? {} : { reason }),
  at: at.toISOString(),
  byMe: by === reader,
})

/** Everybody's account of one night. */
export function linesOf(night: NightOfFees, accounts: readonly FeeAccount[], reader: string): FeeLine[] {
  const byShop = new Map(accounts.map((each) => [each.shop, each]))
  return [...peopleOf(night, accounts)].map(([shop, name]) => lineOf(night, byShop.get(shop), { shop, name, reader }))
}
