import { LocalCloud } from './support/local-cloud'
import type { Sdk } from './support/sdk'

let cloud: LocalCloud
beforeAll(async () => {
  cloud = await LocalCloud.start()
})
afterAll(() => cloud.stop())

type Change = (sdk: Sdk) => object

/** Applies an update, written as a cloud function would write it, to a document of its own. */
async function update(
  document: object,
  change: Change,
): Promise<{ row: unknown; refused: string | null; updated: number | null }> {
  const name = await cloud.collection([{ _id: 'a', ...document }])
  const code = `async (sdk, name) => {
    const one = sdk.db.collection(name).doc('a')
    let updated = null
    const error = await sdk.failure(one.update({ data: (${change.toString()})(sdk) }).then((result) => { updated = result.stats.updated }))
    const { _id, ...row } = (await one.get()).data
    return { row, updated, refused: error && error.errCode === -502001 ? error.errMsg : error && JSON.stringify(error) }
  }`
  const { body, status } = await cloud.call('script', { code, input: name })
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body as { row: unknown; refused: string | null; updated: number | null }
}

test.each<[string, object, Change, object]>([
  ['plain fields are set', { n: 1 }, () => ({ m: 2 }), { n: 1, m: 2 }],
  ['objects are merged into', { o: { a: 1 } }, () => ({ o: { b: 2 } }), { o: { a: 1, b: 2 } }],
  ['set replaces an object', { o: { a: 1 } }, ({ _ }) => ({ o: _.set({ b: 2 }) }), { o: { b: 2 } }],
  ['dotted paths', { o: { a: 1 } }, () => ({ 'o.b.c': 2 }), { o: { a: 1, b: { c: 2 } } }],
  ['a place in an array', { l: [1, 2] }, () => ({ 'l.1': 5 }), { l: [1, 5] }],
  ['a field of an element', { l: [{ n: 1 }] }, ({ _ }) => ({ 'l.0.n': _.inc(1) }), { l: [{ n: 2 }] }],
  ['remove', { n: 1, m: 2 }, ({ _ }) => ({ n: _.remove() }), { m: 2 }],
  ['remove inside', { o: { a: 1, b: 2 } }, ({ _ }) => ({ o: { a: _.remove() } }), { o: { b: 2 } }],
  ['inc', { n: 1 }, ({ _ }) => ({ n: _.inc(-3) }), { n: -2 }],
  ['inc creates', {}, ({ _ }) => ({ n: _.inc(3) }), { n: 3 }],
  ['mul', { n: 4 }, ({ _ }) => ({ n: _.mul(2.5) }), { n: 10 }],
  ['mul creates zero', {}, ({ _ }) => ({ n: _.mul(2) }), { n: 0 }],
  ['min', { n: 4 }, ({ _ }) => ({ n: _.min(2) }), { n: 2 }],
  ['max creates', {}, ({ _ }) => ({ n: _.max(2) }), { n: 2 }],
  ['rename', { n: 4 }, ({ _ }) => ({ n: _.rename('m') }), { m: 4 }],
  ['push one', { l: [1] }, ({ _ }) => ({ l: _.push(2) }), { l: [1, 2] }],
  ['push several', { l: [1] }, ({ _ }) => ({ l: _.push([2, 3]) }), { l: [1, 2, 3] }],
  ['push creates', {}, ({ _ }) => ({ l: _.push([2]) }), { l: [2] }],
  ['push at a position', { l: [1, 4] }, ({ _ }) => ({ l: _.push({ each: [2, 3], position: 1 }) }), { l: [1, 2, 3, 4] }],
  ['push, sort, slice', { l: [5, 1] }, ({ _ }) => ({ l: _.push({ each: [3], sort: 1, slice: 2 }) }), { l: [1, 3] }],
  ['push a document', { l: [] }, ({ _ }) => ({ l: _.push({ who: 'x' }) }), { l: [{ who: 'x' }] }],
  ['pop', { l: [1, 2] }, ({ _ }) => ({ l: _.pop() }), { l: [1] }],
  ['shift', { l: [1, 2] }, ({ _ }) => ({ l: _.shift() }), { l: [2] }],
  ['unshift', { l: [3] }, ({ _ }) => ({ l: _.unshift([1, 2]) }), { l: [1, 2, 3] }],
  ['addToSet new', { l: [1] }, ({ _ }) => ({ l: _.addToSet(2) }), { l: [1, 2] }],
  ['addToSet several', { l: [1] }, ({ _ }) => ({ l: _.addToSet({ $each: [1, 2] }) }), { l: [1, 2] }],
  ['addToSet creates', {}, ({ _ }) => ({ l: _.addToSet({ $each: [1, 1, 2] }) }), { l: [1, 2] }],
  ['pull a value', { l: [1, 2, 1] }, ({ _ }) => ({ l: _.pull(1) }), { l: [2] }],
  ['pull by condition', { l: [1, 5, 9] }, ({ _ }) => ({ l: _.pull(_.gte(5)) }), { l: [1] }],
  ['pull documents', { l: [{ k: 1, z: 1 }, { k: 2 }] }, ({ _ }) => ({ l: _.pull({ k: 1 }) }), { l: [{ k: 2 }] }],
  ['pullAll', { l: [1, 2, 3] }, ({ _ }) => ({ l: _.pullAll([1, 3]) }), { l: [2] }],
])('%s', async (_name, before, change, after) => {
  expect(await update(before, change)).toEqual({ row: after, updated: 1, refused: null })
})

test.each<[string, object, Change]>([
  ['addToSet of what is there', { l: [1] }, ({ _ }) => ({ l: _.addToSet(1) })],
  ['max below', { n: 4 }, ({ _ }) => ({ n: _.max(2) })],
  ['inc by zero', { n: 4 }, ({ _ }) => ({ n: _.inc(0) })],
  ['remove of what is missing', { n: 4 }, ({ _ }) => ({ m: _.remove() })],
  ['pull of what is missing', { l: [4] }, ({ _ }) => ({ l: _.pull(5) })],
])('changes nothing and says so: %s', async (_name, before, change) => {
  expect(await update(before, change)).toEqual({ row: before, updated: 0, refused: null })
})

test.each<[string, object, Change, RegExp]>([
  ['inc on text', { n: '1' }, ({ _ }) => ({ n: _.inc(1) }), /\$inc.*'n'/],
  ['inc on null', { n: null }, ({ _ }) => ({ n: _.inc(1) }), /\$inc.*'n'/],
  ['mul on an array', { n: [1] }, ({ _ }) => ({ n: _.mul(2) }), /\$mul.*'n'/],
  ['inc by text', { n: 1 }, ({ _ }) => ({ n: _.inc('1') }), /\$inc.*'n'/],
  ['push on a scalar', { l: 1 }, ({ _ }) => ({ l: _.push(2) }), /\$push.*'l'/],
  ['push on null', { l: null }, ({ _ }) => ({ l: _.push(2) }), /\$push.*'l'/],
  ['addToSet on an object', { l: {} }, ({ _ }) => ({ l: _.addToSet(2) }), /\$addToSet.*'l'/],
  ['pull on text', { l: 'x' }, ({ _ }) => ({ l: _.pull(2) }), /\$pull.*'l'/],
  ['a path through a scalar', { o: 1 }, () => ({ 'o.a': 2 }), /\$set.*'o\.a'/],
  ['a path through null', { o: null }, () => ({ 'o.a': 2 }), /\$set.*'o\.a'/],
  ['a field of an array', { o: [1] }, () => ({ 'o.a': 2 }), /\$set.*'o\.a'/],
  ['one bad part spoils all', { n: 1, l: 1 }, ({ _ }) => ({ n: _.inc(1), l: _.push(2) }), /\$push.*'l'/],
  ['two changes of one path', { o: {} }, ({ _ }) => ({ o: _.set({ a: 1 }), 'o.a': 2 }), /conflict at 'o/],
])('is refused and nothing changes: %s', async (_name, before, change, message) => {
  const { row, updated, refused } = await update(before, change)
  expect(refused).toMatch(message)
  expect({ row, updated }).toEqual({ row: before, updated: null })
})

test('the id cannot change', async () => {
  const name = await cloud.collection([{ _id: 'a' }])
  for (const data of ['{"$set":{"_id":"b"}}', '{"$unset":{"_id":""}}', '{"$rename":{"n":"_id"}}']) {
    const request = { collectionName: name, query: '{}', data, merge: true, multi: true }
    const { body } = await cloud.post('/admin', { action: 'database.modifyDocument', ...request })
    expect(body).toMatchObject({ code: 'DATABASE_REQUEST_FAILED', message: expect.stringContaining('_id') as string })
  }
})

test('a refused document leaves the others of the same update as they were', async () => {
  const name = await cloud.collection([
    { _id: 'a', n: 1 },
    { _id: 'b', n: 'x' },
    { _id: 'c', n: 3 },
  ])
  const rows = await cloud.run(async ({ db, _, failure }, name) => {
    await failure(
      db
        .collection(name)
        .where({})
        .update({ data: { n: _.inc(1) } }),
    )
    return (await db.collection(name).get()).data.map((row) => row['n'])
  }, name)
  expect(rows).toEqual([1, 'x', 3])
})
