import { CloudError } from '../protocol/errors'
import { type FunctionSource, listFunctions, readFunction } from './folder'
import type { Identity, Invocation, Invocations } from './invocations'
import { FunctionFailure, FunctionPool, type PoolOptions } from './pool'
import { APP_ID } from './environment'

/** A call that could not be answered by the function: unknown, thrown, crashed or out of time. */
export class CallError extends Error {
  readonly errCode: number
  readonly requestId: string | undefined

  constructor(errCode: number, message: string, requestId?: string) {
    super(message)
    this.name = 'CallError'
    this.errCode = errCode
    this.requestId = requestId
  }
}

// The service's codes: -501000 function not found, -504002 execution failed, -504003 execution timed out.
const NOT_FOUND = -501000
const FAILED = -504002
const TIMED_OUT = -504003

/** The functions of one folder: finds, loads, reloads and runs them. */
export class Functions {
  readonly #folder: string | null
  readonly #invocations: Invocations
  readonly #options: PoolOptions
  readonly #pools = new Map<string, FunctionPool>()
  readonly #running = new Set<Promise<unknown>>()
  #closing = false

  constructor(folder: string | null, invocations: Invocations, options: PoolOptions) {
    this.#folder = folder
    this.#invocations = invocations
    this.#options = options
  }

  get names(): string[] {
    return this.#folder === null ? [] : listFunctions(this.#folder)
  }

  /** Calls a function as a person would; the result is JSON. */
  async call(name: string, event: Record<string, unknown>, identity: Identity): Promise<string> {
    const source = this.#source(name)
    const { openid } = identity
    const userInfo = openid === undefined ? { appId: APP_ID } : { appId: APP_ID, openId: openid }
    return this.#run(source, { ...event, userInfo }, identity)
  }

  /** Calls a function as its timer would: nobody's openid, and the event a timer sends. */
  async tick(name: string): Promise<string> {
    const source = this.#source(name)
    const event = {
      Type: 'Timer',
      TriggerName: source.triggerName ?? 'timer',
      Time: new Date(this.#options.clock.now()).toISOString(),
      Message: '',
    }
    return this.#run(source, event, { openid: undefined, source: 'wx_trigger' })
  }

  /** A function called by a function: the same person, and the source tells the chain. */
  async callNested(name: string, requestData: unknown, parent: Invocation | undefined): Promise<string> {
    const data: unknown = typeof requestData === 'string' && requestData !== '' ? JSON.parse(requestData) : {}
    const event = typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {}
    const source = parent ? `${parent.source},scf` : 'scf'
    try {
      return await this.call(name, event, { openid: parent?.openid, source })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      const code = error.errCode === NOT_FOUND ? 'FUNCTION_NOT_FOUND' : 'FUNCTIONS_EXECUTE_FAIL'
      throw new CloudError(code, error.message)
    }
  }

  #source(name: string): FunctionSource {
    const source = this.#folder === null ? null : readFunction(this.#folder, name)
    if (!source) throw new CallError(NOT_FOUND, `FunctionName parameter could not be found: ${name}`)
    return source
  }

  async #run(source: FunctionSource, event: Record<string, unknown>, identity: Identity): Promise<string> {
    if (this.#closing) throw new CallError(FAILED, 'the local cloud is shutting down')
    const invocation = this.#invocations.begin(source.name, event, identity)
    const running = this.#pool(source).run(invocation, JSON.stringify(event))
    this.#running.add(running)
    try {
      return await running
    } catch (error) {
      if (!(error instanceof FunctionFailure)) throw error
      this.#options.log(source.name, invocation.requestId, `${error.reason}: ${error.message}\n`)
      throw new CallError(error.reason === 'timeout' ? TIMED_OUT : FAILED, error.message, invocation.requestId)
    } finally {
      this.#running.delete(running)
    }
  }

  /** The pool of a function; a changed index.js gets a new one, while running calls finish on the old. */
  #pool(source: FunctionSource): FunctionPool {
    const existing = this.#pools.get(source.name)
    if (existing?.source.version === source.version) return existing
    existing?.retire()
    const pool = new FunctionPool(source, this.#options)
    this.#pools.set(source.name, pool)
    return pool
  }

  /** Takes no new calls and waits for those that run. */
  async drain(): Promise<void> {
    this.#closing = true
    while (this.#running.size > 0) await Promise.allSettled(this.#running)
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.terminate()))
  }
}
