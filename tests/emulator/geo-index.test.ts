import fc from 'fast-check'
import { Database } from '../../emulator/database/database'
import { boxesAround, cellsOf } from '../../emulator/database/geo/cells'
import { asShape } from '../../emulator/database/geo/geometry'
import { distanceTo } from '../../emulator/database/geo/sphere'
import { temporaryFolder } from './support/local-cloud'

const longitude = fc.double({ min: -180, max: 180, noNaN: true })
const latitude = fc.double({ min: -90, max: 90, noNaN: true })
const position = fc.tuple(longitude, latitude)
const close = fc.tuple(fc.double({ min: 179.5, max: 180.5, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }))
const shape = fc.oneof(
  fc
    .oneof(
      position,
      close.map(([x, y]) => [x > 180 ? x - 360 : x, y]),
    )
    .map((coordinates) => ({ type: 'Point', coordinates })),
  fc.array(position, { minLength: 2, maxLength: 3 }).map((coordinates) => ({ type: 'LineString', coordinates })),
)

test('wherever on the earth, an index finds what a scan finds', async () => {
  const database = new Database(temporaryFolder(), 30_000)
  const index = { name: 'at', keys: [['at', '2dsphere'] as const], unique: false }
  await database.store.collections.declare(
    new Map([
      ['indexed', [index]],
      ['plain', []],
    ]),
  )
  const shapes = fc.sample(shape, { numRuns: 150, seed: 7 })
  const documents = shapes.map((at, n) => ({ _id: `d${n}`, at }))
  for (const name of ['indexed', 'plain']) await database.insert(name, documents, { caller: 'test' })
  const find = (name: string, filter: Record<string, unknown>) =>
    database.finder
      .find({ collection: database.store.collections.get(name), filter }, { caller: 'test' })
      .map((row) => row.document['_id'])
      .sort()
  const center = fc.oneof(
    position,
    close.map(([x, y]) => [x > 180 ? x - 360 : x, y]),
  )
  const metres = fc.constantFrom(10, 5_000, 100_000, 2_000_000, 9_000_000)
  let hits = 0
  fc.assert(
    fc.property(center, metres, (coordinates, $maxDistance) => {
      const filter = { at: { $nearSphere: { $geometry: { type: 'Point', coordinates }, $maxDistance } } }
      const ids = find('indexed', filter)
      hits += ids.length
      expect(ids).toEqual(find('plain', filter))
    }),
    { numRuns: 150 },
  )
  expect(hits).toBeGreaterThan(100)
  await database.close()
})

test('distances are those of the sphere', () => {
  const between = (from: number[], to: number[]) => Math.round(distanceTo({ type: 'Point', coordinates: from }, to))
  expect(between([0, 0], [1, 0])).toBe(111319)
  expect(between([179.5, 0], [-179.5, 0])).toBe(111319)
  expect(between([0, 90], [0, -90])).toBe(Math.round(Math.PI * 6_378_100))
  expect(boxesAround([180, 0], 1000)).toHaveLength(2)
  const line = asShape({
    type: 'LineString',
    coordinates: [
      [0, 0],
      [10, 0],
    ],
  })
  expect(line && Math.round(distanceTo(line, [5, 1]))).toBe(111319)
  expect(line && cellsOf(line).length).toBeLessThanOrEqual(4)
})
