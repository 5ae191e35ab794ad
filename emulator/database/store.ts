import type { Collection, Index } from './catalog'
import { CommitRefused } from '../commit'
import { refusals } from '../protocol/errors'
import { Collections } from './collections'
import { Environment } from './environment'
import {
  decodeDocument,
  describeKey,
  documentKey,
  type Entries,
  entriesOf,
  entryKey,
  indexPrefix,
  learn,
  type Stored,
} from './indexes'
import { successor } from './key-encoding'

/** One document's change inside one commit. */
export interface Change {
  collection: Collection
  before: Stored | null
  after: Stored | null
}

/** Everything a set of changes writes to the indexes. */
interface Prepared {
  puts: { key: Buffer; record: number }[]
  removes: Buffer[]
  /** What the indexes' data turns out to hold. */
  learned: { collection: Collection; index: Index; entries: Entries }[]
}

/** Documents and their index entries on disk. */
export class Store {
  readonly collections: Collections
  readonly #environment: Environment
  #nextRecord = 1
  /** Whether memory knows more of an index's data than the disk: what a commit that failed had learned. */
  #catalogBehind = false

  constructor(folder: string) {
    this.#environment = new Environment(folder)
    this.collections = new Collections(this.#environment)
    for (const collection of this.collections.all()) {
      const last = [...this.#environment.documents.getKeys({ ...range(collection, true), limit: 1 })][0]
      if (last) this.#nextRecord = Math.max(this.#nextRecord, Number(last.readBigUInt64BE(4)) + 1)
    }
  }

  /** A fresh record number; records of failed writes are simply skipped. */
  nextRecord(): number {
    return this.#nextRecord++
  }

  /** Reads one document. */
  read(collection: Collection, record: number): Stored | undefined {
    const text = this.#environment.documents.get(documentKey(collection, record))
    return text === undefined ? undefined : { record, text, document: decodeDocument(text) }
  }

  /** All documents of a collection in insertion order. */
  *scan(collection: Collection): Generator<Stored> {
    for (const { key, value } of this.#environment.documents.getRange(range(collection))) {
      yield { record: Number(key.readBigUInt64BE(4)), text: value, document: decodeDocument(value) }
    }
  }

  /** All documents as stored text, for export. */
  *texts(collection: Collection): Generator<string> {
    for (const { value } of this.#environment.documents.getRange(range(collection))) yield value
  }

  count(collection: Collection): number {
    return this.#environment.documents.getKeysCount(range(collection))
  }

  /** The records of the entries between two keys (`start` inclusive, `end` exclusive), forwards or backwards. */
  *records(start: Buffer, end: Buffer, reverse: boolean): Generator<number> {
    const range = reverse ? { start: end, end: start, reverse: true } : { start, end }
    for (const { value } of this.#environment.entries.getRange(range)) yield value
  }

  /** All entries of an index: key bytes (without the index's number) and record. For checks that compare a rebuild. */
  *entries(index: Index): Generator<{ key: Buffer; record: number }> {
    const prefix = indexPrefix(index)
    for (const { key, value } of this.#environment.entries.getRange({ start: prefix, end: successor(prefix) })) {
      yield { key: Buffer.from(key.subarray(4)), record: value }
    }
  }

  /** The record that holds a unique key, or undefined. */
  holder(index: Index, key: Buffer): number | undefined {
    return this.#environment.entries.get(entryKey(index, key, 0))
  }

  /** Runs `action` alone on the newest data; resolves once its commit is on disk. It may throw before its first put. */
  async exclusively<T>(action: () => T): Promise<T> {
    try {
      return await this.#environment.commits.run(action)
    } catch (error) {
      this.#catalogBehind ||= error instanceof CommitRefused
      throw error
    }
  }

  /**
   * Works out everything a set of changes writes. All that can be refused is refused here, before the first put,
   * because a thrown error does not undo puts already made in the shared commit.
   */
  prepare(changes: readonly Change[]): Prepared {
    const prepared: Prepared = { puts: [], removes: [], learned: [] }
    const removed = new Map<string, { key: Buffer; record: number }>()
    for (const { collection, before, after } of changes) {
      if (!before) continue
      for (const index of collection.indexes) {
        if (keepsEntries(index, before, after)) continue
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
      if (keepsEntries(index, change.before, after)) continue
      const entries = entriesOf(index, after.document)
      if (entries.spread !== null || entries.lossy) {
        prepared.learned.push({ collection: change.collection, index, entries })
      }
      for (const entry of entries.keys) {
        const key = entryKey(index, entry, after.record)
        const name = key.toString('latin1')
        const old = removed.get(name)
        if (index.unique) {
          const holder = taken.get(name) ?? (old ? undefined : this.#environment.entries.get(key))
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
    if (this.#catalogBehind) for (const collection of this.collections.all()) this.collections.save(collection)
    this.#catalogBehind = false
    for (const { collection, index, entries } of prepared.learned) {
      if (learn(index, entries)) this.collections.save(collection)
    }
    for (const key of prepared.removes) this.#environment.entries.removeSync(key)
    for (const { key, record } of prepared.puts) this.#environment.entries.putSync(key, record)
    for (const { collection, before, after } of changes) {
      if (before && before.record !== after?.record)
        this.#environment.documents.removeSync(documentKey(collection, before.record))
      if (after) this.#environment.documents.putSync(documentKey(collection, after.record), after.text)
    }
  }

  /** Whether there is no document at all. */
  get isEmpty(): boolean {
    return this.collections.all().every((collection) => this.scan(collection).next().done === true)
  }

  /** Removes all documents. */
  clear(): Promise<void> {
    return this.#environment.clear()
  }

  /** Resolves when what writers sent until now can be read; null when nothing is on its way. */
  get writing(): Promise<void> | null {
    return this.#environment.commits.waiting
  }

  async close(): Promise<void> {
    await this.#environment.close()
  }
}

/** Whether a change surely leaves a document's entries in an index as they are: nothing on its paths' way is another value. */
function keepsEntries(index: Index, before: Stored | null, after: Stored | null): boolean {
  if (before === null || before.record !== after?.record) return false
  return index.keys.every(([path]) => {
    const [field = path] = path.split('.', 1)
    const value = after.document[field]
    // Objects and arrays are not compared: working their entries out costs no more.
    return value === before.document[field] && (value === null || typeof value !== 'object')
  })
}

function range(collection: Collection, reverse = false): { start: Buffer; end: Buffer; reverse: boolean } {
  const start = documentKey(collection, 0)
  const end = documentKey(collection, Number.MAX_SAFE_INTEGER)
  return reverse ? { start: end, end: start, reverse } : { start, end, reverse }
}
