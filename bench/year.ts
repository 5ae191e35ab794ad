import { rmSync } from 'node:fs'
import path from 'node:path'
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
import { clientOf } from '../config/scripts/client'
import { startLocalCloud } from '../config/scripts/local-cloud'
import { seedDocuments, writeDocuments, type Documents } from '../config/scripts/seed'
import { median } from './median'

const now = new Date('2026-11-27T10:00:00+08:00')
const today = '2026-11-27'
const vendors = 600
const operator = demoOpenid('operator', 1)

const threeMarkets = (first: Market): Market[] =>
  ['taohuajing', 'beizheng', 'jiangbian'].map((id) => ({ ...first, _id: id, name: `${first.name} ${id}` }))

/** A night that is over: every stall was somebody's, who came; one in sixty did not. */
function fullNight(market: Market, date: string, number: number): Night[] {
  const [planned] = nightsOf(market, date, 1)
  if (!planned) return []
  const { due: _never, ...over } = planned
  const seats = over.stalls.map(({ code, kind, fee }, index): Booking => {
    const vendor = ((number * 62 + index) % vendors) + 1
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
  const absent = [{ ...missed, id: `absent-${over._id}`, absentAt: over.occupyBy }]
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
async function world(days: number): Promise<{ documents: Documents; events: number }> {
  const seed = await seedDocuments('town', now, 1)
  const [first] = seed['markets'] as Market[]
  if (!first) throw new Error('there is no market')
  const markets = threeMarkets(first)
  const coming = markets.flatMap((each) => nightsOf(each, today, 21))
  const past = markets.flatMap((market, turn) =>
    Array.from({ length: days }, (_, index) => fullNight(market, addDays(today, -1 - index), index * 3 + turn)).flat(),
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
const looks: Readonly<Record<string, (client: Client) => Promise<{ ok: boolean }>>> = {
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

interface Cloud {
  client: Client
  events: number
  stop: () => void
}

async function cloudOf(days: number): Promise<Cloud> {
  const { documents, events } = await world(days)
  const file = writeDocuments(documents)
  const started = await startLocalCloud({ port: 0, seed: 'none', scale: 1, now, documents: file, timers: false })
  rmSync(path.dirname(file), { recursive: true, force: true })
  return { client: clientOf(started.url), events, stop: () => started.process.kill('SIGTERM') }
}

async function timed(call: Promise<{ ok: boolean }>): Promise<number> {
  const start = performance.now()
  const reply = await call
  if (!reply.ok) throw new Error(`the bench was refused: ${JSON.stringify(reply)}`)
  return performance.now() - start
}

const rounds = 24
const warm = 6
const [month, year] = [31, 365]

/** Times both turn by turn, so that what else the machine does falls on both alike. */
async function compare(small: Cloud, large: Cloud) {
  const rows = []
  for (const [action, look] of Object.entries(looks)) {
    const times: [number[], number[]] = [[], []]
    await large.client.resetStats()
    for (let round = 0; round < rounds; round++)
      for (const [index, { client }] of [small, large].entries()) {
        const time = await timed(look(client))
        if (round >= warm) times[index]?.push(time)
      }
    const { calls = 1, requests = 0 } = (await large.client.stats())['market']?.[action] ?? {}
    const [before, after] = [median(times[0]), median(times[1])]
    rows.push({
      action,
      'requests per call': requests / calls,
      'a month, ms': before.toFixed(1),
      'a year, ms': after.toFixed(1),
      exponent: (Math.log(after / before) / Math.log(year / month)).toFixed(2),
    })
  }
  return rows
}

/** What people look at, with a month and with a year of three markets' nights behind it. */
export async function yearOfNights() {
  const start = performance.now()
  const small = await cloudOf(month)
  const large = await cloudOf(year)
  try {
    const ready = ((performance.now() - start) / 1000).toFixed(0)
    const rows = await compare(small, large)
    const unserved = (await Promise.all([small, large].map(({ client }) => client.unservedQueries()))).flat()
    const title = `Three markets, ${year} nights each against ${month}: ${large.events} events against ${small.events} (both there after ${ready} s); queries without an index: ${unserved.length}`
    return { title, rows, unserved }
  } finally {
    small.stop()
    large.stop()
  }
}
