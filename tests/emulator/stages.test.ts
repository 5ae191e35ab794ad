import { LocalCloud } from './support/local-cloud'

/* What stages do with rows that lack a field, hold null, a scalar or a list: after MongoDB's manual. */

let cloud: LocalCloud
beforeAll(async () => {
  cloud = await LocalCloud.start({ collections: { rows: {} } })
  await cloud.run(async ({ db }) => {
    await db.collection('rows').add({
      data: [
        { _id: 'a', n: 1, l: [1, 2], o: { x: 1, y: 2 }, s: '', k: { p: 1, q: 2 } },
        { _id: 'b', n: null, l: [], o: 5, k: { q: 2, p: 1 } },
        { _id: 'c', l: 'one', o: [{ x: 1 }, { x: 2 }], k: { p: 1, q: 2 } },
      ],
    })
  })
})
afterAll(() => cloud.stop())

async function evaluate(expression: string): Promise<unknown> {
  const { body, status } = await cloud.call('script', { code: `async ({ db, _, $, failure }) => (${expression})` })
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body
}

const rowsOf = (stages: string) => evaluate(`(await db.collection('rows').aggregate().${stages}.end()).list`)

test.each<[string, string, unknown]>([
  [
    'push and addToSet leave out what is missing, not what is null',
    'group({ _id: null, list: $.push("$n"), set: $.addToSet("$n") })',
    [{ _id: null, list: [1, null], set: [1, null] }],
  ],
  ['first and last of a missing field are null', 'group({ _id: null, v: $.first("$none") })', [{ _id: null, v: null }]],
  ['one value has no sample deviation', 'group({ _id: null, v: $.stdDevSamp("$n") })', [{ _id: null, v: null }]],
  [
    'null and missing are one group',
    'group({ _id: "$n", count: $.sum(1) })',
    [
      { _id: 1, count: 1 },
      { _id: null, count: 2 },
    ],
  ],
  [
    'the order of keys tells groups apart',
    'group({ _id: "$k", ids: $.push("$_id") })',
    [
      { _id: { p: 1, q: 2 }, ids: ['a', 'c'] },
      { _id: { q: 2, p: 1 }, ids: ['b'] },
    ],
  ],
  [
    'an operand may stand in a list of its own',
    'match({ _id: "a" }).group({ _id: null, v: $.push(["$n"]) })',
    [{ _id: null, v: [1] }],
  ],
  [
    'unwinding takes a scalar for its only element',
    'unwind("$l").project({ l: 1 })',
    [
      { _id: 'a', l: 1 },
      { _id: 'a', l: 2 },
      { _id: 'c', l: 'one' },
    ],
  ],
  ['unwinding keeps an empty text', 'unwind("$s").project({ s: 1 })', [{ _id: 'a', s: '' }]],
  [
    'unwinding may keep the rows without elements, and count',
    'unwind({ path: "$l", includeArrayIndex: "at.i", preserveNullAndEmptyArrays: true }).project({ l: 1, at: 1 })',
    [
      { _id: 'a', l: 1, at: { i: 0 } },
      { _id: 'a', l: 2, at: { i: 1 } },
      { _id: 'b', at: { i: null } },
      { _id: 'c', l: 'one', at: { i: null } },
    ],
  ],
  [
    'addFields goes into objects and lists, and replaces scalars',
    'addFields({ o: { z: "$_id" } }).project({ o: 1 })',
    [
      { _id: 'a', o: { x: 1, y: 2, z: 'a' } },
      { _id: 'b', o: { z: 'b' } },
      {
        _id: 'c',
        o: [
          { x: 1, z: 'c' },
          { x: 2, z: 'c' },
        ],
      },
    ],
  ],
  [
    'addFields by a dotted path',
    'match({ _id: "a" }).addFields({ "o.x": $.add(["$o.x", 1]), "o.y": "$$REMOVE" }).project({ o: 1 })',
    [{ _id: 'a', o: { x: 2 } }],
  ],
  ['no rows give no buckets', 'match({ _id: "none" }).bucketAuto({ groupBy: "$n", buckets: 2 })', []],
  [
    'buckets keep equal values together and what is null',
    'bucketAuto({ groupBy: "$n", buckets: 2, output: { ids: $.push("$_id"), n: $.push("$n") } })',
    [
      { _id: { min: null, max: 1 }, ids: ['b', 'c'], n: [null] },
      { _id: { min: 1, max: 1 }, ids: ['a'], n: [1] },
    ],
  ],
  ['a sample of a fraction more is cut', 'sample({ size: 0.5 })', []],
])('%s', async (_name, stages, rows) => {
  expect(await rowsOf(stages)).toEqual(rows)
})

test('a projection gives the id first, then fields as the document has them, then what is worked out, inside of fields too', async () => {
  const wanted = '{ z: "$n", s: $.concat(["$s", "!"]), "k.a": "$n", "k.q": 1, o: { n: "$n", x: 1 }, l: 1 }'
  const rows = await rowsOf(`match({ _id: "a" }).project(${wanted})`)
  expect(JSON.stringify(rows)).toBe(
    JSON.stringify([{ _id: 'a', l: [1, 2], o: { x: 1, n: 1 }, k: { q: 2, a: 1 }, z: 1, s: '!' }]),
  )
})

test('a pipeline leaves the stored documents as they are', async () => {
  await rowsOf('addFields({ "o.x": 9 }).unwind("$l")')
  expect(await evaluate(`(await db.collection('rows').doc('a').get()).data.o`)).toEqual({ x: 1, y: 2 })
})

test.each<[string, string]>([
  ['group({ _id: null, v: "$n" })', "The field 'v' must be an accumulator object"],
  ['group({ _id: null, v: { $nonsense: 1 } })', "unknown group operator '$nonsense'"],
  ['group({ _id: null, v: $.sum(["$n", 1]) })', 'The $sum accumulator is a unary operator'],
  ['group({ _id: null, "a.b": $.sum(1) })', "The field name 'a.b' cannot contain '.'"],
  ['group({ v: $.sum(1) })', 'a group specification must include an _id'],
  ['unwind("l")', "should be prefixed with a '$'"],
  ['addFields({})', 'specification must have at least one field'],
  ['limit(0)', 'the limit must be positive'],
  ['skip(-1)', 'Expected a non-negative number'],
  ['limit("3")', 'Expected an integer'],
  ['sample({ size: -1 })', 'must not be negative'],
  ['bucketAuto({ groupBy: "$n", buckets: 1.5 })', 'must be representable as a 32-bit integer'],
  ['bucket({ groupBy: "$n", boundaries: [5, 1] })', "The 'boundaries' option to $bucket must be sorted"],
  ['sortByCount("n")', 'the sortByCount field must be defined as a $-prefixed path'],
  ['count("")', 'the count field must be a non-empty string'],
  ['project({})', 'specification must have at least one field'],
  ['bucket({ groupBy: "$n", boundaries: [0, 1] })', 'could not find a matching branch'],
])('%s is refused', async (stages, message) => {
  expect(await evaluate(`await failure(db.collection('rows').aggregate().${stages}.end())`)).toMatchObject({
    errMsg: expect.stringContaining(message) as string,
  })
})
