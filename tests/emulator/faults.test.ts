import type { InvocationRecord } from '../../emulator/functions/history'
import { LocalCloud } from './support/local-cloud'

const FUNCTIONS = {
  writer: {
    code: `
      const cloud = require('wx-server-sdk'); cloud.init()
      const db = cloud.database()
      exports.main = async (event) => {
        const done = []
        for (const _id of event.ids) {
          try { await db.collection('notes').add({ data: { _id, who: event.who } }); done.push(_id) }
          catch (error) { done.push({ _id, errCode: error.errCode, errMsg: error.errMsg || error.message }) }
        }
        return done
      }`,
    config: { timeout: 20 },
  },
}

let cloud: LocalCloud
beforeAll(async () => {
  cloud = await LocalCloud.start({ functions: FUNCTIONS, collections: { notes: {} } })
})
afterAll(() => cloud.stop())
beforeEach(async () => {
  await cloud.post('/_/faults/reset', {})
  await cloud.run(({ db, _ }) =>
    db
      .collection('notes')
      .where({ _id: _.exists(true) })
      .remove(),
  )
})

const plan = async (fault: object) => {
  const { status, body } = await cloud.post('/_/faults', fault)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return (body as { id: number }).id
}
const write = (ids: string[], action = 'write') => cloud.call('writer', { action, ids })
const stored = () =>
  cloud.run(async ({ db }) => (await db.collection('notes').orderBy('_id', 'asc').get()).data.map(({ _id }) => _id))

test('an error at the k-th request of an action, once: refused with the code, nothing changed', async () => {
  const code = 'DATABASE_REQUEST_FAILED'
  await plan({ kind: 'error', function: 'writer', action: 'write', at: 2, code, message: 'bad day', times: 1 })
  expect((await write(['x', 'y'], 'other')).body).toEqual(['x', 'y'])
  expect((await write(['a', 'b', 'c'])).body).toEqual([
    'a',
    { _id: 'b', errCode: -502001, errMsg: expect.stringContaining('bad day') as string },
    'c',
  ])
  expect((await write(['d', 'e'])).body).toEqual(['d', 'e'])
  expect(await stored()).toEqual(['a', 'c', 'd', 'e', 'x', 'y'])
  expect(await cloud.get('/_/faults')).toMatchObject([{ kind: 'error', hits: 1, left: 0 }])
})

test.each([
  ['before', ['a']],
  ['after', ['a', 'b']],
] as const)('a crash %s the second request leaves %j', async (when, left) => {
  await plan({ kind: 'crash', function: 'writer', at: 2, when, times: 1 })
  const { status, body } = await write(['a', 'b', 'c'])
  expect(status).toBe(500)
  expect(body).toMatchObject({ errCode: -504002, errMsg: expect.stringContaining('exited early') as string })
  expect(await stored()).toEqual(left)
  expect((await write(['d'])).body).toEqual(['d'])
})

test('a lost reply: the write happened, and the SDK sees a broken connection', async () => {
  await plan({ kind: 'lost-reply', request: 'database.insertDocument', times: 1 })
  const { body } = await write(['a', 'b'])
  expect(body).toEqual([
    { _id: 'a', errCode: -501001, errMsg: expect.stringContaining('socket hang up') as string },
    'b',
  ])
  expect(await stored()).toEqual(['a', 'b'])
})

test('a call delivered three times runs three times; the caller gets the first answer', async () => {
  await plan({ kind: 'deliver', function: 'writer', copies: 3, times: 1 })
  expect((await write(['a'])).body).toEqual(['a'])
  const runs = (await cloud.get('/_/invocations?function=writer&limit=3')) as InvocationRecord[]
  const answers = runs.map(({ result }) => JSON.parse(result ?? 'null') as unknown).reverse()
  expect(answers).toEqual([
    ['a'],
    ...[2, 3].map(() => [{ _id: 'a', errCode: -502001, errMsg: expect.stringContaining('E11000') as string }]),
  ])
  expect(new Set(runs.map(({ requestId }) => requestId)).size).toBe(3)
  expect((await write(['b'])).body).toEqual(['b'])
  expect(((await cloud.get('/_/invocations?function=writer&limit=2')) as InvocationRecord[])[1]?.event).toContain('"a"')
})

test('copies that are delivered together overlap', async () => {
  await plan({ kind: 'latency', function: 'writer', ms: 300 })
  await plan({ kind: 'deliver', function: 'writer', copies: 2, together: true })
  await write(['a'])
  const runs = (await cloud.get('/_/invocations?function=writer&limit=2')) as InvocationRecord[]
  const [later, earlier] = runs.map(({ start }) => Date.parse(start))
  expect((later ?? NaN) - (earlier ?? NaN)).toBeLessThan(250)
})

describe('a transaction conflict', () => {
  const transfer = (retries: number) =>
    cloud.run(
      ({ db, failure }, retries) =>
        failure(
          db.runTransaction(async (transaction) => {
            await transaction.collection('notes').add({ data: { _id: 'moved' } })
          }, retries),
        ),
      retries,
    )

  test('at commit is retried by the SDK, and nothing of the first attempt stays', async () => {
    await plan({ kind: 'conflict', times: 1 })
    expect(await transfer(3)).toBeNull()
    expect(await stored()).toEqual(['moved'])
  })

  test('that comes each time is told at last, with nothing written', async () => {
    await plan({ kind: 'conflict' })
    expect(await transfer(1)).toMatchObject({ errMsg: expect.stringContaining('TransactionConflict') as string })
    expect(await stored()).toEqual([])
  })

  test('at a request inside aborts the transaction', async () => {
    await plan({ kind: 'conflict', request: 'database.insertDocument', times: 1 })
    const seen = await cloud.run(async ({ db, failure }) => {
      const transaction = await db.startTransaction()
      const first = await failure(transaction.collection('notes').add({ data: { _id: 'a' } }))
      return [first, await failure(transaction.commit())]
    })
    expect(seen).toMatchObject([
      { errMsg: expect.stringContaining('TransactionConflict') as string },
      { code: 'DATABASE_TRANSACTION_FAIL' },
    ])
    expect(await stored()).toEqual([])
  })
})

test('a full disk refuses every write and half of none; reading goes on, and so does writing afterwards', async () => {
  await write(['a'])
  const id = await plan({ kind: 'disk-full' })
  const seen = await cloud.run(async ({ db, failure }) => {
    const notes = db.collection('notes')
    return [
      await failure(notes.add({ data: { _id: 'b' } })),
      await failure(notes.doc('a').update({ data: { n: 1 } })),
      await failure(notes.doc('a').remove()),
      await failure(db.createCollection('more')),
      await failure(
        db.runTransaction(async (transaction) => {
          await transaction.collection('notes').add({ data: { _id: 'c' } })
          await transaction.collection('notes').add({ data: { _id: 'd' } })
        }),
      ),
    ]
  })
  for (const error of seen) expect(error?.errMsg).toContain('No space left on device')
  expect(seen[0]).toMatchObject({ errCode: -502001 })
  expect(await stored()).toEqual(['a'])
  await fetch(`${cloud.url}/_/faults/${id}`, { method: 'DELETE' })
  expect((await write(['e'])).body).toEqual(['e'])
  expect(await stored()).toEqual(['a', 'e'])
})

test('a full disk takes no upload, from a client or a function', async () => {
  const send = async () => {
    const door = `${cloud.url}/upload?path=a.txt`
    const response = await fetch(door, { method: 'POST', body: 'x', headers: { 'x-openid': 'o-lin' } })
    const ofFunction = await cloud.run(({ cloud, failure }) =>
      failure(cloud.uploadFile({ cloudPath: 'b.txt', fileContent: Buffer.from('x') })),
    )
    return [((await response.json()) as { errMsg?: string }).errMsg, ofFunction?.errMsg]
  }
  const id = await plan({ kind: 'disk-full' })
  const full = expect.stringContaining('No space left on device: nothing was stored') as string
  expect(await send()).toEqual([full, full])
  expect(await cloud.get('/_/files')).toEqual({ files: [] })
  await fetch(`${cloud.url}/_/faults/${id}`, { method: 'DELETE' })
  expect(await send()).toEqual([undefined, undefined])
})

test('of several faults on one request the first refusal happens, after every latency, and only they are counted', async () => {
  const code = 'DATABASE_REQUEST_FAILED'
  await plan({ kind: 'latency', ms: 60 })
  await plan({ kind: 'lost-reply', times: 1 })
  await plan({ kind: 'error', code, message: 'bad day', at: 1 })
  await plan({ kind: 'disk-full', times: 1 })
  const start = performance.now()
  const { body } = await write(['a', 'b', 'c'])
  expect(performance.now() - start).toBeGreaterThan(180)
  expect((body as { errMsg: string }[]).map(({ errMsg }) => errMsg)).toEqual([
    expect.stringContaining('bad day'),
    expect.stringContaining('No space left on device'),
    expect.stringContaining('socket hang up'),
  ])
  const faults = (await cloud.get('/_/faults')) as { hits: number }[]
  expect(faults.map(({ hits }) => hits)).toEqual([3, 1, 1, 1])
  await cloud.post('/_/faults/reset', {})
  expect(await stored()).toEqual(['c'])
})

test('latency holds requests up, and the same seed gives the same delays', async () => {
  const delays = async (seed: number) => {
    await cloud.post('/_/faults/reset', {})
    await plan({ kind: 'latency', ms: [20, 220], seed, request: 'database.getDocument' })
    const found: number[] = []
    for (let waited = 0; found.length < 5;) {
      const spent = await cloud.run(async ({ db }) => {
        const start = performance.now()
        await db.collection('notes').get()
        return performance.now() - start
      })
      const [fault] = (await cloud.get('/_/faults')) as { waited: number }[]
      found.push((fault?.waited ?? NaN) - waited)
      waited = fault?.waited ?? NaN
      // Node's timers may come a millisecond early; how late they come is the machine's affair.
      expect(spent).toBeGreaterThan((found.at(-1) ?? NaN) - 2)
    }
    return found
  }
  const [first, second, other] = [await delays(7), await delays(7), await delays(8)]
  expect(second).toEqual(first)
  expect(other).not.toEqual(first)
  expect(Math.max(...first) - Math.min(...first)).toBeGreaterThan(50)
  expect([Math.min(...first) >= 20, Math.max(...first) <= 220]).toEqual([true, true])
})

test('what is not a fault is refused by name, and all can be taken away', async () => {
  const wrong: [object, string][] = [
    [{}, 'kind must be one of latency, error'],
    [{ kind: 'error' }, "error: must have required property 'code'"],
    [{ kind: 'crash', when: 'never' }, 'crash: when'],
    [{ kind: 'lost-reply', code: 'X' }, 'lost-reply: code is not a field of it'],
    [{ kind: 'deliver', copies: 1 }, 'deliver: copies'],
    [{ kind: 'latency', ms: -1 }, 'latency: ms'],
  ]
  for (const [fault, message] of wrong) {
    const { status, body } = await cloud.post('/_/faults', fault)
    expect([status, (body as { errMsg: string }).errMsg]).toEqual([400, expect.stringContaining(message)])
  }
  await plan({ kind: 'disk-full' })
  await fetch(`${cloud.url}/_/faults`, { method: 'DELETE' })
  expect(await cloud.get('/_/faults')).toEqual([])
  expect((await fetch(`${cloud.url}/_/faults/99`, { method: 'DELETE' })).status).toBe(404)
})
