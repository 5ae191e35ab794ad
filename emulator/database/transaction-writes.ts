import { refusals } from '../protocol/errors'
import { ID_INDEX } from './catalog'
import { describeKey, entriesOf, entryKey } from './indexes'
import type { Change, Store } from './store'
import { identityOf, type Transaction, type Transactions } from './transactions'

/** What a change must hold: its document, and every unique key it takes or gives up. */
export function namesOf({ collection, before, after }: Change): string[] {
  const names = [identityOf(collection, (after ?? before)?.document['_id'])]
  for (const index of collection.indexes) {
    if (!index.unique || index.name === ID_INDEX) continue
    for (const row of [before, after]) {
      for (const key of row ? entriesOf(index, row.document).keys : []) {
        names.push(`unique/${entryKey(index, key, 0).toString('latin1')}`)
      }
    }
  }
  return names
}

/** The writes of open transactions, which wait in memory for the commit. */
export class TransactionWrites {
  readonly #store: Store
  readonly #transactions: Transactions

  constructor(store: Store, transactions: Transactions) {
    this.#store = store
    this.#transactions = transactions
  }

  /** Any failure inside a transaction ends it, as on the service. */
  during<T>(transaction: Transaction, run: () => T): T {
    try {
      return run()
    } catch (error) {
      this.#transactions.finish(transaction)
      throw error
    }
  }

  /** Takes the locks and keeps the write; a lock of another or a newer version is a conflict at once. */
  add(transaction: Transaction, change: Change): void {
    this.during(transaction, () => {
      const names = namesOf(change)
      const identity = names[0] ?? ''
      if (this.#transactions.isNewer(identity, transaction.snapshot ?? 0)) throw refusals.conflict()
      if (!this.#transactions.lock(transaction, names)) throw refusals.conflict()
      const earlier = transaction.writes.get(identity)
      this.#checkUnique(transaction, change)
      transaction.writes.set(identity, earlier ? { ...change, before: earlier.before } : change)
    })
  }

  /** Finds a unique key that is already taken, by what is stored or by this transaction's own writes. */
  #checkUnique(transaction: Transaction, { collection, after }: Change): void {
    const unique = collection.indexes.filter((index) => index.unique && index.name !== ID_INDEX)
    if (!after || unique.length === 0) return
    const id = identityOf(collection, after.document['_id'])
    const writes = [...transaction.writes].filter(([, write]) => write.collection === collection)
    const others = writes.filter(([identity]) => identity !== id)
    // What this transaction already replaced or removed holds no key any more.
    const released = new Set(writes.map(([, { before }]) => before?.record))
    for (const index of unique) {
      const mine = new Set(entriesOf(index, after.document).keys.map((key) => key.toString('latin1')))
      const own = others.some(([, other]) =>
        (other.after ? entriesOf(index, other.after.document).keys : []).some((key) =>
          mine.has(key.toString('latin1')),
        ),
      )
      const stored = [...mine].some((key) => {
        const holder = this.#store.holder(index, Buffer.from(key, 'latin1'))
        return holder !== undefined && holder !== after.record && !released.has(holder)
      })
      if (own || stored) throw refusals.duplicateKey(collection.name, index.name, describeKey(index, after.document))
    }
  }
}
