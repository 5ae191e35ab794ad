import { rmSync } from 'node:fs'
import { looksOf, now, volunteerWorld } from '../../bench/volunteer-world'
import { writeDocuments, type Documents } from '../../config/scripts/seed'
import { startCloud } from '../support/cloud'
import { functionsWithout } from '../support/fewer-indexes'
import { growing, rowsOf } from '../support/growth'

/** What a call may cost in requests, and how many times as large the second world is. */
const [mostRequests, times] = [2, 4]

test('in a district four times as large a look reads no more, far on in a list either; without an index it tells', async () => {
  const [small, large] = await Promise.all([volunteerWorld(1), volunteerWorld(times)])
  const folder = functionsWithout({ volunteer_shifts: 'people', volunteer_hours: 'line' })
  const start = (world: Documents, functions?: string) =>
    startCloud({ documents: writeDocuments(world), seed: 'none', now, ...(functions ? { functions } : {}) })
  const clouds = await Promise.all([start(small), start(large), start(large, folder)])
  const [one, ten, less] = clouds
  try {
    const before = await rowsOf(one, 'volunteer', looksOf(small), mostRequests)
    const after = await rowsOf(ten, 'volunteer', looksOf(large), mostRequests)
    expect(growing(before, after, times)).toEqual([])
    expect([...after.values()].every((rows) => rows > 0)).toBe(true)
    expect([await one.unservedQueries(), await ten.unservedQueries()]).toEqual([[], []])
    const told = ['soonest', 'soonest, far on', 'nearest', 'nearest, far on'].map((each) => `listShifts, ${each}`)
    const mine = ['listMyShifts', 'myHours', 'myHours, far on']
    const without = await rowsOf(less, 'volunteer', looksOf(large), mostRequests)
    expect(growing(before, without, times)).toEqual([...told, ...mine])
  } finally {
    await Promise.all(clouds.map((cloud) => cloud.stop()))
    rmSync(folder, { recursive: true, force: true })
  }
})
