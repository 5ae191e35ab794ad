import fc from 'fast-check'
import { Database } from '../../emulator/database/database'
import { Transactions } from '../../emulator/database/transactions'
import { CloudError } from '../../emulator/protocol/errors'
import { anomalies, halves, type Past, type Step } from './support/history'
import { LocalCloud, temporaryFolder } from './support/local-cloud'

type Plan = { key: string; write: boolean }[]

const KEYS = ['x', 'y', 'z']
const plan: fc.Arbitrary<Plan> = fc.array(fc.record({ key: fc.constantFrom(...KEYS), write: fc.boolean() }), {
  minLength: 1,
  maxLength: 5,
})
const schedule = fc.record({
  plans: fc.array(fc.record({ steps: plan, end: fc.constantFrom('commit', 'commit', 'abort') }), {
    minLength: 2,
    maxLength: 5,
  }),
  plain: fc.array(fc.constantFrom(...KEYS), { maxLength: 3 }),
  order: fc.array(fc.nat(7), { minLength: 10, maxLength: 40 }),
})

/** Runs schedules on one database; each run has keys of its own. */
class Runner {
  readonly #database: Database
  #run = 0

  constructor(transactions?: Transactions) {
    this.#database = new Database(temporaryFolder(), 30_000, transactions)
  }

  async open(): Promise<this> {
    await this.#database.store.collections.create('lists')
    return this
  }

  close(): Promise<void> {
    return this.#database.close()
  }

  #read(key: string, transaction?: string): string[] {
    const collection = this.#database.store.collections.get('lists')
    const reader = {
      caller: 't',
      transaction: transaction === undefined ? undefined : this.#database.transactions.use(transaction),
    }
    return this.#database.finder.find({ collection, filter: { _id: key } }, reader)[0]?.document['list'] as string[]
  }

  #append(key: string, value: string, transaction?: string): Promise<unknown> {
    const reader = {
      caller: 't',
      transaction: transaction === undefined ? undefined : this.#database.transactions.use(transaction),
    }
    const operators = { $push: { list: value } }
    return this.#database.modify('lists', { _id: key }, { operators }, { multi: false, upsert: false }, reader)
  }

  /** One actor for each plan and plain write; each call of it takes one step. */
  #transaction(past: Past, { steps, end }: { steps: Plan; end: string }, prefix: string): () => Promise<void> {
    const { id } = this.#database.transactions.begin()
    const rest = [...steps]
    let ended = false
    return async () => {
      if (ended) return
      const step = rest.shift()
      try {
        if (!step) {
          ended = true
          if (end === 'abort') return this.#database.abortTransaction(id)
          await this.#database.commitTransaction(id)
          past.end = 'committed'
        } else if (step.write) {
          const value = `${past.name}.${past.steps.length}`
          const done: Step = { append: prefix + step.key, value }
          await this.#append(done.append, value, id)
          past.steps.push(done)
        } else past.steps.push({ read: prefix + step.key, saw: this.#read(prefix + step.key, id) })
      } catch (error) {
        if (!(error instanceof CloudError)) throw error
        ended = true
      }
    }
  }

  async run({
    plans,
    plain,
    order,
  }: {
    plans: { steps: Plan; end: string }[]
    plain: string[]
    order: number[]
  }): Promise<string[]> {
    const prefix = `${++this.#run}-`
    await this.#database.insert(
      'lists',
      KEYS.map((key) => ({ _id: prefix + key, list: [] })),
      { caller: 't' },
    )
    const history: Past[] = []
    const actors = plans.map((one, n) => {
      const past: Past = { name: `t${n}`, steps: [], end: 'aborted' }
      history.push(past)
      return this.#transaction(past, one, prefix)
    })
    const waiting: Promise<unknown>[] = []
    plain.forEach((key, n) => {
      let sent = false
      actors.push(() => {
        if (sent) return Promise.resolve()
        sent = true
        history.push({ name: `plain${n}`, steps: [{ append: prefix + key, value: `plain${n}` }], end: 'committed' })
        // It may have to wait for a transaction that ends later in the schedule.
        waiting.push(this.#append(prefix + key, `plain${n}`))
        return new Promise((resolve) => setImmediate(resolve))
      })
    })
    for (const turn of order) await actors[turn % actors.length]?.()
    for (const actor of actors.slice(0, plans.length)) for (let i = 0; i < 7; i++) await actor()
    await Promise.all(waiting)
    const final = new Map(KEYS.map((key) => [prefix + key, this.#read(prefix + key)]))
    return [...anomalies(history, final), ...halves(history, final)]
  }
}

test('no schedule of transactions and plain writes shows anything that snapshot isolation forbids', async () => {
  const runner = await new Runner().open()
  await fc.assert(
    fc.asyncProperty(schedule, async (one) => expect(await runner.run(one)).toEqual([])),
    { numRuns: 250 },
  )
  await runner.close()
})

/** What the checker says of a database with a mistake in it, over the same kind of schedules. */
async function found(transactions: Transactions): Promise<string> {
  const runner = await new Runner(transactions).open()
  const all: string[] = []
  await fc.assert(
    fc.asyncProperty(schedule, async (one) => void all.push(...(await runner.run(one)))),
    { numRuns: 60, seed: 5 },
  )
  await runner.close()
  return all.join('\n')
}

test('a planted mistake is found: writes over a newer version', async () => {
  class Careless extends Transactions {
    override isNewer(): boolean {
      return false
    }
  }
  expect(await found(new Careless(30_000))).toContain('lost update')
})

test('a planted mistake is found: snapshots that forget what was replaced', async () => {
  class Forgetful extends Transactions {
    override *changedSince(): ReturnType<Transactions['changedSince']> {
      // No older version is ever given back.
    }
  }
  expect(await found(new Forgetful(30_000))).toMatch(/non-repeatable read|half a transaction|forked/)
})

test('a planted mistake is found: locks that hold nobody off', async () => {
  class Open extends Transactions {
    override lock(): boolean {
      return true
    }
    override get hasLocks(): boolean {
      return false
    }
    override isNewer(): boolean {
      return false
    }
  }
  expect(await found(new Open(30_000))).toContain('lost update')
})

test('clients in parallel, through the SDK, see nothing that snapshot isolation forbids', async () => {
  const cloud = await LocalCloud.start({ args: ['--workers', '4'] })
  await cloud.warm(4)
  const name = await cloud.collection(KEYS.map((_id) => ({ _id, list: [] })))
  const client = (who: number) =>
    cloud.run(
      async ({ db, _ }, { who, name, keys }) => {
        const history: Past[] = []
        for (let n = 0; n < 15; n++) {
          const past: Past = { name: `${who}.${n}`, steps: [], end: 'aborted' }
          history.push(past)
          const transaction = await db.startTransaction()
          try {
            const order = keys.map((_key, i) => keys[(i + who + n) % keys.length] ?? '').slice(0, 2 + (n % 2))
            for (const [i, key] of order.entries()) {
              const doc = transaction.collection(name).doc(key)
              past.steps.push({ read: key, saw: (await doc.get()).data['list'] as string[] })
              if (i === n % 3) continue
              const value = `${past.name}.${i}`
              await doc.update({ data: { list: _.push([value]) } })
              past.steps.push({ append: key, value })
            }
            await transaction.commit()
            past.end = 'committed'
          } catch {
            // A conflict: the transaction is gone and stays aborted.
          }
        }
        return history
      },
      { who, name, keys: KEYS },
    )
  const history = (await Promise.all([0, 1, 2, 3].map(client))).flat()
  const rows = await cloud.run(async ({ db }, name) => (await db.collection(name).get()).data, name)
  const final = new Map(rows.map((row) => [row._id, row['list'] as string[]]))
  expect([...anomalies(history, final), ...halves(history, final)]).toEqual([])
  const ends = new Set(history.map(({ end }) => end))
  expect(ends).toEqual(new Set(['committed', 'aborted']))
  await cloud.stop()
})
