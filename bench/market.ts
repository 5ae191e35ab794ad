import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { booking } from '../cloudfunctions/market/booking/contract'
import type { Booking, Night } from '../cloudfunctions/market/documents'
import { night } from '../cloudfunctions/market/night/contract'
import { demoOpenid } from '../cloudfunctions/shared/demo'
import { addDays } from '../cloudfunctions/shared/shanghai'
import { builtFunctions } from '../config/scripts/build-functions'
import { freshFunctions } from '../config/scripts/builds'
import { clientOf } from '../config/scripts/client'
import { startLocalCloud, type CloudOptions } from '../config/scripts/local-cloud'
import { seedDocuments, writeDocuments } from '../config/scripts/seed'

const now = new Date('2026-11-27T10:00:00+08:00')
const today = '2026-11-27'
const nightOn = (date: string): string => `${date}-taohuajing`
const tonight = nightOn(today)

type Client = ReturnType<typeof clientOf>

/** Runs `work` against a local cloud of its own. */
async function onCloud<T>(options: Partial<CloudOptions>, work: (client: Client) => Promise<T>): Promise<T> {
  const { url, process: child } = await startLocalCloud({ port: 0, seed: 'town', scale: 1, now, ...options })
  try {
    return await work(clientOf(url))
  } finally {
    child.kill('SIGTERM')
  }
}

const book = (client: Client, vendor: number, stall: string, date = today) =>
  client.call(demoOpenid('vendor', vendor), booking.bookStall, { night: nightOn(date), stall })

/** Pairs of vendors and stalls that may be booked, one of each: from the map and what each vendor may use. */
async function pairs(client: Client): Promise<[vendor: number, stall: string][]> {
  const map = await client.call(undefined, night.nightMap, { night: tonight })
  const stalls = map.ok ? map.value.rows.flatMap((row) => row.stalls) : []
  const found: [number, string][] = []
  for (let vendor = 1; stalls.length > 0 && vendor <= 600; vendor++) {
    const mine = await client.call(demoOpenid('vendor', vendor), night.nightMap, { night: tonight })
    const kinds = mine.ok ? (mine.value.me?.kinds ?? []) : []
    const at = stalls.findIndex(({ kind }) => kinds.includes(kind))
    const [stall] = at < 0 ? [] : stalls.splice(at, 1)
    if (stall) found.push([vendor, stall.code])
  }
  return found
}

/** Database requests that one call of each action costs. */
export const requests = () =>
  onCloud({}, async (client) => {
    await book(client, 1, 'A01')
    await client.resetStats()
    await client.call(undefined, night.listNights, {})
    await client.call(demoOpenid('vendor', 1), night.nightMap, { night: tonight })
    await book(client, 4, 'A02')
    await client.call(demoOpenid('vendor', 4), booking.listMyBookings, {})
    await client.call(demoOpenid('vendor', 4), booking.cancelBooking, { night: tonight })
    const actions = (await client.stats())['market'] ?? {}
    return Object.entries(actions).map(([action, stats]) => ({
      action,
      'requests per call': stats.requests / stats.calls,
    }))
  })

const workers = 8

/** Calls per second with eight at a time. */
async function rate<T>(items: readonly T[], call: (item: T) => Promise<unknown>): Promise<number> {
  const left = [...items]
  const start = performance.now()
  const work = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await call(item)
  }
  await Promise.all(Array.from({ length: workers }, work))
  return (items.length * 1000) / (performance.now() - start)
}

const mustBeOk = async (reply: Promise<{ ok: boolean }>): Promise<void> => {
  if (!(await reply).ok) throw new Error(`the bench was refused: ${JSON.stringify(await reply)}`)
}

/** Bookings per second beside calls of an empty function, on one cloud. */
export async function throughput() {
  await freshFunctions()
  const functions = mkdtempSync(path.join(tmpdir(), 'yanhuo-bench-'))
  cpSync(builtFunctions, functions, { recursive: true })
  mkdirSync(path.join(functions, 'empty'))
  writeFileSync(path.join(functions, 'empty/index.js'), 'exports.main = async () => ({ ok: true })')
  try {
    return await onCloud({ functions }, async (client) => {
      const people = await pairs(client)
      const dates = [1, 2, 3, 4, 5, 6].map((days) => addDays(today, days))
      const jobs = dates.flatMap((date) => people.map(([vendor, stall]) => ({ vendor, stall, date })))
      const empty = () => mustBeOk(client.send('empty', 'o-vendor-0001', {}))
      for (let round = 0; round < 5; round++) await rate(jobs, empty)
      const [first, second] = [jobs.slice(0, jobs.length / 2), jobs.slice(jobs.length / 2)]
      const emptyRate = await rate(jobs, empty)
      await rate(first, ({ vendor, stall, date }) => mustBeOk(book(client, vendor, stall, date)))
      const bookRate = await rate(second, ({ vendor, stall, date }) => mustBeOk(book(client, vendor, stall, date)))
      return [
        { what: 'empty function', 'calls/s': emptyRate.toFixed(0), ratio: 1 },
        { what: 'bookStall', 'calls/s': bookRate.toFixed(0), ratio: (bookRate / emptyRate).toFixed(2) },
      ]
    })
  } finally {
    rmSync(functions, { recursive: true, force: true })
  }
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN

/** A past night, all its stalls taken by vendors in turn. */
function pastNight(like: Night, days: number, vendors: number): Night {
  const date = addDays(like.date, -days)
  const shift = (instant: Date) => new Date(instant.getTime() - days * 86_400_000)
  const { opensAt, closesAt, cancelBy, startsAt, occupyBy, endsAt } = like
  const bookings = like.stalls.map(({ code, kind, fee }, index): Booking => {
    const vendor = demoOpenid('vendor', ((index + days * 62) % vendors) + 1)
    return {
      stall: code,
      kind,
      fee,
      vendor,
      shop: vendor,
      name: '老街臭豆腐',
      sells: '臭豆腐',
      at: now,
      key: `past-${days}-${code}`,
    }
  })
  const times = {
    opensAt: shift(opensAt),
    closesAt: shift(closesAt),
    cancelBy: shift(cancelBy),
    startsAt: shift(startsAt),
    occupyBy: shift(occupyBy),
    endsAt: shift(endsAt),
  }
  return { ...like, ...times, _id: nightOn(date), date, bookings }
}

/** Median milliseconds of each action, one at a time, with `scale` times 600 vendors and 20 past nights. */
async function latencies(scale: number): Promise<Record<string, number>> {
  const world = await seedDocuments('town', now, scale)
  const nights = world['market_nights'] as Night[]
  const [like] = nights
  if (!like) throw new Error('no night')
  const past = Array.from({ length: 20 * scale }, (_, index) => pastNight(like, index + 1, 600 * scale))
  const documents = writeDocuments({ ...world, market_nights: [...past, ...nights] })
  return onCloud({ documents }, async (client) => {
    const timed = async (call: (turn: number) => Promise<{ ok: boolean }>, turns = 60): Promise<number> => {
      const times: number[] = []
      for (let turn = 0; turn < turns; turn++) {
        const start = performance.now()
        await mustBeOk(call(turn))
        times.push(performance.now() - start)
      }
      return median(times.slice(10))
    }
    const people = await pairs(client)
    const one = (turn: number) => people[turn % people.length] ?? [1, 'A01']
    const result = {
      listNights: await timed(() => client.call(undefined, night.listNights, {})),
      nightMap: await timed(() => client.call('o-vendor-0001', night.nightMap, { night: tonight })),
      listMyBookings: await timed(() => client.call('o-vendor-0001', booking.listMyBookings, {})),
      bookStall: await timed((turn) => book(client, ...one(turn))),
      cancelBooking: await timed((turn) =>
        client.call(demoOpenid('vendor', one(turn)[0]), booking.cancelBooking, { night: tonight }),
      ),
    }
    rmSync(path.dirname(documents), { recursive: true, force: true })
    return result
  })
}

/** How the time of a call grows from 600 vendors and 20 past nights to a hundred times both. */
export async function growth() {
  const small = await latencies(1)
  const large = await latencies(100)
  return Object.entries(small).map(([action, before]) => {
    const ratio = (large[action] ?? NaN) / before
    const exponent = Math.log(ratio) / Math.log(100)
    return {
      action,
      '1x ms': before.toFixed(1),
      '100x ms': (large[action] ?? NaN).toFixed(1),
      ratio: ratio.toFixed(2),
      exponent: exponent.toFixed(2),
    }
  })
}
