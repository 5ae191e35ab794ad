import { LocalCloud } from './support/local-cloud'

let cloud: LocalCloud
beforeAll(async () => {
  const indexes = [
    { name: 'owner_at', keys: { owner: 1, at: -1 } },
    { name: 'tag', keys: { tag: 1 } },
    { name: 'place', keys: { place: '2dsphere' } },
  ]
  cloud = await LocalCloud.start({ collections: { notes: { indexes } } })
  await cloud.run(async ({ db }) => {
    const data = Array.from({ length: 40 }, (_, n) => ({
      _id: `n${n}`,
      owner: `o${n % 4}`,
      at: n,
      tag: n % 10,
      free: n,
    }))
    await db.collection('notes').add({ data })
  })
})
afterAll(() => cloud.stop())

test.each<[string, object, object]>([
  [
    'an index and its order',
    { query: { owner: 'o1' }, sort: { at: -1 }, limit: 3 },
    {
      words: 'reads index owner_at in 1 range of notes; gets its order from the index; 3 rows read for 3',
      plan: 'index',
      indexes: [{ name: 'owner_at', keys: { owner: 1, at: -1 }, ranges: 1, backwards: false }],
      served: true,
      order: 'index',
      rowsRead: 3,
      rowsFound: 3,
    },
  ],
  [
    'the other way round',
    { query: { owner: 'o1' }, sort: { at: 1 }, limit: 1 },
    { indexes: [{ backwards: true }], order: 'index', rowsRead: 1 },
  ],
  [
    'an order no index has',
    { query: { owner: 'o1' }, sort: { free: 1 }, limit: 3 },
    { plan: 'index', order: 'memory', rowsRead: 10, rowsFound: 3, served: true },
  ],
  [
    'several values',
    { query: { tag: { $in: [1, 2] } } },
    { indexes: [{ name: 'tag', ranges: 2 }], order: 'none', rowsRead: 8 },
  ],
  [
    'alternatives',
    { query: { $or: [{ tag: 1 }, { _id: 'n2' }] } },
    { plan: 'union', indexes: [{ name: 'tag' }, { name: '_id_' }], rowsFound: 5 },
  ],
  [
    'places',
    { query: { place: { $nearSphere: { $geometry: { type: 'Point', coordinates: [0, 0] }, $maxDistance: 10 } } } },
    { plan: 'index', indexes: [{ name: 'place' }], order: 'memory', rowsRead: 0 },
  ],
  [
    'none',
    { query: { free: 7 } },
    {
      words: 'reads all of notes; wants no order; 40 rows read for 1; no index serves it',
      plan: 'scan',
      served: false,
      rowsRead: 40,
      rowsFound: 1,
    },
  ],
])('explains how a query finds its rows: %s', async (_name, query, explanation) => {
  await cloud.post('/_/queries/reset', {})
  const { status, body } = await cloud.post('/_/explain', { collection: 'notes', ...query })
  expect({ status, body }).toMatchObject({ status: 200, body: explanation })
  expect(await cloud.get('/_/queries')).toEqual([])
})

test('what cannot be explained is refused', async () => {
  const wrong: [unknown, string][] = [
    [{ collection: 'nowhere' }, 'Db or Table not exist'],
    [{ collection: 'notes', query: { n: { $nonsense: 1 } } }, 'unknown operator: $nonsense'],
    [{ query: {} }, 'collection must be a name'],
    ['nonsense', 'the body must be a JSON object'],
  ]
  for (const [body, words] of wrong) {
    expect(await cloud.post('/_/explain', body)).toMatchObject({
      status: 400,
      body: { errMsg: expect.stringContaining(words) as string },
    })
  }
})

test('the helper for tests fails on a query that no index serves, and on no other', async () => {
  const find = (filter: object) => () =>
    cloud.run(async ({ db }, filter) => (await db.collection('notes').where(filter).get()).data.length, filter)
  expect(await cloud.withoutUnservedQueries(find({ owner: 'o1' }))).toBe(10)
  await expect(cloud.withoutUnservedQueries(find({ free: 1 }))).rejects.toThrow(/no index serves:[^]*"free"/)
})
