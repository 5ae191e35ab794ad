import { LocalCloud } from './support/local-cloud'

let cloud: LocalCloud
beforeAll(async () => {
  cloud = await LocalCloud.start()
})
afterAll(() => cloud.stop())

describe('one document', () => {
  test('is added with an id of its own and read back as it was', async () => {
    const name = await cloud.collection()
    const { id, row } = await cloud.run(async ({ db }, name) => {
      const data = { text: '字', n: 1.5, list: [1, [2]], deep: { a: { b: null } }, yes: true, at: new Date(1000) }
      const { _id } = await db.collection(name).add({ data })
      const { data: row } = await db.collection(name).doc(_id).get()
      return { id: _id, row: { ...row, isDate: row['at'] instanceof Date } }
    }, name)
    expect(id).toMatch(/^[0-9a-f]{32}$/)
    expect(row).toEqual({
      _id: id,
      text: '字',
      n: 1.5,
      list: [1, [2]],
      deep: { a: { b: null } },
      yes: true,
      at: '1970-01-01T00:00:01.000Z',
      isDate: true,
    })
  })

  test('keeps the id it is given, and a second one of that id is refused', async () => {
    const name = await cloud.collection([{ _id: 'a', n: 1 }])
    const { refused, row } = await cloud.run(async ({ db, failure }, name) => {
      const refused = await failure(db.collection(name).add({ data: { _id: 'a', n: 2 } }))
      return { refused, row: (await db.collection(name).doc('a').get()).data }
    }, name)
    expect(refused?.errCode).toBe(-502001)
    expect(refused?.errMsg).toMatch(/E11000 duplicate key error .* index: _id_ dup key/)
    expect(row).toEqual({ _id: 'a', n: 1 })
  })

  test('numbers and strings are different ids', async () => {
    const name = await cloud.collection([{ _id: '1', is: 'text' }])
    const rows = await cloud.run(async ({ db }, name) => {
      await db.collection(name).add({ data: { _id: 1, is: 'number' } })
      return [(await db.collection(name).doc('1').get()).data, (await db.collection(name).doc(1).get()).data]
    }, name)
    expect(rows).toEqual([
      { _id: '1', is: 'text' },
      { _id: 1, is: 'number' },
    ])
  })

  test('that does not exist cannot be read', async () => {
    const name = await cloud.collection()
    const refused = await cloud.run(({ db, failure }, name) => failure(db.collection(name).doc('x').get()), name)
    expect(refused).toEqual({ errCode: -1, errMsg: 'document.get:fail document with _id x does not exist' })
  })

  test('is replaced by set, or created by it', async () => {
    const name = await cloud.collection([{ _id: 'a', n: 1, old: true }])
    const result = await cloud.run(async ({ db }, name) => {
      const things = db.collection(name)
      return {
        replaced: (await things.doc('a').set({ data: { n: 2 } })).stats,
        again: (await things.doc('a').set({ data: { n: 2 } })).stats,
        created: (await things.doc('b').set({ data: { n: 3 } })).stats,
        rows: (await things.get()).data,
      }
    }, name)
    expect(result).toEqual({
      replaced: { updated: 1, created: 0 },
      again: { updated: 1, created: 0 },
      created: { updated: 0, created: 1 },
      rows: [
        { _id: 'a', n: 2 },
        { _id: 'b', n: 3 },
      ],
    })
  })

  test('counts as updated only when it changed', async () => {
    const name = await cloud.collection([{ _id: 'a', n: 1 }])
    const counts = await cloud.run(async ({ db }, name) => {
      const things = db.collection(name)
      return [
        (await things.doc('a').update({ data: { n: 2 } })).stats.updated,
        (await things.doc('a').update({ data: { n: 2 } })).stats.updated,
        (await things.doc('missing').update({ data: { n: 2 } })).stats.updated,
        (await things.where({ n: 2 }).update({ data: { n: 2 } })).stats.updated,
      ]
    }, name)
    expect(counts).toEqual([1, 0, 0, 0])
  })

  test('is removed once', async () => {
    const name = await cloud.collection([{ _id: 'a' }])
    const removed = await cloud.run(async ({ db }, name) => {
      const one = db.collection(name).doc('a')
      return [(await one.remove()).stats.removed, (await one.remove()).stats.removed]
    }, name)
    expect(removed).toEqual([1, 0])
  })

  test('takes the time of the service', async () => {
    await cloud.post('/_/clock', { now: '2030-05-01T00:00:00Z' })
    const name = await cloud.collection()
    const row = await cloud.run(async ({ db }, name) => {
      await db
        .collection(name)
        .add({ data: { _id: 'a', at: db.serverDate(), later: db.serverDate({ offset: 3_600_000 }) } })
      return (await db.collection(name).doc('a').get()).data
    }, name)
    await cloud.post('/_/clock', { now: null })
    expect(row['at']).toMatch(/^2030-05-01T00:00:0/)
    expect(row['later']).toMatch(/^2030-05-01T01:00:0/)
  })
})

describe('many documents', () => {
  test('are added in their order, up to the first duplicate', async () => {
    const name = await cloud.collection([{ _id: 'a' }])
    const { refused, rows } = await cloud.run(async ({ db, failure }, name) => {
      const refused = await failure(db.collection(name).add({ data: [{ _id: 'b' }, { _id: 'a' }, { _id: 'c' }] }))
      return { refused, rows: (await db.collection(name).get()).data }
    }, name)
    expect(refused?.errMsg).toContain('E11000')
    expect(rows).toEqual([{ _id: 'a' }, { _id: 'b' }])
  })

  test('come 100 at a time, or as many as asked up to 1,000, in the order they were added', async () => {
    const name = await cloud.collection(Array.from({ length: 1100 }, (_, n) => ({ _id: `${9999 - n}`, n })))
    const pages = await cloud.run(async ({ db }, name) => {
      const numbers = async (query: { get: () => Promise<{ data: Record<string, unknown>[] }> }) =>
        (await query.get()).data.map((row) => row['n'])
      const things = db.collection(name)
      return {
        plain: await numbers(things),
        limited: await numbers(things.limit(5000)),
        skipped: await numbers(things.skip(1098)),
        total: (await things.count()).total,
      }
    }, name)
    expect(pages.plain).toEqual(Array.from({ length: 100 }, (_, n) => n))
    expect(pages.limited).toHaveLength(1000)
    expect(pages.skipped).toEqual([1098, 1099])
    expect(pages.total).toBe(1100)
  })

  test('are updated and removed by condition, and never without one', async () => {
    const name = await cloud.collection([1, 2, 3, 4].map((n) => ({ _id: `${n}`, n, seen: n === 4 })))
    const result = await cloud.run(async ({ db, _, failure }, name) => {
      const things = db.collection(name)
      const all = await failure(things.remove())
      if (!all?.errMsg.includes('query is required')) throw new Error(all?.errMsg)
      const updated = (await things.where({ n: _.gte(3) }).update({ data: { seen: true } })).stats.updated
      const removed = (await things.where({ seen: true }).remove()).stats.removed
      return { updated, removed, left: (await things.get()).data.map((row) => row._id) }
    }, name)
    expect(result).toEqual({ updated: 1, removed: 2, left: ['1', '2'] })
  })

  test('show only the fields that are asked for', async () => {
    const name = await cloud.collection([{ _id: 'a', n: 1, deep: { x: 1, y: 2 }, list: [1, 2, 3] }])
    const rows = await cloud.run(async ({ db }, name) => {
      const things = db.collection(name)
      return [
        (await things.field({ n: true, 'deep.x': true }).get()).data[0],
        (await things.field({ deep: false, list: false }).get()).data[0],
        (await things.doc('a').field({ _id: false, n: true }).get()).data,
      ]
    }, name)
    expect(rows).toEqual([{ _id: 'a', n: 1, deep: { x: 1 } }, { _id: 'a', n: 1 }, { n: 1 }])
  })
})

describe('collections', () => {
  test('that were never created are refused, not made', async () => {
    const refused = await cloud.run(async ({ db, failure }) => {
      const nowhere = db.collection('nowhere')
      return [
        await failure(nowhere.get()),
        await failure(nowhere.add({ data: {} })),
        await failure(nowhere.doc('a').update({ data: { n: 1 } })),
        await failure(nowhere.where({ n: 1 }).remove()),
        await failure(nowhere.count()),
      ]
    })
    expect(refused.map((one) => one?.errCode)).toEqual([-502005, -502005, -502005, -502005, -502005])
    expect(refused[0]?.errMsg).toContain('[ResourceNotFound] Db or Table not exist')
  })

  test('can be created once', async () => {
    const name = await cloud.collection()
    const refused = await cloud.run(({ db, failure }, name) => failure(db.createCollection(name)), name)
    expect(refused?.code).toBe('DATABASE_COLLECTION_ALREADY_EXIST')
  })
})

describe('the protocol', () => {
  test('errors are HTTP 200 with code, message and request id', async () => {
    const { status, body } = await cloud.post('/admin', { action: 'database.getDocument', collectionName: 'nowhere' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ code: 'DATABASE_COLLECTION_NOT_EXIST', requestId: expect.any(String) as string })
  })

  test('what is not implemented is refused by its name', async () => {
    for (const action of ['storage.batchCopyFile', 'nothing.known']) {
      const { body } = await cloud.post('/admin', { action })
      expect(body).toMatchObject({ code: 'NOT_IMPLEMENTED', message: expect.stringContaining(action) as string })
    }
  })

  test('requests that make no sense are refused as parameters', async () => {
    const name = await cloud.collection()
    const bad = [
      { action: 'database.modifyDocument', collectionName: name, data: '{}', merge: true },
      { action: 'database.removeDocument', collectionName: name },
      { action: 'database.getDocument', collectionName: name, query: '{' },
      { action: 'database.getDocument', collectionName: name, query: '[]' },
      { action: 'database.getDocument', collectionName: name, limit: -1 },
      { action: 'database.getDocument' },
      { action: 'database.insertDocument', collectionName: name },
    ]
    for (const request of bad)
      expect((await cloud.post('/admin', request)).body).toMatchObject({ code: 'INVALID_PARAM' })
  })
})
