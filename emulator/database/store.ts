import { mkdirSync } from 'node:fs'
import { type Database, open, type RootDatabase } from 'lmdb'
import { parseEjson } from '../protocol/ejson'
import { refusals } from '../protocol/errors'
import { type Collection, type DatabaseDeclaration, ID_INDEX, type Index, type IndexDeclaration } from './catalog'
import { describeKey, documentKey, entriesOf, entryKey, indexPrefix, type Stored } from './indexes'
import { successor } from './key-encoding'

/** One document's change inside one commit. */
export interface Change {
  collection: Collection
  before: Stored | null
  after: Stored | null
}

interface Prepared {
  puts: { key: Buffer; record: number }[]
  removes: Buffer[]
  flags: { collection: Collection; index: Index; multikey: boolean; lossy: boolean }[]
}

interface CatalogRecord {
  collection?: Collection
  nextNumber?: number
  imported?: boolean
}

const BUILD_BATCH = 5000

/**
 * Documents, index entries and the catalog in one LMDB environment.
 *
 * Every write runs inside lmdb-js's asynchronous `transaction`: callbacks queued by many writers run one after the
 * other on the newest data and share one commit. `overlappingSync: false` makes that commit LMDB's plain one, which
 * flushes the pages to the disk before it returns; so the promise resolves only after the flush.
 */
export class Store {
  readonly #root: RootDatabase<CatalogRecord, string>
  readonly #catalog: Database<CatalogRecord, string>
  readonly #documents: Database<string, Buffer>
  readonly #entries: Database<number, Buffer>
  readonly #collections = new Map<string, Collection>()
  #nextNumber = 1
  #nextRecord = 1

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true })
    this.#root = open({ path: folder, overlappingSync: false, maxDbs: 8 })
    this.#catalog = this.#root.openDB({ name: 'catalog', encoding: 'json' })
    this.#documents = this.#root.openDB({ name: 'documents', keyEncoding: 'binary', encoding: 'string' })
    this.#entries = this.#root.openDB({ name: 'entries', keyEncoding: 'binary', encoding: 'ordered-binary' })
    this.#loadCatalog()
  }

  #loadCatalog(): void {
    this.#nextNumber = this.#catalog.get('state')?.nextNumber ?? 1
    for (const { value } of this.#catalog.getRange({ start: 'collection:', end: 'collection;' })) {
      if (value.collection) this.#collections.set(value.collection.name, value.collection)
    }
    for (const collection of this.#collections.values()) {
      const last = [...this.#documents.getKeys({ ...this.#documentRange(collection, true), limit: 1 })][0]
      if (last) this.#nextRecord = Math.max(this.#nextRecord, Number(last.readBigUInt64BE(4)) + 1)
    }
  }

  #documentRange(collection: Collection, reverse = false): { start: Buffer; end: Buffer; reverse: boolean } {
    const start = documentKey(collection, 0)
    const end = documentKey(collection, Number.MAX_SAFE_INTEGER)
    return reverse ? { start: end, end: start, reverse } : { start, end, reverse }
  }

  /** All collections, in the order of their names. */
  get collections(): Collection[] {
    return [...this.#collections.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  /** Finds a collection; a missing one is -502005 and is never created on the way. */
  collection(name: string): Collection {
    const collection = this.#collections.get(name)
    if (!collection) throw refusals.noCollection(name)
    return collection
  }

  findCollection(name: string): Collection | undefined {
    return this.#collections.get(name)
  }

  /** A fresh record number; records of failed writes are simply skipped. */
  nextRecord(): number {
    return this.#nextRecord++
  }

  async createCollection(name: string): Promise<void> {
    if (this.#collections.has(name)) throw refusals.collectionExists()
    if (!/^[A-Za-z0-9_-]{1,100}$/.test(name)) throw refusals.badParameter(`invalid collection name: ${name}`)
    const idIndex = { name: ID_INDEX, keys: [['_id', 1]] as const, unique: true }
    const collection: Collection = { name, number: this.#nextNumber++, indexes: [this.#newIndex(idIndex)] }
    this.#collections.set(name, collection)
    await this.#root.transaction(() => this.#saveCollection(collection))
  }

  #newIndex({ name, keys, unique }: IndexDeclaration): Index {
    return { name, keys, unique, number: this.#nextNumber++, multikey: false, lossy: false }
  }

  #saveCollection(collection: Collection): void {
    this.#catalog.putSync(`collection:${collection.name}`, { collection })
    this.#catalog.putSync('state', { ...this.#catalog.get('state'), nextNumber: this.#nextNumber })
  }

  /** Creates what is declared and absent, and builds each new index over the documents already there. */
  async declare(declaration: DatabaseDeclaration): Promise<void> {
    for (const [name, indexes] of declaration) {
      if (!this.#collections.has(name)) await this.createCollection(name)
      for (const index of indexes) await this.#declareIndex(this.collection(name), index)
    }
  }

  async #declareIndex(collection: Collection, declared: IndexDeclaration): Promise<void> {
    const existing = collection.indexes.find((index) => index.name === declared.name)
    const same = (index: Index) =>
      index.unique === declared.unique && JSON.stringify(index.keys) === JSON.stringify(declared.keys)
    if (existing && same(existing)) return
    const index = this.#newIndex(declared)
    // The number is spent first: entries of a build that was interrupted are never taken for a finished index's.
    await this.#root.transaction(() =>
      this.#catalog.putSync('state', { ...this.#catalog.get('state'), nextNumber: this.#nextNumber }),
    )
    await this.#buildIndex(collection, index)
    collection.indexes = [...collection.indexes.filter((other) => other !== existing), index]
    await this.#root.transaction(() => this.#saveCollection(collection))
    if (existing) await this.#removeRange(this.#entries, indexPrefix(existing))
  }

  async #buildIndex(collection: Collection, index: Index): Promise<void> {
    let { start, end } = this.#documentRange(collection)
    for (;;) {
      const rows = [...this.#documents.getRange({ start, end, limit: BUILD_BATCH })]
      const last = rows.at(-1)
      if (!last) return
      const failure = await this.#root.transaction((): unknown => {
        try {
          for (const { key, value } of rows) this.#buildEntries(collection, index, key, value)
          return null
        } catch (error) {
          return error
        }
      })
      if (failure !== null) throw failure
      start = successor(last.key)
    }
  }

  #buildEntries(collection: Collection, index: Index, key: Buffer, text: string): void {
    const record = Number(key.readBigUInt64BE(4))
    const document = decodeDocument(text)
    const entries = entriesOf(index, document)
    index.multikey ||= entries.multikey
    index.lossy ||= entries.lossy
    for (const entry of entries.keys) {
      const full = entryKey(index, entry, record)
      const holder = index.unique ? this.#entries.get(full) : undefined
      if (holder !== undefined && holder !== record) {
        throw refusals.duplicateKey(collection.name, index.name, describeKey(index, document))
      }
      this.#entries.putSync(full, record)
    }
  }

  async #removeRange(database: Database<unknown, Buffer>, prefix: Buffer): Promise<void> {
    for (;;) {
      const keys = [...database.getKeys({ start: prefix, end: successor(prefix), limit: BUILD_BATCH })]
      if (keys.length === 0) return
      await this.#root.transaction(() => keys.forEach((key) => database.removeSync(key)))
    }
  }

  /** Reads one document. */
  read(collection: Collection, record: number): Stored | undefined {
    const text = this.#documents.get(documentKey(collection, record))
    return text === undefined ? undefined : { record, text, document: decodeDocument(text) }
  }

  /** All documents of a collection in insertion order. */
  *scan(collection: Collection): Generator<Stored> {
    for (const { key, value } of this.#documents.getRange(this.#documentRange(collection))) {
      yield { record: Number(key.readBigUInt64BE(4)), text: value, document: decodeDocument(value) }
    }
  }

  /** All documents as stored text, for export. */
  *texts(collection: Collection): Generator<string> {
    for (const { value } of this.#documents.getRange(this.#documentRange(collection))) yield value
  }

  count(collection: Collection): number {
    return this.#documents.getKeysCount(this.#documentRange(collection))
  }

  /** The records of the entries between two keys (`start` inclusive, `end` exclusive), forwards or backwards. */
  *records(start: Buffer, end: Buffer, reverse: boolean): Generator<number> {
    const range = reverse ? { start: end, end: start, reverse: true } : { start, end }
    for (const { value } of this.#entries.getRange(range)) yield value
  }

  /** All entries of an index: key bytes (without the index's number) and record. For checks that compare a rebuild. */
  *entries(index: Index): Generator<{ key: Buffer; record: number }> {
    const prefix = indexPrefix(index)
    for (const { key, value } of this.#entries.getRange({ start: prefix, end: successor(prefix) })) {
      yield { key: Buffer.from(key.subarray(4)), record: value }
    }
  }

  /** The record that holds a unique key, or undefined. */
  holder(index: Index, key: Buffer): number | undefined {
    return this.#entries.get(entryKey(index, key, 0))
  }

  /** Runs `action` alone on the newest data; the promise resolves after its commit is on disk. It must not throw. */
  exclusively<T>(action: () => T): Promise<T> {
    return this.#root.transaction(action)
  }

  /**
   * Works out everything a set of changes writes. All that can be refused is refused here, before the first put,
   * because a thrown error does not undo puts already made in the shared commit.
   */
  prepare(changes: readonly Change[]): Prepared {
    const prepared: Prepared = { puts: [], removes: [], flags: [] }
    const removed = new Map<string, { key: Buffer; record: number }>()
    for (const { collection, before } of changes) {
      if (!before) continue
      for (const index of collection.indexes) {
        for (const entry of entriesOf(index, before.document).keys) {
          const key = entryKey(index, entry, before.record)
          removed.set(key.toString('latin1'), { key, record: before.record })
        }
      }
    }
    const taken = new Map<string, number>()
    for (const change of changes) if (change.after) this.#prepareAfter(change, change.after, prepared, removed, taken)
    prepared.removes = [...removed.values()].map(({ key }) => key)
    return prepared
  }

  #prepareAfter(
    change: Change,
    after: Stored,
    prepared: Prepared,
    removed: Map<string, { record: number }>,
    taken: Map<string, number>,
  ): void {
    for (const index of change.collection.indexes) {
      const { keys, multikey, lossy } = entriesOf(index, after.document)
      if ((multikey && !index.multikey) || (lossy && !index.lossy)) {
        prepared.flags.push({ collection: change.collection, index, multikey, lossy })
      }
      for (const entry of keys) {
        const key = entryKey(index, entry, after.record)
        const name = key.toString('latin1')
        const old = removed.get(name)
        if (index.unique) {
          const holder = taken.get(name) ?? (old ? undefined : this.#entries.get(key))
          if (holder !== undefined && holder !== after.record) {
            throw refusals.duplicateKey(change.collection.name, index.name, describeKey(index, after.document))
          }
          taken.set(name, after.record)
        }
        removed.delete(name)
        if (old?.record !== after.record) prepared.puts.push({ key, record: after.record })
      }
    }
  }

  /** Writes what was prepared; call it inside `exclusively`. */
  write(changes: readonly Change[], prepared: Prepared): void {
    for (const { collection, index, multikey, lossy } of prepared.flags) {
      index.multikey ||= multikey
      index.lossy ||= lossy
      this.#saveCollection(collection)
    }
    for (const key of prepared.removes) this.#entries.removeSync(key)
    for (const { key, record } of prepared.puts) this.#entries.putSync(key, record)
    for (const { collection, before, after } of changes) {
      if (before && before.record !== after?.record) this.#documents.removeSync(documentKey(collection, before.record))
      if (after) this.#documents.putSync(documentKey(collection, after.record), after.text)
    }
  }

  /** Whether an import has run to its end. */
  get imported(): boolean {
    return this.#catalog.get('state')?.imported === true
  }

  async markImported(): Promise<void> {
    await this.#root.transaction(() =>
      this.#catalog.putSync('state', { ...this.#catalog.get('state'), imported: true }),
    )
  }

  /** Makes the next read see the newest commit. */
  refresh(): void {
    this.#root.resetReadTxn()
  }

  async close(): Promise<void> {
    await this.#root.close()
  }
}

/** Decodes stored text. */
export function decodeDocument(text: string): Record<string, unknown> {
  return parseEjson(text, 0) as Record<string, unknown>
}
