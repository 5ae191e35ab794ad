import { refusals } from '../protocol/errors'

const MINUTE = 60_000
const FIXED = /^([+-])(\d{2}):?(\d{2})?$/

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    formats.set(zone, format)
    return format
  } catch (error) {
    if (error instanceof RangeError) throw refusals.badRequest(`unrecognized time zone identifier: "${zone}"`)
    throw error
  }
}

/**
 * Minutes a zone is ahead of UTC at an instant.
 * @param zone an Olson name (`Asia/Shanghai`, `UTC`) or an offset: `+08`, `+0800`, `+08:00`
 * @throws what MongoDB says to any other zone
 */
export function zoneOffset(zone: string, instant: number): number {
  const [, sign, hours, minutes = '0'] = FIXED.exec(zone) ?? []
  if (hours !== undefined) return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  const name = formatOf(zone)
    .formatToParts(instant)
    .find(({ type }) => type === 'timeZoneName')?.value
  // `GMT`, or `GMT+08:00`.
  return name === undefined || name === 'GMT' ? 0 : zoneOffset(name.slice(3), instant)
}

/** The instant as a date whose UTC fields are what a clock in the zone shows. */
export function inZone(date: Date, zone: string): Date {
  return new Date(date.getTime() + zoneOffset(zone, date.getTime()) * MINUTE)
}

/** The instant at which a clock in the zone shows these UTC fields. */
export function fromZone(local: number, zone: string): Date {
  const guess = local - zoneOffset(zone, local) * MINUTE
  // The offset of the guess is the right one, but for the hour a clock is put forward.
  return new Date(local - zoneOffset(zone, guess) * MINUTE)
}
