import type { FeeAccount, Night } from '../../cloudfunctions/market/documents'
import { fees } from '../../cloudfunctions/market/fees/contract'
import type { Cloud } from './cloud'
import { operator, shopsOf } from './shops'

/** Somebody's account of a night before anything happened to it. */
export const anAccount = (night: Night, vendor: string, shop: string): FeeAccount => ({
  _id: `${night._id}:${shop}`,
  night: night._id,
  market: night.market,
  marketName: night.marketName,
  place: night.place,
  date: night.date,
  vendor,
  shop,
  name: '老街炸串',
  facts: [],
  rev: 1,
})

/**
 * Cash for the first stalls of a night is taken on two phones at the same instant. The accounts are there already, so
 * that not their id decides but the write.
 * @returns how many fees count twice, or were confirmed twice
 */
export async function feeRace(cloud: Cloud, night: Night): Promise<number> {
  const racing = night.bookings.slice(0, 12).filter(({ fee }) => fee > 0)
  for (const { vendor, shop } of racing) await cloud.put('market_fees', anAccount(night, vendor, shop))
  const answers = await Promise.all(
    racing.flatMap(({ shop, fee: amount }) =>
      [1, 2].map(() => cloud.call(operator, fees.takeCash, { night: night._id, shop, amount })),
    ),
  )
  const stored = await shopsOf(cloud).some<FeeAccount>('market_fees', { night: night._id })
  const twice = stored.filter(({ facts }) => facts.length !== 1).length
  return twice + Math.abs(answers.filter(({ ok }) => ok).length - racing.length)
}
