import { booking } from '../cloudfunctions/market/booking/contract'
import { desk } from '../cloudfunctions/market/desk/contract'
import type { Booking, FeeAccount, Market, Night, StallReport } from '../cloudfunctions/market/documents'
import { fees } from '../cloudfunctions/market/fees/contract'
import { figures } from '../cloudfunctions/market/figures/contract'
import { night } from '../cloudfunctions/market/night/contract'
import { nightsOf } from '../cloudfunctions/market/night/plan'
import { record } from '../cloudfunctions/market/record/contract'
import { demoOpenid } from '../cloudfunctions/shared/demo'
import { addDays } from '../cloudfunctions/shared/shanghai'
import type { clientOf } from '../config/scripts/client'
import { seedDocuments, type Documents } from '../config/scripts/seed'

/** The instant of the year's world. */
export const now = new Date('2026-11-27T10:00:00+08:00')
const today = '2026-11-27'
/** As many as are missed in turn, one a night. */
const absentees = 600
const operator = demoOpenid('operator', 1)

/** How large a world is: by default as a market of 桃花井 and its vendors. */
interface Size {
  stalls?: number
  vendors?: number
}

const threeMarkets = (first: Market, stalls: number): Market[] =>
  ['taohuajing', 'beizheng', 'jiangbian'].map((id) => ({
    ...{ ...first, _id: id, name: `${first.name} ${id}` },
    layout: { ...first.layout, stalls: first.layout.stalls.slice(0, stalls) },
  }))

/** A night that is over: every stall was somebody's, who came, but for one. */
function fullNight(market: Market, date: string, number: number, vendors: number): Night[] {
  const [planned] = nightsOf(market, date, 1)
  if (!planned) return []
  const { due: _never, ...over } = planned
  const seats = over.stalls.map(({ code, kind, fee }, index): Booking => {
    const vendor = ((number * over.stalls.length + index) % vendors) + 1
    const key = `year-${over._id}-${code}`
    const arrived = { at: over.startsAt, heard: over.startsAt, by: 'sign', key: `${key}-here` } as const
    return {
      ...{
        stall: code,
        kind,
        fee,
        vendor: demoOpenid('vendor', vendor),
        shop: `shop${String(vendor).padStart(6, '0')}`,
      },
      ...{ name: '老街臭豆腐', sells: '臭豆腐', at: over.opensAt, key, arrived },
    }
  })
  const [{ arrived: _, ...missed }, ...bookings] = seats as [Booking, ...Booking[]]
  const vendor = demoOpenid('vendor', (number % absentees) + 1)
  const absent = [{ ...missed, vendor, id: `absent-${over._id}`, absentAt: over.occupyBy }]
  return [{ ...over, bookings, absent }]
}

/** One in two pays. */
const accountsOf = ({ _id, market, marketName, place, date, bookings, startsAt }: Night): FeeAccount[] =>
  bookings
    .filter((_, index) => index % 2 === 0)
    .map(({ vendor, shop, name, fee: amount }) => ({
      ...{ _id: `${_id}:${shop}`, night: _id, market, marketName, place, date, vendor, shop, name, rev: 1 },
      facts: [{ id: shop, kind: 'paid', way: 'cash', amount, by: 'actor-bench', at: startsAt, key: `paid-${shop}` }],
    }))

const reportOf = ({ _id, market, place, date, endsAt, bookings }: Night): StallReport[] =>
  bookings.slice(0, 1).map(({ stall, shop }) => ({
    ...{ _id: `report-${_id}`, tap: `tap-${_id}`, openid: demoOpenid('resident', 1), market, place, night: _id, date },
    ...{ stall, shop, kind: 'smoke', words: '油烟太大了', state: 'closed', at: endsAt },
  }))

/** Three markets with all their nights of so many days before today, and of three weeks to come. */
export async function yearWorld(
  days: number,
  { stalls = 62, vendors = 600 }: Size = {},
): Promise<{ documents: Documents; events: number }> {
  const seed = await seedDocuments('town', now, 1)
  const [first] = seed['markets'] as Market[]
  if (!first) throw new Error('there is no market')
  const markets = threeMarkets(first, stalls)
  const coming = markets.flatMap((each) => nightsOf(each, today, 21))
  const past = markets.flatMap((market, turn) =>
    Array.from({ length: days }, (_, index) =>
      fullNight(market, addDays(today, -1 - index), index * 3 + turn, vendors),
    ).flat(),
  )
  const accounts = past.flatMap(accountsOf)
  const reports = past.flatMap(reportOf)
  const bookings = past.reduce((sum, { bookings, absent = [] }) => sum + bookings.length + absent.length, 0)
  const events = bookings + accounts.length + reports.length
  const documents = {
    ...seed,
    markets,
    market_nights: [...past, ...coming],
    market_fees: accounts,
    market_reports: reports,
  }
  return { documents, events }
}

type Client = ReturnType<typeof clientOf>

const market = 'taohuajing'
const vendor = demoOpenid('vendor', 7)

/** What people look at, by name. */
export const looks: Readonly<Record<string, (client: Client) => Promise<{ ok: boolean }>>> = {
  listNights: (client) => client.call(undefined, night.listNights, {}),
  nightMap: (client) => client.call(vendor, night.nightMap, { night: `${today}-${market}` }),
  listMyBookings: (client) => client.call(vendor, booking.listMyBookings, {}),
  myRecord: (client) => client.call(vendor, record.myRecord, {}),
  myFees: (client) => client.call(vendor, fees.myFees, { month: '2026-11' }),
  listWaits: (client) => client.call(operator, desk.listWaits, {}),
  nightFigures: (client) => client.call(operator, figures.nightFigures, { night: `2026-11-20-${market}` }),
  monthFigures: (client) => client.call(operator, figures.monthFigures, { market, month: '2026-11' }),
  monthFees: (client) => client.call(operator, fees.monthFees, { market, month: '2026-11' }),
  monthSheet: (client) => client.call(operator, figures.monthSheet, { market, month: '2026-11' }),
}
