import fc from 'fast-check'
import type { DatabaseDeclaration, IndexDeclaration } from '../../emulator/database/catalog'
import { Database } from '../../emulator/database/database'
import { compareValues } from '../../emulator/database/key-encoding'
import { choosePlan, type Sort } from '../../emulator/database/planner'
import { temporaryFolder } from './support/local-cloud'

const READER = { caller: 'test' }

const INDEXES: IndexDeclaration[] = [
  {
    name: 'a_b',
    keys: [
      ['a', 1],
      ['b', -1],
    ],
    unique: false,
  },
  {
    name: 'b_c',
    keys: [
      ['b', 1],
      ['c', 1],
    ],
    unique: false,
  },
  { name: 'tags', keys: [['tags', -1]], unique: false },
  {
    name: 'tags_n',
    keys: [
      ['tags', 1],
      ['n', -1],
    ],
    unique: false,
  },
  {
    name: 'deep',
    keys: [
      ['deep.x', 1],
      ['a', 1],
    ],
    unique: false,
  },
]

let database: Database
beforeAll(async () => {
  database = new Database(temporaryFolder(), 30_000)
  const declaration: DatabaseDeclaration = new Map([
    ['indexed', INDEXES],
    ['plain', []],
  ])
  await database.store.collections.declare(declaration)
  const random = (n: number, salt: number) => (n * 7919 + salt * 104_729) % 97
  const pick = (n: number, salt: number): unknown =>
    [null, undefined, 0, 1, 2, 3, 'x', 'y', true, new Date(5), new Date(9), -1][random(n, salt) % 12]
  const documents = Array.from({ length: 300 }, (_, n) => {
    const fields: Record<string, unknown> = { _id: `d${n}`, n, a: pick(n, 1), b: pick(n, 2), c: pick(n, 3) }
    fields['tags'] = [[], [1, 2], [2, 'x'], 3, undefined][random(n, 4) % 5]
    fields['deep'] = [{ x: pick(n, 5) }, [{ x: 1 }, { x: 3 }], [], 'flat'][random(n, 6) % 4]
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  })
  for (const name of ['indexed', 'plain']) await database.insert(name, documents, READER)
})
afterAll(async () => {
  await database.close()
})

const point = fc.constantFrom<unknown>(null, 0, 1, 2, 3, 'x', 'y', true, new Date(5), new Date(9))
const condition = fc.oneof(
  point,
  fc.record({ $eq: point }),
  fc.record({ $in: fc.array(point, { maxLength: 3 }) }),
  fc.record({ $gt: point, $lt: point }, { requiredKeys: [] }),
  fc.record({ $gte: point, $lte: point }, { requiredKeys: [] }),
  fc.record({ $ne: point }),
  fc.record({ $exists: fc.boolean() }),
)
const path = fc.constantFrom('a', 'b', 'c', 'n', 'tags', 'deep.x', '_id')
const simple = fc.dictionary(path, condition, { maxKeys: 3 })
const filter = fc.oneof(
  simple,
  fc.record({ $and: fc.array(simple, { minLength: 1, maxLength: 3 }) }),
  fc.record({ $or: fc.array(simple, { minLength: 1, maxLength: 3 }) }),
  fc.tuple(simple, simple).map(([one, two]) => ({ ...one, $or: [two, { a: 1 }] })),
)
const direction = fc.constantFrom<1 | -1>(1, -1)
const sort: fc.Arbitrary<Sort> = fc.uniqueArray(fc.tuple(path, direction), { maxLength: 2, selector: ([name]) => name })

test('whatever the plan, the same documents are found as by a scan, in the same order', () => {
  const kinds = new Set<string>()
  fc.assert(
    fc.property(filter, sort, fc.constantFrom(5, 40, Infinity), (filter, sort, limit) => {
      const find = (name: string, limit: number) =>
        database.finder.find({ collection: database.store.collections.get(name), filter, sort, limit }, READER)
      const indexed = find('indexed', limit)
      const all = find('plain', Infinity)
      kinds.add(choosePlan(database.store.collections.get('indexed').indexes, filter, sort, limit !== Infinity).kind)
      expect(indexed).toHaveLength(Math.min(limit, all.length))
      if (limit === Infinity) {
        const ids = (rows: typeof all) => rows.map(({ document }) => document['_id']).sort()
        expect(ids(indexed)).toEqual(ids(all))
      }
      // Ties may come in any order, so the values sorted by are compared, not the documents.
      for (const [i, row] of sort.length > 0 ? indexed.entries() : []) {
        for (const [name] of sort.filter(([name]) => ['a', 'b', 'c', 'n'].includes(name)).slice(0, 1)) {
          if (sort[0]?.[0] === name) expect(compareValues(row.document[name], all[i]?.document[name])).toBe(0)
        }
      }
    }),
    { numRuns: 400 },
  )
  expect([...kinds].sort()).toEqual(['index', 'scan', 'union'])
})

test.each<[string, Record<string, unknown>, Sort, number, string]>([
  ['an id', { _id: 'd5', a: 1 }, [], Infinity, 'index _id_'],
  ['two equalities before one', { a: 1, b: 2, tags: 1 }, [], Infinity, 'index a_b'],
  ['equality and the order after it', { a: 1 }, [['b', -1]], 20, 'index a_b sorted'],
  ['the order backwards', { a: 1, b: { $gt: 0 } }, [['b', 1]], 20, 'index a_b sorted reverse'],
  [
    'only an order, with a limit',
    {},
    [
      ['a', 1],
      ['b', -1],
    ],
    20,
    'index a_b sorted',
  ],
  ['an order the index does not have', { a: 1 }, [['c', 1]], 20, 'index a_b'],
  ['an order over arrays is sorted afterwards', { tags: { $gt: 1 } }, [['tags', 1]], 20, 'index tags'],
  ['the order after one value of an array', { tags: 2, n: { $lt: 250 } }, [['n', -1]], 20, 'index tags_n sorted'],
  ['an order by the array itself, under one of its values', { tags: 2 }, [['tags', 1]], 20, 'index tags'],
  ['several values give no order', { a: { $in: [1, 2] } }, [['b', -1]], 20, 'index a_b'],
  ['each branch of an $or', { $or: [{ a: 1 }, { b: 2 }] }, [], Infinity, 'union'],
  ['one branch without an index', { $or: [{ a: 1 }, { c: 2 }] }, [], Infinity, 'scan'],
  ['no leading field', { c: 1 }, [], Infinity, 'scan'],
  ['operators that no order helps', { a: { $ne: 1 } }, [], Infinity, 'scan'],
])('plans: %s', (_name, filter, sort, limit, expected) => {
  const plan = choosePlan(database.store.collections.get('indexed').indexes, filter, sort, limit !== Infinity)
  const words: string[] = [plan.kind]
  if (plan.kind === 'index') words.push(plan.index.name)
  if (plan.sorted) words.push('sorted')
  if (plan.kind === 'index' && plan.reverse) words.push('reverse')
  expect(words.join(' ')).toBe(expected)
})
