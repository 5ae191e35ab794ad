import { LocalCloud } from './support/local-cloud'
import { type Change, updateOne } from './support/update-one'

let cloud: LocalCloud
beforeAll(async () => {
  cloud = await LocalCloud.start()
})
afterAll(() => cloud.stop())

const update = (document: object, change: Change) => updateOne(cloud, document, change)

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

test('places beyond the end of an array are filled up with null', async () => {
  const { row } = await update({ l: [1] }, () => ({ 'l.3': 4 }))
  expect(row).toEqual({ l: [1, null, null, 4] })
})

test('one element is changed by what the query asked of it, or all are', async () => {
  const name = await cloud.collection([
    {
      _id: 'a',
      l: [
        { k: 1, n: 0 },
        { k: 2, n: 0 },
        { k: 2, n: 0 },
      ],
    },
  ])
  const rows = await cloud.run(async ({ db, _ }, name) => {
    const things = db.collection(name)
    const list = async () => (await things.doc('a').get()).data['l']
    await things.where({ 'l.k': 2 }).update({ data: { 'l.$.n': _.inc(5) } })
    const one = await list()
    await things.where({ l: _.elemMatch({ k: 2, n: 0 }) }).update({ data: { 'l.$.n': 7 } })
    const other = await list()
    await things.doc('a').update({ data: { 'l.$[].n': _.inc(1) } })
    return [one, other, await list()]
  }, name)
  expect(rows).toEqual([
    [
      { k: 1, n: 0 },
      { k: 2, n: 5 },
      { k: 2, n: 0 },
    ],
    [
      { k: 1, n: 0 },
      { k: 2, n: 5 },
      { k: 2, n: 7 },
    ],
    [
      { k: 1, n: 1 },
      { k: 2, n: 6 },
      { k: 2, n: 8 },
    ],
  ])
})

test('new fields stand in the order of their names', async () => {
  const { row } = await update({ z: 0 }, () => ({ b: 1, a: 1, 'o.x': 1 }))
  expect(JSON.stringify(row)).toBe('{"z":0,"a":1,"b":1,"o":{"x":1}}')
})
