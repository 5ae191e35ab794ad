import type { Clock } from '../clock'
import { CallError, type Functions } from '../functions/functions'
import { Schedule } from './schedule'

/** How a timer's run ended. */
interface TimerRun {
  by: 'clock' | 'hand'
  /** The moment it was due, and when it really began: emulated time, ISO. */
  due: string
  start: string
  /** Milliseconds. */
  duration: number
  /** What the function answered, as JSON, or why it did not. */
  result: string | null
  error: { errCode: number; errMsg: string } | null
}

/** One timer as `GET /_/timers` shows it. */
export interface TimerState {
  function: string
  name: string | null
  cron: string | null
  /** ISO; null when it is never due again. */
  nextDue: string | null
  running: boolean
  /** Due moments left out because the run before had not ended. */
  skipped: number
  lastRun: TimerRun | null
  /** Why this timer cannot run: its config.json is wrong. */
  problem: string | null
}

interface Timer {
  name: string
  cron: string
  schedule: Schedule
  /** Everything due up to here has been seen to: emulated time, ms. */
  seen: number
  /** The moment that became due and has not been run yet: emulated time, ms. */
  pending: number | null
  running: Promise<void> | null
  skipped: number
  lastRun: TimerRun | null
}

// Folders change while the cloud runs: new timers are found this often.
const LOOK_AGAIN_MS = 2000
// Whoever sets the clock to a timer's moment may want to run it by hand and see its answer: that counts as its run.
const BY_HAND_FIRST_MS = 1000

/** Runs each function's timer by the emulated clock. */
export class Timers {
  readonly #functions: Functions
  readonly #clock: Clock
  readonly #log: (functionName: string, text: string) => void
  readonly #timers = new Map<string, Timer>()
  readonly #problems = new Map<string, string>()
  #alarm: NodeJS.Timeout | undefined
  #running = false

  constructor(functions: Functions, clock: Clock, log: (functionName: string, text: string) => void) {
    this.#functions = functions
    this.#clock = clock
    this.#log = log
  }

  /** Whether timers run by themselves; by hand they always do. */
  get running(): boolean {
    return this.#running
  }

  /** Reads every function's config.json; throws on the first that the service would not take. */
  check(): void {
    this.#read()
    const [problem] = this.#problems.values()
    if (problem !== undefined) throw new Error(problem)
  }

  start(): void {
    this.#running = true
    this.#wake()
  }

  stop(): void {
    this.#running = false
    clearTimeout(this.#alarm)
  }

  #wake(): void {
    this.advance().catch((error: unknown) => {
      // The folder of functions cannot be read at this moment: it may come back.
      this.#log('timers', `${error instanceof Error ? error.message : String(error)}\n`)
      this.#alarm = setTimeout(() => this.#wake(), LOOK_AGAIN_MS).unref()
    })
  }

  /**
   * Runs what has become due, each timer once, for its latest moment: like a service after a pause, it does not make up
   * for every moment missed. Resolves with the functions that ran, when they have ended.
   */
  async advance(): Promise<string[]> {
    if (!this.#running) return []
    const now = this.#look()
    const runs: { name: string; ended: Promise<void> }[] = []
    for (const [name, timer] of this.#timers) {
      const due = timer.pending
      timer.pending = null
      if (due === null) continue
      if (timer.running) timer.skipped++
      else runs.push({ name, ended: this.#begin(name, timer, due) })
    }
    this.#setAlarm(now)
    await Promise.all(runs.map(({ ended }) => ended))
    return runs.map(({ name }) => name)
  }

  /** The clock was set: what became due runs in a second, unless it is run by hand before. */
  clockSet(): void {
    if (!this.#running) return
    this.#look()
    this.#alarm = setTimeout(() => this.#wake(), BY_HAND_FIRST_MS)
    this.#alarm.unref()
  }

  /** Notes what has become due since the last look; a clock that went back makes nothing due. */
  #look(): number {
    clearTimeout(this.#alarm)
    this.#read()
    const now = this.#clock.now()
    for (const timer of this.#timers.values()) {
      const due = timer.schedule.lastWithin(timer.seen, now)
      if (now < timer.seen) timer.pending = null
      timer.seen = now
      timer.pending = due ?? timer.pending
    }
    return now
  }

  #setAlarm(now: number): void {
    const moments = [...this.#timers.values()].map(({ schedule }) => schedule.next(now) ?? Infinity)
    const wait = Math.min(LOOK_AGAIN_MS, ...moments.map((moment) => moment - this.#clock.now()))
    this.#alarm = setTimeout(() => this.#wake(), Math.max(wait, 1))
    this.#alarm.unref()
  }

  /** Takes over what the functions' folders say now; a timer that is new or changed starts counting at this moment. */
  #read(): void {
    const names = new Set(this.#functions.names)
    for (const name of this.#timers.keys()) if (!names.has(name)) this.#timers.delete(name)
    for (const name of this.#problems.keys()) if (!names.has(name)) this.#problems.delete(name)
    for (const name of names) {
      try {
        this.#readOne(name)
        this.#problems.delete(name)
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error)
        if (this.#problems.get(name) !== problem) this.#log(name, `${problem}\n`)
        this.#problems.set(name, problem)
        this.#timers.delete(name)
      }
    }
  }

  #readOne(name: string): void {
    const source = this.#functions.describe(name)?.timer
    const existing = this.#timers.get(name)
    if (!source) this.#timers.delete(name)
    else if (existing?.cron === source.cron) existing.name = source.name
    else {
      let schedule: Schedule
      try {
        schedule = new Schedule(source.cron)
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        throw new Error(`function "${name}", trigger "${source.name}": ${why}`, { cause: error })
      }
      const seen = this.#clock.now()
      this.#timers.set(name, { ...source, schedule, seen, pending: null, running: null, skipped: 0, lastRun: null })
    }
  }

  /** Runs a function's timer now; gives its answer as JSON or rejects with a CallError. */
  async tick(name: string): Promise<string> {
    this.#read()
    const timer = this.#timers.get(name)
    if (timer) timer.pending = null
    return this.#run(name, timer, 'hand', this.#clock.now())
  }

  #begin(name: string, timer: Timer, due: number): Promise<void> {
    const ended = this.#run(name, timer, 'clock', due).then(
      () => undefined,
      (error: unknown) => {
        // The function's own failure is in its record; anything else is a fault of the emulator.
        if (!(error instanceof CallError)) this.#log(name, `timer: ${String(error)}\n`)
      },
    )
    timer.running = ended.finally(() => (timer.running = null))
    return timer.running
  }

  async #run(name: string, timer: Timer | undefined, by: TimerRun['by'], due: number): Promise<string> {
    const began = performance.now()
    const start = this.#iso(this.#clock.now())
    const keep = (result: string | null, error: TimerRun['error']) => {
      const duration = Math.round(performance.now() - began)
      if (timer) timer.lastRun = { by, due: this.#iso(due), start, duration, result, error }
    }
    try {
      const result = await this.#functions.tick(name, due)
      keep(result, null)
      return result
    } catch (error) {
      if (error instanceof CallError) keep(null, { errCode: error.errCode, errMsg: error.message })
      throw error
    }
  }

  #iso(time: number): string {
    return new Date(time).toISOString()
  }

  /** All timers, and the functions whose config.json is wrong. */
  list(): TimerState[] {
    this.#read()
    const now = this.#clock.now()
    const timers = [...this.#timers].map(([name, timer]): TimerState => {
      const next = timer.schedule.next(now)
      const { skipped, lastRun, cron } = timer
      const nextDue = next === null ? null : this.#iso(next)
      const state = { nextDue, running: timer.running !== null, skipped, lastRun, problem: null }
      return { function: name, name: timer.name, cron, ...state }
    })
    const none = { name: null, cron: null, nextDue: null, running: false, skipped: 0, lastRun: null }
    const broken = [...this.#problems].map(([name, problem]): TimerState => ({ function: name, ...none, problem }))
    return [...timers, ...broken]
  }
}
