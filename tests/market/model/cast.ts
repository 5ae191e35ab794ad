import type { Night, Vendor } from '../../../cloudfunctions/market/documents'
import type { Role } from '../../../cloudfunctions/shared/contract'
import { demoPlace } from '../../../cloudfunctions/shared/demo'
import type { Member } from '../../../cloudfunctions/shared/documents'
import { aBooking, smallNight } from '../../support/small-night'
import { drawnStall, drawTimesOf } from './draw'
import { kindOf, kindsOf, minute, stalls, times, vendors, type Code, type Who } from './model'

/** As many nights as the timer looks at in one run (`nightsPerRun` of night/tending.ts). */
export const nightsAtOnce = 50

export const openidOf = (batch: number, index: number, who: Who): string => `o-${String(batch)}-${String(index)}-${who}`
export const shopOf = (openid: string): string => `shop-${openid}`
/** Two nights of five have a stall that is drawn for: the timer looks at twenty rounds in one run. */
export const isDrawn = (index: number): boolean => index % 5 < 2

export const operatorOf = (batch: number): string => `o-operator-${String(batch)}`

const member = (_id: string, role: Role): Member => ({
  _id,
  roles: [{ role, place: demoPlace }],
  uploads: `uploads-of-${_id}`,
})

export const auditorOf = (batch: number): string => `o-auditor-${String(batch)}`

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

/** Everybody of some batches: each night has its own people, so that what one suffers counts for no other. */
export function peopleOf(from: number, to: number) {
  const batches = Array.from({ length: to - from }, (_, index) => from + index)
  const all = batches
    .map((batch) =>
      Array.from({ length: nightsAtOnce }, (_, index) =>
        vendors.map((who) => ({ who, openid: openidOf(batch, index, who) })),
      ),
    )
    .flat(2)
  const staff = batches.flatMap((batch) => [member(operatorOf(batch), 'operator'), member(auditorOf(batch), 'auditor')])
  return {
    members: [...all.map(({ openid }) => member(openid, 'vendor')), ...staff],
    market_vendors: all.map(({ openid, who }) => vendor(openid, who)),
  }
}

/** Letters, as an id of a night has them. */
const lettersOf = (index: number): string =>
  [26, 1].map((place) => String.fromCharCode(97 + (Math.floor(index / place) % 26))).join('')

/** What a night has that draws: the timer opens its round when it first looks. */
function drawOf(index: number): Pick<Night, 'draw' | 'due'> {
  const { opensAt, closesAt, numberAt, revealBy } = drawTimesOf(index)
  const times = {
    opensAt: new Date(opensAt),
    closesAt: new Date(closesAt),
    numberAt: new Date(numberAt),
    revealBy: new Date(revealBy),
  }
  return { draw: { source: '福彩3D 开奖号码', round: 1, times }, due: times.opensAt }
}

/** The document that the model's night begins as. */
export function nightOf(batch: number, index: number, given: readonly (readonly [Who, Code])[]): Night {
  const opensAt = new Date(times.opensAt)
  const bookings = given.map(([who, stall]) => {
    const openid = openidOf(batch, index, who)
    return aBooking(openid, stall, { kind: kindOf[stall], shop: shopOf(openid), at: opensAt })
  })
  return smallNight(
    lettersOf(index),
    stalls.map((code) => ({ code, kind: kindOf[code], mode: isDrawn(index) && code === drawnStall ? 'draw' : 'pick' })),
    {
      opensAt,
      cancelBy: new Date(times.cancelBy),
      startsAt: new Date(times.startsAt),
      occupyBy: new Date(times.occupyBy),
      closesAt: new Date(times.closesAt),
      endsAt: new Date(times.endsAt),
      due: new Date(times.startsAt - 60 * minute),
      bookings,
      ...(isDrawn(index) ? drawOf(index) : {}),
    },
  )
}
