import { EJSON, ObjectId } from 'bson'
import { refusals } from './errors'

/*
 * A small codec of our own beside bson's: EJSON.parse with its reviver and EJSON.stringify cost 5 to 10 times a plain
 * JSON.parse / JSON.stringify, and this is the hottest path of the whole emulator. Rare types still go through bson.
 */

type Json = Record<string, unknown>

/** True for an object that is neither an array, a date, a pattern nor a BSON value. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (value === null || typeof value !== 'object') return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const NUMBERS = new Set(['$numberInt', '$numberDouble', '$numberLong'])
const RARE = new Set([
  '$numberDecimal',
  '$binary',
  '$timestamp',
  '$minKey',
  '$maxKey',
  '$symbol',
  '$code',
  '$undefined',
])

function toNumber(value: unknown): number {
  return typeof value === 'string' || typeof value === 'number' ? Number(value) : NaN
}

function toDate(value: unknown): Date {
  if (isPlainObject(value)) return new Date(toNumber(value['$numberLong']))
  return new Date(typeof value === 'number' ? value : String(value))
}

/** JavaScript knows i, m, s and u; g and y would make a pattern remember its last match. */
function toPattern(value: unknown): RegExp {
  const { pattern, options } = isPlainObject(value) ? value : {}
  try {
    return new RegExp(String(pattern), (typeof options === 'string' ? options : '').replace(/[^imsu]/g, ''))
  } catch (error) {
    throw refusals.badRequest(
      `Regular expression is invalid: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function reviveTagged(tag: string, value: unknown, whole: Json, now: number): unknown {
  if (NUMBERS.has(tag)) return toNumber(value)
  if (tag === '$date') return toDate(value)
  if (tag === '$oid') return new ObjectId(String(value))
  if (tag === '$regularExpression') return toPattern(value)
  if (tag === '$tcb_server_date') {
    return new Date(now + toNumber(revive(isPlainObject(value) ? (value['offset'] ?? 0) : 0, now)))
  }
  if (RARE.has(tag)) return EJSON.deserialize(whole)
  return undefined
}

/** Revives in place: the input comes from JSON.parse and belongs to nobody else. */
function revive(value: unknown, now: number): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = revive(value[i], now)
    return value
  }
  const object = value as Json
  const keys = Object.keys(object)
  const first = keys[0]
  if (first !== undefined && keys.length === 1 && first.startsWith('$')) {
    const revived = reviveTagged(first, object[first], object, now)
    if (revived !== undefined) return revived
  }
  for (const key of keys) object[key] = revive(object[key], now)
  return object
}

/** Parses EJSON, canonical or relaxed; `now` (ms) stands for the service's own date (`$tcb_server_date`). */
export function parseEjson(text: string, now: number): unknown {
  const value: unknown = JSON.parse(text)
  return text.includes('"$') ? revive(value, now) : value
}

function toRelaxed(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value : { $numberDouble: Number.isNaN(value) ? 'NaN' : String(value) }
  }
  if (typeof value !== 'object') return undefined
  if (Array.isArray(value)) return value.map((item) => toRelaxed(item) ?? null)
  if (value instanceof Date) {
    const time = value.getTime()
    return { $date: time >= 0 && time < 253402300800000 ? value.toISOString() : { $numberLong: String(time) } }
  }
  if (value instanceof RegExp) return { $regularExpression: { pattern: value.source, options: value.flags } }
  if (!isPlainObject(value)) return EJSON.serialize(value, { relaxed: true })
  const out: Json = {}
  for (const key of Object.keys(value)) {
    const field = toRelaxed(value[key])
    if (field !== undefined) out[key] = field
  }
  return out
}

/** Writes relaxed EJSON: plain numbers, ISO dates. It is both what is stored and what the SDK is answered. */
export function stringifyEjson(value: unknown): string {
  return JSON.stringify(toRelaxed(value) ?? null)
}
