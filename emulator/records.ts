import { mkdirSync } from 'node:fs'
import { type Database, open, type RootDatabase } from 'lmdb'
import { GroupCommit } from './commit'

/** A named table of JSON values. Write only inside `Records.exclusively`. */
export type Table<T> = Database<T, string>

/** What the services beside the database remember on disk: files, consents, messages, orders, pushes. */
export class Records {
  readonly #root: RootDatabase<unknown, string>
  readonly #commits: GroupCommit

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true })
    // As in the database: the promise of a write resolves only once the write would survive a power failure.
    this.#root = open({ path: folder, overlappingSync: false, maxDbs: 16 })
    this.#commits = new GroupCommit(this.#root)
  }

  table<T>(name: string): Table<T> {
    return this.#root.openDB<T, string>({ name, encoding: 'json' })
  }

  /** Runs `action` alone on the newest data, see `GroupCommit.run`. */
  exclusively<T>(action: () => T): Promise<T> {
    return this.#commits.run(action)
  }

  async close(): Promise<void> {
    await this.#commits.waiting
    await this.#root.close()
  }
}

/** All values of a table in the order of their keys. */
export function valuesOf<T>(table: Table<T>): T[] {
  return [...table.getRange({})].map(({ value }) => value)
}
