import { Database } from '../../emulator/database/database'
import { databaseActions } from '../../emulator/protocol/database-actions'
import type { CloudError } from '../../emulator/protocol/errors'
import { temporaryFolder } from './support/local-cloud'

const IDS = ['a', 'b', 'c', 'd']
const PLAIN = { caller: 'test' }

let database: Database

async function open(lifetime: number): Promise<void> {
  database = new Database(temporaryFolder(), lifetime)
  await database.store.collections.create('accounts')
  await database.insert(
    'accounts',
    IDS.map((_id) => ({ _id, balance: 100 })),
    PLAIN,
  )
}

afterEach(async () => {
  await database.close()
})

const reader = (id: string) => ({ caller: 'test', transaction: database.transactions.use(id) })
const balance = (id: string, transaction?: string): number => {
  const collection = database.store.collections.get('accounts')
  const [row] = database.finder.find({ collection, filter: { _id: id } }, transaction ? reader(transaction) : PLAIN)
  return row?.document['balance'] as number
}
const set = (id: string, balance: number, transaction?: string) =>
  database.modify(
    'accounts',
    { _id: id },
    { operators: { $set: { balance } } },
    { multi: false, upsert: false },
    transaction ? reader(transaction) : PLAIN,
  )
const pause = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 4))

test('while transactions move money, every snapshot shows the same sum, whenever and in whatever order it is read', async () => {
  await open(30_000)
  let moving = true
  let conflicts = 0
  const mover = async (step: number) => {
    for (let done = 0; done < 25;) {
      const [from = '', to = ''] = [IDS[(done + step) % 4], IDS[(done + 2 * step + 1) % 4]]
      const { id } = database.transactions.begin()
      try {
        const [left, right] = [balance(from, id), balance(to, id)]
        await pause()
        if (from !== to) await set(from, left - 1, id)
        await pause()
        if (from !== to) await set(to, right + 1, id)
        await database.commitTransaction(id)
        done++
      } catch (error) {
        expect((error as CloudError).code).toBe('DATABASE_TRANSACTION_CONFLICT')
        conflicts++
        await pause()
      }
    }
  }
  const sums = new Set<number>()
  const watcher = async () => {
    while (moving) {
      const { id } = database.transactions.begin()
      let sum = 0
      for (const account of [...IDS].sort(() => Math.random() - 0.5)) {
        sum += balance(account, id)
        await pause()
      }
      for (const account of IDS) sum += balance(account, id)
      sums.add(sum)
      database.abortTransaction(id)
    }
  }
  const watching = [watcher(), watcher()]
  await Promise.all([mover(1), mover(2), mover(3)])
  moving = false
  await Promise.all(watching)
  expect([...sums]).toEqual([800])
  expect(IDS.reduce((sum, id) => sum + balance(id), 0)).toBe(400)
  expect(conflicts).toBeGreaterThan(0)
})

test('a transaction that is open too long is gone, with its locks', async () => {
  const lifetime = 300
  await open(lifetime)
  const start = performance.now()
  const { id } = database.transactions.begin()
  const first = set('a', 1, id)
  await set('a', 2)
  // Node's timers may come a millisecond early.
  expect(performance.now() - start).toBeGreaterThan(lifetime - 2)
  await first
  expect(balance('a')).toBe(2)
  await expect(database.commitTransaction(id)).rejects.toMatchObject({ code: 'DATABASE_TRANSACTION_FAIL' })
  expect(() => database.transactions.use(id)).toThrow('[ResourceUnavailable.TransactionNotExist]')
})

test('a plain write that runs just before a transaction’s write on the same document is a conflict, though not yet on disk', async () => {
  await open(30_000)
  const { id } = database.transactions.begin()
  expect(balance('a', id)).toBe(100)
  const plain = set('a', 50)
  await new Promise((resolve) => setImmediate(resolve))
  await plain
  await expect(set('a', 51, id)).rejects.toMatchObject({ code: 'DATABASE_TRANSACTION_CONFLICT' })
  expect(balance('a')).toBe(50)
})

test('old versions are forgotten once no snapshot needs them', async () => {
  await open(30_000)
  const { id } = database.transactions.begin()
  expect(balance('a', id)).toBe(100)
  for (let n = 0; n < 10; n++) await set('a', n)
  expect(database.transactions.versionsKept).toBe(10)
  expect(balance('a', id)).toBe(100)
  database.abortTransaction(id)
  expect(database.transactions.versionsKept).toBe(0)
})

test('a read finds a write that was sent before it and that nobody waited for, and waits for no lock', async () => {
  await open(30_000)
  const ask = (action: string, request: object) =>
    databaseActions[`database.${action}`]?.({ action, ...request }, { database, now: 0, caller: 'test' })
  const collectionName = 'accounts'
  const query = JSON.stringify({ _id: 'new' })
  const stages = [{ stageKey: '$match', stageValue: query }]
  const writing = ask('insertDocument', { collectionName, data: ['{"_id": "new"}'] })
  expect(await ask('getDocument', { collectionName, query })).toMatchObject({ data: { list: ['{"_id":"new"}'] } })
  const counting = ask('modifyDocument', { collectionName, query, data: '{"n": 1}' })
  expect(await ask('calculateDocument', { collectionName, query: '{"n": 1}' })).toEqual({ data: { total: 1 } })
  const adding = ask('modifyDocument', { collectionName, query, data: '{"n": 2}' })
  expect(await ask('aggregateDocuments', { collectionName, stages })).toMatchObject({
    data: { list: ['{"_id":"new","n":2}'] },
  })

  const { id } = database.transactions.begin()
  await set('a', 1, id)
  const waiting = set('a', 2)
  expect(await ask('getDocument', { collectionName, query: '{"_id": "a"}' })).toMatchObject({
    data: { list: ['{"_id":"a","balance":100}'] },
  })
  database.abortTransaction(id)
  await Promise.all([writing, counting, adding, waiting])
})
