import { rmSync } from 'node:fs'
import { looksOf, now, volunteerWorld } from '../../bench/volunteer-world'
import { writeDocuments } from '../../config/scripts/seed'
import { startCloud, type Cloud } from '../support/cloud'
import { functionsWithout } from '../support/fewer-indexes'

/** What a call may cost in requests, and how its rows may grow. */
const mostRequests = 2
const mostExponent = 0.1
const times = 10

type Looks = ReturnType<typeof looksOf>

/** Rows that each look reads, by its name. */
async function rowsOf(cloud: Cloud, looks: Looks): Promise<Map<string, number>> {
  const all = new Map<string, number>()
  for (const [name, look] of Object.entries(looks)) {
    await cloud.forgetQueries()
    await cloud.resetStats()
    expect([name, await look(cloud)]).toMatchObject([name, { ok: true }])
    const [read, stats] = [await cloud.rowsRead(), await cloud.stats()]
    const requests = Object.values(stats['volunteer'] ?? {}).map((each) => each.requests)
    expect([name, requests.length, Math.max(...requests) <= mostRequests]).toEqual([name, 1, true])
    all.set(
      name,
      Object.values(read).reduce((sum, rows) => sum + rows, 0),
    )
  }
  return all
}

const growing = (few: Map<string, number>, many: Map<string, number>): string[] =>
  [...many].flatMap(([name, rows]) =>
    Math.log(rows / (few.get(name) ?? NaN)) / Math.log(times) <= mostExponent ? [] : [name],
  )

test('in a district ten times as large a look reads no more, far on in a list either; without an index it tells', async () => {
  const [small, large] = await Promise.all([volunteerWorld(1), volunteerWorld(times)])
  const folder = functionsWithout({ volunteer_shifts: 'people', volunteer_hours: 'line' })
  const start = (world: typeof small, functions?: string) =>
    startCloud({ documents: writeDocuments(world), seed: 'none', now, ...(functions ? { functions } : {}) })
  const [few, many, less] = await Promise.all([start(small), start(large), start(large, folder)])
  try {
    const [before, after] = [await rowsOf(few, looksOf(small)), await rowsOf(many, looksOf(large))]
    expect(growing(before, after)).toEqual([])
    expect([...after.values()].every((rows) => rows > 0)).toBe(true)
    expect([await few.unservedQueries(), await many.unservedQueries()]).toEqual([[], []])
    const told = ['soonest', 'soonest, far on', 'nearest', 'nearest, far on'].map((each) => `listShifts, ${each}`)
    const mine = ['listMyShifts', 'myHours', 'myHours, far on']
    expect(growing(before, await rowsOf(less, looksOf(large)))).toEqual([...told, ...mine])
  } finally {
    await Promise.all([few, many, less].map((cloud) => cloud.stop()))
    rmSync(folder, { recursive: true, force: true })
  }
})
