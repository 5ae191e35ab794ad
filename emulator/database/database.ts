import { randomBytes } from 'node:crypto'
import { stringifyEjson } from '../protocol/ejson'
import { isDuplicate, refusals } from '../protocol/errors'
import { Aggregation } from './aggregate'
import { type Collection, ID_INDEX } from './catalog'
import { type Filter, Finder, predicateOf, type Reader } from './find'
import type { Stored } from './indexes'
import { ScanLog } from './scan-log'
import { type Change, Store } from './store'
import { namesOf, TransactionWrites } from './transaction-writes'
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
  readonly #writes: TransactionWrites

  /** @param transactions for tests that plant a mistake in them. */
  constructor(folder: string, transactionLifetime: number, transactions = new Transactions(transactionLifetime)) {
    this.store = new Store(folder)
    this.transactions = transactions
    this.finder = new Finder(this.store, this.transactions, this.scans)
    this.aggregation = new Aggregation(this.store, this.finder)
    this.#writes = new TransactionWrites(this.store, this.transactions)
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
    this.#writes.during(transaction, () => {
      if (this.finder.find({ collection, filter }, { caller: '', transaction }).length === 0) return
      throw refusals.duplicateKey(collection.name, ID_INDEX, `{ _id: ${stringifyEjson(document['_id'])} }`)
    })
    const before = transaction.writes.get(identity)?.before ?? null
    this.#writes.add(transaction, { collection, before, after: this.#stored(document) })
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
    const { changes, result } = this.#writes.during(transaction, attempt)
    for (const change of changes) this.#writes.add(transaction, change)
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
    const { changes, result } = this.#writes.during(transaction, attempt)
    for (const change of changes) this.#writes.add(transaction, change)
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
        const released = free ? null : this.transactions.blocker(changes.flatMap(namesOf))
        if (released) return { kind: 'wait', released }
        const prepared = this.store.prepare(changes)
        const sequence = this.transactions.recordCommit(changes)
        this.store.write(changes, prepared)
        return { kind: 'done', sequence, result }
      })
      if (outcome.kind === 'done') {
        this.transactions.markDurable(outcome.sequence)
        return outcome.result
      }
      await outcome.released
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
