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

test('operators the emulator does not know are refused by name', async () => {
  const refused = await cloud.run(async ({ db, _, failure }, name) => {
    const near = { place: _.geoNear({ geometry: db.Geo.Point(113, 28), maxDistance: 10 }) }
    return [
      await failure(db.collection(name).where(near).get()),
      await failure(
        db
          .collection(name)
          .where({ n: { $nonsense: 1 } })
          .get(),
      ),
      await failure(db.collection(name).where({ $where: 'true' }).get()),
      await failure(
        db
          .collection(name)
          .where({ n: { $in: 1 } })
          .get(),
      ),
      await failure(db.collection(name).where(_.or([])).get()),
    ]
  }, name)
  expect(refused.map((one) => one?.errCode)).toEqual([-502001, -502001, -502001, -502001, -502001])
  expect(refused.map((one) => /\$(nearSphere|nonsense|where|in|or)\b/.exec(one?.errMsg ?? '')?.[0])).toEqual([
    '$nearSphere',
    '$nonsense',
    '$where',
    '$in',
    '$or',
  ])
})
