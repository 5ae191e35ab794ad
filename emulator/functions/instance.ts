import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { FunctionSource } from './folder'
import type { Invocation } from './invocations'

/** Why an invocation gave no result: its own error, its time, its memory, its reply's size, or the end of its process. */
export class FunctionFailure extends Error {
  readonly reason: 'thrown' | 'timeout' | 'memory' | 'size' | 'crash'

  constructor(reason: FunctionFailure['reason'], message: string) {
    super(message)
    this.name = 'FunctionFailure'
    this.reason = reason
  }
}

/** One execution that waits or runs. */
export interface Job {
  invocation: Invocation
  /** The event as JSON. */
  event: string
  resolve: (text: string) => void
  reject: (failure: FunctionFailure) => void
}

/** What a function's process tells. */
export type InstanceMessage =
  | { kind: 'ready' }
  | { kind: 'files'; files: string[] }
  | { kind: 'broken'; message: string }
  | { kind: 'result'; text: string }
  | { kind: 'oversized'; bytes: number }
  | { kind: 'thrown'; message: string }
  | { kind: 'uncaught'; message: string }
  | { kind: 'output'; requestId: string; stream: 'stdout' | 'stderr'; text: string }

interface InstanceListener {
  message: (message: InstanceMessage) => void
  ended: (failure: FunctionFailure) => void
}

const BOOTSTRAP = path.join(__dirname, 'worker.cjs')
const SDK = createRequire(__filename).resolve('wx-server-sdk')
/** The same package with all that it needs in one file, where a build has made one. */
const SDK_IN_ONE = [path.join(__dirname, 'sdk.js'), SDK].find((file) => existsSync(file)) ?? SDK
const MEMORY_CHECK_MS = 100
// Node's own needs beside the heap: code, stacks, the garbage a collection has not reached yet.
const MEMORY_ROOM_MB = 64

/** What a process holds for itself, in MB; null where the system does not tell (anything but Linux). */
function memoryOf(pid: number): number | null {
  try {
    const kilobytes = /RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? null : Number(kilobytes) / 1024
  } catch {
    return null
  }
}

/**
 * One process with the function loaded. Not a thread: a thread that asks for more memory than it may have can take
 * the whole process with it, and this way nothing a function does touches the service or another instance.
 */
export class Instance {
  state: 'loading' | 'idle' | 'busy' | 'gone' = 'loading'
  job: Job | null = null
  timer: NodeJS.Timeout | undefined
  /** Invocations it was given; the first one is the cold one. */
  served = 0
  readonly exited: Promise<void>
  readonly #child: ChildProcess
  readonly #memoryMb: number
  #memoryTimer: NodeJS.Timeout | undefined
  #lastWords = ''
  #outOfMemory = false
  #uncaught: string | null = null

  constructor(source: FunctionSource, environment: Record<string, string>, listener: InstanceListener) {
    this.#memoryMb = source.memory
    this.#child = fork(BOOTSTRAP, [source.entry, SDK, SDK_IN_ONE], {
      cwd: path.dirname(source.entry),
      env: { PATH: process.env['PATH'] ?? '', ...environment },
      execArgv: [`--max-old-space-size=${source.memory}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#child.stderr?.on('data', (chunk) => (this.#lastWords = (this.#lastWords + String(chunk)).slice(-4000)))
    this.#child.on('message', (message: InstanceMessage) => {
      if (message.kind === 'uncaught') this.#uncaught = message.message
      else listener.message(message)
    })
    this.exited = new Promise((resolve) => {
      this.#child.once('error', (error) => {
        listener.ended(new FunctionFailure('crash', error.message))
        resolve()
      })
      this.#child.once('close', (code, signal) => {
        clearInterval(this.#memoryTimer)
        listener.ended(this.#failure(code, signal))
        resolve()
      })
    })
  }

  #failure(code: number | null, signal: NodeJS.Signals | null): FunctionFailure {
    if (this.#outOfMemory || this.#lastWords.includes('heap out of memory')) {
      return new FunctionFailure('memory', `the function used more memory than its limit of ${this.#memoryMb} MB`)
    }
    if (this.#uncaught !== null) return new FunctionFailure('crash', this.#uncaught)
    return new FunctionFailure('crash', `the function's process exited early with code ${code ?? signal ?? 'unknown'}`)
  }

  send(call: object): void {
    this.served++
    // A process that is ending takes nothing any more; its end is told by `close`.
    this.#child.send(call, () => undefined)
    this.#memoryTimer ??= setInterval(() => this.#checkMemory(), MEMORY_CHECK_MS).unref()
  }

  #checkMemory(): void {
    if (this.state !== 'busy' || this.#child.pid === undefined) return
    const held = memoryOf(this.#child.pid)
    if (held === null || held <= this.#memoryMb + MEMORY_ROOM_MB) return
    this.#outOfMemory = true
    this.kill()
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }
}
