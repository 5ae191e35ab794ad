import { setImmediate as turn } from 'node:timers/promises'
import type { RootDatabase } from 'lmdb'

/** The disk refused a commit: full, or failing. Nothing of the commit is there. */
export class CommitRefused extends Error {
  constructor(cause: unknown) {
    super('No space left on device, or the disk fails: nothing was written', { cause })
    this.name = 'CommitRefused'
  }
}

interface Job {
  action: () => unknown
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

/** Runs an action inside a commit; gives what its writer is told once the commit is on disk. */
function perform({ action, resolve, reject }: Job): () => void {
  try {
    const value = action()
    return () => resolve(value)
  } catch (error) {
    return () => reject(error)
  }
}

/**
 * The commits of one LMDB environment. What many writers want at a moment runs one after the other in one transaction
 * and is flushed once (group commit); whoever comes meanwhile is in the next one.
 *
 * The transaction is a synchronous one: this thread waits for the disk itself. Handing a commit to lmdb's thread and
 * getting its answer back takes longer than a flush does, and much longer on a busy machine.
 */
export class GroupCommit {
  readonly #root: RootDatabase<unknown, string>
  #jobs: Job[] = []
  #next: Promise<void> | null = null

  constructor(root: RootDatabase<unknown, string>) {
    this.#root = root
  }

  /**
   * Runs `action` alone, on the newest data; resolves once its commit is on disk. It must throw before its first put:
   * what it has put stays. Rejects with CommitRefused when the disk does not take the commit.
   */
  run<T>(action: () => T): Promise<T> {
    this.#next ??= this.#atNextTurn()
    return new Promise<T>((resolve, reject) => {
      this.#jobs.push({ action, resolve: resolve as (value: unknown) => void, reject })
    })
  }

  /** Resolves when everything that waits now is committed or refused; null when nothing waits. */
  get waiting(): Promise<void> | null {
    return this.#next
  }

  /** Commits after the next turn of the event loop, so that what has arrived by then comes along. */
  async #atNextTurn(): Promise<void> {
    await turn()
    await turn()
    this.#commit()
  }

  #commit(): void {
    const jobs = this.#jobs
    const told: (() => void)[] = []
    this.#jobs = []
    this.#next = null
    try {
      this.#root.transactionSync(() => {
        for (const job of jobs) told.push(perform(job))
      })
    } catch (error) {
      const refused = new CommitRefused(error)
      for (const { reject } of jobs) reject(refused)
      return
    }
    for (const tell of told) tell()
  }
}
