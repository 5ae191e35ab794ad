import { ObjectId } from 'bson'
import { evalExpr } from 'mingo/core'
import { isPlainObject, stringifyEjson } from '../protocol/ejson'
import { refusals } from '../protocol/errors'
import { bsonType } from './bson-types'
import { dayOfWeek, dayOfYear, isoDay, isoDayOfWeek, isoWeek, isoWeekYear, weekOfYear } from './calendar'
import { formatDate, parseDate, parseFormatted } from './date-text'
import { argumentsOf, type Expression, isNothing } from './expression'
import { fromZone, inZone } from './zones'

/* Expressions on dates, after MongoDB's manual: mingo's know few zones, and neither carrying parts nor ISO weeks. */

type Fields = Readonly<Record<string, unknown>>

const refuse = refusals.badRequest

function toDate(value: unknown): Date {
  if (value instanceof Date) return value
  if (value instanceof ObjectId) return value.getTimestamp()
  throw refuse(`can't convert from BSON type ${bsonType(value)} to Date`)
}

/** A zone's name; null of nothing. Absent, it is UTC. */
function zoneOf(name: string, fields: Fields): string | null {
  if (!('timezone' in fields)) return 'UTC'
  const zone = fields['timezone']
  if (isNothing(zone)) return null
  if (typeof zone === 'string') return zone
  throw refuse(`${name}: timezone must evaluate to a string, found ${bsonType(zone)}`)
}

/** The values of an operand that is an object of named options; what is missing stays, as undefined. */
function optionsOf(
  name: string,
  known: readonly string[],
  [document, operand, options]: Parameters<Expression>,
): Fields {
  if (!isPlainObject(operand)) throw refuse(`${name} only supports an object as its argument`)
  const other = Object.keys(operand).find((key) => !known.includes(key))
  if (other !== undefined) throw refuse(`Unrecognized argument to ${name}: ${other}`)
  return Object.fromEntries(Object.entries(operand).map(([key, value]) => [key, evalExpr(document, value, options)]))
}

/** A part of a date: of the date itself, or of `{date, timezone}`; null of nothing. */
function datePart(name: string, read: (date: Date) => number): Expression {
  return (document, operand, options) => {
    const named = isPlainObject(operand) && !Object.keys(operand)[0]?.startsWith('$')
    const fields = named
      ? optionsOf(name, ['date', 'timezone'], [document, operand, options])
      : { date: argumentsOf(name, [document, operand, options], 1)[0] }
    const zone = zoneOf(name, fields)
    if (isNothing(fields['date']) || zone === null) return null
    return read(inZone(toDate(fields['date']), zone))
  }
}

const $dateToString: Expression = (...call) => {
  const name = '$dateToString'
  const fields = optionsOf(name, ['date', 'format', 'timezone', 'onNull'], call)
  const { date, onNull = null } = fields
  const format = 'format' in fields ? fields['format'] : '%Y-%m-%dT%H:%M:%S.%LZ'
  if (!('date' in fields)) throw refuse("Missing 'date' parameter to $dateToString")
  if (!isNothing(format) && typeof format !== 'string') {
    throw refuse(`$dateToString requires that 'format' be a string, found: ${bsonType(format)}`)
  }
  const zone = zoneOf(name, fields)
  if (isNothing(date)) return onNull
  return isNothing(format) || zone === null ? null : formatDate(toDate(date), format, zone)
}

/** The error to parse a text gives way to `onError`. */
const $dateFromString: Expression = (...call) => {
  const name = '$dateFromString'
  const fields = optionsOf(name, ['dateString', 'format', 'timezone', 'onNull', 'onError'], call)
  const { dateString, format, onNull = null } = fields
  if (!('dateString' in fields)) throw refuse("Missing 'dateString' parameter to $dateFromString")
  const zone = zoneOf(name, fields)
  if (isNothing(dateString)) return onNull
  if (zone === null || ('format' in fields && isNothing(format))) return null
  try {
    if (typeof dateString !== 'string') {
      throw refuse(
        `$dateFromString requires that 'dateString' be a string, found: ${bsonType(dateString)} with value ${stringifyEjson(dateString)}`,
      )
    }
    const given = 'timezone' in fields ? zone : null
    return typeof format === 'string' ? parseFormatted(dateString, format, given) : parseDate(dateString, given)
  } catch (error) {
    if ('onError' in fields) return fields['onError']
    throw error
  }
}

const PARTS = [
  'year',
  'month',
  'day',
  'isoWeekYear',
  'isoWeek',
  'isoDayOfWeek',
  'hour',
  'minute',
  'second',
  'millisecond',
]

/** A date from its parts; one beyond its range is carried into the next. Null when a part is nothing. */
const $dateFromParts: Expression = (...call) => {
  const name = '$dateFromParts'
  const fields = optionsOf(name, [...PARTS, 'timezone'], call)
  const zone = zoneOf(name, fields)
  if (!('year' in fields) && !('isoWeekYear' in fields)) {
    throw refuse("$dateFromParts requires either 'year' or 'isoWeekYear' to be present")
  }
  if ('isoWeekYear' in fields && ['year', 'month', 'day'].some((part) => part in fields)) {
    throw refuse('$dateFromParts does not allow mixing natural dates with ISO dates')
  }
  if (zone === null || PARTS.some((part) => part in fields && isNothing(fields[part]))) return null
  const part = (key: string, fallback: number): number => {
    const value = fields[key] ?? fallback
    if (typeof value === 'number' && Number.isInteger(value)) return value
    throw refuse(`'${key}' must evaluate to an integer, found ${bsonType(value)} with value ${stringifyEjson(value)}`)
  }
  const time = new Date(0)
  if ('year' in fields) time.setUTCFullYear(part('year', 1970), part('month', 1) - 1, part('day', 1))
  else time.setTime(isoDay(part('isoWeekYear', 1970), part('isoWeek', 1), part('isoDayOfWeek', 1)))
  time.setUTCHours(part('hour', 0), part('minute', 0), part('second', 0), part('millisecond', 0))
  return fromZone(time.getTime(), zone)
}

/** The expressions on dates. */
export const dateExpressions: Readonly<Record<string, Expression>> = {
  $dayOfMonth: datePart('$dayOfMonth', (date) => date.getUTCDate()),
  $dayOfWeek: datePart('$dayOfWeek', dayOfWeek),
  $dayOfYear: datePart('$dayOfYear', dayOfYear),
  $hour: datePart('$hour', (date) => date.getUTCHours()),
  $isoDayOfWeek: datePart('$isoDayOfWeek', isoDayOfWeek),
  $isoWeek: datePart('$isoWeek', isoWeek),
  $isoWeekYear: datePart('$isoWeekYear', isoWeekYear),
  $millisecond: datePart('$millisecond', (date) => date.getUTCMilliseconds()),
  $minute: datePart('$minute', (date) => date.getUTCMinutes()),
  $month: datePart('$month', (date) => date.getUTCMonth() + 1),
  $second: datePart('$second', (date) => date.getUTCSeconds()),
  $week: datePart('$week', weekOfYear),
  $year: datePart('$year', (date) => date.getUTCFullYear()),
  $dateToString,
  $dateFromString,
  $dateFromParts,
}
