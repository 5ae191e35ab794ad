import { setTimeout as wait } from 'node:timers/promises'
import type { Invocation } from '../functions/invocations'
import { CloudError, refusals } from '../protocol/errors'
import type { Fault } from './fault'

/** The reply to this request must never be sent: its connection breaks. */
export class LostReply extends Error {}

/** A request of the SDK, as far as faults look at it. */
interface Request {
  action: string
  transactionId?: unknown
}

/** What faults do to the cloud around a request. */
interface Powers {
  /** Ends the process that sent the request. */
  crash: (invocation: Invocation) => void
  /** Ends a transaction without a trace. */
  abort: (transactionId: string) => void
}

interface Planned {
  id: number
  fault: Fault
  /** How often it happened. */
  hits: number
  /** Milliseconds that it held requests up. */
  waited: number
  counts: WeakMap<object, number>
  random: () => number
}

const WRITES = new Set([
  'database.insertDocument',
  'database.modifyDocument',
  'database.modifyAndReturnDoc',
  'database.removeDocument',
  'database.addCollection',
  'database.commitTransaction',
])
const COMMIT = 'database.commitTransaction'
// Requests without an invocation (a tool's own) are counted together.
const NOBODY = {}

/** Small seeded random numbers (mulberry32): the same seed gives the same delays. */
function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function named(pattern: string, action: string): boolean {
  return pattern.endsWith('*') ? action.startsWith(pattern.slice(0, -1)) : action === pattern
}

/** Whether a fault is about this kind of request at all. */
function concerns(fault: Fault, { action, transactionId }: Request): boolean {
  if (fault.kind === 'deliver') return false
  const inTransaction = typeof transactionId === 'string' && transactionId !== ''
  // Inside a transaction writes wait in memory; the disk is met at its commit.
  if (fault.kind === 'disk-full') return WRITES.has(action) && (!inTransaction || action === COMMIT)
  if (fault.kind === 'conflict') return inTransaction && named(fault.request ?? COMMIT, action)
  return named(fault.request ?? 'database.*', action)
}

/** Whether a fault keeps the request from being done. */
function isRefusal(fault: Fault): boolean {
  return fault.kind === 'crash' ? fault.when === 'before' : ['error', 'conflict', 'disk-full'].includes(fault.kind)
}

/** Everything that is planned to go wrong; counted down and the same in every run. */
export class Faults {
  readonly #planned: Planned[] = []
  #nextId = 1

  plan(fault: Fault): number {
    const id = this.#nextId++
    const seed = fault.kind === 'latency' ? (fault.seed ?? 1) : 1
    this.#planned.push({ id, fault, hits: 0, waited: 0, counts: new WeakMap(), random: seeded(seed) })
    return id
  }

  /** All faults with how often each happened, how often it still may (null: no end), and how long a latency was. */
  list(): object[] {
    return this.#planned.map(({ id, fault, hits, waited }) => ({
      id,
      ...fault,
      hits,
      left: fault.times === undefined ? null : fault.times - hits,
      ...(fault.kind === 'latency' ? { waited } : {}),
    }))
  }

  /** Takes one fault away; false when there is none of this number. */
  remove(id: number): boolean {
    const index = this.#planned.findIndex((planned) => planned.id === id)
    if (index >= 0) this.#planned.splice(index, 1)
    return index >= 0
  }

  reset(): void {
    this.#planned.length = 0
  }

  /** Whether a planned fault may still happen to a call of this function and action. */
  #applies({ fault, hits }: Planned, functionName: string | undefined, action: unknown): boolean {
    if (fault.times !== undefined && hits >= fault.times) return false
    if (fault.function !== undefined && fault.function !== functionName) return false
    return fault.action === undefined || fault.action === action
  }

  /** Whether an upload meets a full disk: only where no function or action is named, as it comes without a call. */
  fillsDisk(): boolean {
    const planned = this.#planned.find(
      (candidate) => candidate.fault.kind === 'disk-full' && this.#applies(candidate, undefined, undefined),
    )
    if (planned) planned.hits++
    return planned !== undefined
  }

  /**
   * Counts the request for every fault that concerns it and gives those that happen now. Of a request that is refused
   * nothing else happens but its latency, and the first refusal is the one.
   */
  #take(request: Request, invocation: Invocation | undefined): Planned[] {
    const due = this.#due(request, invocation)
    const refusal = due.find(({ fault }) => isRefusal(fault))
    const taken = refusal ? due.filter((planned) => planned === refusal || planned.fault.kind === 'latency') : due
    for (const planned of taken) planned.hits++
    return taken
  }

  #due(request: Request, invocation: Invocation | undefined): Planned[] {
    return this.#planned.filter((planned) => {
      const { fault, counts } = planned
      if (!concerns(fault, request)) return false
      if (!this.#applies(planned, invocation?.functionName, invocation?.action)) return false
      if (fault.kind === 'crash' && !invocation) return false
      if ('at' in fault) {
        const counter = invocation ?? NOBODY
        const count = (counts.get(counter) ?? 0) + 1
        counts.set(counter, count)
        if (count !== fault.at) return false
      }
      return true
    })
  }

  /** Performs a request with the faults that are planned for it; rejects with LostReply when no reply may be sent. */
  async around<T>(
    request: Request,
    invocation: Invocation | undefined,
    powers: Powers,
    perform: () => Promise<T>,
  ): Promise<T> {
    if (this.#planned.length === 0) return perform()
    const taken = this.#take(request, invocation)
    for (const planned of taken) {
      const { fault } = planned
      if (fault.kind !== 'latency') continue
      const [from, to] = Array.isArray(fault.ms) ? fault.ms : [fault.ms, fault.ms]
      const delay = from + (to - from) * planned.random()
      planned.waited += delay
      await wait(delay)
    }
    for (const { fault } of taken) this.#before(fault, request, invocation, powers)
    try {
      return await perform()
    } finally {
      for (const { fault } of taken) this.#after(fault, invocation, powers)
    }
  }

  #before(fault: Fault, { transactionId }: Request, invocation: Invocation | undefined, powers: Powers): void {
    if (fault.kind === 'error') throw new CloudError(fault.code, fault.message ?? `[${fault.code}] a planned fault`)
    if (fault.kind === 'crash' && fault.when === 'before' && invocation) {
      powers.crash(invocation)
      throw new LostReply()
    }
    if (fault.kind !== 'conflict' && fault.kind !== 'disk-full') return
    if (typeof transactionId === 'string' && transactionId !== '') powers.abort(transactionId)
    throw fault.kind === 'conflict' ? refusals.conflict() : refusals.diskFull()
  }

  #after(fault: Fault, invocation: Invocation | undefined, powers: Powers): void {
    if (fault.kind === 'crash' && invocation) powers.crash(invocation)
    if (fault.kind === 'crash' || fault.kind === 'lost-reply') throw new LostReply()
  }

  /** Runs a call once, or as often as it is planned to be delivered; the caller gets the first outcome. */
  async deliver<T>(functionName: string, action: unknown, run: () => Promise<T>): Promise<T> {
    const planned = this.#planned.find(
      (candidate) => candidate.fault.kind === 'deliver' && this.#applies(candidate, functionName, action),
    )
    if (planned?.fault.kind !== 'deliver') return run()
    planned.hits++
    const { copies, together } = planned.fault
    const runs: Promise<T>[] = []
    for (let copy = 0; copy < copies; copy++) {
      const running = run()
      runs.push(running)
      if (together !== true) await Promise.allSettled([running])
    }
    await Promise.allSettled(runs)
    return runs[0] ?? run()
  }
}
