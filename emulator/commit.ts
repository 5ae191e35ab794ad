/** The disk refused a commit: full, or failing. Nothing of the commit is there. */
export class CommitRefused extends Error {
  constructor(cause: unknown) {
    super('No space left on device, or the disk fails: nothing was written', { cause })
    this.name = 'CommitRefused'
  }
}

/** How lmdb says that a commit failed; the disk's reason is a second promise on it, which rejects too. */
function isFailedCommit(error: unknown): error is Error & { commitError: Promise<unknown> } {
  return error instanceof Error && 'commitError' in error && error.commitError instanceof Promise
}

/** Waits for an lmdb commit; rejects with CommitRefused when the disk did not take it. */
export async function committed<T>(commit: Promise<T>): Promise<T> {
  try {
    return await commit
  } catch (error) {
    if (!isFailedCommit(error)) throw error
    void Promise.allSettled([error.commitError])
    throw new CommitRefused(error)
  }
}

/**
 * Keeps a full disk from ending this process: of a failed commit lmdb also rejects a promise of its batch that it gives
 * to nobody (lmdb 3, write.js, `eventTurnBatching`). Whoever wrote has been told; every other rejection ends the process.
 */
export function outliveFailedCommits(): void {
  process.on('unhandledRejection', (reason) => {
    if (!isFailedCommit(reason)) throw reason
    void Promise.allSettled([reason.commitError])
  })
}
