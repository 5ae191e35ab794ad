import { mkdirSync } from 'node:fs'
import { type Database, open, type RootDatabase } from 'lmdb'
import { GroupCommit } from '../commit'
import type { Collection } from './catalog'

/** A value of the catalog: a collection under `collection:NAME`, or the counters under `state`. */
export interface CatalogValue {
  collection?: Collection
  nextNumber?: number
  /** Whether a file was imported: an import that was interrupted starts over. */
  import?: 'running' | 'done'
}

/**
 * The LMDB environment on disk: the catalog, the documents (collection number, record → text) and the entries of all
 * indexes (index number, values → record).
 */
export class Environment {
  readonly catalog: Database<CatalogValue, string>
  readonly documents: Database<string, Buffer>
  readonly entries: Database<number, Buffer>
  readonly commits: GroupCommit
  readonly #root: RootDatabase<unknown, string>

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true })
    // Without overlappingSync a commit is LMDB's plain one: the pages are flushed to the disk before it returns, so
    // that the promise of a write resolves only once the write would survive even a power failure.
    this.#root = open({ path: folder, overlappingSync: false, maxDbs: 8 })
    this.commits = new GroupCommit(this.#root)
    this.catalog = this.#root.openDB({ name: 'catalog', encoding: 'json' })
    this.documents = this.#root.openDB({ name: 'documents', keyEncoding: 'binary', encoding: 'string' })
    this.entries = this.#root.openDB({ name: 'entries', keyEncoding: 'binary', encoding: 'ordered-binary' })
  }

  /** Removes all documents and index entries; the catalog stays. */
  clear(): Promise<void> {
    return this.commits.run(() => {
      this.documents.clearSync()
      this.entries.clearSync()
    })
  }

  async close(): Promise<void> {
    await this.commits.waiting
    await this.#root.close()
  }
}
