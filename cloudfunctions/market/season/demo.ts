import { addDays, dateOf } from '../../shared/shanghai'
import type { Market, Night, SeasonRight, SeasonStall, Vendor } from '../documents'

/** Two stalls of goods are for a season; the first is somebody's. */
const fixed = ['B19', 'B20']
const seasonDays = 91

export const withFixed = (market: Market): Market => ({
  ...market,
  layout: {
    ...market.layout,
    stalls: market.layout.stalls.map((stall) => (fixed.includes(stall.code) ? { ...stall, mode: 'fixed' } : stall)),
  },
})

/** A demo's right: since three weeks ago, for three months. */
export function demoSeason(market: Market, holder: Vendor, now: Date): SeasonStall {
  const from = addDays(dateOf(now), -21)
  const { _id: vendor, shop } = holder
  const until = addDays(from, seasonDays - 1)
  const right: SeasonRight = { vendor, shop, from, until, by: 'actor-demo', at: now, key: 'demo-season' }
  const [stall = 'B19'] = fixed
  return { _id: `${market._id}-${stall}`, market: market._id, stall, rights: [right] }
}

/** A night that carries it. */
export function carrying(night: Night, { stall: code, rights: [right] }: SeasonStall, holder: Vendor): Night {
  const stall = night.stalls.find((each) => each.code === code)
  if (!stall || !right) return night
  const { kind, fee } = stall
  const { _id: vendor, shop, name, sells } = holder
  const key = `season-${right.key}`
  const booking = { stall: code, kind, fee, vendor, shop, name, sells, at: night.opensAt, key, season: true as const }
  return { ...night, bookings: [...night.bookings, booking] }
}
