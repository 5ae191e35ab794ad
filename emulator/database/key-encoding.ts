import { createHash } from 'node:crypto'
import { ObjectId } from 'bson'
import { isPlainObject, stringifyEjson } from '../protocol/ejson'

/*
 * Order-preserving bytes for any stored value, so that comparing two encodings byte by byte gives MongoDB's order
 * (its manual, "Comparison/Sort Order"). Every encoding is prefix-free: none is the beginning of another. That is what
 * lets components be joined into compound keys and inverted for descending order.
 */

/** The first byte of each type, in MongoDB's order. */
const TYPE = {
  emptyArray: 0x08,
  null: 0x10,
  number: 0x20,
  string: 0x30,
  object: 0x40,
  array: 0x48,
  binary: 0x50,
  objectId: 0x58,
  boolean: 0x60,
  date: 0x68,
  pattern: 0x70,
  other: 0x78,
} as const

const scratch = Buffer.alloc(9)

function encodeDouble(type: number, value: number): Buffer {
  scratch[0] = type
  // MongoDB puts NaN before every number, and makes no difference between 0 and -0.
  scratch.writeDoubleBE(Number.isNaN(value) ? -Infinity : value + 0, 1)
  const negative = ((scratch[1] ?? 0) & 0x80) !== 0
  for (let i = 1; i < 9; i++) scratch[i] = (scratch[i] ?? 0) ^ (negative ? 0xff : i === 1 ? 0x80 : 0)
  if (Number.isNaN(value)) scratch.fill(0, 1)
  return Buffer.from(scratch)
}

function encodeBytes(type: number, bytes: Buffer): Buffer {
  if (!bytes.includes(0)) return Buffer.concat([Buffer.of(type), bytes, Buffer.of(0, 0)])
  const out = [type]
  for (const byte of bytes) {
    out.push(byte)
    if (byte === 0) out.push(0xff)
  }
  out.push(0, 0)
  return Buffer.from(out)
}

function encodeObject(value: Record<string, unknown>): Buffer {
  const parts: Uint8Array[] = [Buffer.of(TYPE.object)]
  for (const key of Object.keys(value)) {
    const encoded = encodeValue(value[key])
    // MongoDB compares a field's type first, then its name, then its value.
    parts.push(encoded.subarray(0, 1), encodeBytes(TYPE.string, Buffer.from(key)), encoded)
  }
  parts.push(Buffer.of(0))
  return Buffer.concat(parts)
}

/** Encodes one value; `undefined` counts as null. */
export function encodeValue(value: unknown): Buffer {
  if (value === null || value === undefined) return Buffer.of(TYPE.null)
  if (typeof value === 'number') return encodeDouble(TYPE.number, value)
  if (typeof value === 'string') return encodeBytes(TYPE.string, Buffer.from(value))
  if (typeof value === 'boolean') return Buffer.of(TYPE.boolean, value ? 1 : 0)
  if (value instanceof Date) return encodeDouble(TYPE.date, value.getTime())
  if (Array.isArray(value)) {
    return Buffer.concat([Buffer.of(TYPE.array), ...value.map((item) => encodeValue(item)), Buffer.of(0)])
  }
  if (value instanceof RegExp) return encodeBytes(TYPE.pattern, Buffer.from(`${value.source}/${value.flags}`))
  if (value instanceof Uint8Array) return encodeBytes(TYPE.binary, Buffer.from(value))
  if (isPlainObject(value)) return encodeObject(value)
  if (value instanceof ObjectId) return encodeBytes(TYPE.objectId, Buffer.from(value.id))
  return encodeBytes(TYPE.other, Buffer.from(stringifyEjson(value)))
}

/** A component of an index key: at most `cap + 16` bytes. */
export interface Component {
  bytes: Buffer
  /** How many leading bytes keep the order: all of them, unless the value was too long and ends in its hash. */
  ordered: number
}

/** Encodes a value for an index key. A value longer than `cap` keeps its beginning and a hash: equality stays exact. */
export function encodeComponent(value: unknown, cap: number): Component {
  const bytes = Array.isArray(value) && value.length === 0 ? Buffer.of(TYPE.emptyArray) : encodeValue(value)
  if (bytes.length <= cap) return { bytes, ordered: bytes.length }
  const hash = createHash('sha256').update(bytes).digest().subarray(0, 16)
  return { bytes: Buffer.concat([bytes.subarray(0, cap), hash]), ordered: cap }
}

/** Turns ascending bytes into descending ones (and back). */
export function invert(bytes: Uint8Array): Buffer {
  const out = Buffer.alloc(bytes.length)
  for (let i = 0; i < bytes.length; i++) out[i] = 0xff - (bytes[i] ?? 0)
  return out
}

/** The smallest key greater than every key that begins with `prefix`. */
export function successor(prefix: Uint8Array): Buffer {
  let end = prefix.length
  while (end > 0 && prefix[end - 1] === 0xff) end--
  if (end === 0) return Buffer.alloc(64, 0xff)
  const out = Buffer.from(prefix.subarray(0, end))
  out[end - 1] = (out[end - 1] ?? 0) + 1
  return out
}

/** MongoDB's order of two values: negative, zero or positive. */
export function compareValues(left: unknown, right: unknown): number {
  return Buffer.compare(encodeValue(left), encodeValue(right))
}
