import { LocalCloud } from './support/local-cloud'

let cloud: LocalCloud
beforeAll(async () => {
  cloud = await LocalCloud.start({
    collections: {
      books: { indexes: [{ name: 'shelf_year', keys: { shelf: 1, year: -1 }, unique: false }] },
      loans: { indexes: [{ name: 'book', keys: { book: 1 }, unique: false }] },
      readers: {},
    },
  })
  await cloud.run(async ({ db }) => {
    await db.collection('books').add({
      data: Array.from({ length: 40 }, (_, n) => ({
        _id: `b${n}`,
        shelf: n % 4,
        year: 2000 + n,
        tags: ['t', `t${n % 2}`],
      })),
    })
    await db.collection('loans').add({
      data: Array.from({ length: 60 }, (_, n) => ({ _id: `l${n}`, book: `b${n % 20}`, reader: `r${n % 3}`, days: n })),
    })
    await db.collection('readers').add({ data: [0, 1].map((n) => ({ _id: `r${n}`, key: `r${n}`, name: `name ${n}` })) })
  })
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.post('/_/queries/reset', {}))

test('20 rows without a limit, more with one', async () => {
  const lengths = await cloud.run(async ({ db }) => {
    const loans = db.collection('loans')
    return [
      (await loans.aggregate().end()).list.length,
      (await loans.aggregate().limit(50).end()).list.length,
      (await loans.aggregate().match({}).limit(50).skip(45).end()).list.length,
    ]
  })
  expect(lengths).toEqual([20, 50, 5])
})

test('match, sort, limit and project read through an index', async () => {
  const list = await cloud.run(async ({ db, _, $ }) => {
    const books = db.collection('books').aggregate()
    return (
      await books
        .match({ shelf: 1, year: _.lt(2030) })
        .sort({ year: -1 })
        .limit(2)
        .project({ _id: 0, year: 1, next: $.sum(['$year', 1]) })
        .end()
    ).list
  })
  expect(list).toEqual([
    { year: 2029, next: 2030 },
    { year: 2025, next: 2026 },
  ])
  expect(await cloud.get('/_/queries')).toEqual([])
})

test('group, addFields, unwind, count, sortByCount, replaceRoot, bucket', async () => {
  const result = await cloud.run(async ({ db, $ }) => {
    const books = () => db.collection('books').aggregate()
    return {
      groups: (
        await books()
          .group({ _id: '$shelf', n: $.sum(1), first: $.first('$_id'), mean: $.avg('$year') })
          .sort({ _id: 1 })
          .limit(2)
          .end()
      ).list,
      tags: (
        await books()
          .unwind('$tags')
          .group({ _id: '$tags', n: $.sum(1) })
          .sort({ n: -1, _id: 1 })
          .end()
      ).list,
      count: (await books().match({ shelf: 2 }).count('books').end()).list,
      none: (await books().match({ shelf: 9 }).count('books').end()).list,
      added: (
        await books()
          .limit(1)
          .addFields({ double: $.multiply(['$year', 2]), 'deep.x': 1 })
          .end()
      ).list,
      popular: (await books().sortByCount('$shelf').limit(1).project({ count: 1, _id: 0 }).end()).list,
      root: (
        await books()
          .limit(1)
          .replaceRoot({ newRoot: { y: '$year' } })
          .end()
      ).list,
      buckets: (
        await books()
          .bucket({ groupBy: '$year', boundaries: [2000, 2010, 2040], default: 'x' })
          .end()
      ).list,
    }
  })
  expect(result).toEqual({
    groups: [
      { _id: 0, n: 10, first: 'b0', mean: 2018 },
      { _id: 1, n: 10, first: 'b1', mean: 2019 },
    ],
    tags: [
      { _id: 't', n: 40 },
      { _id: 't0', n: 20 },
      { _id: 't1', n: 20 },
    ],
    count: [{ books: 10 }],
    none: [],
    added: [{ _id: 'b0', shelf: 0, year: 2000, tags: ['t', 't0'], double: 4000, deep: { x: 1 } }],
    popular: [{ count: 10 }],
    root: [{ y: 2000 }],
    buckets: [
      { _id: 2000, count: 10 },
      { _id: 2010, count: 30 },
    ],
  })
})

test('lookup by fields joins through an index', async () => {
  const list = await cloud.run(async ({ db }) => {
    const books = db.collection('books').aggregate().match({ _id: 'b3' })
    return (await books.lookup({ from: 'loans', localField: '_id', foreignField: 'book', as: 'loans' }).end()).list
  })
  expect(list).toHaveLength(1)
  expect((list[0]?.['loans'] as { _id: string }[]).map((loan) => loan._id)).toEqual(['l3', 'l23', 'l43'])
  expect(await cloud.get('/_/queries')).toEqual([])
})

test('lookup by fields joins without an index too, and the log says what it read', async () => {
  const list = await cloud.run(async ({ db }) => {
    const loans = db.collection('loans').aggregate().match({ book: 'b1' })
    return (await loans.lookup({ from: 'readers', localField: 'reader', foreignField: 'key', as: 'who' }).end()).list
  })
  expect(list.map((loan) => [loan._id, (loan['who'] as { name: string }[]).map((who) => who.name)])).toEqual([
    ['l1', ['name 1']],
    ['l21', ['name 0']],
    ['l41', []],
  ])
  expect(await cloud.get('/_/queries')).toEqual([
    { collection: 'readers', shape: { key: '?' }, sort: {}, caller: 'script.run', count: 1, rowsScanned: 2 },
  ])
})

test('lookup by let and pipeline uses an index of the joined collection', async () => {
  const list = await cloud.run(async ({ db, _, $ }) => {
    const pipeline = $.pipeline()
      .match(_.and([_.expr($.eq(['$book', '$$id'])), { days: _.gte(20) }]))
      .project({ _id: 1 })
      .done()
    const books = db
      .collection('books')
      .aggregate()
      .match({ _id: _.in(['b3', 'b4']) })
    return (
      await books
        .lookup({ from: 'loans', let: { id: '$_id' }, pipeline, as: 'late' })
        .project({ late: 1 })
        .end()
    ).list
  })
  expect(list).toEqual([
    { _id: 'b3', late: [{ _id: 'l23' }, { _id: 'l43' }] },
    { _id: 'b4', late: [{ _id: 'l24' }, { _id: 'l44' }] },
  ])
  expect(await cloud.get('/_/queries')).toEqual([])
})

test('a sub-pipeline that depends on nothing runs once and has no cap of its own', async () => {
  const list = await cloud.run(async ({ db, $ }) => {
    const pipeline = $.pipeline()
      .match({ days: { $gte: 0 } })
      .done()
    const books = db.collection('books').aggregate().match({ shelf: 1 })
    return (
      await books
        .lookup({ from: 'loans', pipeline, as: 'all' })
        .project({ n: $.size('$all') })
        .end()
    ).list
  })
  expect(list.map((row) => row['n'])).toEqual(Array.from({ length: 10 }, () => 60))
  expect(await cloud.get('/_/queries')).toMatchObject([{ collection: 'loans', count: 1, rowsScanned: 60 }])
})

test('a lookup inside a lookup sees the variables of both', async () => {
  const list = await cloud.run(async ({ db, _, $ }) => {
    const inner = $.pipeline()
      .match(_.expr($.and([$.eq(['$key', '$$who']), $.gte(['$$year', 2003])])))
      .done()
    const outer = $.pipeline()
      .match(_.expr($.eq(['$book', '$$id'])))
      .limit(1)
      .lookup({ from: 'readers', let: { who: '$reader' }, pipeline: inner, as: 'who' })
      .done()
    const books = db
      .collection('books')
      .aggregate()
      .match({ _id: _.in(['b1', 'b3']) })
    const joined = books.lookup({ from: 'loans', let: { id: '$_id', year: '$year' }, pipeline: outer, as: 'loans' })
    return (await joined.end()).list
  })
  const names = (row: Record<string, unknown>) =>
    (row['loans'] as { who: { name: string }[] }[]).flatMap((loan) => loan.who.map((who) => who.name))
  expect(list.map(names)).toEqual([[], ['name 0']])
})

test('changing one joined row does not change its twin', async () => {
  const list = await cloud.run(async ({ db, $ }) => {
    const loans = db.collection('loans').aggregate().match({ book: 'b0' })
    const joined = loans.lookup({ from: 'books', localField: 'book', foreignField: '_id', as: 'book' }).unwind('$book')
    return (await joined.addFields({ 'book.mark': $.concat(['$_id', '!']) }).end()).list
  })
  expect(list.map((row) => (row['book'] as { mark: string }).mark)).toEqual(['l0!', 'l20!', 'l40!'])
})

test('what is not implemented is refused by name', async () => {
  const name = 'books'
  const stages = (key: string, value: unknown) => ({
    action: 'database.aggregateDocuments',
    collectionName: name,
    stages: [{ stageKey: key, stageValue: JSON.stringify(value) }],
  })
  for (const [key, value] of [
    ['$graphLookup', {}],
    ['$collStats', {}],
    ['$project', { x: { $meta: 'textScore' } }],
    ['$out', 'x'],
    ['$nonsense', {}],
    ['$project', { x: { $nonsense: 1 } }],
    ['$group', { _id: null, x: { $nonsense: 1 } }],
    ['$lookup', { from: 'loans', as: 'x', pipeline: [{ $merge: 'x' }] }],
  ] as const) {
    const { body } = await cloud.post('/admin', stages(key, value))
    expect(body).toMatchObject({
      code: 'DATABASE_REQUEST_FAILED',
      message: expect.stringMatching(/\$(graphLookup|collStats|meta|out|nonsense|merge)/) as string,
    })
  }
})

test('a collection that does not exist is refused', async () => {
  const refused = await cloud.run(({ db, failure }) => failure(db.collection('nowhere').aggregate().match({}).end()))
  expect(refused?.code ?? refused?.errMsg).toMatch(/DATABASE_COLLECTION_NOT_EXIST|-502005/)
})

test('the time of a pipeline is the emulated one', async () => {
  await cloud.post('/_/clock', { now: '2031-01-01T00:00:00Z' })
  const list = await cloud.run(async ({ db }) => {
    return (await db.collection('books').aggregate().limit(1).project({ now: '$$NOW' }).end()).list
  })
  await cloud.post('/_/clock', { now: null })
  expect(list[0]?.['now']).toMatch(/^2031-01-01/)
})
