import type { Clock } from '../clock'
import { callerEnvironment, contextOf, processEnvironment } from './environment'
import { type FunctionSource, stamp } from './folder'
import type { InvocationHistory } from './history'
import { FunctionFailure, Instance, type InstanceMessage, type Job } from './instance'
import type { Invocation } from './invocations'

/** What pools share. */
export interface PoolOptions {
  adminUrl: string
  /** Environment variables of the functions' owner. */
  environment: Readonly<Record<string, string>>
  workersPerFunction: number
  clock: Clock
  log: (functionName: string, requestId: string, text: string) => void
  history: InvocationHistory
}

// Loading is not execution; the platform gives initialisation a limit of its own.
const LOAD_TIMEOUT_MS = 65_000
// An instance nobody calls gives its memory back, as on the platform.
const IDLE_MS = 120_000
// A function that calls itself without end comes to its own end here, and not to that of the machine.
const MOST_TIMES = 8
// The platform's words (its status 407).
const OVERSIZED = 'The size of response exceeds the upper limit (6MB)'

/** Runs one function: a few instances, one invocation at a time in each, a queue in front. */
export class FunctionPool {
  readonly source: FunctionSource
  readonly #options: PoolOptions
  readonly #environment: Record<string, string>
  readonly #instances = new Set<Instance>()
  readonly #queue: Job[] = []
  /** The function's own files as they were when an instance loaded them. */
  readonly #files = new Map<string, string>()
  #retired = false

  constructor(source: FunctionSource, options: PoolOptions) {
    this.source = source
    this.#options = options
    this.#environment = processEnvironment(options.adminUrl, source.name, options.environment)
  }

  /** Runs the function with this event (JSON) and gives its result as JSON; rejects with a FunctionFailure. */
  run(invocation: Invocation, event: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ invocation, event, resolve, reject })
      this.#dispatch()
    })
  }

  /** Whether no file of the function has changed since it was loaded. */
  isCurrent(version: string): boolean {
    return this.source.version === version && [...this.#files].every(([file, known]) => stamp(file) === known)
  }

  /** Takes no new work; instances end as soon as they are idle. */
  retire(): void {
    this.#retired = true
    this.#dispatch()
  }

  /** Ends every instance at once. */
  async terminate(): Promise<void> {
    const instances = [...this.#instances]
    for (const instance of instances) this.#discard(instance)
    await Promise.all(instances.map((instance) => instance.exited))
  }

  /** Ends the instance that runs this invocation, as if its machine had died; false when none does. */
  crash(requestId: string): boolean {
    const instance = [...this.#instances].find(({ job }) => job?.invocation.requestId === requestId)
    if (instance)
      this.#fail(instance, new FunctionFailure('crash', "the function's process exited early with code 137"))
    return instance !== undefined
  }

  #dispatch(): void {
    for (const instance of this.#instances) {
      if (instance.state !== 'idle') continue
      const job = this.#queue.shift()
      if (job) this.#start(instance, job)
      else if (this.#retired) this.#discard(instance)
    }
    const loading = [...this.#instances].filter(({ state }) => state === 'loading').length
    const missing = Math.min(this.#queue.length - loading, this.#limit() - this.#instances.size)
    for (let i = 0; i < missing; i++) this.#spawn()
  }

  /**
   * How many instances there may be. One that waits for a function it called takes nobody's place: otherwise functions
   * that call each other, or themselves, would wait for each other until their time is up.
   */
  #limit(): number {
    const { workersPerFunction } = this.#options
    const waiting = [...this.#instances].filter(({ job }) => job !== null && job.invocation.waiting > 0).length
    return Math.min(workersPerFunction + waiting, workersPerFunction * MOST_TIMES)
  }

  #spawn(): void {
    const instance = new Instance(this.source, this.#environment, {
      message: (message) => this.#receive(instance, message),
      ended: (failure) => this.#fail(instance, failure),
    })
    this.#instances.add(instance)
    instance.timer = setTimeout(
      () => this.#fail(instance, new FunctionFailure('timeout', 'loading the function takes too long')),
      LOAD_TIMEOUT_MS,
    )
  }

  #start(instance: Instance, job: Job): void {
    const { timeout } = this.source
    const { requestId } = job.invocation
    clearTimeout(instance.timer)
    instance.state = 'busy'
    instance.job = job
    instance.timer = setTimeout(
      () => this.#fail(instance, new FunctionFailure('timeout', `Invoking task timed out after ${timeout} seconds`)),
      timeout * 1000,
    )
    this.#options.history.started(requestId, instance.served === 0)
    instance.send({
      requestId,
      clockOffset: this.#options.clock.offset,
      environment: callerEnvironment(job.invocation),
      context: contextOf(job.invocation, this.#environment, this.source),
      event: job.event,
    })
  }

  #receive(instance: Instance, message: InstanceMessage): void {
    if (message.kind === 'output') {
      this.#options.log(this.source.name, message.requestId, message.text)
      this.#options.history.log(message.requestId, message.stream, message.text)
      return
    }
    if (instance.state === 'gone') return
    if (message.kind === 'files') {
      for (const file of message.files) if (!this.#files.has(file)) this.#files.set(file, stamp(file))
      return
    }
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
    if (message.kind === 'oversized') job?.reject(new FunctionFailure('size', OVERSIZED))
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
    instance.kill()
  }
}
