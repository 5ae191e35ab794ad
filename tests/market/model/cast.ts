import type { Night, Vendor } from '../../../cloudfunctions/market/documents'
import type { Role } from '../../../cloudfunctions/shared/contract'
import { demoPlace } from '../../../cloudfunctions/shared/demo'
import type { Member } from '../../../cloudfunctions/shared/documents'
import { aBooking, smallNight } from '../../support/small-night'
import { kindOf, kindsOf, minute, stalls, times, vendors, type Code, type Who } from './model'

/** As many nights as the timer looks at in one run (`nightsPerRun` of night/tending.ts). */
export const nightsAtOnce = 50

export const openidOf = (batch: number, index: number, who: Who): string => `o-${String(batch)}-${String(index)}-${who}`
export const shopOf = (openid: string): string => `shop-${openid}`
export const operatorOf = (batch: number): string => `o-operator-${String(batch)}`

const member = (_id: string, role: Role): Member => ({
  _id,
  roles: [{ role, place: demoPlace }],
  uploads: `uploads-of-${_id}`,
})

const vendor = (_id: string, who: Who): Vendor => ({
  _id,
  shop: shopOf(_id),
  market: 'taohuajing',
  marketName: '烟火桃花井夜市',
  place: demoPlace,
  name: '桥头小绿植',
  sells: '多肉',
  kinds: [...kindsOf[who]],
  state: 'approved',
  rev: 0,
  steps: [],
})

/** Everybody of so many batches: each night has its own people, so that what one suffers counts for no other. */
export function peopleOf(batches: number) {
  const all = Array.from({ length: batches }, (_, batch) =>
    Array.from({ length: nightsAtOnce }, (_, index) =>
      vendors.map((who) => ({ who, openid: openidOf(batch, index, who) })),
    ),
  ).flat(2)
  const operators = Array.from({ length: batches }, (_, batch) => member(operatorOf(batch), 'operator'))
  return {
    members: [...all.map(({ openid }) => member(openid, 'vendor')), ...operators],
    market_vendors: all.map(({ openid, who }) => vendor(openid, who)),
  }
}

/** Letters, as an id of a night has them. */
const lettersOf = (index: number): string =>
  [26, 1].map((place) => String.fromCharCode(97 + (Math.floor(index / place) % 26))).join('')

/** The document that the model's night begins as. */
export function nightOf(batch: number, index: number, given: readonly (readonly [Who, Code])[]): Night {
  const opensAt = new Date(times.opensAt)
  const bookings = given.map(([who, stall]) => {
    const openid = openidOf(batch, index, who)
    return aBooking(openid, stall, { kind: kindOf[stall], shop: shopOf(openid), at: opensAt })
  })
  return smallNight(
    lettersOf(index),
    stalls.map((code) => ({ code, kind: kindOf[code] })),
    {
      opensAt,
      cancelBy: new Date(times.cancelBy),
      startsAt: new Date(times.startsAt),
      occupyBy: new Date(times.occupyBy),
      closesAt: new Date(times.closesAt),
      endsAt: new Date(times.endsAt),
      due: new Date(times.startsAt - 60 * minute),
      bookings,
    },
  )
}
