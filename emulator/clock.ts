/** The one clock of functions, database and timers: real time plus an offset that tests may set. */
export class Clock {
  #offset = 0

  /** What is added to the machine's own time, in milliseconds. */
  get offset(): number {
    return this.#offset
  }

  /** The emulated time in milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#offset
  }

  /** Sets the time; it goes on running from there. `null` returns to the machine's time. */
  set(time: number | null): void {
    this.#offset = time === null ? 0 : time - Date.now()
  }

  /** Moves the time on (or back) by so many milliseconds. */
  move(milliseconds: number): void {
    this.#offset += milliseconds
  }
}
