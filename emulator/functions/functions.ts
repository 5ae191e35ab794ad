import { CloudError } from '../protocol/errors'
import type { Faults } from '../faults/faults'
import { APP_ID } from './environment'
import { type FunctionSource, listFunctions, readFunction } from './folder'
import { FunctionFailure } from './instance'
import type { Identity, Invocation, Invocations } from './invocations'
import { FunctionPool, type PoolOptions } from './pool'

/** A call that could not be answered by the function: unknown, too large, thrown, crashed or out of time. */
export class CallError extends Error {
  readonly errCode: number
  /** The service's name for it, as a function that called this one is told. */
  readonly code: string
  readonly requestId: string | undefined

  constructor(errCode: number, code: string, message: string, requestId?: string) {
    super(message)
    this.name = 'CallError'
    this.errCode = errCode
    this.code = code
    this.requestId = requestId
  }
}

// The service's codes: -501000 function not found, -504001 request refused, -504002 execution failed, -504003 timed out.
const NOT_FOUND = -501000
const REFUSED = -504001
const FAILED = -504002
const TIMED_OUT = -504003
const FAILURE_CODES: Readonly<Record<FunctionFailure['reason'], string>> = {
  thrown: 'FUNCTIONS_EXECUTE_FAIL',
  crash: 'FUNCTIONS_EXECUTE_FAIL',
  size: 'FUNCTIONS_EXECUTE_FAIL',
  timeout: 'FUNCTIONS_TIME_LIMIT_EXCEEDED',
  memory: 'FUNCTIONS_MEMORY_LIMIT_EXCEEDED',
}
// A function's event: 6 MB (its status 406); some roads to it take 100 KB of text only (EXCEED_MAX_PAYLOAD_SIZE).
const MAX_REQUEST_BYTES = 6 * 1024 * 1024
const SURE_REQUEST_BYTES = 100 * 1024

/** What all functions share. */
export interface FunctionsOptions extends PoolOptions {
  faults: Faults
}

/** The functions of one folder: finds, loads, reloads and runs them. */
export class Functions {
  readonly #folder: string | null
  readonly #invocations: Invocations
  readonly #options: FunctionsOptions
  readonly #pools = new Map<string, FunctionPool>()
  readonly #running = new Set<Promise<unknown>>()
  #closing = false

  constructor(folder: string | null, invocations: Invocations, options: FunctionsOptions) {
    this.#folder = folder
    this.#invocations = invocations
    this.#options = options
  }

  get names(): string[] {
    return this.#folder === null ? [] : listFunctions(this.#folder)
  }

  /** A function as its folder describes it now; throws when its config.json is wrong. */
  describe(name: string): FunctionSource | null {
    return this.#folder === null ? null : readFunction(this.#folder, name)
  }

  /** Calls a function as a person, or a function that runs (`parent`), would; the result is JSON. */
  async call(name: string, event: Record<string, unknown>, identity: Identity, parent?: Invocation): Promise<string> {
    const source = this.#source(name)
    const bytes = Buffer.byteLength(JSON.stringify(event))
    if (bytes > MAX_REQUEST_BYTES) {
      const message = `the request has ${bytes} bytes; a function takes 6 MB`
      throw new CallError(REFUSED, 'EXCEED_MAX_PAYLOAD_SIZE', `EXCEED_MAX_PAYLOAD_SIZE: ${message}`)
    }
    const { openid } = identity
    const userInfo = openid === undefined ? { appId: APP_ID } : { appId: APP_ID, openId: openid }
    const run = () => this.#run(source, { ...event, userInfo }, identity, parent)
    return this.#options.faults.deliver(name, event['action'], run)
  }

  /** Runs a function as its timer does at `due` (ms): nobody's openid, and the event a timer sends. */
  async tick(name: string, due = this.#options.clock.now()): Promise<string> {
    const source = this.#source(name)
    const event = {
      Type: 'Timer',
      TriggerName: source.timer?.name ?? 'timer',
      Time: new Date(due).toISOString().replace(/\.\d+Z$/, 'Z'),
      Message: '',
    }
    return this.#run(source, event, { openid: undefined, source: 'wx_trigger' })
  }

  /** A function called by a function: the same person, and the source tells the chain. */
  async callNested(name: string, requestData: unknown, parent: Invocation | undefined): Promise<string> {
    const data: unknown = typeof requestData === 'string' && requestData !== '' ? JSON.parse(requestData) : {}
    const event = typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {}
    const source = parent ? `${parent.source},scf` : 'scf'
    if (parent) parent.waiting++
    try {
      return await this.call(name, event, { openid: parent?.openid, source }, parent)
    } catch (error) {
      throw error instanceof CallError ? new CloudError(error.code, error.message) : error
    } finally {
      if (parent) parent.waiting--
    }
  }

  /** Ends the instance that runs this invocation, as if its machine had died. */
  crash({ functionName, requestId }: Invocation): void {
    this.#pools.get(functionName)?.crash(requestId)
  }

  #source(name: string): FunctionSource {
    let source: FunctionSource | null
    try {
      source = this.describe(name)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      throw new CallError(FAILED, 'FUNCTIONS_EXECUTE_FAIL', message)
    }
    if (source) return source
    throw new CallError(NOT_FOUND, 'FUNCTION_NOT_FOUND', `FunctionName parameter could not be found: ${name}`)
  }

  async #run(
    source: FunctionSource,
    event: Record<string, unknown>,
    identity: Identity,
    parent?: Invocation,
  ): Promise<string> {
    // What runs may finish, and so may what it calls.
    if (this.#closing && !parent) {
      throw new CallError(FAILED, 'FUNCTIONS_EXECUTE_FAIL', 'the local cloud is shutting down')
    }
    const { history } = this.#options
    const invocation = this.#invocations.begin(source.name, event, identity)
    const text = JSON.stringify(event)
    history.begin(invocation, text)
    if (text.length > SURE_REQUEST_BYTES) this.#warn(invocation, text.length)
    const running = this.#pool(source).run(invocation, text)
    this.#running.add(running)
    try {
      const result = await running
      history.ended(invocation.requestId, { result })
      return result
    } catch (error) {
      throw error instanceof FunctionFailure ? this.#failed(invocation, error) : error
    } finally {
      this.#running.delete(running)
    }
  }

  #warn({ functionName, requestId }: Invocation, size: number): void {
    const text = `the request has ${size} characters; some roads of the service take 100 KB of text only\n`
    this.#options.log(functionName, requestId, text)
    this.#options.history.log(requestId, 'stderr', text)
  }

  #failed({ functionName, requestId }: Invocation, { reason, message }: FunctionFailure): CallError {
    const errCode = reason === 'timeout' ? TIMED_OUT : FAILED
    this.#options.log(functionName, requestId, `${reason}: ${message}\n`)
    this.#options.history.ended(requestId, { errCode, errMsg: message })
    return new CallError(errCode, FAILURE_CODES[reason], message, requestId)
  }

  /** The pool of a function; a change of its files makes a new one, while running calls finish on the old. */
  #pool(source: FunctionSource): FunctionPool {
    const existing = this.#pools.get(source.name)
    if (existing?.isCurrent(source.version)) return existing
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
