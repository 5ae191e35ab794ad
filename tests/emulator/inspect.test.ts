import { LocalCloud } from './support/local-cloud'

let cloud: LocalCloud
beforeAll(async () => {
  const indexes = [{ name: 'n', keys: { n: 1 }, unique: true }]
  cloud = await LocalCloud.start({ collections: { notes: { indexes }, empty: {} } })
  await cloud.run(async ({ db }) => {
    const data = [2, 1, 'b', 'a', 3].map((_id, n) => ({ _id, n, at: new Date(n * 1000) }))
    await db.collection('notes').add({ data })
  })
})
afterAll(() => cloud.stop())

interface Answer {
  documents: string[]
  after: string | null
}

const read = async (parameters: Record<string, string>) =>
  (await cloud.get(`/_/documents?${new URLSearchParams(parameters).toString()}`)) as Answer
const ids = ({ documents }: Answer) => documents.map((text) => (JSON.parse(text) as { _id: unknown })._id)
const put = async (body: object) => {
  const response = await fetch(`${cloud.url}/_/documents`, { method: 'PUT', body: JSON.stringify(body) })
  return { status: response.status, body: (await response.json()) as { code?: string; errMsg?: string } }
}

test('collections are listed with their sizes and indexes', async () => {
  expect(await cloud.get('/_/collections')).toMatchObject([
    { name: 'empty', documents: 0, indexes: [{ name: '_id_' }] },
    { name: 'notes', documents: 5, indexes: [{ name: '_id_' }, { name: 'n', keys: [['n', 1]], unique: true }] },
  ])
})

test('documents come page by page in the order of their ids, numbers before texts', async () => {
  const pages: unknown[][] = []
  for (let after: string | null | undefined; after !== null;) {
    const answer: Answer = await read({ collection: 'notes', limit: '2', ...(after === undefined ? {} : { after }) })
    pages.push(ids(answer))
    after = answer.after
  }
  expect(pages).toEqual([[1, 2], [3, 'a'], ['b']])
})

test('a query in EJSON filters them; a wrong one is refused as the database refuses it', async () => {
  expect(
    ids(await read({ collection: 'notes', query: '{"at": {"$gte": {"$date": "1970-01-01T00:00:03Z"}}}' })),
  ).toEqual([3, 'a'])
  for (const [parameters, code] of [
    [{ collection: 'nowhere' }, 'DATABASE_COLLECTION_NOT_EXIST'],
    [{ collection: 'notes', query: '{' }, 'INVALID_PARAM'],
  ] as const) {
    const response = await fetch(`${cloud.url}/_/documents?${new URLSearchParams(parameters).toString()}`)
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([400, code])
  }
})

test('one document is written in EJSON and removed; a taken unique key is refused and nothing changed', async () => {
  expect(await put({ collection: 'notes', document: { _id: 'new', at: { $date: '2030-01-01T00:00:00Z' } } })).toEqual({
    status: 200,
    body: {},
  })
  const stored = await cloud.run(async ({ db }) => (await db.collection('notes').doc('new').get()).data)
  expect(stored).toEqual({ _id: 'new', at: '2030-01-01T00:00:00.000Z' })
  const refused = await put({ collection: 'notes', document: { _id: 'new', n: 1 } })
  expect([refused.status, refused.body.errMsg]).toEqual([400, expect.stringContaining('E11000')])
  expect((await put({ collection: 'notes', document: { n: 9 } })).status).toBe(400)
  expect((await put({ collection: 'notes' })).status).toBe(400)
  const removed = await fetch(`${cloud.url}/_/documents?collection=notes&id=%22new%22`, { method: 'DELETE' })
  expect(await removed.json()).toEqual({ deleted: 1 })
  expect(ids(await read({ collection: 'notes' }))).toEqual([1, 2, 3, 'a', 'b'])
})
