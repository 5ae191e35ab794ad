import { rmSync } from 'node:fs'
import path from 'node:path'
import { booking } from '../../cloudfunctions/market/booking/contract'
import type { Night } from '../../cloudfunctions/market/documents'
import { stands } from '../../cloudfunctions/market/night/rules'
import { waiting } from '../../cloudfunctions/market/waiting/contract'
import { offersDue } from '../../cloudfunctions/market/waiting/rules'
import { chance } from '../support/chance'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { aBooking, hotVendor, smallNight } from '../support/small-night'
import { buildTwin } from '../support/twin'

const stalls = ['A01', 'A02', 'A03', 'A04']
const vendors = Array.from({ length: 12 }, (_, index) => hotVendor(index))
const full = smallNight(
  'race',
  stalls.map((code) => ({ code })),
  {
    bookings: stalls.map((code, index) => aBooking(vendors[index] ?? '', code)),
  },
)

const doubles = (list: readonly string[]): string[] => list.filter((each, index) => list.indexOf(each) !== index)

/** What would be wrong about a night, as its readers find it; dates come as the export has them. */
function wrongs({ bookings, waiting: queue, ...night }: Night): string[] {
  const dated = bookings.map(({ until, ...each }) => ({ ...each, ...(until ? { until: new Date('2100-01-01') } : {}) }))
  const standing = dated.filter((each) => stands(each, fridayMorning))
  const facts = {
    ...night,
    opensAt: full.opensAt,
    closesAt: full.closesAt,
    startsAt: full.startsAt,
    endsAt: full.endsAt,
  }
  return [
    ...doubles(standing.map(({ stall }) => stall)).map((stall) => `${stall} is promised twice`),
    ...doubles(standing.map(({ vendor }) => vendor)).map((vendor) => `${vendor} has two stalls`),
    ...doubles(queue.map(({ vendor }) => vendor)).map((vendor) => `${vendor} waits twice`),
    ...queue
      .filter(({ vendor }) => standing.some((each) => each.vendor === vendor))
      .map(({ vendor }) => `${vendor} waits and has a stall`),
    ...offersDue({ ...facts, bookings: standing, waiting: queue }, fridayMorning).map(
      ({ stall, waiter }) => `${stall.code} stays empty while ${waiter.vendor} waits`,
    ),
  ]
}

/** Everybody joins twice over, picks, cancels, accepts and declines at once, for some rounds. */
async function rush(cloud: Cloud, rounds: number): Promise<string[]> {
  await cloud.put('market_nights', full)
  const at = { night: full._id }
  const luck = chance(7)
  const found: string[] = []
  for (let round = 0; round < rounds; round++) {
    await Promise.all(
      vendors.flatMap((who) => {
        const stall = luck.pick(stalls) ?? 'A01'
        const acts = [
          () => cloud.call(who, waiting.joinWaiting, at),
          () => cloud.call(who, waiting.joinWaiting, at),
          () => cloud.call(who, booking.cancelBooking, at),
          () => cloud.call(who, booking.bookStall, { ...at, stall }),
          () => cloud.call(who, waiting.acceptOffer, { ...at, stall }),
          () => cloud.call(who, waiting.leaveWaiting, at),
        ]
        return [luck.pick(acts), luck.pick(acts), luck.pick(acts)].map(async (act) => act?.())
      }),
    )
    const night = (await cloud.documents<Night>('market_nights')).find(({ _id }) => _id === full._id)
    if (night) found.push(...wrongs(night))
  }
  return found
}

test('whoever joins, picks, cancels, accepts and leaves at once: no stall is promised twice, none stays empty', async () => {
  const cloud = await startCloud()
  try {
    expect(await rush(cloud, 6)).toEqual([])
    expect(await cloud.unservedQueries()).toEqual([])
  } finally {
    await cloud.stop()
  }
})

test('the same rush catches a twin that reads, compares and then writes', async () => {
  const functions = await buildTwin('market', path.join(__dirname, 'fixtures/broken-database.ts'))
  const cloud = await startCloud({ functions })
  try {
    // Each write takes its time, so that others look before it has happened, on any machine.
    await cloud.plan({ kind: 'latency', function: 'market', request: 'database.modifyDocument', ms: 100 })
    expect((await rush(cloud, 3)).length).toBeGreaterThan(0)
  } finally {
    await cloud.stop()
    rmSync(functions, { recursive: true, force: true })
  }
})
