import { randomBytes } from 'node:crypto'
import { stringifyEjson } from '../protocol/ejson'
import { isDuplicate, refusals } from '../protocol/errors'
import { Aggregation } from './aggregate'
import { type Collection, ID_INDEX } from './catalog'
import { type Filter, Finder, predicateOf, type Reader } from './find'
import { describeKey, entriesOf, entryKey, type Stored } from './indexes'
import { ScanLog } from './scan-log'
import { type Change, Store } from './store'
import { identityOf, type Transaction, Transactions } from './transactions'
import { checkSize } from './size'
import { applyUpdate, checkStorable } from './update'

type Document = Record<string, unknown>

/** What an update does to each matching document: operators, or another document in its place. */
export type Modification = { operators: Document } | { replacement: Document }

export interface ModifyOptions {
  multi: boolean
  upsert: boolean
}

export interface ModifyResult {
  /** Documents that changed. */
  updated: number
  /** Documents the filter found. */
  matched: number
  upsertedId: unknown
  after: Stored | null
}

/** A plan for a write: what it changes and what the caller is told. Worked out again after every wait. */
interface Attempt<T> {
  changes: Change[]
  result: T
}

type Outcome<T> = { kind: 'done'; sequence: number; result: T } | { kind: 'wait'; released: Promise<void> }

/** The database of the local cloud: documents, conditional updates, snapshot transactions. */
export class Database {
  readonly store: Store
  readonly scans = new ScanLog()
  readonly finder: Finder
  readonly aggregation: Aggregation
  readonly transactions: Transactions

  /** @param transactions for tests that plant a mistake in them. */
  constructor(folder: string, transactionLifetime: number, transactions = new Transactions(transactionLifetime)) {
    this.store = new Store(folder)
    this.transactions = transactions
    this.finder = new Finder(this.store, this.transactions, this.scans)
    this.aggregation = new Aggregation(this.store, this.finder)
  }

  /** Inserts documents in their order and gives their ids; in a transaction all of them or none. */
  async insert(name: string, documents: readonly Document[], reader: Reader): Promise<unknown[]> {
    const collection = this.store.collections.get(name)
    const complete = documents.map((document) =>
      checkStorable(document['_id'] === undefined ? { _id: randomBytes(16).toString('hex'), ...document } : document),
    )
    const { transaction } = reader
    if (transaction) {
      for (const document of complete) this.#insertIn(transaction, collection, document)
      return complete.map((document) => document['_id'])
    }
    try {
      return await this.#insertAll(collection, complete)
    } catch (error) {
      if (complete.length === 1 || !isDuplicate(error)) throw error
    }
    // MongoDB inserts a list in its order and stops at the first duplicate: what comes before it stays.
    for (const document of complete) await this.#insertAll(collection, [document])
    return complete.map((document) => document['_id'])
  }

  #insertAll(collection: Collection, documents: readonly Document[]): Promise<unknown[]> {
    return this.#commit(() => ({
      changes: documents.map((document) => ({ collection, before: null, after: this.#stored(document) })),
      result: documents.map((document) => document['_id']),
    }))
  }

  #stored(document: Document, record?: number): Stored {
    const text = stringifyEjson(document)
    checkSize(text, document, record === undefined)
    return { record: record ?? this.store.nextRecord(), text, document }
  }

  #insertIn(transaction: Transaction, collection: Collection, document: Document): void {
    const identity = identityOf(collection, document['_id'])
    const filter = { _id: document['_id'] }
    if (this.finder.find({ collection, filter }, { caller: '', transaction }).length > 0) {
      const key = `{ _id: ${stringifyEjson(document['_id'])} }`
      throw this.#abort(transaction, refusals.duplicateKey(collection.name, ID_INDEX, key))
    }
    const before = transaction.writes.get(identity)?.before ?? null
    this.#writeIn(transaction, { collection, before, after: this.#stored(document) })
  }

  async modify(
    name: string,
    filter: Filter,
    modification: Modification,
    options: ModifyOptions,
    reader: Reader,
  ): Promise<ModifyResult> {
    const collection = this.store.collections.get(name)
    const attempt = () => this.#attemptModify(collection, filter, modification, options, reader)
    const { transaction } = reader
    if (!transaction) return this.#commit(attempt)
    const { changes, result } = this.#inTransaction(transaction, attempt)
    for (const change of changes) this.#writeIn(transaction, change)
    return result
  }

  #attemptModify(
    collection: Collection,
    filter: Filter,
    modification: Modification,
    { multi, upsert }: ModifyOptions,
    reader: Reader,
  ): Attempt<ModifyResult> {
    const rows = this.finder.find({ collection, filter, ...(multi ? {} : { limit: 1 }) }, reader)
    const result: ModifyResult = { updated: 0, matched: rows.length, upsertedId: null, after: null }
    const changes: Change[] = []
    for (const before of rows) {
      const after = this.#stored(this.#modified(before.document, modification, filter), before.record)
      result.after = after
      const replaced = 'replacement' in modification
      // A replacement counts as an update even when it changes nothing; operators count documents that changed.
      if (replaced || after.text !== before.text) result.updated++
      if (after.text !== before.text) changes.push({ collection, before, after })
    }
    if (rows.length === 0 && upsert) {
      const base = filter['_id'] === undefined ? { _id: randomBytes(16).toString('hex') } : { _id: filter['_id'] }
      const after = this.#stored(this.#modified(base, modification, filter))
      result.upsertedId = base['_id']
      result.after = after
      changes.push({ collection, before: null, after })
    }
    return { changes, result }
  }

  #modified(document: Document, modification: Modification, filter: Filter): Document {
    if ('operators' in modification) return checkStorable(applyUpdate(document, modification.operators, filter))
    return checkStorable({ _id: document['_id'], ...modification.replacement })
  }

  async remove(name: string, filter: Filter, multi: boolean, reader: Reader): Promise<number> {
    const collection = this.store.collections.get(name)
    const attempt = (): Attempt<number> => {
      const rows = this.finder.find({ collection, filter, ...(multi ? {} : { limit: 1 }) }, reader)
      return { changes: rows.map((before) => ({ collection, before, after: null })), result: rows.length }
    }
    const { transaction } = reader
    if (!transaction) return this.#commit(attempt)
    const { changes, result } = this.#inTransaction(transaction, attempt)
    for (const change of changes) this.#writeIn(transaction, change)
    return result
  }

  count(name: string, filter: Filter, reader: Reader): number {
    const collection = this.store.collections.get(name)
    if (Object.keys(filter).length === 0 && !reader.transaction) return this.store.count(collection)
    predicateOf(filter)
    return this.finder.find({ collection, filter }, reader).length
  }

  /**
   * Runs a write alone on the newest data. A document another transaction has locked makes it wait for that
   * transaction's end and start over, so its condition is judged on what that transaction left.
   */
  async #commit<T>(attempt: () => Attempt<T>, owner: Transaction | null = null): Promise<T> {
    for (;;) {
      const outcome = await this.store.exclusively((): Outcome<T> => {
        const { changes, result } = attempt()
        const free = owner !== null || !this.transactions.hasLocks
        const released = free ? null : this.transactions.blocker(changes.flatMap((change) => this.#names(change)))
        if (released) return { kind: 'wait', released }
        const prepared = this.store.prepare(changes)
        const sequence = this.transactions.recordCommit(changes)
        this.store.write(changes, prepared)
        return { kind: 'done', sequence, result }
      })
      if (outcome.kind === 'done') {
        this.store.refresh()
        this.transactions.markDurable(outcome.sequence)
        return outcome.result
      }
      await outcome.released
    }
  }

  /** What a change must hold: its document, and every unique key it takes or gives up. */
  #names({ collection, before, after }: Change): string[] {
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

  /** Any failure inside a transaction ends it, as on the service. */
  #inTransaction<T>(transaction: Transaction, run: () => T): T {
    try {
      return run()
    } catch (error) {
      throw this.#abort(transaction, error)
    }
  }

  #abort(transaction: Transaction, error: unknown): unknown {
    this.transactions.finish(transaction)
    return error
  }

  /** Takes the locks and keeps the write until commit; a lock or a newer version is a conflict at once. */
  #writeIn(transaction: Transaction, change: Change): void {
    this.#inTransaction(transaction, () => {
      const names = this.#names(change)
      const identity = names[0] ?? ''
      if (this.transactions.isNewer(identity, transaction.snapshot ?? 0)) throw refusals.conflict()
      if (!this.transactions.lock(transaction, names)) throw refusals.conflict()
      const earlier = transaction.writes.get(identity)
      this.#checkUniqueIn(transaction, change)
      transaction.writes.set(identity, earlier ? { ...change, before: earlier.before } : change)
    })
  }

  /** Finds a unique key that is already taken, by what is stored or by this transaction's own writes. */
  #checkUniqueIn(transaction: Transaction, { collection, after }: Change): void {
    if (!after) return
    const id = identityOf(collection, after.document['_id'])
    const writes = [...transaction.writes].filter(([, write]) => write.collection === collection)
    const others = writes.filter(([identity]) => identity !== id)
    // What this transaction already replaced or removed holds no key any more.
    const released = new Set(writes.map(([, { before }]) => before?.record))
    for (const index of collection.indexes) {
      if (!index.unique || index.name === ID_INDEX) continue
      const mine = new Set(entriesOf(index, after.document).keys.map((key) => key.toString('latin1')))
      const own = others.some(([, other]) =>
        (other.after ? entriesOf(index, other.after.document).keys : []).some((key) =>
          mine.has(key.toString('latin1')),
        ),
      )
      const stored = [...mine].some((key) => {
        const holder = this.store.holder(index, Buffer.from(key, 'latin1'))
        return holder !== undefined && holder !== after.record && !released.has(holder)
      })
      if (own || stored) throw refusals.duplicateKey(collection.name, index.name, describeKey(index, after.document))
    }
  }

  /** Commits: all of the transaction's writes in one LMDB transaction, or none. */
  async commitTransaction(id: string): Promise<void> {
    const transaction = this.transactions.get(id)
    transaction.committing = true
    try {
      const changes = [...transaction.writes.values()].filter(({ before, after }) => before ?? after)
      if (changes.length > 0) await this.#commit(() => ({ changes, result: undefined }), transaction)
    } finally {
      this.transactions.finish(transaction)
    }
  }

  abortTransaction(id: string): void {
    this.transactions.finish(this.transactions.get(id))
  }

  async close(): Promise<void> {
    this.transactions.close()
    await this.store.close()
  }
}
