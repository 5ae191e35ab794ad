import { mkdirSync } from 'node:fs'
import { type Database, open, type RootDatabase } from 'lmdb'
import { committed } from './commit'

/** A named table of JSON values. Write only inside `Records.exclusively`. */
export type Table<T> = Database<T, string>

/** What the services beside the database remember on disk: files, consents, messages, orders, pushes. */
export class Records {
  readonly #root: RootDatabase<unknown, string>

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true })
    // As in the database: the promise of a write resolves only once the write would survive a power failure.
    this.#root = open({ path: folder, overlappingSync: false, maxDbs: 16 })
  }

  table<T>(name: string): Table<T> {
    return this.#root.openDB<T, string>({ name, encoding: 'json' })
  }

  /**
   * Runs `action` alone on the newest data; resolves once its commit is on disk, rejects with
   * CommitRefused when the disk does not take it. It must throw before its first put.
   */
  async exclusively<T>(action: () => T): Promise<T> {
    const commit = this.#root.transaction((): { value: T } | { error: unknown } => {
      try {
        return { value: action() }
      } catch (error) {
        return { error }
      }
    })
    const outcome = await committed(commit)
    this.#root.resetReadTxn()
    if ('error' in outcome) throw outcome.error
    return outcome.value
  }

  async close(): Promise<void> {
    await this.#root.close()
  }
}

/** All values of a table in the order of their keys. */
export function valuesOf<T>(table: Table<T>): T[] {
  return [...table.getRange({})].map(({ value }) => value)
}
