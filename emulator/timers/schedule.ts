import { Cron } from 'croner'

// The platform's seven fields; it knows `,` `-` `*` `/` and nothing else, and its week begins with 0, Sunday.
const FIELDS = ['second', 'minute', 'hour', 'day', 'month', 'weekday', 'year'] as const
const NUMBERS = /^[\d,\-*/]+$/
const NAMES: Partial<Record<(typeof FIELDS)[number], RegExp>> = {
  month: /^(?:[\d,\-*/]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)+$/i,
  weekday: /^(?:[0-6,\-*/]|SUN|MON|TUE|WED|THU|FRI|SAT)+$/i,
}

/** When a timer is due: seven fields of cron in UTC+8, day or weekday where both are given. */
export class Schedule {
  readonly #cron: Cron

  /** Throws an Error that names the field the service would not take. */
  constructor(text: string) {
    const fields = text.trim().split(/\s+/)
    if (fields.length !== FIELDS.length) {
      throw new Error(`"${text}" has ${fields.length} fields; the service takes seven: ${FIELDS.join(' ')}`)
    }
    for (const [i, name] of FIELDS.entries()) {
      const field = fields[i] ?? ''
      if (!(NAMES[name] ?? NUMBERS).test(field)) throw new Error(`"${text}": ${name} must not be "${field}"`)
    }
    // "1/10" (from the first minute, every tenth) is in the platform's manual.
    this.#cron = new Cron(fields.join(' '), {
      mode: '7-part',
      timezone: 'Asia/Shanghai',
      paused: true,
      sloppyRanges: true,
    })
  }

  /** The first moment after `time` (ms); null when there is none any more. */
  next(time: number): number | null {
    return this.#cron.nextRun(new Date(time))?.getTime() ?? null
  }

  /** The last moment after `from` and not after `to` (ms); null when there is none. */
  lastWithin(from: number, to: number): number | null {
    // "Previous" leaves its own moment out.
    const last = this.#cron.previousRuns(1, new Date(to + 1))[0]?.getTime()
    return last !== undefined && last > from ? last : null
  }
}
