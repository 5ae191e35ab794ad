import { randomUUID } from 'node:crypto'

/** Who calls a function. Without an openid the function sees none. */
export interface Identity {
  openid: string | undefined
  /** What the function's context names as its source, such as `wx_client`, `wx_trigger` or `wx_client,scf`. */
  source: string
}

/** One execution of a function, as requests of the SDK are attributed to it. */
export interface Invocation extends Identity {
  requestId: string
  /** Handed to the function as WX_API_TOKEN; the SDK sends it back with every request. */
  token: string
  functionName: string
  /** `event.action`, or "-" when the event has none. */
  action: string
  /** Database requests it has made so far. */
  requests: number
  /** Calls of functions that it waits for. */
  waiting: number
}

/** Calls and database requests of one action. */
export interface ActionStats {
  calls: number
  requests: number
}

// Requests a function sends after its end (nobody awaited them) must still find their invocation.
const REMEMBERED = 20_000

/** Knows the running invocations by their tokens and counts what they ask of the database. */
export class Invocations {
  readonly #byToken = new Map<string, Invocation>()
  readonly #stats = new Map<string, Map<string, ActionStats>>()

  begin(functionName: string, event: Record<string, unknown>, identity: Identity): Invocation {
    const { action } = event
    const invocation: Invocation = {
      ...identity,
      requestId: randomUUID(),
      token: randomUUID(),
      functionName,
      action: typeof action === 'string' && action !== '' ? action : '-',
      requests: 0,
      waiting: 0,
    }
    this.#byToken.set(invocation.token, invocation)
    if (this.#byToken.size > REMEMBERED) {
      const oldest = this.#byToken.keys().next().value
      if (oldest !== undefined) this.#byToken.delete(oldest)
    }
    this.#statsOf(invocation).calls++
    return invocation
  }

  find(token: unknown): Invocation | undefined {
    return typeof token === 'string' ? this.#byToken.get(token) : undefined
  }

  countRequest(invocation: Invocation): void {
    invocation.requests++
    this.#statsOf(invocation).requests++
  }

  #statsOf({ functionName, action }: Invocation): ActionStats {
    let actions = this.#stats.get(functionName)
    if (!actions) this.#stats.set(functionName, (actions = new Map<string, ActionStats>()))
    let stats = actions.get(action)
    if (!stats) actions.set(action, (stats = { calls: 0, requests: 0 }))
    return stats
  }

  /** Calls and requests by function and action. */
  stats(): Record<string, Record<string, ActionStats>> {
    return Object.fromEntries([...this.#stats].map(([name, actions]) => [name, Object.fromEntries(actions)]))
  }

  resetStats(): void {
    this.#stats.clear()
  }
}
