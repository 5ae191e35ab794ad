import { LocalCloud } from './support/local-cloud'
import type { Sdk } from './support/sdk'

let cloud: LocalCloud
let name: string

const ROWS = [
  { _id: 'a', n: 1, tag: 'Red', tags: ['x', 'y'], deep: { k: 1 }, items: [{ sku: 'p', qty: 1 }], scores: [1, 9] },
  { _id: 'b', n: 2, tag: 'red', tags: ['y'], deep: { k: 2 }, items: [{ sku: 'p', qty: 5 }], scores: [5] },
  { _id: 'c', n: 3, tag: 'blue', tags: [], nothing: null },
  { _id: 'd', n: '3', tag: 'green' },
]

beforeAll(async () => {
  cloud = await LocalCloud.start()
  name = await cloud.collection(ROWS)
})
afterAll(() => cloud.stop())

/** The ids that a condition, written as a cloud function would write it, finds. */
async function found(condition: (sdk: Sdk) => object): Promise<string[]> {
  const code = `async (sdk, name) => {
    const { data } = await sdk.db.collection(name).where((${condition.toString()})(sdk)).get()
    return data.map((row) => row._id)
  }`
  const { body, status } = await cloud.call('script', { code, input: name })
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body as string[]
}

test.each<[string, (sdk: Sdk) => object, string[]]>([
  ['equality', () => ({ n: 2 }), ['b']],
  ['equality inside an object', () => ({ deep: { k: 2 } }), ['b']],
  ['equality with an element', () => ({ tags: 'y' }), ['a', 'b']],
  ['equality with null finds missing fields too', () => ({ nothing: null }), ['a', 'b', 'c', 'd']],
  ['eq', ({ _ }) => ({ n: _.eq(1) }), ['a']],
  ['neq', ({ _ }) => ({ n: _.neq(1) }), ['b', 'c', 'd']],
  ['gt compares within one type', ({ _ }) => ({ n: _.gt(1) }), ['b', 'c']],
  ['gte and lte', ({ _ }) => ({ n: _.gte(2).and(_.lte(3)) }), ['b', 'c']],
  ['lt', ({ _ }) => ({ n: _.lt(2) }), ['a']],
  ['in', ({ _ }) => ({ n: _.in([1, '3']) }), ['a', 'd']],
  ['nin finds missing fields too', ({ _ }) => ({ deep: { k: _.nin([1]) } }), ['b', 'c', 'd']],
  ['nin on an array', ({ _ }) => ({ tags: _.nin(['x']) }), ['b', 'c', 'd']],
  ['exists', ({ _ }) => ({ nothing: _.exists(true) }), ['c']],
  ['not exists', ({ _ }) => ({ tags: _.exists(false) }), ['d']],
  ['size', ({ _ }) => ({ tags: _.size(2) }), ['a']],
  ['all', ({ _ }) => ({ tags: _.all(['x', 'y']) }), ['a']],
  ['mod', ({ _ }) => ({ n: _.mod([2, 1]) }), ['a', 'c']],
  ['elemMatch on documents', ({ _ }) => ({ items: _.elemMatch({ sku: 'p', qty: _.gt(3) }) }), ['b']],
  ['elemMatch on values', ({ _ }) => ({ scores: _.elemMatch({ $gt: 4, $lt: 6 }) }), ['b']],
  ['two bounds on an array may be met by two elements', ({ _ }) => ({ scores: _.gt(4).and(_.lt(6)) }), ['a', 'b']],
  ['and', ({ _ }) => _.and([{ n: _.gt(1) }, { tag: 'red' }]), ['b']],
  ['or', ({ _ }) => _.or([{ n: 1 }, { tag: 'blue' }]), ['a', 'c']],
  ['or on one field', ({ _ }) => ({ n: _.eq(1).or(_.eq(3)) }), ['a', 'c']],
  ['nor', ({ _ }) => _.nor([{ n: 1 }, { tag: 'blue' }]), ['b', 'd']],
  ['not', ({ _ }) => ({ n: _.not(_.gt(1)) }), ['a', 'd']],
  ['expr', ({ _, $ }) => _.expr($.eq(['$n', 2])), ['b']],
  ['expr compares by type too', ({ _, $ }) => _.expr($.gte(['$n', 3])), ['c', 'd']],
  ['a pattern', () => ({ tag: /^re/ }), ['b']],
  ['a pattern with options', ({ db }) => ({ tag: db.RegExp({ regexp: '^RED$', options: 'i' }) }), ['a', 'b']],
  ['ids', ({ _ }) => ({ _id: _.in(['d', 'a', 'zz']) }), ['d', 'a']],
])('%s', async (_name, condition, ids) => {
  expect((await found(condition)).sort()).toEqual([...ids].sort())
})

test('dates compare as dates', async () => {
  const dated = await cloud.collection()
  const ids = await cloud.run(async ({ db, _ }, dated) => {
    const days = db.collection(dated)
    await days.add({ data: [1, 2, 3].map((day) => ({ _id: `${day}`, at: new Date(2026, 0, day) })) })
    const found = await days.where({ at: _.gte(new Date(2026, 0, 2)) }).get()
    return found.data.map((row) => row._id)
  }, dated)
  expect(ids).toEqual(['2', '3'])
})

test('orders follow the types, missing first, and ties keep the order they were added in', async () => {
  const mixed = await cloud.collection([
    { _id: '1', v: true },
    { _id: '2', v: 'b' },
    { _id: '3', v: 10 },
    { _id: '4' },
    { _id: '5', v: { x: 1 } },
    { _id: '6', v: null },
    { _id: '7', v: 9 },
    { _id: '8', v: [0, 50] },
    { _id: '9', v: 'B' },
  ])
  const orders = await cloud.run(async ({ db }, mixed) => {
    const ids = async (order: 'asc' | 'desc') =>
      (await db.collection(mixed).orderBy('v', order).get()).data.map((row) => row._id).join('')
    return { up: await ids('asc'), down: await ids('desc') }
  }, mixed)
  expect(orders).toEqual({ up: '468739251', down: '152983746' })
})

const TRICKY = [
  { _id: 'empty', l: [], o: {}, d: [] },
  { _id: 'one', l: [1], o: { a: 1, b: 2 }, d: [{ x: 1 }] },
  { _id: 'two', l: [[1, 2], 3], o: { b: 2, a: 1 }, d: [{ x: [1, 2] }, { y: 1 }] },
  { _id: 'null', l: null, o: null, d: { x: null } },
  { _id: 'nan', l: NaN, o: { a: NaN }, d: 5 },
  { _id: 'text', l: '1', o: [{ a: 1, b: 2 }], d: [5, { x: 'Text' }] },
  { _id: 'missing' },
]

beforeAll(async () => {
  const rows = JSON.stringify(TRICKY, (_key, value: unknown) => (Number.isNaN(value) ? 'NaN' : value))
  await cloud.run(async ({ db }, rows) => {
    await db.createCollection('tricky')
    const revive = (_key: string, value: unknown) => (value === 'NaN' ? NaN : value)
    await db.collection('tricky').add({ data: JSON.parse(rows, revive) as object[] })
  }, rows)
})

test.each<[string, object, string[]]>([
  ['an object equals only one with its keys in the same order', { o: { $eq: { a: 1, b: 2 } } }, ['one', 'text']],
  ['the other order is another object', { o: { $eq: { b: 2, a: 1 } } }, ['two']],
  ['an object that holds more is no equal', { o: { $eq: { a: 1 } } }, []],
  ['objects in a list compare alike', { o: { $in: [{ b: 2, a: 1 }, {}] } }, ['empty', 'two']],
  ['null is null or missing', { l: null }, ['null', 'missing']],
  ['from null on: null and missing', { l: { $gte: null } }, ['null', 'missing']],
  ['up to null: null and missing', { l: { $lte: null } }, ['null', 'missing']],
  ['nothing is beyond null', { l: { $gt: null } }, []],
  ['not null', { l: { $ne: null } }, ['empty', 'one', 'two', 'nan', 'text']],
  ['null among others', { l: { $in: [null, 1] } }, ['one', 'null', 'missing']],
  [
    'a missing field on the way counts as null, an array without documents does not',
    { 'd.x': null },
    ['null', 'nan', 'missing', 'two'],
  ],
  ['no element has the field', { 'd.x': { $exists: false } }, ['empty', 'nan', 'missing']],
  ['an array equals itself', { l: { $eq: [[1, 2], 3] } }, ['two']],
  ['an array is also found by an array in it', { l: { $eq: [1, 2] } }, ['two']],
  ['elements of arrays in arrays are not looked at', { l: 2 }, []],
  ['an element that is an array, by what it holds', { l: { $elemMatch: { $elemMatch: { $eq: 2 } } } }, ['two']],
  ['an element that is an array, by its size', { l: { $elemMatch: { $size: 2 } } }, ['two']],
  ['an element that is an array, whole', { l: { $elemMatch: { $eq: [1, 2] } } }, ['two']],
  ['a place in an array', { 'l.0': 1 }, ['one', 'two']],
  ['arrays compare as arrays', { l: { $gt: [0] } }, ['one', 'two']],
  ['the type of a list, of its elements', { l: { $type: 'array' } }, ['empty', 'one', 'two']],
  ['whole numbers', { l: { $type: 'int' } }, ['one', 'two']],
  ['NaN is a number, a double', { l: { $type: ['double'] } }, ['nan']],
  ['NaN equals NaN', { l: NaN }, ['nan']],
  ['NaN in a list', { 'o.a': { $in: [NaN] } }, ['nan']],
  ['NaN is neither less nor more', { l: { $lt: 5 } }, ['one', 'two']],
  ['up to NaN: only NaN', { l: { $lte: NaN } }, ['nan']],
  ['elemMatch skips what is no document', { d: { $elemMatch: { x: { $exists: true } } } }, ['one', 'two', 'text']],
  ['elemMatch on values skips documents', { d: { $elemMatch: { $gt: 4 } } }, ['text']],
  [
    'all of them, each by another element',
    { d: { $all: [{ $elemMatch: { x: 1 } }, { $elemMatch: { y: 1 } }] } },
    ['two'],
  ],
  ['all of nothing', { l: { $all: [] } }, []],
  ['size of an array in documents of an array', { 'd.x': { $size: 2 } }, ['two']],
  ['a pattern as text, with options', { 'd.x': { $regex: '^te', $options: 'i' } }, ['text']],
  ['a pattern with its option inside', { 'd.x': { $regex: '(?i)^te' } }, ['text']],
  ['not a pattern', { 'd.x': { $not: { $regex: 'Te' } } }, ['empty', 'one', 'two', 'null', 'nan', 'missing']],
  ['bits that are set', { l: { $bitsAllSet: 3 } }, ['two']],
  [
    'a schema by its types',
    { $jsonSchema: { required: ['l'], properties: { l: { bsonType: ['array', 'null'] } } } },
    ['empty', 'one', 'two', 'null'],
  ],
  [
    'a schema of elements',
    {
      $jsonSchema: {
        required: ['d'],
        properties: { d: { type: 'array', items: { type: 'object', required: ['x'] } } },
      },
    },
    ['empty', 'one'],
  ],
  [
    'a schema with an open bound',
    { $jsonSchema: { properties: { l: { bsonType: 'int', minimum: 1, exclusiveMinimum: true } } } },
    ['missing'],
  ],
])('as MongoDB finds: %s', async (_name, filter, ids) => {
  // NaN is no JSON: it travels to the function as a text.
  const found = await cloud.run(
    async ({ db }, { filter, numbers }) => {
      const revive = (_key: string, value: unknown) => (value === numbers ? NaN : value)
      const query = JSON.parse(filter, revive) as object
      return (await db.collection('tricky').where(query).get()).data.map((row) => row._id)
    },
    { filter: JSON.stringify(filter, (_key, value: unknown) => (Number.isNaN(value) ? 'NaN' : value)), numbers: 'NaN' },
  )
  expect(found.sort()).toEqual([...ids].sort())
})

test.each<[string, object, string]>([
  ['an unknown operator', { n: { $nonsense: 1 } }, 'unknown operator: $nonsense'],
  ['an unknown operator at the top', { $nonsense: 1 }, 'unknown top level operator: $nonsense'],
  ['a script', { $where: 'true' }, '$where is not implemented'],
  ['a search for words', { $text: { $search: 'x' } }, '$text is not implemented'],
  ['a list that is none', { n: { $in: 1 } }, '$in needs an array'],
  ['an operator in a list', { n: { $in: [{ $gt: 1 }] } }, 'cannot nest $ under $in'],
  ['no alternatives', { $or: [] }, '$or must be a nonempty array'],
  ['an alternative that is none', { $or: [1] }, '$or entries need to be full objects'],
  ['not of a value', { n: { $not: 1 } }, '$not needs a regex or a document'],
  ['a size that is no number', { n: { $size: 'x' } }, '$size needs a number'],
  ['a negative size', { n: { $size: -1 } }, '$size may not be negative'],
  ['division by zero', { n: { $mod: [0, 1] } }, 'divisor cannot be 0'],
  ['division without a rest', { n: { $mod: [2] } }, 'malformed mod, not enough elements'],
  ['a broken pattern', { n: { $regex: '(' } }, 'Regular expression is invalid'],
  ['an unknown type', { n: { $type: 'thing' } }, 'Unknown type name alias: thing'],
  ['elemMatch of a value', { n: { $elemMatch: 1 } }, '$elemMatch needs an Object'],
  ['a schema with an unknown word', { $jsonSchema: { nonsense: 1 } }, '$jsonSchema'],
  [
    'a schema with a word MongoDB does not take',
    { $jsonSchema: { format: 'date' } },
    "keyword 'format' is not currently supported",
  ],
])('is refused in MongoDB’s words: %s', async (_name, filter, message) => {
  const refused = await cloud.run(
    ({ db, failure }, { name, filter }) => failure(db.collection(name).where(filter).get()),
    { name, filter },
  )
  expect(refused).toMatchObject({ errCode: -502001, errMsg: expect.stringContaining(message) as string })
})

test('a broken pattern of the SDK is refused in MongoDB’s words too', async () => {
  const refused = await cloud.run(({ db, failure }) =>
    failure(
      db
        .collection('tricky')
        .where({ l: db.RegExp({ regexp: '(', options: 'i' }) })
        .get(),
    ),
  )
  expect(refused?.errCode).toBe(-502001)
  expect(refused?.errMsg).toContain('Regular expression is invalid')
})
