import { createRequire } from 'node:module'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Clock } from '../clock'
import { callerEnvironment, contextOf, processEnvironment } from './environment'
import type { FunctionSource } from './folder'
import type { Invocation } from './invocations'

/** Why an invocation gave no result: the function's own error, its time, or the end of its worker. */
export class FunctionFailure extends Error {
  readonly reason: 'thrown' | 'timeout' | 'crash'

  constructor(reason: 'thrown' | 'timeout' | 'crash', message: string) {
    super(message)
    this.name = 'FunctionFailure'
    this.reason = reason
  }
}

type WorkerMessage =
  | { kind: 'ready' }
  | { kind: 'broken'; message: string }
  | { kind: 'result'; text: string }
  | { kind: 'thrown'; message: string }
  | { kind: 'output'; requestId: string; text: string }

interface Job {
  invocation: Invocation
  event: string
  resolve: (text: string) => void
  reject: (failure: FunctionFailure) => void
}

/** What pools share. */
export interface PoolOptions {
  adminUrl: string
  workersPerFunction: number
  clock: Clock
  log: (functionName: string, requestId: string, text: string) => void
}

const BOOTSTRAP = path.join(__dirname, 'worker.cjs')
const MODULES = path.dirname(path.dirname(createRequire(__filename).resolve('wx-server-sdk/package.json')))
// Loading is not execution; the platform gives initialisation a limit of its own.
const LOAD_TIMEOUT_MS = 65_000
// An instance nobody calls gives its memory back, as on the platform.
const IDLE_MS = 120_000

/** One worker thread with the function loaded. */
class Instance {
  readonly worker: Worker
  state: 'loading' | 'idle' | 'busy' | 'gone' = 'loading'
  job: Job | null = null
  timer: NodeJS.Timeout | undefined

  constructor(source: FunctionSource, environment: Record<string, string>) {
    this.worker = new Worker(BOOTSTRAP, {
      env: { PATH: process.env['PATH'] ?? '', ...environment },
      workerData: { entry: source.entry, modules: MODULES },
    })
  }
}

/** Runs one function: a few workers, one invocation at a time in each, a queue in front. */
export class FunctionPool {
  readonly source: FunctionSource
  readonly #options: PoolOptions
  readonly #environment: Record<string, string>
  readonly #instances = new Set<Instance>()
  readonly #queue: Job[] = []
  #retired = false

  constructor(source: FunctionSource, options: PoolOptions) {
    this.source = source
    this.#options = options
    this.#environment = processEnvironment(options.adminUrl, source.name)
  }

  /** Runs the function with this event (JSON) and gives its result as JSON; rejects with a FunctionFailure. */
  run(invocation: Invocation, event: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ invocation, event, resolve, reject })
      this.#dispatch()
    })
  }

  /** Takes no new work; workers end as soon as they are idle. */
  retire(): void {
    this.#retired = true
    this.#dispatch()
  }

  /** Ends every worker at once. */
  async terminate(): Promise<void> {
    await Promise.all([...this.#instances].map((instance) => instance.worker.terminate()))
  }

  #dispatch(): void {
    for (const instance of this.#instances) {
      if (instance.state !== 'idle') continue
      const job = this.#queue.shift()
      if (job) this.#start(instance, job)
      else if (this.#retired) this.#discard(instance)
    }
    const loading = [...this.#instances].filter(({ state }) => state === 'loading').length
    const missing = Math.min(this.#queue.length - loading, this.#options.workersPerFunction - this.#instances.size)
    for (let i = 0; i < missing; i++) this.#spawn()
  }

  #spawn(): void {
    const instance = new Instance(this.source, this.#environment)
    this.#instances.add(instance)
    instance.timer = setTimeout(
      () => this.#fail(instance, new FunctionFailure('timeout', 'loading the function takes too long')),
      LOAD_TIMEOUT_MS,
    )
    instance.worker.on('message', (message: WorkerMessage) => this.#receive(instance, message))
    instance.worker.on('error', (error) =>
      this.#fail(
        instance,
        new FunctionFailure('crash', error instanceof Error ? (error.stack ?? error.message) : String(error)),
      ),
    )
    instance.worker.on('exit', (code) =>
      this.#fail(instance, new FunctionFailure('crash', `the function's process exited early with code ${code}`)),
    )
  }

  #start(instance: Instance, job: Job): void {
    const { timeout } = this.source
    clearTimeout(instance.timer)
    instance.state = 'busy'
    instance.job = job
    instance.timer = setTimeout(
      () => this.#fail(instance, new FunctionFailure('timeout', `Invoking task timed out after ${timeout} seconds`)),
      timeout * 1000,
    )
    instance.worker.postMessage({
      requestId: job.invocation.requestId,
      clockOffset: this.#options.clock.offset,
      environment: callerEnvironment(job.invocation),
      context: contextOf(job.invocation, this.#environment, timeout),
      event: job.event,
    })
  }

  #receive(instance: Instance, message: WorkerMessage): void {
    if (message.kind === 'output') {
      this.#options.log(this.source.name, message.requestId, message.text)
      return
    }
    if (instance.state === 'gone') return
    if (message.kind === 'broken') {
      this.#fail(instance, new FunctionFailure('thrown', message.message))
      return
    }
    clearTimeout(instance.timer)
    const { job } = instance
    instance.job = null
    instance.state = 'idle'
    if (message.kind === 'result') job?.resolve(message.text)
    if (message.kind === 'thrown') job?.reject(new FunctionFailure('thrown', message.message))
    instance.timer = setTimeout(() => this.#discard(instance), IDLE_MS).unref()
    this.#dispatch()
  }

  /** The end of an instance: its job fails, or, if it never loaded, the oldest waiting job does. */
  #fail(instance: Instance, failure: FunctionFailure): void {
    if (instance.state === 'gone') return
    const job = instance.state === 'loading' ? this.#queue.shift() : instance.job
    this.#discard(instance)
    job?.reject(failure)
    this.#dispatch()
  }

  #discard(instance: Instance): void {
    clearTimeout(instance.timer)
    instance.state = 'gone'
    this.#instances.delete(instance)
    void instance.worker.terminate()
  }
}
