import { LocalCloud } from './support/local-cloud'
import { type Change, updateOne } from './support/update-one'

let cloud: LocalCloud
beforeAll(async () => {
  cloud = await LocalCloud.start()
})
afterAll(() => cloud.stop())

test.each<[string, object, Change, string]>([
  [
    'inc on text',
    { n: '1' },
    ({ _ }) => ({ n: _.inc(1) }),
    `Cannot apply $inc to a value of non-numeric type. {_id: "a"} has the field 'n' of non-numeric type string`,
  ],
  ['inc on null', { n: null }, ({ _ }) => ({ n: _.inc(1) }), `has the field 'n' of non-numeric type null`],
  [
    'inc deep inside',
    { o: { n: true } },
    ({ _ }) => ({ 'o.n': _.inc(1) }),
    `has the field 'n' of non-numeric type bool`,
  ],
  ['mul on an array', { n: [1] }, ({ _ }) => ({ n: _.mul(2) }), 'Cannot apply $mul to a value of non-numeric type'],
  ['inc by text', { n: 1 }, ({ _ }) => ({ n: _.inc('1') }), 'Cannot increment with non-numeric argument: {n: "1"}'],
  ['mul by text', { n: 1 }, ({ _ }) => ({ n: _.mul('1') }), 'Cannot multiply with non-numeric argument: {n: "1"}'],
  [
    'bit on text',
    { n: 'x' },
    ({ _ }) => ({ n: _.bit({ and: 1 }) }),
    'Cannot apply $bit to a value of non-integral type',
  ],
  [
    'bit on a fraction',
    { n: 1.5 },
    ({ _ }) => ({ n: _.bit({ and: 1 }) }),
    'has the field n of non-integer type double',
  ],
  ['bit by a number', { n: 1 }, ({ _ }) => ({ n: _.bit(1) }), 'The $bit modifier is not compatible with a int'],
  [
    'bit by an unknown word',
    { n: 1 },
    ({ _ }) => ({ n: _.bit({ nand: 1 }) }),
    "not 'nand' which is an unknown operator",
  ],
  ['bit by a fraction', { n: 1 }, ({ _ }) => ({ n: _.bit({ or: 0.5 }) }), 'must be an Integer(32/64 bit)'],
  [
    'push on a scalar',
    { l: 1 },
    ({ _ }) => ({ l: _.push(2) }),
    `The field 'l' must be an array but is of type int in document {_id: "a"}`,
  ],
  ['push on null', { l: null }, ({ _ }) => ({ l: _.push(2) }), `The field 'l' must be an array but is of type null`],
  [
    'unshift on text',
    { l: 'x' },
    ({ _ }) => ({ l: _.unshift([2]) }),
    `The field 'l' must be an array but is of type string`,
  ],
  [
    'push of each that is no list',
    { l: [] },
    ({ _ }) => ({ l: _.push({ each: 1 }) }),
    'The argument to $each in $push must be an array',
  ],
  [
    'push sorted by nonsense',
    { l: [] },
    ({ _ }) => ({ l: _.push({ each: [1], sort: 2 }) }),
    'The $sort element value must be either 1 or -1',
  ],
  [
    'push with a broken slice',
    { l: [] },
    ({ _ }) => ({ l: _.push({ each: [1], slice: 0.5 }) }),
    'The value for $slice must be an integer value',
  ],
  [
    'addToSet on an object',
    { l: {} },
    ({ _ }) => ({ l: _.addToSet(2) }),
    "Cannot apply $addToSet to non-array field. Field named 'l' has non-array type object",
  ],
  [
    'pop on an object',
    { l: {} },
    ({ _ }) => ({ l: _.pop() }),
    `Path 'l' contains an element of non-array type 'object'`,
  ],
  [
    'shift on a scalar',
    { l: 1 },
    ({ _ }) => ({ l: _.shift() }),
    `Path 'l' contains an element of non-array type 'int'`,
  ],
  ['pull on text', { l: 'x' }, ({ _ }) => ({ l: _.pull(2) }), 'Cannot apply $pull to a non-array value'],
  ['pullAll on null', { l: null }, ({ _ }) => ({ l: _.pullAll([2]) }), 'Cannot apply $pull to a non-array value'],
  [
    'pullAll of no list',
    { l: [] },
    () => ({ $pullAll: { l: 2 } }),
    '$pullAll requires an array argument but was given a int',
  ],
  ['a path through a scalar', { o: 1 }, () => ({ 'o.a': 2 }), `Cannot create field 'a' in element {o: 1}`],
  ['a path through null', { o: null }, () => ({ 'o.a': 2 }), `Cannot create field 'a' in element {o: null}`],
  [
    'a path through text',
    { o: 'x' },
    ({ _ }) => ({ 'o.a.b': _.inc(2) }),
    `Cannot create field 'a' in element {o: "x"}`,
  ],
  ['a field of an array', { o: [1] }, () => ({ 'o.a': 2 }), `Cannot create field 'a' in element {o: [ 1 ]}`],
  [
    'a place of an array far beyond its end',
    { l: [1] },
    () => ({ 'l.1500002': 2 }),
    "can't backfill array to larger than 1500000 elements",
  ],
  [
    'one bad part spoils all',
    { n: 1, l: 1 },
    ({ _ }) => ({ n: _.inc(1), l: _.push(2) }),
    `The field 'l' must be an array`,
  ],
  [
    'two changes of one path',
    { o: {} },
    ({ _ }) => ({ o: _.set({ a: 1 }), 'o.a': 2 }),
    `would create a conflict at 'o`,
  ],
  [
    'two operators on one path',
    { n: 1 },
    ({ _ }) => ({ n: _.inc(1), $set: { n: 2 } }),
    `Updating the path 'n' would create a conflict at 'n'`,
  ],
  [
    'rename onto itself',
    { n: 1 },
    ({ _ }) => ({ n: _.rename('n') }),
    'The source and target field for $rename must differ',
  ],
  ['rename into itself', { n: {} }, ({ _ }) => ({ n: _.rename('n.m') }), 'must not be on the same path'],
  ['rename to a number', { n: 1 }, ({ _ }) => ({ n: _.rename(5) }), `The 'to' field for $rename must be a string`],
  [
    'rename of an element',
    { l: [1] },
    ({ _ }) => ({ 'l.0': _.rename('m') }),
    'The source field cannot be an array element',
  ],
  [
    'rename into an array',
    { l: [1], n: 1 },
    ({ _ }) => ({ n: _.rename('l.0') }),
    'The destination field cannot be an array element',
  ],
  [
    'rename through a scalar',
    { o: 1, n: 1 },
    ({ _ }) => ({ n: _.rename('o.a') }),
    `Cannot create field 'a' in element {o: 1}`,
  ],
  [
    'a name that begins with a dollar',
    {},
    ({ _ }) => ({ o: _.set({ a: { $b: 1 } }) }),
    "The dollar ($) prefixed field '$b' in 'o.a.$b' is not valid for storage",
  ],
  ['an empty name', {}, () => ({ 'o..a': 1 }), "The update path 'o..a' contains an empty field name"],
  ['an unknown operator', {}, () => ({ $nonsense: { a: 1 } }), 'Unknown modifier: $nonsense'],
  [
    'a position nobody asked for',
    { l: [1] },
    () => ({ 'l.$': 1 }),
    'The positional operator did not find the match needed from the query',
  ],
])('is refused in MongoDB’s words, and nothing changes: %s', async (_name, before, change, message) => {
  for (const transaction of [false, true]) {
    const { row, updated, refused } = await updateOne(cloud, before, change, transaction)
    const [, listed] =
      /\[FailedOperation\] multiple write errors: \[\{write errors: \[\{(.*)\}\]\}, \{<nil>\}\]$/.exec(refused ?? '') ??
      []
    expect(listed).toContain(message)
    expect({ row, updated }).toEqual({ row: before, updated: null })
  }
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
