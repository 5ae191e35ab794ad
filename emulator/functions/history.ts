import type { Clock } from '../clock'
import type { Invocation } from './invocations'

/** Something a function printed. */
interface LogLine {
  /** Emulated time, ISO. */
  at: string
  stream: 'stdout' | 'stderr'
  text: string
}

/** One execution as one may read it afterwards, or while it runs. */
export interface InvocationRecord {
  requestId: string
  function: string
  action: string
  openid: string | null
  source: string
  state: 'waiting' | 'running' | 'done' | 'failed'
  /** When it was asked for: emulated time, ISO. */
  start: string
  /** Milliseconds of execution; null until it ended. */
  duration: number | null
  /** Whether its instance had to be started for it; null until it runs. */
  cold: boolean | null
  /** Database requests so far. */
  requests: number
  event: string
  result: string | null
  error: { errCode: number; errMsg: string } | null
  logs: readonly LogLine[]
}

interface Entry {
  invocation: Invocation
  start: string
  started: number | null
  duration: number | null
  cold: boolean | null
  event: string
  result: string | null
  error: { errCode: number; errMsg: string } | null
  logs: LogLine[]
  logged: number
}

/** How long the last calls of an action took, those that failed among them: milliseconds, null when none has ended. */
export interface ActionTimings {
  failed: number
  median: number | null
  slowest: number | null
}

const MAX_TEXT = 16 * 1024
const MAX_LOG = 64 * 1024

function cut(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}… (${text.length} characters)` : text
}

/** The last invocations with what they were given, printed and answered. */
export class InvocationHistory {
  readonly #entries = new Map<string, Entry>()
  readonly #clock: Clock
  readonly #size: number

  constructor(clock: Clock, size = 500) {
    this.#clock = clock
    this.#size = size
  }

  begin(invocation: Invocation, event: string): void {
    this.#entries.set(invocation.requestId, {
      invocation,
      start: this.#now(),
      started: null,
      duration: null,
      cold: null,
      event: cut(event),
      result: null,
      error: null,
      logs: [],
      logged: 0,
    })
    const oldest = this.#entries.keys().next().value
    if (this.#entries.size > this.#size && oldest !== undefined) this.#entries.delete(oldest)
  }

  started(requestId: string, cold: boolean): void {
    const entry = this.#entries.get(requestId)
    if (entry) Object.assign(entry, { started: performance.now(), cold })
  }

  log(requestId: string, stream: LogLine['stream'], text: string): void {
    const entry = this.#entries.get(requestId)
    if (!entry || entry.logged > MAX_LOG) return
    entry.logged += text.length
    const kept = entry.logged > MAX_LOG ? `${text.slice(0, MAX_TEXT)}… (what follows is not kept)` : text
    entry.logs.push({ at: this.#now(), stream, text: kept })
  }

  ended(requestId: string, outcome: { result: string } | { errCode: number; errMsg: string }): void {
    const entry = this.#entries.get(requestId)
    if (!entry) return
    entry.duration = entry.started === null ? 0 : Math.round((performance.now() - entry.started) * 10) / 10
    if ('result' in outcome) entry.result = cut(outcome.result)
    else entry.error = outcome
  }

  find(requestId: string): InvocationRecord | undefined {
    const entry = this.#entries.get(requestId)
    return entry && recordOf(entry)
  }

  /** The newest first; of one function, when it is named. */
  list(limit: number, functionName?: string): InvocationRecord[] {
    const wanted = [...this.#entries.values()].filter(
      ({ invocation }) => functionName === undefined || invocation.functionName === functionName,
    )
    return wanted.slice(-limit).reverse().map(recordOf)
  }

  /** Timings of a function's calls by action, as far as they are kept. */
  timings(functionName: string): Record<string, ActionTimings> {
    const actions = new Map<string, Entry[]>()
    for (const entry of this.#entries.values()) {
      const { functionName: name, action } = entry.invocation
      if (name === functionName) actions.set(action, [...(actions.get(action) ?? []), entry])
    }
    return Object.fromEntries([...actions].map(([action, entries]) => [action, timingsOf(entries)]))
  }

  #now(): string {
    return new Date(this.#clock.now()).toISOString()
  }
}

function timingsOf(entries: readonly Entry[]): ActionTimings {
  const durations = entries.flatMap(({ duration }) => duration ?? []).sort((a, b) => a - b)
  const failed = entries.filter(({ error }) => error !== null).length
  return { failed, median: durations[durations.length >> 1] ?? null, slowest: durations.at(-1) ?? null }
}

function stateOf({ error, result, started }: Entry): InvocationRecord['state'] {
  if (error) return 'failed'
  if (result !== null) return 'done'
  return started === null ? 'waiting' : 'running'
}

function recordOf(entry: Entry): InvocationRecord {
  const { invocation, start, duration, cold, event, result, error, logs } = entry
  const { requestId, functionName, action, openid, source, requests } = invocation
  const state = stateOf(entry)
  const who = { requestId, function: functionName, action, openid: openid ?? null, source }
  return { ...who, state, start, duration, cold, requests, event, result, error, logs }
}
