import { mkdirSync } from 'node:fs'
import { type Database, open, type RootDatabase } from 'lmdb'
import { committed } from '../commit'
import type { Collection } from './catalog'

/** A value of the catalog: a collection under `collection:NAME`, or the counters under `state`. */
export interface CatalogValue {
  collection?: Collection
  nextNumber?: number
  /** Whether a file was imported: an import that was interrupted starts over. */
  import?: 'running' | 'done'
}

type Outcome<T> = { value: T } | { error: Error }

/**
 * The LMDB environment on disk: the catalog, the documents (collection number, record → text) and the entries of all
 * indexes (index number, values → record).
 */
export class Environment {
  readonly catalog: Database<CatalogValue, string>
  readonly documents: Database<string, Buffer>
  readonly entries: Database<number, Buffer>
  readonly #root: RootDatabase<unknown, string>

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true })
    // Without overlappingSync a commit is LMDB's plain one: the pages are flushed to the disk before it returns, so
    // that the promise of a write resolves only once the write would survive even a power failure.
    this.#root = open({ path: folder, overlappingSync: false, maxDbs: 8 })
    this.catalog = this.#root.openDB({ name: 'catalog', encoding: 'json' })
    this.documents = this.#root.openDB({ name: 'documents', keyEncoding: 'binary', encoding: 'string' })
    this.entries = this.#root.openDB({ name: 'entries', keyEncoding: 'binary', encoding: 'ordered-binary' })
  }

  /**
   * Runs `action` alone, on the newest data; resolves once its commit is on disk. Actions queued by many writers run
   * one after the other and share one commit, so an action that throws must throw before its first put: what it has
   * put stays. Rejects with CommitRefused when the disk does not take the commit.
   */
  async exclusively<T>(action: () => T): Promise<T> {
    const commit = this.#root.transaction((): Outcome<T> => {
      try {
        return { value: action() }
      } catch (error) {
        return { error: error instanceof Error ? error : new Error(String(error)) }
      }
    })
    const outcome = await committed(commit)
    if ('error' in outcome) throw outcome.error
    return outcome.value
  }

  /** Removes all documents and index entries; the catalog stays. */
  async clear(): Promise<void> {
    await this.documents.clearAsync()
    await this.entries.clearAsync()
  }

  /** Makes the next read see the newest commit. */
  refresh(): void {
    this.#root.resetReadTxn()
  }

  async close(): Promise<void> {
    await this.#root.close()
  }
}
