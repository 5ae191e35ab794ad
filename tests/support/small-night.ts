import { taohuajing } from '../../cloudfunctions/market/demo'
import type { Booking, Night, Stall, Waiter } from '../../cloudfunctions/market/documents'
import { nightsOf } from '../../cloudfunctions/market/night/plan'
import { demoOpenid } from '../../cloudfunctions/shared/demo'

const [planned] = nightsOf(taohuajing, '2026-11-27', 1)
const [first] = taohuajing.layout.stalls

/** A night of the demo market with a few stalls alone, so that they run out fast; hot food unless told otherwise. */
export function smallNight(
  name: string,
  stalls: readonly (Partial<Stall> & { code: string })[],
  given: Partial<Night> = {},
) {
  if (!planned || !first) throw new Error('the demo market rests on this day')
  const placed = stalls.map((stall): Stall => ({ ...first, row: stall.code.charAt(0), ...stall }))
  const usable = placed.filter(({ outOfUse }) => outOfUse === undefined).length
  return { ...planned, _id: `2026-11-27-${name}`, stalls: placed, usable, ...given }
}

/** The demo vendors who sell hot food and nothing else. */
export const hotVendor = (index: number): string => demoOpenid('vendor', 14 + index * 30)

/** Somebody with a stall of that night. */
export const aBooking = (vendor: string, stall: string, given: Partial<Booking> = {}): Booking => ({
  stall,
  kind: 'hot',
  fee: 3000,
  vendor,
  shop: `shop-${vendor}`,
  name: '老街炸串',
  sells: '炸串',
  at: new Date('2026-11-25T10:00:00+08:00'),
  key: `key-${vendor}`,
  ...given,
})

/** Somebody who waits. */
export const aWaiter = (vendor: string, given: Partial<Waiter> = {}): Waiter => ({
  vendor,
  shop: `shop-${vendor}`,
  name: '老街炸串',
  sells: '炸串',
  kinds: ['hot'],
  at: new Date('2026-11-25T10:00:00+08:00'),
  key: `key-${vendor}`,
  ...given,
})
