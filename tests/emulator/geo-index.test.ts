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

/** A town: points that stand closer the nearer they are to its middle, a line and an area among them. */
const town = (count: number) =>
  Array.from({ length: count }, (_, n) => {
    const [angle, far] = [n * 2.39996, Math.sqrt(n / count) * 0.15]
    const [x, y] = [112.9 + far * Math.cos(angle), 28.3 + far * Math.sin(angle)]
    const at =
      n % 97 === 5
        ? {
            type: 'LineString',
            coordinates: [
              [x, y],
              [x + 0.02, y],
            ],
          }
        : { type: 'Point', coordinates: [x, y] }
    return { _id: `t${String(n)}`, at, kind: n % 3 === 0 ? 'a' : 'b' }
  })

test('the nearest few are found ring by ring: the same ones in the same order as by a scan, page after page', async () => {
  const database = new Database(temporaryFolder(), 30_000)
  await database.store.collections.declare(
    new Map([
      [
        'indexed',
        [
          { name: 'at', keys: [['at', '2dsphere'] as const], unique: false },
          { name: 'kind', keys: [['kind', 1] as const], unique: false },
        ],
      ],
      ['plain', []],
    ]),
  )
  for (const name of ['indexed', 'plain']) await database.insert(name, town(600), { caller: 'test' })
  const some = (name: string, filter: Record<string, unknown>, limit: number) =>
    database.finder
      .find({ collection: database.store.collections.get(name), filter, limit }, { caller: 'test' })
      .map((row) => row.document['_id'])
  const place = fc.tuple(
    fc.double({ min: 112.7, max: 113.1, noNaN: true }),
    fc.double({ min: 28.1, max: 28.5, noNaN: true }),
  )
  fc.assert(
    fc.property(
      place,
      fc.constantFrom(0, 300, 5_000, 18_000),
      fc.constantFrom(400, 20_000, 100_000),
      fc.constantFrom(1, 20, 300),
      fc.boolean(),
      (coordinates, $minDistance, $maxDistance, limit, ofKind) => {
        const at = { $nearSphere: { $geometry: { type: 'Point', coordinates }, $minDistance, $maxDistance } }
        const filter = { at, ...(ofKind ? { kind: 'a' } : {}) }
        expect(some('indexed', filter, limit)).toEqual(some('plain', filter, limit))
      },
    ),
    { numRuns: 100 },
  )
  await database.close()
})

test('the first page near a point, and one far from it, read little of many documents', async () => {
  const database = new Database(temporaryFolder(), 30_000)
  const index = { name: 'at', keys: [['at', '2dsphere'] as const], unique: false }
  await database.store.collections.declare(new Map([['indexed', [index]]]))
  await database.insert('indexed', town(10_000), { caller: 'test' })
  const reads = ($minDistance: number) => {
    let rows = 0
    const near = { $geometry: { type: 'Point', coordinates: [112.9, 28.3] }, $minDistance, $maxDistance: 30_000 }
    const request = {
      collection: database.store.collections.get('indexed'),
      filter: { at: { $nearSphere: near } },
      limit: 20,
    }
    database.finder.find({ ...request, observe: (_plan, read) => (rows = read) }, { caller: 'test' })
    return rows
  }
  expect(reads(0)).toBeLessThan(250)
  expect(reads(3_000)).toBeLessThan(300)
  expect(reads(9_000)).toBeLessThan(1000)
  await database.close()
})
