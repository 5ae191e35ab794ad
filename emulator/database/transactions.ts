import { randomBytes } from 'node:crypto'
import { refusals } from '../protocol/errors'
import type { Collection } from './catalog'
import type { Stored } from './indexes'
import { encodeValue } from './key-encoding'
import type { Change } from './store'

/** A document across its life, also before it is stored: its collection and `_id`. */
export type Identity = string

export function identityOf(collection: Collection, id: unknown): Identity {
  return `${collection.number}/${encodeValue(id).toString('latin1')}`
}

/** An open transaction. Its writes live here until it commits; its locks keep everybody else off them. */
export class Transaction {
  readonly id = randomBytes(12).toString('hex')
  /** The newest commit it sees; taken at its first operation, as MongoDB does. */
  snapshot: number | null = null
  readonly writes = new Map<Identity, Change>()
  readonly locks = new Set<string>()
  committing = false
  timer: NodeJS.Timeout | undefined
}

interface Lock {
  owner: Transaction
  released: Promise<void>
  release: () => void
}

interface Replaced {
  sequence: number
  identity: Identity
  collection: Collection
  before: Stored | null
}

/**
 * Snapshots, locks and the older versions snapshots need.
 *
 * `executed` counts commits as their callbacks run, `durable` follows when they are on disk. Reads outside a commit see
 * some state between the two, so a snapshot at `durable` is exact as long as every version replaced since then is kept:
 * that is what `#replaced` holds, oldest first, and nothing more.
 */
export class Transactions {
  readonly #open = new Map<string, Transaction>()
  readonly #locks = new Map<string, Lock>()
  readonly #versions = new Map<Identity, Replaced[]>()
  readonly #replaced: Replaced[] = []
  readonly #lifetime: number
  #executed = 0
  #durable = 0

  /** @param lifetime milliseconds after which an open transaction is aborted (30 s on the service). */
  constructor(lifetime: number) {
    this.#lifetime = lifetime
  }

  begin(): Transaction {
    const transaction = new Transaction()
    transaction.timer = setTimeout(() => {
      if (!transaction.committing) this.finish(transaction)
    }, this.#lifetime)
    transaction.timer.unref()
    this.#open.set(transaction.id, transaction)
    return transaction
  }

  /** The open transaction of this id; takes its snapshot if this is its first operation. */
  use(id: string): Transaction {
    const transaction = this.get(id)
    transaction.snapshot ??= this.#durable
    return transaction
  }

  get(id: string): Transaction {
    const transaction = this.#open.get(id)
    if (!transaction || transaction.committing) throw refusals.noTransaction()
    return transaction
  }

  /** Ends a transaction, committed or not, and lets those who wait for its locks go on. */
  finish(transaction: Transaction): void {
    clearTimeout(transaction.timer)
    this.#open.delete(transaction.id)
    for (const name of transaction.locks) {
      const lock = this.#locks.get(name)
      this.#locks.delete(name)
      lock?.release()
    }
    transaction.locks.clear()
    this.#forget()
  }

  get hasLocks(): boolean {
    return this.#locks.size > 0
  }

  /** What a plain writer must wait for before it may touch these names, if anything. */
  blocker(names: Iterable<string>): Promise<void> | null {
    for (const name of names) {
      const lock = this.#locks.get(name)
      if (lock) return lock.released
    }
    return null
  }

  /** Locks names for a transaction; false when another transaction holds one of them. */
  lock(transaction: Transaction, names: readonly string[]): boolean {
    if (names.some((name) => (this.#locks.get(name)?.owner ?? transaction) !== transaction)) return false
    for (const name of names) {
      if (this.#locks.has(name)) continue
      let release: () => void = () => undefined
      const released = new Promise<void>((resolve) => (release = resolve))
      this.#locks.set(name, { owner: transaction, released, release })
      transaction.locks.add(name)
    }
    return true
  }

  /** Notes what a commit replaces, at the moment its callback runs; gives the commit's number. */
  recordCommit(changes: readonly Change[]): number {
    const sequence = ++this.#executed
    for (const { collection, before, after } of changes) {
      const document = before?.document ?? after?.document
      if (!document) continue
      const replaced = { sequence, identity: identityOf(collection, document['_id']), collection, before }
      this.#replaced.push(replaced)
      const versions = this.#versions.get(replaced.identity)
      if (versions) versions.push(replaced)
      else this.#versions.set(replaced.identity, [replaced])
    }
    return sequence
  }

  /** The commit of this number, and all before it, are on disk. */
  markDurable(sequence: number): void {
    this.#durable = Math.max(this.#durable, sequence)
    this.#forget()
  }

  /** Drops versions no open or future snapshot can ask for. */
  #forget(): void {
    let oldest = this.#durable
    for (const { snapshot } of this.#open.values()) if (snapshot !== null && snapshot < oldest) oldest = snapshot
    let count = 0
    for (const replaced of this.#replaced) {
      if (replaced.sequence > oldest) break
      count++
      const versions = this.#versions.get(replaced.identity)
      versions?.shift()
      if (versions?.length === 0) this.#versions.delete(replaced.identity)
    }
    if (count > 0) this.#replaced.splice(0, count)
  }

  /** How many replaced versions are held in memory. */
  get versionsKept(): number {
    return this.#replaced.length
  }

  /** True when the document was written by a commit this snapshot does not see. */
  isNewer(identity: Identity, snapshot: number): boolean {
    return (this.#versions.get(identity)?.at(-1)?.sequence ?? 0) > snapshot
  }

  /** The version a snapshot sees when a later commit replaced it; undefined when none did: what is stored is seen. */
  replacedSince(identity: Identity, snapshot: number): { before: Stored | null } | undefined {
    return this.#versions.get(identity)?.find(({ sequence }) => sequence > snapshot)
  }

  /** Everything of a collection that commits replaced after this snapshot: each document once, as the snapshot sees it. */
  *changedSince(collection: Collection, snapshot: number): Generator<{ identity: Identity; before: Stored | null }> {
    const seen = new Set<Identity>()
    for (const replaced of this.#replaced) {
      if (replaced.sequence <= snapshot || replaced.collection !== collection || seen.has(replaced.identity)) continue
      seen.add(replaced.identity)
      yield replaced
    }
  }

  /** Aborts every open transaction. */
  close(): void {
    for (const transaction of this.#open.values()) this.finish(transaction)
  }
}
