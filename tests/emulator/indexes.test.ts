import { LocalCloud } from './support/local-cloud'

let cloud: LocalCloud
beforeAll(async () => {
  cloud = await LocalCloud.start({
    collections: {
      notes: {
        indexes: [
          { name: 'owner_at', keys: { owner: 1, at: -1 }, unique: false },
          { name: 'tag', keys: { tags: 1 }, unique: false },
        ],
      },
      codes: { indexes: [{ name: 'code_kind', keys: { code: 1, kind: 1 }, unique: true }] },
    },
  })
  await cloud.run(async ({ db }) => {
    await db.collection('notes').add({
      data: Array.from({ length: 1000 }, (_, n) => ({
        _id: `n${n}`,
        owner: `o${n % 5}`,
        at: new Date(n * 1000),
        n,
        tags: [`t${n % 7}`, `u${n % 11}`],
      })),
    })
  })
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.post('/_/queries/reset', {}))

test('a cursor page reads its index in order and nothing is reported', async () => {
  const page = await cloud.run(async ({ db, _ }) => {
    const before = db.collection('notes').where({ owner: 'o2', at: _.lt(new Date(500_000)) })
    return (await before.orderBy('at', 'desc').limit(3).get()).data.map((row) => row['n'])
  })
  expect(page).toEqual([497, 492, 487])
  expect(await cloud.get('/_/queries')).toEqual([])
})

test('every way of asking that an index serves finds what a scan would', async () => {
  const found = await cloud.run(async ({ db, _ }) => {
    const notes = db.collection('notes')
    const count = async (filter: object) => (await notes.where(filter).count()).total
    return [
      await count({ owner: 'o1' }),
      await count({ owner: _.in(['o1', 'o3', 'o1']) }),
      await count({ owner: 'o1', at: _.gt(new Date(1_000)).and(_.lte(new Date(11_000))) }),
      await count({ tags: 't3' }),
      await count({ tags: _.in(['t3', 'u3']) }),
      await count(_.or([{ owner: 'o1' }, { tags: 't3' }])),
      await count({ _id: _.in(['n5', 'n6', 'nope']) }),
    ]
  })
  const numbers = Array.from({ length: 1000 }, (_, n) => n)
  const expected = [
    (n: number) => n % 5 === 1,
    (n: number) => n % 5 === 1 || n % 5 === 3,
    (n: number) => n % 5 === 1 && n > 1 && n <= 11,
    (n: number) => n % 7 === 3,
    (n: number) => n % 7 === 3 || n % 11 === 3,
    (n: number) => n % 5 === 1 || n % 7 === 3,
    (n: number) => n === 5 || n === 6,
  ]
  expect(found).toEqual(expected.map((holds) => numbers.filter(holds).length))
  expect(await cloud.get('/_/queries')).toEqual([])
})

test('a query no index serves is counted with its shape, its caller and the rows it read', async () => {
  await cloud.run(async ({ db, _ }) => {
    const notes = db.collection('notes')
    await notes.where({ n: _.gt(990), owner: _.neq('o1') }).get()
    await notes
      .where({ n: _.gt(5), owner: _.neq('o2') })
      .limit(1)
      .get()
    await notes.orderBy('n', 'desc').limit(1).get()
    await notes.where({ n: 7 }).update({ data: { seen: true } })
    await notes.limit(5).get()
    await notes.count()
  })
  expect(await cloud.get('/_/queries')).toEqual([
    {
      collection: 'notes',
      shape: { n: { $gt: '?' }, owner: { $ne: '?' } },
      sort: {},
      caller: 'script.run',
      count: 2,
      rowsScanned: 1007,
    },
    { collection: 'notes', shape: {}, sort: { n: -1 }, caller: 'script.run', count: 1, rowsScanned: 1000 },
    { collection: 'notes', shape: { n: '?' }, sort: {}, caller: 'script.run', count: 1, rowsScanned: 1000 },
  ])
})

test('a unique index refuses the second document, on insert and on update, and a missing field counts as null', async () => {
  const refused = await cloud.run(async ({ db, failure }) => {
    const codes = db.collection('codes')
    await codes.add({
      data: [
        { _id: 'a', code: 1, kind: 'x' },
        { _id: 'b', code: 1, kind: 'y' },
        { _id: 'c', code: 1 },
      ],
    })
    return [
      await failure(codes.add({ data: { _id: 'd', code: 1, kind: 'x' } })),
      await failure(codes.doc('b').update({ data: { kind: 'x' } })),
      await failure(codes.add({ data: { _id: 'd', code: 1, kind: null } })),
      await failure(codes.doc('b').update({ data: { kind: 'y' } })),
      await failure(
        codes.add({
          data: [
            { _id: 'e', code: 2 },
            { _id: 'f', code: 2 },
          ],
        }),
      ),
    ]
  })
  expect(refused.map((one) => one && /E11000 .* index: code_kind dup key/.test(one.errMsg))).toEqual([
    true,
    true,
    true,
    null,
    true,
  ])
})

test('values too long for a key are still found, kept apart and ordered', async () => {
  const long = await cloud.run(async ({ db, _ }) => {
    const notes = db.collection('notes')
    const head = 'x'.repeat(3000)
    await notes.add({
      data: ['b', 'a', 'c'].map((end, n) => ({ _id: `long${end}`, owner: head + end, at: n, tags: [head + end] })),
    })
    return {
      equal: (await notes.where({ owner: `${head}b` }).get()).data.map((row) => row._id),
      range: (await notes.where({ owner: _.gt(`${head}a`) }).get()).data.map((row) => row._id).sort(),
      order: (
        await notes
          .where({ owner: _.gte(head) })
          .orderBy('owner', 'desc')
          .get()
      ).data.map((row) => row._id),
    }
  })
  expect(long).toEqual({ equal: ['longb'], range: ['longb', 'longc'], order: ['longc', 'longb', 'longa'] })
})
