import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock'
import type { Functions } from '../functions/functions'
import { type Records, type Table, valuesOf } from '../records'

/** An event WeChat sends into a function: a payment's callback or a message push. */
export interface Push {
  id: string
  kind: 'payment' | 'message'
  functionName: string
  event: Record<string, unknown>
  openid: string | null
  /** The emulated time of the next attempt, in milliseconds. */
  due: number
  attempts: number
}

// Seconds between attempts: WeChat Pay's (支付结果通知) and the message push's.
const PAUSES: Readonly<Record<Push['kind'], readonly number[]>> = {
  payment: [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600],
  message: [5, 5, 5],
}
const LOOK_MS = 50

/** Delivers events at least once, by the emulated clock; what is not delivered yet is kept on disk. */
export class Pushes {
  readonly #records: Records
  readonly #table: Table<Push>
  readonly #clock: Clock
  readonly #functions: Functions
  readonly #waiting: Map<string, Push>
  readonly #running = new Map<string, Promise<boolean>>()
  #timer: NodeJS.Timeout | undefined

  constructor(records: Records, clock: Clock, functions: Functions) {
    this.#records = records
    this.#table = records.table<Push>('pushes')
    this.#clock = clock
    this.#functions = functions
    this.#waiting = new Map(valuesOf(this.#table).map((push) => [push.id, push]))
  }

  start(): void {
    this.#timer = setInterval(() => this.#deliverDue(), LOOK_MS).unref()
  }

  /** Ends the attempts; those under way are awaited. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await Promise.allSettled(this.#running.values())
  }

  list(): Push[] {
    return [...this.#waiting.values()]
  }

  /** Writes a push down as part of a commit: call it inside `Records.exclusively`, and `announce` it after. */
  write(push: Omit<Push, 'id' | 'attempts'>): Push {
    const complete = { ...push, id: randomUUID(), attempts: 0 }
    this.#table.putSync(complete.id, complete)
    return complete
  }

  announce(push: Push): void {
    this.#waiting.set(push.id, push)
  }

  async add(push: Omit<Push, 'id' | 'attempts'>): Promise<void> {
    this.announce(await this.#records.exclusively(() => this.write(push)))
  }

  #deliverDue(): void {
    for (const push of this.#waiting.values()) {
      if (push.due <= this.#clock.now()) void this.attempt(push.id)
    }
  }

  /** Delivers a push now; true when the function took it. Never rejects. */
  attempt(id: string): Promise<boolean> {
    const running = this.#running.get(id)
    if (running) return running
    const attempt = this.#attempt(id)
      .catch((error: unknown) => {
        process.stderr.write(`[emulator] a push was lost: ${String(error)}\n`)
        return false
      })
      .finally(() => this.#running.delete(id))
    this.#running.set(id, attempt)
    return attempt
  }

  async #attempt(id: string): Promise<boolean> {
    const push = this.#waiting.get(id)
    if (!push) return true
    const taken = await this.#call(push)
    const pause = PAUSES[push.kind][push.attempts]
    if (taken || pause === undefined) {
      await this.#records.exclusively(() => this.#table.removeSync(id))
      this.#waiting.delete(id)
      return taken
    }
    const next = { ...push, attempts: push.attempts + 1, due: this.#clock.now() + pause * 1000 }
    await this.#records.exclusively(() => this.#table.putSync(id, next))
    this.#waiting.set(id, next)
    return false
  }

  /** A payment's callback must answer `{errcode: 0}`; a message must only not fail. */
  async #call({ kind, functionName, event, openid }: Push): Promise<boolean> {
    try {
      const identity = { openid: openid ?? undefined, source: 'wx_unknown' }
      const result: unknown = JSON.parse(await this.#functions.call(functionName, event, identity))
      if (kind === 'message') return true
      return typeof result === 'object' && result !== null && 'errcode' in result && result.errcode === 0
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      process.stderr.write(`[emulator] the event for ${functionName} was not taken: ${reason}\n`)
      return false
    }
  }
}
