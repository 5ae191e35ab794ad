import { refusals } from '../protocol/errors'
import { dayOfWeek, dayOfYear, isoDay, isoDayOfWeek, isoWeek, isoWeekYear, weekOfYear } from './calendar'
import { fromZone, inZone, zoneOffset } from './zones'

/* Dates as text: MongoDB's format specifiers, and the ISO 8601 it reads without a format. */

const refuse = refusals.badRequest
const pad = (width: number, read: (date: Date) => number) => (date: Date) => String(read(date)).padStart(width, '0')

/** What each specifier shows of a date whose UTC fields are those of its zone. */
const SHOWN: Readonly<Record<string, (local: Date, offset: number) => string>> = {
  '%': () => '%',
  Y: pad(4, (date) => date.getUTCFullYear()),
  m: pad(2, (date) => date.getUTCMonth() + 1),
  d: pad(2, (date) => date.getUTCDate()),
  H: pad(2, (date) => date.getUTCHours()),
  M: pad(2, (date) => date.getUTCMinutes()),
  S: pad(2, (date) => date.getUTCSeconds()),
  L: pad(3, (date) => date.getUTCMilliseconds()),
  j: pad(3, dayOfYear),
  w: pad(1, dayOfWeek),
  u: pad(1, isoDayOfWeek),
  U: pad(2, weekOfYear),
  V: pad(2, isoWeek),
  G: pad(4, isoWeekYear),
  z: (_local, offset) => {
    const minutes = Math.abs(offset)
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((value) => String(value).padStart(2, '0'))
    return `${offset < 0 ? '-' : '+'}${hours}${rest}`
  },
  Z: (_local, offset) => String(offset),
}

/**
 * Writes a date.
 * @param format with MongoDB's specifiers (`%Y-%m-%d`)
 * @throws on a specifier MongoDB does not know
 */
export function formatDate(date: Date, format: string, zone: string): string {
  const [local, offset] = [inZone(date, zone), zoneOffset(zone, date.getTime())]
  return format.replace(/%(.?)/gs, (_whole, letter: string) => {
    if (letter === '') throw refuse("Unmatched '%' at end of format string")
    const show = SHOWN[letter]
    if (!show) throw refuse(`Invalid format character '%${letter}' in format string`)
    return show(local, offset)
  })
}

/** What each specifier takes when a text is read. */
const READ: Readonly<Record<string, string>> = {
  '%': '%',
  Y: '(?<Y>\\d{4})',
  m: '(?<m>\\d{1,2})',
  d: '(?<d>\\d{1,2})',
  H: '(?<H>\\d{1,2})',
  M: '(?<M>\\d{1,2})',
  S: '(?<S>\\d{1,2})',
  L: '(?<L>\\d{1,3})',
  G: '(?<G>\\d{4})',
  V: '(?<V>\\d{1,2})',
  u: '(?<u>[1-7])',
  z: '(?<z>Z|[+-]\\d{2}:?\\d{2})',
  Z: '(?<Z>[+-]?\\d{1,3})',
}

// `2021-02-03`, `2021-02-03T04:05`, `2021-02-03 04:05:06.789+08:00`
const ISO =
  /^(?<Y>\d{4})[-/](?<m>\d{1,2})[-/](?<d>\d{1,2})(?:(?:T|t|\s+)(?<H>\d{1,2}):(?<M>\d{2})(?::(?<S>\d{2})(?:[.,](?<L>\d{1,9}))?)?)?\s*(?<z>Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/

type Groups = Readonly<Record<string, string | undefined>>

/** The beginning is MongoDB's; what it says of the reason is not known for each text. */
function unreadable(text: string): Error {
  return refuse(`Error parsing date string '${text}'; an incomplete or unreadable date/time string`)
}

/** The zone a text names itself; null when it names none. */
function zoneIn({ z, Z }: Groups): string | null {
  if (z !== undefined) return /^[+-]/.test(z) ? z : 'UTC'
  if (Z === undefined) return null
  const minutes = Math.abs(Number(Z))
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((value) => String(value).padStart(2, '0'))
  return `${Z.startsWith('-') ? '-' : '+'}${hours}:${rest}`
}

function build(text: string, groups: Groups, zone: string | null): Date {
  const number = (key: string, fallback: number) => Number(groups[key] ?? fallback)
  const [hour, minute, second] = [number('H', 0), number('M', 0), number('S', 0)]
  const [month, day] = [number('m', 1), number('d', 1)]
  const week = groups['G'] !== undefined
  if (!week && (groups['Y'] === undefined || groups['m'] === undefined || groups['d'] === undefined)) {
    throw unreadable(text)
  }
  const start = week
    ? isoDay(number('G', 1970), number('V', 1), number('u', 1))
    : Date.UTC(number('Y', 1970), month - 1, day)
  const real = week || (new Date(start).getUTCMonth() === month - 1 && new Date(start).getUTCDate() === day)
  if (!real || hour > 24 || minute > 59 || second > 59) throw unreadable(text)
  const own = zoneIn(groups)
  if (own !== null && zone !== null) {
    throw refuse(
      `you cannot pass in a date/time string with time zone information ('${groups['z'] ?? groups['Z'] ?? ''}') together with a timezone argument`,
    )
  }
  const millisecond = Math.floor(Number(`0.${groups['L'] ?? '0'}`) * 1000)
  return fromZone(start + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond, own ?? zone ?? 'UTC')
}

/**
 * Reads a date as MongoDB does without a format, as far as it is ISO 8601.
 * @param zone of a text that names none; null when none was given
 * @throws when the text is no date, or both name a zone
 */
export function parseDate(text: string, zone: string | null): Date {
  const groups = ISO.exec(text.trim())?.groups
  if (!groups) throw unreadable(text)
  return build(text, groups, zone)
}

/** Reads a date by a format; for the rest see `parseDate`. */
export function parseFormatted(text: string, format: string, zone: string | null): Date {
  const pattern = format.replace(/%(.?)|[^%]/gs, (whole, letter?: string) => {
    if (letter === undefined) return whole.replace(/[.*+?^${}()|[\]\\]/, '\\$&')
    const read = READ[letter]
    if (read === undefined) throw refuse(`Invalid format character '%${letter}' in format string`)
    return read
  })
  const groups = new RegExp(`^${pattern}$`).exec(text)?.groups
  if (!groups) throw unreadable(text)
  return build(text, groups, zone)
}
