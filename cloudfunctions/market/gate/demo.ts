import { addDays, dateOf } from '../../shared/shanghai'
import type { Absence, Booking, Inspection, Market, Night, StallSigns, Vendor } from '../documents'
import { nightsOf } from '../night/plan'
import { gateOpensAt } from './rules'

const minuteMs = 60_000

/** As codes at stalls look, but made from the stall, so that a demo's are always the same: `YANHUANGAAC` at A02. */
const tokenOf = (stall: string): string =>
  `YANHUANGA${stall.replace(/\d/g, (digit) => 'ABCDEFGHJK'[Number(digit)] ?? 'A')}`

export const demoSigns = ({ _id, place, layout }: Market, now: Date): StallSigns => ({
  _id,
  place,
  signs: layout.stalls.map(({ code }) => ({
    stall: code,
    token: tokenOf(code),
    at: now,
    by: 'actor-demo',
    key: `demo-sign-${code}`,
  })),
  rev: 1,
})

/** A night whose gate is open: two of three who are expected are there. */
export function atTheGate(night: Night, now: Date): Night {
  const opened = gateOpensAt(night)
  if (now < opened) return night
  const arrivedAt = (index: number) => new Date(Math.min(+now, +opened + (20 + index * 3) * minuteMs))
  const arrive = (booking: Booking, index: number): Booking => {
    if (index % 3 === 1) return booking
    const at = arrivedAt(index)
    return { ...booking, arrived: { at, heard: at, by: 'sign', key: `demo-arrived-${booking.stall}` } }
  }
  return { ...night, bookings: night.bookings.map(arrive) }
}

/** Two evenings ago: one was not there and says why, another was not and may still; and what a round saw. */
export function nightBefore(market: Market, people: readonly Vendor[], now: Date): Night[] {
  const [night] = nightsOf(market, addDays(dateOf(now), -2), 1)
  const [late, away] = people.slice(Math.floor(people.length / 2)).filter(({ kinds }) => kinds.includes('hot'))
  if (!night || !late || !away) return []
  const { due: _never, ...over } = night
  return [
    {
      ...over,
      absent: [
        {
          ...missed(over, away, 'A05', 1),
          appeal: {
            words: '三轮车半路爆了胎，推到的时候七点了',
            at: night.endsAt,
            key: 'demo-appeal',
            state: 'open',
          },
        },
        missed(over, late, 'A03', 2),
      ],
      inspected: [seen(over, late)],
    },
  ]
}

const missed = (night: Omit<Night, 'due'>, vendor: Vendor, stall: string, number: number): Absence => ({
  stall,
  kind: 'hot',
  fee: 3000,
  vendor: vendor._id,
  shop: vendor.shop,
  name: vendor.name,
  sells: vendor.sells,
  at: night.opensAt,
  key: `demo-missed-${stall}`,
  id: `00000000-0000-4000-8000-00000000000${String(number)}`,
  absentAt: night.occupyBy,
})

const seen = (night: Omit<Night, 'due'>, vendor: Vendor): Inspection => ({
  id: '00000000-0000-4000-8000-000000000003',
  stall: 'A03',
  vendor: vendor._id,
  shop: vendor.shop,
  name: vendor.name,
  marks: { hygiene: 'mend', fire: 'fine', noise: 'fine', footprint: 'bad' },
  words: '桌子摆到盲道上了，请往里收一收',
  at: new Date(+night.startsAt + 90 * minuteMs),
  by: 'actor-demo',
  key: 'demo-seen',
})
