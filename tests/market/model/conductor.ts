import type { Night } from '../../../cloudfunctions/market/documents'

/** How time passes for a batch of nights: from when on, and how much before each turn; the timer may run then. */
export interface Timetable {
  from: number
  turns: readonly { ms: number; timer: boolean }[]
}

/** An instant at which time stopped, and whether the timer ran then. */
export interface Moment {
  now: Date
  timer: boolean
}

/** What a night looked like in one turn. */
export interface Turn<T> {
  /** The moments since this night's last turn; the last one is this turn's. */
  moments: readonly Moment[]
  /** After time passed, before anybody acted. */
  before: Night
  answer: T
  after: Night
}

interface World {
  setNow: (now: Date) => void
  tick: () => Promise<void>
  /** All nights as they are stored, by their ids. */
  read: () => Promise<Map<string, Night>>
}

interface Waiting {
  act: () => Promise<unknown>
  told: (turn: Turn<unknown>) => void
  failed: (error: unknown) => void
}

const ended = () => new Error('another night went wrong')

/**
 * Lets many nights live under one clock: in each turn time passes for all of them, the timer runs if it is to, and then
 * one thing happens at each, all at once. So the clock, the timer and the look at what is stored are paid once a turn.
 */
export class Conductor {
  readonly #world: World
  readonly #waiting = new Map<string, Waiting>()
  readonly #moments: Moment[] = []
  /** How many of the moments each night has seen. */
  readonly #seen = new Map<string, number>()
  #turns: Timetable['turns'] = []
  #players = 0
  #now: number
  #ended = false

  constructor(world: World, from: number) {
    this.#world = world
    this.#now = from
  }

  /** Begins a stretch of time, in which so many nights play. */
  begin(players: number, turns: Timetable['turns']): void {
    this.#players = players
    this.#turns = turns
  }

  /** Does something at this night in the next turn, which comes when all who still play have something to do. */
  act<T>(night: string, act: () => Promise<T>): Promise<Turn<T>> {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(ended())
      this.#waiting.set(night, { act, told: resolve as Waiting['told'], failed: reject })
      this.#goOn()
    })
  }

  /** A night has nothing more to do in this stretch: nobody waits for it any more. */
  leave(): void {
    this.#players--
    this.#goOn()
  }

  /** One night went wrong: no other goes on. */
  end(): void {
    this.#ended = true
    for (const { failed } of this.#waiting.values()) failed(ended())
    this.#waiting.clear()
  }

  #goOn(): void {
    if (this.#ended || this.#players === 0 || this.#waiting.size < this.#players) return
    const acting = [...this.#waiting]
    this.#waiting.clear()
    this.#play(acting).catch((error: unknown) => {
      for (const [, { failed }] of acting) failed(error)
    })
  }

  async #play(acting: [string, Waiting][]): Promise<void> {
    const { setNow, tick, read } = this.#world
    const [{ ms, timer } = { ms: 0, timer: false }, ...later] = this.#turns
    this.#turns = later
    this.#now += ms
    const now = new Date(this.#now)
    this.#moments.push({ now, timer })
    setNow(now)
    if (timer) await tick()
    const before = await read()
    const answers = await Promise.all(acting.map(([, { act }]) => act()))
    const after = await read()
    acting.forEach(([id, { told, failed }], index) => {
      const [was, is] = [before.get(id), after.get(id)]
      const moments = this.#moments.slice(this.#seen.get(id) ?? 0)
      this.#seen.set(id, this.#moments.length)
      if (was && is) told({ moments, before: was, answer: answers[index], after: is })
      else failed(new Error(`the night ${id} is gone`))
    })
  }
}
