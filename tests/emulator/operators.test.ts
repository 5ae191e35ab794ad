import { LocalCloud } from './support/local-cloud'
import { commandNames, sentConditions, sentUpdate } from './support/operators'
import type { Sdk } from './support/sdk'

/*
 * Every operator of queries, updates and projections that @cloudbase/database 1.4 can send: what it is sent as, and
 * one thing it does, through the real SDK. A name the SDK has and these tables lack fails the first test.
 */

const ROWS = [
  {
    _id: 'a',
    n: 1,
    tags: ['x', 'y'],
    items: [{ sku: 'p', n: 1 }],
    bits: 5,
    at: { type: 'Point', coordinates: [0, 0] },
  },
  { _id: 'b', n: 2, tags: ['y'], items: [{ sku: 'p', n: 5 }], bits: 6, at: { type: 'Point', coordinates: [1, 1] } },
  { _id: 'c', n: 'text', tags: [], nothing: null },
]

type Query = (sdk: Sdk) => object

const SQUARE = '[[0.5,0.5],[2,0.5],[2,2],[0.5,2],[0.5,0.5]]'
const square = `db.Geo.Polygon([db.Geo.LineString(${SQUARE}.map(([x, y]) => db.Geo.Point(x, y)))])`

/** Name → what it is sent as, a query that uses it, and the documents it finds. A text is code of the function. */
const QUERIES: Record<string, [sent: string, query: Query | string, found: string[]]> = {
  eq: ['$eq', ({ _ }) => ({ n: _.eq(1) }), ['a']],
  neq: ['$ne', ({ _ }) => ({ n: _.neq(1) }), ['b', 'c']],
  lt: ['$lt', ({ _ }) => ({ n: _.lt(2) }), ['a']],
  lte: ['$lte', ({ _ }) => ({ n: _.lte(2) }), ['a', 'b']],
  gt: ['$gt', ({ _ }) => ({ n: _.gt(1) }), ['b']],
  gte: ['$gte', ({ _ }) => ({ n: _.gte(1) }), ['a', 'b']],
  in: ['$in', ({ _ }) => ({ n: _.in([1, 'text']) }), ['a', 'c']],
  nin: ['$nin', ({ _ }) => ({ n: _.nin([1, 'text']) }), ['b']],
  all: ['$all', ({ _ }) => ({ tags: _.all(['x', 'y']) }), ['a']],
  elemMatch: ['$elemMatch', ({ _ }) => ({ items: _.elemMatch({ sku: 'p', n: _.gt(1) }) }), ['b']],
  exists: ['$exists', ({ _ }) => ({ nothing: _.exists(true) }), ['c']],
  size: ['$size', ({ _ }) => ({ tags: _.size(0) }), ['c']],
  mod: ['$mod', ({ _ }) => ({ n: _.mod(2, 0) }), ['b']],
  geoNear: ['$nearSphere', '({ at: _.geoNear({ geometry: db.Geo.Point(1, 1), maxDistance: 1000 }) })', ['b']],
  geoWithin: ['$geoWithin', `({ at: _.geoWithin({ geometry: ${square} }) })`, ['b']],
  geoIntersects: ['$geoIntersects', '({ at: _.geoIntersects({ geometry: db.Geo.Point(0, 0) }) })', ['a']],
  and: ['$and', ({ _ }) => _.and([{ n: 2 }, { tags: 'y' }]), ['b']],
  or: ['$or', ({ _ }) => _.or([{ n: 2 }, { tags: 'x' }]), ['a', 'b']],
  nor: ['$nor', ({ _ }) => _.nor([{ n: 2 }, { tags: 'x' }]), ['c']],
  not: ['$not', ({ _ }) => ({ n: _.not(_.lt(2)) }), ['b', 'c']],
  expr: ['$expr', ({ _, $ }) => _.expr($.eq(['$n', 2])), ['b']],
  jsonSchema: ['$jsonSchema', '(_.jsonSchema({ properties: { n: { bsonType: "string" } } }))', ['c']],
}

/** What the SDK offers but sends in a way MongoDB does not know either: its name in the refusal. */
const REFUSED_QUERIES: Record<string, [sent: string, query: string]> = {
  text: ['$search', '(_.text({ search: "word" }))'],
}

/** Name → what it is sent as, a change of {n: 1, l: [1, 2]}, and what it leaves. */
const UPDATES: Record<string, [sent: string, change: Query | string, after: object]> = {
  set: ['$set', ({ _ }) => ({ n: _.set({ a: 1 }) }), { n: { a: 1 }, l: [1, 2] }],
  remove: ['$unset', ({ _ }) => ({ n: _.remove() }), { l: [1, 2] }],
  inc: ['$inc', ({ _ }) => ({ n: _.inc(2) }), { n: 3, l: [1, 2] }],
  mul: ['$mul', ({ _ }) => ({ n: _.mul(4) }), { n: 4, l: [1, 2] }],
  min: ['$min', ({ _ }) => ({ n: _.min(0) }), { n: 0, l: [1, 2] }],
  max: ['$max', ({ _ }) => ({ n: _.max(9) }), { n: 9, l: [1, 2] }],
  bit: ['$bit', ({ _ }) => ({ n: _.bit({ or: 6 }) }), { n: 7, l: [1, 2] }],
  rename: ['$rename', ({ _ }) => ({ n: _.rename('m') }), { m: 1, l: [1, 2] }],
  push: ['$push', ({ _ }) => ({ l: _.push({ each: [0], position: 1 }) }), { n: 1, l: [1, 0, 2] }],
  pop: ['$pop', ({ _ }) => ({ l: _.pop() }), { n: 1, l: [1] }],
  shift: ['$pop', ({ _ }) => ({ l: _.shift() }), { n: 1, l: [2] }],
  unshift: ['$push', ({ _ }) => ({ l: _.unshift([0]) }), { n: 1, l: [0, 1, 2] }],
  addToSet: ['$addToSet', ({ _ }) => ({ l: _.addToSet(2) }), { n: 1, l: [1, 2] }],
  pull: ['$pull', ({ _ }) => ({ l: _.pull(_.gt(1)) }), { n: 1, l: [1] }],
  pullAll: ['$pullAll', ({ _ }) => ({ l: _.pullAll([1, 2]) }), { n: 1, l: [] }],
}

const PROJECTIONS: Record<string, [sent: string, projection: string, after: object]> = {
  slice: ['$slice', '({ l: db.command.project.slice(1), n: 0 })', { l: [1] }],
  elemMatch: ['$elemMatch', '({ l: db.command.project.elemMatch({ $gt: 1 }), n: 1 })', { n: 1, l: [2] }],
}

/** What one condition can be continued by. */
const CHAINED: Record<string, [query: string, found: string[]]> = {
  eq: ['({ n: _.gt(0).eq(1) })', ['a']],
  neq: ['({ n: _.gt(0).neq(1) })', ['b']],
  gt: ['({ n: _.lt(5).gt(1) })', ['b']],
  gte: ['({ n: _.lt(5).gte(1) })', ['a', 'b']],
  lt: ['({ n: _.gt(0).lt(2) })', ['a']],
  lte: ['({ n: _.gt(0).lte(2) })', ['a', 'b']],
  in: ['({ n: _.gt(0).in([2, 7]) })', ['b']],
  nin: ['({ n: _.gt(0).nin([2, 7]) })', ['a']],
  geoNear: ['({ at: _.exists(true).geoNear({ geometry: db.Geo.Point(1, 1), maxDistance: 10 }) })', ['b']],
  geoWithin: [`({ at: _.exists(true).geoWithin({ geometry: ${square} }) })`, ['b']],
  geoIntersects: ['({ at: _.exists(true).geoIntersects({ geometry: db.Geo.Point(0, 0) }) })', ['a']],
  and: ['({ n: _.gt(0).and(_.lt(2)) })', ['a']],
  or: ['({ n: _.eq(1).or(_.eq("text")) })', ['a', 'c']],
}

let cloud: LocalCloud
let name: string
beforeAll(async () => {
  cloud = await LocalCloud.start()
  name = await cloud.collection(ROWS)
})
afterAll(() => cloud.stop())

async function evaluate(body: string, input: unknown): Promise<unknown> {
  const code = `async ({ db, _, $, failure }, input) => { const sdk = { db, _, $ }; ${body} }`
  const answer = await cloud.call('script', { code, input })
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  return answer.body
}

const source = (code: Query | string) => (typeof code === 'string' ? code : `(${code.toString()})(sdk)`)
const find = (query: Query | string) =>
  evaluate(`return (await db.collection(input).where(${source(query)}).get()).data.map((row) => row._id).sort()`, name)

test('the tables name every command of the SDK, and nothing else', async () => {
  const names = await cloud.run(({ db, _ }) => {
    const condition = Object.getPrototypeOf(_.eq(1)) as object
    const { command } = db as unknown as { command: { project: object } }
    return {
      commands: Object.keys(_).filter((one) => one !== 'aggregate' && one !== 'project'),
      projections: Object.keys(command.project),
      chained: [
        ...Object.getOwnPropertyNames(condition),
        ...Object.getOwnPropertyNames(Object.getPrototypeOf(condition)),
      ].filter((one, i, all) => all.indexOf(one) === i && !/^_|constructor|toJSON/.test(one)),
    }
  })
  const tables = [QUERIES, REFUSED_QUERIES, UPDATES].flatMap((table) => Object.keys(table))
  expect([...names.commands].sort()).toEqual(tables.sort())
  expect([...names.projections].sort()).toEqual(Object.keys(PROJECTIONS).sort())
  expect([...names.chained].sort()).toEqual(Object.keys(CHAINED).sort())
  expect(commandNames()).toEqual(names.commands)
})

test.each(Object.entries(QUERIES))('query %s', async (_command, [sent, query, found]) => {
  expect(sentConditions(source(query))).toContain(`"${sent}"`)
  expect(await find(query)).toEqual(found)
})

test.each(Object.entries(REFUSED_QUERIES))('query %s is refused by name', async (_command, [sent, query]) => {
  expect(sentConditions(source(query))).toContain(`"${sent}"`)
  const refused = await evaluate(`return failure(db.collection(input).where(${query}).get())`, name)
  expect(refused).toMatchObject({ errCode: -502001, errMsg: expect.stringContaining(sent) as string })
})

test.each(Object.entries(CHAINED))('a condition continued by %s', async (_command, [query, found]) => {
  expect(await find(query)).toEqual(found)
})

test.each(Object.entries(UPDATES))('update %s', async (_command, [sent, change, after]) => {
  expect(sentUpdate(source(change))).toContain(`"${sent}"`)
  const own = await cloud.collection([{ _id: 'one', n: 1, l: [1, 2] }])
  const code = `const one = db.collection(input).doc('one'); await one.update({ data: ${source(change)} }); return (await one.get()).data`
  expect(await evaluate(code, own)).toEqual({ _id: 'one', ...after })
})

test.each(Object.entries(PROJECTIONS))('projection %s', async (_command, [sent, projection, after]) => {
  const own = await cloud.collection([{ _id: 'one', n: 1, l: [1, 2] }])
  const code = `const fields = ${projection}
    return { fields, row: (await db.collection(input).field(fields).get()).data[0] }`
  const { fields, row } = (await evaluate(code, own)) as { fields: { l: object }; row: object }
  expect(Object.keys(fields.l)).toEqual([sent])
  expect(row).toEqual({ _id: 'one', ...after })
})

test('fields are taken or left out, also inside objects and arrays', async () => {
  const own = await cloud.collection([{ _id: 'one', o: { a: 1, b: 2 }, l: [{ a: 1, b: 2 }, { b: 3 }], z: 1 }])
  const field = (projection: string) =>
    evaluate(`return (await db.collection(input).field(${projection}).get()).data[0]`, own)
  expect(await field('{ "o.a": true }')).toEqual({ _id: 'one', o: { a: 1 } })
  expect(await field('{ o: false, l: false }')).toEqual({ _id: 'one', z: 1 })
  expect(await field('{ _id: 0, "l.b": 1 }')).toEqual({ l: [{ b: 2 }, { b: 3 }] })
  expect(await field('{ "l.a": 0, o: 0 }')).toEqual({ _id: 'one', l: [{ b: 2 }, { b: 3 }], z: 1 })
})
