import { LocalCloud } from './support/local-cloud'

let cloud: LocalCloud
beforeAll(async () => {
  cloud = await LocalCloud.start({
    collections: { coded: { indexes: [{ name: 'code', keys: { code: 1 }, unique: true }] } },
  })
})
afterAll(() => cloud.stop())

const account = (balance: number) =>
  cloud.collection([
    { _id: 'a', balance },
    { _id: 'b', balance: 0 },
  ])

test('a commit keeps everything', async () => {
  const name = await account(10)
  const result = await cloud.run(async ({ db, _ }, name) => {
    const returned = await db.runTransaction(async (transaction) => {
      const accounts = transaction.collection(name)
      const { data } = await accounts.doc('a').get()
      await accounts.doc('a').update({ data: { balance: _.inc(-4) } })
      await accounts.doc('b').update({ data: { balance: _.inc(4) } })
      await accounts.add({ data: { _id: 'c', note: 'moved' } })
      return data['balance']
    })
    return { returned, rows: (await db.collection(name).get()).data }
  }, name)
  expect(result).toEqual({
    returned: 10,
    rows: [
      { _id: 'a', balance: 6 },
      { _id: 'b', balance: 4 },
      { _id: 'c', note: 'moved' },
    ],
  })
})

test('a rollback keeps nothing, and the reason comes back', async () => {
  const name = await account(10)
  const result = await cloud.run(async ({ db }, name) => {
    let reason: unknown
    try {
      await db.runTransaction(async (transaction) => {
        await transaction
          .collection(name)
          .doc('a')
          .update({ data: { balance: 0 } })
        await transaction.collection(name).doc('b').remove()
        await transaction.collection(name).add({ data: { _id: 'c' } })
        await transaction.rollback('not today')
      })
    } catch (error) {
      reason = error
    }
    return { reason, rows: (await db.collection(name).get()).data }
  }, name)
  expect(result).toEqual({
    reason: 'not today',
    rows: [
      { _id: 'a', balance: 10 },
      { _id: 'b', balance: 0 },
    ],
  })
})

test('a transaction sees its own writes, and nobody else does before the commit', async () => {
  const name = await account(10)
  const seen = await cloud.run(async ({ db, _ }, name) => {
    const transaction = await db.startTransaction()
    const inside = transaction.collection(name)
    await inside.doc('a').update({ data: { balance: 1 } })
    await inside.doc('b').remove()
    await inside.add({ data: { _id: 'c', balance: 3 } })
    await inside.doc('c').update({ data: { balance: _.inc(1) } })
    const ids = async (from: { get: () => Promise<{ data: Record<string, unknown>[] }> }) =>
      (await from.get()).data.map((row) => [row['_id'], row['balance']])
    const own = await ids(inside.where({ balance: _.gte(0) }))
    const ordered = await ids(inside.where({}).orderBy('balance', 'desc').limit(1))
    const outside = await ids(db.collection(name))
    await transaction.commit()
    return { own, ordered, outside, after: await ids(db.collection(name)) }
  }, name)
  expect(seen).toEqual({
    own: [
      ['a', 1],
      ['c', 4],
    ],
    ordered: [['c', 4]],
    outside: [
      ['a', 10],
      ['b', 0],
    ],
    after: [
      ['a', 1],
      ['c', 4],
    ],
  })
})

test('a transaction keeps reading the state of its first read', async () => {
  const name = await account(10)
  const seen = await cloud.run(async ({ db, _ }, name) => {
    const plain = db.collection(name)
    const transaction = await db.startTransaction()
    const inside = transaction.collection(name)
    const all = async () =>
      (await inside.where({ balance: _.gte(0) }).get()).data.map((row) => [row._id, row['balance']])
    const before = await all()
    await plain.doc('a').update({ data: { balance: 99 } })
    await plain.doc('b').remove()
    await plain.add({ data: { _id: 'c', balance: 5 } })
    const one = (await inside.doc('a').get()).data['balance']
    const after = await all()
    await transaction.rollback()
    return { before, one, after, now: (await plain.get()).data.map((row) => row._id) }
  }, name)
  expect(seen).toEqual({
    before: [
      ['a', 10],
      ['b', 0],
    ],
    one: 10,
    after: [
      ['a', 10],
      ['b', 0],
    ],
    now: ['a', 'c'],
  })
})

test('writing what somebody wrote since is a conflict inside the callback, and ends the transaction', async () => {
  const name = await account(10)
  const result = await cloud.run(async ({ db, failure }, name) => {
    const transaction = await db.startTransaction()
    const inside = transaction.collection(name)
    await inside.doc('b').update({ data: { balance: 7 } })
    await inside.doc('a').get()
    await db
      .collection(name)
      .doc('a')
      .update({ data: { balance: 11 } })
    const conflict = await failure(inside.doc('a').update({ data: { balance: 12 } }))
    const next = await failure(inside.doc('b').get())
    const commit = await failure(transaction.commit())
    return { conflict, next, commit, rows: (await db.collection(name).get()).data.map((row) => row['balance']) }
  }, name)
  expect(result.conflict?.errCode).toBe(-501001)
  expect(result.conflict?.errMsg).toContain('[ResourceUnavailable.TransactionConflict]')
  expect(result.next?.errMsg).toContain('[ResourceUnavailable.TransactionNotExist]')
  expect(result.commit?.code).toBe('DATABASE_TRANSACTION_FAIL')
  expect(result.rows).toEqual([11, 0])
})

test('of two transactions on one document the first writer wins and the second fails at once', async () => {
  const name = await account(10)
  const result = await cloud.run(async ({ db, failure }, name) => {
    const [one, two] = [await db.startTransaction(), await db.startTransaction()]
    await one
      .collection(name)
      .doc('a')
      .update({ data: { balance: 1 } })
    const refused = await failure(
      two
        .collection(name)
        .doc('a')
        .update({ data: { balance: 2 } }),
    )
    await one.commit()
    return { refused, balance: (await db.collection(name).doc('a').get()).data['balance'] }
  }, name)
  expect(result.refused?.errCode).toBe(-501001)
  expect(result.balance).toBe(1)
})

test('a plain write waits for the transaction that holds its document, then judges its condition anew', async () => {
  const name = await account(10)
  const result = await cloud.run(async ({ db, _ }, name) => {
    const transaction = await db.startTransaction()
    await transaction
      .collection(name)
      .doc('a')
      .update({ data: { balance: 3 } })
    const events: string[] = []
    const enough = db
      .collection(name)
      .where({ _id: 'a', balance: _.gte(5) })
      .update({ data: { balance: _.inc(-5) } })
    const waiting = enough.then(({ stats }) => events.push(`plain ${stats.updated}`))
    await new Promise((resolve) => setTimeout(resolve, 150))
    events.push('commit')
    await transaction.commit()
    await waiting
    return { events, balance: (await db.collection(name).doc('a').get()).data['balance'] }
  }, name)
  expect(result).toEqual({ events: ['commit', 'plain 0'], balance: 3 })
})

test('a plain insert waits for a transaction that inserts the same id, or the same unique key', async () => {
  const result = await cloud.run(async ({ db, failure }) => {
    const plain = db.collection('coded')
    const first = await db.startTransaction()
    await first.collection('coded').add({ data: { _id: 'x', code: 'k1' } })
    const sameKey = failure(plain.add({ data: { _id: 'y', code: 'k1' } }))
    await new Promise((resolve) => setTimeout(resolve, 50))
    await first.commit()
    const second = await db.startTransaction()
    await second.collection('coded').add({ data: { _id: 'z', code: 'k2' } })
    const afterRollback = failure(plain.add({ data: { _id: 'z', code: 'k2' } }))
    await new Promise((resolve) => setTimeout(resolve, 50))
    await second.rollback()
    return { sameKey: (await sameKey)?.errMsg, afterRollback: await afterRollback, total: (await plain.count()).total }
  })
  expect(result.sameKey).toMatch(/E11000 .* index: code/)
  expect(result.afterRollback).toBeNull()
  expect(result.total).toBe(2)
})

test('unique keys hold inside a transaction too', async () => {
  const result = await cloud.run(async ({ db, failure }) => {
    await db.collection('coded').add({
      data: [
        { _id: 'p', code: 'p1' },
        { _id: 'q', code: 'q1' },
      ],
    })
    const inTransaction = async (work: (coded: ReturnType<typeof db.collection>) => Promise<unknown>) => {
      const transaction = await db.startTransaction()
      const refused = await failure(work(transaction.collection('coded') as ReturnType<typeof db.collection>))
      if (!refused) await transaction.commit()
      return refused?.errMsg.includes('E11000') ?? false
    }
    return [
      await inTransaction((coded) => coded.add({ data: { _id: 'r', code: 'p1' } })),
      await inTransaction((coded) => coded.add({ data: { _id: 'p', code: 'new' } })),
      await inTransaction(async (coded) => {
        await coded.doc('p').update({ data: { code: 'p2' } })
        await coded.add({ data: { _id: 'r', code: 'p1' } })
      }),
      await inTransaction(async (coded) => {
        await coded.doc('q').remove()
        await coded.add({ data: { _id: 'q', code: 'q1' } })
      }),
      (await db.collection('coded').where({ code: 'p1' }).get()).data.map((row) => row._id),
      (await db.collection('coded').where({ code: 'q1' }).get()).data.map((row) => row._id),
    ]
  })
  expect(result).toEqual([true, true, false, false, ['r'], ['q']])
})

test('transfers under contention, each retried by its function, keep the sum', async () => {
  await cloud.warm(4)
  const name = await account(100)
  const conflicts = await Promise.all(
    Array.from({ length: 8 }, () =>
      cloud.run(async ({ db, _, failure }, name) => {
        let conflicts = 0
        for (let done = 0; done < 5;) {
          const refused = await failure(
            db.runTransaction(async (transaction) => {
              const accounts = transaction.collection(name)
              const { data } = await accounts.doc('a').get()
              await new Promise((resolve) => setTimeout(resolve, Math.random() * 5))
              await accounts.doc('a').update({ data: { balance: (data['balance'] as number) - 1 } })
              await accounts.doc('b').update({ data: { balance: _.inc(1) } })
            }),
          )
          if (refused) conflicts++
          else done++
        }
        return conflicts
      }, name),
    ),
  )
  const rows = await cloud.run(async ({ db }, name) => (await db.collection(name).get()).data, name)
  expect(rows).toEqual([
    { _id: 'a', balance: 60 },
    { _id: 'b', balance: 40 },
  ])
  expect(conflicts.reduce((sum, count) => sum + count)).toBeGreaterThan(0)
})
