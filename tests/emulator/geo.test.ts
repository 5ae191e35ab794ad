import { LocalCloud } from './support/local-cloud'

const PLACES = [
  { _id: 'centre', kind: 'point', at: { type: 'Point', coordinates: [113, 28] } },
  { _id: 'near', kind: 'point', at: { type: 'Point', coordinates: [113.001, 28] } },
  { _id: 'far', kind: 'point', at: { type: 'Point', coordinates: [113.1, 28.1] } },
  {
    _id: 'line',
    kind: 'line',
    at: {
      type: 'LineString',
      coordinates: [
        [113.01, 27.9],
        [113.01, 28.1],
      ],
    },
  },
  {
    _id: 'area',
    kind: 'area',
    at: {
      type: 'Polygon',
      coordinates: [
        [
          [113.02, 28],
          [113.04, 28],
          [113.04, 28.02],
          [113.02, 28.02],
          [113.02, 28],
        ],
        [
          [113.025, 28.005],
          [113.035, 28.005],
          [113.035, 28.015],
          [113.025, 28.015],
          [113.025, 28.005],
        ],
      ],
    },
  },
  {
    _id: 'points',
    kind: 'many',
    at: {
      type: 'MultiPoint',
      coordinates: [
        [113, 28],
        [120, 30],
      ],
    },
  },
  {
    _id: 'lines',
    kind: 'many',
    at: {
      type: 'MultiLineString',
      coordinates: [
        [
          [100, 1],
          [101, 1],
        ],
        [
          [110, 1],
          [110, 2],
        ],
      ],
    },
  },
  {
    _id: 'areas',
    kind: 'many',
    at: {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [113.2, 28],
            [113.3, 28],
            [113.3, 28.1],
            [113.2, 28],
          ],
        ],
      ],
    },
  },
  { _id: 'none', kind: 'none' },
]

let cloud: LocalCloud
beforeAll(async () => {
  const indexes = [{ name: 'at', keys: { at: '2dsphere' } }]
  cloud = await LocalCloud.start({ collections: { places: { indexes }, plain: {} } })
  await cloud.run(async ({ db }, places) => {
    for (const name of ['places', 'plain']) await db.collection(name).add({ data: places })
  }, PLACES)
})
afterAll(() => cloud.stop())

/** The ids a query finds, written as code of a function; the same with an index and without. */
async function found(condition: string): Promise<string[]> {
  const results: string[][] = []
  for (const name of ['places', 'plain']) {
    const code = `async ({ db, _ }, name) => {
      const { Geo } = db
      const point = ([x, y]) => Geo.Point(x, y)
      const line = (points) => Geo.LineString(points.map(point))
      const polygon = (...rings) => Geo.Polygon(rings.map(line))
      const box = (w, s, e, n) => polygon([[w, s], [e, s], [e, n], [w, n], [w, s]])
      return (await db.collection(name).where(${condition}).get()).data.map((row) => row._id)
    }`
    const { body, status } = await cloud.call('script', { code, input: name })
    if (status !== 200) throw new Error(JSON.stringify(body))
    results.push(body as string[])
  }
  const sorted = results.map((ids) => [...ids].sort())
  expect(sorted[0]).toEqual(sorted[1])
  return results[0] ?? []
}

test.each<[string, string, string[]]>([
  [
    'nearest first',
    '{ at: _.geoNear({ geometry: Geo.Point(113, 28), maxDistance: 1500 }) }',
    ['centre', 'points', 'near', 'line'],
  ],
  ['not too near', '{ at: _.geoNear({ geometry: Geo.Point(113, 28), minDistance: 50, maxDistance: 500 }) }', ['near']],
  [
    'inside an area the distance is nothing',
    '{ at: _.geoNear({ geometry: Geo.Point(113.022, 28.01), maxDistance: 1 }) }',
    ['area'],
  ],
  ['in a hole it is not', '{ at: _.geoNear({ geometry: Geo.Point(113.03, 28.01), maxDistance: 400 }) }', []],
  ['with another condition', '{ kind: "line", at: _.geoNear({ geometry: Geo.Point(113, 28) }) }', ['line']],
])('near: %s', async (_name, condition, ids) => {
  expect(await found(condition)).toEqual(ids)
})

test.each<[string, string, string[]]>([
  [
    'within a box: whole shapes only',
    '{ at: _.geoWithin({ geometry: box(112.9, 27.95, 113.05, 28.05) }) }',
    ['centre', 'near', 'area'],
  ],
  [
    'a larger box',
    '{ at: _.geoWithin({ geometry: box(112, 27, 121, 31) }) }',
    ['centre', 'near', 'far', 'line', 'area', 'points', 'areas'],
  ],
  ['a border belongs to its area', '{ at: _.geoWithin({ geometry: box(113, 28, 113.0005, 28.5) }) }', ['centre']],
  [
    'not in the hole',
    '{ at: _.geoWithin({ geometry: polygon([[112, 27], [114, 27], [114, 29], [112, 29], [112, 27]], [[112.9, 27.8], [113.15, 27.8], [113.15, 28.2], [112.9, 28.2], [112.9, 27.8]]) }) }',
    ['areas'],
  ],
  [
    'in one of several areas',
    '{ at: _.geoWithin({ geometry: Geo.MultiPolygon([box(112.9, 27.9, 113.0005, 28.01), box(113.05, 28.05, 113.15, 28.15)]) }) }',
    ['centre', 'far'],
  ],
  ['within a circle', '{ at: _.geoWithin({ centerSphere: [Geo.Point(113, 28), 0.2 / 6378.1] }) }', ['centre', 'near']],
  ['within a circle, by numbers', '{ at: _.geoWithin({ centerSphere: [[113, 28], 0.05 / 6378.1] }) }', ['centre']],
  ['touching a point', '{ at: _.geoIntersects({ geometry: Geo.Point(113, 28) }) }', ['centre', 'points']],
  [
    'touching a line',
    '{ at: _.geoIntersects({ geometry: line([[113.005, 28], [113.025, 28.001]]) }) }',
    ['line', 'area'],
  ],
  [
    'touching an area',
    '{ at: _.geoIntersects({ geometry: box(113.035, 27.99, 113.25, 28.2) }) }',
    ['far', 'area', 'areas'],
  ],
  [
    'wholly inside a hole touches nothing',
    '{ at: _.geoIntersects({ geometry: box(113.028, 28.008, 113.032, 28.012) }) }',
    [],
  ],
  [
    'touching several points',
    '{ at: _.geoIntersects({ geometry: Geo.MultiPoint([point([120, 30]), point([0, 0])]) }) }',
    ['points'],
  ],
  [
    'touching several lines',
    '{ at: _.geoIntersects({ geometry: Geo.MultiLineString([line([[100.5, 0], [100.5, 2]]), line([[0, 0], [1, 1]])]) }) }',
    ['lines'],
  ],
  [
    'touching several areas',
    '{ at: _.geoIntersects({ geometry: Geo.MultiPolygon([box(109, 0, 111, 3), box(0, 0, 1, 1)]) }) }',
    ['lines'],
  ],
])('%s', async (_name, condition, ids) => {
  expect((await found(condition)).sort()).toEqual([...ids].sort())
})

test('geoNear as a stage: nearest first, with distances, places and limits', async () => {
  const stage = (extra: object) =>
    cloud.run(async ({ db }, extra) => {
      const near = db.Geo.Point(113, 28)
      const all = { near, spherical: true, distanceField: 'how.far', ...extra }
      return (await db.collection('places').aggregate().geoNear(all).end()).list
    }, extra)
  const rows = await stage({ query: { kind: 'point' } })
  expect(rows.map((row) => [row._id, Math.round((row['how'] as { far: number }).far)])).toEqual([
    ['centre', 0],
    ['near', 98],
    ['far', 14847],
  ])
  const kilometres = await stage({
    distanceMultiplier: 0.001,
    minDistance: 50,
    maxDistance: 20_000,
    query: { kind: 'point' },
  })
  expect(kilometres.map((row) => (row['how'] as { far: number }).far.toFixed(1))).toEqual(['0.1', '14.8'])
  const [first, ...others] = await stage({ limit: 1, includeLocs: 'place', key: 'at' })
  expect([first?.['place'], others]).toEqual([{ type: 'Point', coordinates: [113, 28] }, []])
})

test.each<[string, string, object, string]>([
  [
    'after another stage',
    'places',
    { first: { $match: {} } },
    '$geoNear is only valid as the first stage in a pipeline',
  ],
  [
    'without a distanceField',
    'places',
    { distanceField: undefined },
    "$geoNear requires a 'distanceField' option as a String",
  ],
  ['without an index or a key', 'plain', {}, '$geoNear requires a 2d or 2dsphere index, but none were found'],
  ['a negative distance', 'places', { maxDistance: -1 }, 'maxDistance must be non-negative'],
])(
  'the stage geoNear is refused %s',
  async (_name, collectionName, { first, ...extra }: { first?: object }, message) => {
    const stage = { near: { type: 'Point', coordinates: [0, 0] }, distanceField: 'd', ...extra }
    const stages = [
      ...(first ? [{ stageKey: '$match', stageValue: '{}' }] : []),
      { stageKey: '$geoNear', stageValue: JSON.stringify(stage) },
    ]
    const { body } = await cloud.post('/admin', { action: 'database.aggregateDocuments', collectionName, stages })
    expect(body).toMatchObject({ code: 'DATABASE_REQUEST_FAILED', message: expect.stringContaining(message) as string })
  },
)

test('a search that an index serves is not reported, one that none serves is', async () => {
  await cloud.post('/_/queries/reset', {})
  await cloud.run(async ({ db, _ }) => {
    const at = _.geoNear({ geometry: db.Geo.Point(113, 28), maxDistance: 1000 })
    await db.collection('places').where({ at }).get()
    await db.collection('plain').where({ at }).get()
  })
  expect(await cloud.get('/_/queries')).toMatchObject([{ collection: 'plain', rowsScanned: 9 }])
})

test('what is no shape, or out of bounds, is refused where there is an index', async () => {
  const add = (at: object) =>
    cloud.run(({ db, failure }, at) => failure(db.collection('places').add({ data: { at } })), at)
  for (const at of [
    { type: 'Point', coordinates: [200, 0] },
    { type: 'Circle', coordinates: [0, 0] },
  ]) {
    expect(await add(at)).toMatchObject({
      errCode: -502001,
      errMsg: expect.stringContaining("Can't extract geo keys") as string,
    })
  }
})

test('a distance has the digits of MongoDB’s sphere, made with a C library’s sine', async () => {
  const distances: [longitude: number, latitude: number, metres: number][] = [
    [113.0594, 28.1278, 13875.482996956449],
    [113.048, 28.2845, 9469.724362087583],
    [112.968, 28.2848, 6344.563317363461],
    [113.0078, 28.2356, 3263.727753825424],
  ]
  const places = distances.map(([...at], _id) => ({ _id, at: { type: 'Point', coordinates: at.slice(0, 2) } }))
  const name = await cloud.collection([
    ...places,
    { _id: 'gate', at: { type: 'Point', coordinates: [121.4903, 31.2397] } },
  ])
  const farFrom = (longitude: number, latitude: number) =>
    cloud.run(
      async ({ db }, { name, longitude, latitude }) => {
        const near = db.Geo.Point(longitude, latitude)
        const found = db.collection(name).aggregate().geoNear({ near, distanceField: 'far', key: 'at' })
        return (await found.sort({ _id: 1 }).end()).list.map(({ far }) => far)
      },
      { name, longitude, latitude },
    )
  expect((await farFrom(112.9756, 28.2282)).slice(0, 4)).toEqual(distances.map(([, , metres]) => metres))
  expect((await farFrom(121.4737, 31.2304)).at(-1)).toBe(1888.9908995250205)
})
