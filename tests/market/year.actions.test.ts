import { rmSync } from 'node:fs'
import { looks, now, yearWorld } from '../../bench/year-world'
import { writeDocuments } from '../../config/scripts/seed'
import { startCloud, type Cloud } from '../support/cloud'
import { functionsWithout } from '../support/fewer-indexes'

/** One market-month against twelve: of small nights, since only how many there are is in question. */
const [month, year] = [31, 12 * 31]
/** Few vendors, so that whatever comes in pages has a full page after a month. */
const size = { stalls: 10, vendors: 20 }

/** What a call may cost: statements read a month, not a page. */
const mostRequests = (look: string): number => (/^month|^myFees/.test(look) ? 5 : 2)
const mostExponent = 0.1

interface Seen {
  requests: number
  rows: number
}

/** What each look costs once, in requests and in rows that were read for it. */
async function costs(cloud: Cloud): Promise<Map<string, Seen>> {
  await cloud.resetStats()
  await cloud.forgetQueries()
  for (const look of Object.values(looks)) expect(await look(cloud)).toMatchObject({ ok: true })
  const [stats, rows] = [await cloud.stats(), await cloud.rowsRead()]
  return new Map(
    Object.keys(looks).map((look) => [
      look,
      { requests: stats['market']?.[look]?.requests ?? NaN, rows: rows[`market.${look}`] ?? NaN },
    ]),
  )
}

/** The looks whose cost grows with the nights behind them. */
const growing = (few: Map<string, Seen>, many: Map<string, Seen>): string[] =>
  [...many].flatMap(([look, { rows }]) => {
    const exponent = Math.log(rows / (few.get(look)?.rows ?? NaN)) / Math.log(year / month)
    return exponent <= mostExponent ? [] : [look]
  })

const start = async (days: number, functions?: string) =>
  startCloud({
    documents: writeDocuments((await yearWorld(days, size)).documents),
    seed: 'none',
    now,
    ...(functions === undefined ? {} : { functions }),
  })

test('after a year of nights a look reads no more than after a month; without an index the same world tells', async () => {
  const [few, many] = await Promise.all([start(month), start(year)])
  const folder = functionsWithout({ market_nights: 'vendor_night' })
  const less = await start(year, folder)
  try {
    const [before, after] = [await costs(few), await costs(many)]
    for (const [look, { requests, rows }] of after) {
      expect([look, requests <= mostRequests(look), rows > 0]).toEqual([look, true, true])
    }
    expect(growing(before, after)).toEqual([])
    expect([await few.unservedQueries(), await many.unservedQueries()]).toEqual([[], []])

    expect(growing(before, await costs(less))).toEqual(['listMyBookings', 'myFees'])
    const unserved = (await less.unservedQueries()) as { collection: string }[]
    expect([...new Set(unserved.map(({ collection }) => collection))]).toEqual(['market_nights'])
  } finally {
    await Promise.all([few, many, less].map((cloud) => cloud.stop()))
    rmSync(folder, { recursive: true, force: true })
  }
})
