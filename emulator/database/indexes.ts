import { isPlainObject, parseEjson, stringifyEjson } from '../protocol/ejson'
import { refusals } from '../protocol/errors'
import type { Collection, Index } from './catalog'
import { cellsOf } from './geo/cells'
import { asShape } from './geo/geometry'
import { type Component, encodeComponent, encodeValue, invert } from './key-encoding'
import { anyAt, valuesAt } from './paths'

/** A document with what belongs to it in storage. */
export interface Stored {
  /** Grows with each insert, so that unsorted reads give insertion order, as the real service does in practice. */
  record: number
  /** Relaxed EJSON: what is on disk and what the SDK is answered. */
  text: string
  document: Record<string, unknown>
}

// LMDB takes keys of up to 1,978 bytes; 12 are the index number and the record.
const KEY_BUDGET = 1900

/** The longest encoding of one component before it is cut and hashed. */
export function componentCap(index: Index): number {
  return Math.min(1000, Math.floor(KEY_BUDGET / index.keys.length) - 16)
}

/** Adds to what an index knows of its data; false when it knew all of it. */
export function learn(index: Index, { spread, lossy }: Pick<Entries, 'spread' | 'lossy'>): boolean {
  const known = (spread === null || index.multikey.includes(spread)) && (!lossy || index.lossy)
  if (spread !== null && !index.multikey.includes(spread)) index.multikey = [...index.multikey, spread]
  index.lossy ||= lossy
  return !known
}

/** The four bytes every entry of this index begins with. */
export function indexPrefix(index: Index): Buffer {
  const prefix = Buffer.alloc(4)
  prefix.writeUInt32BE(index.number)
  return prefix
}

/** The key of a document: its collection and its record. */
export function documentKey(collection: Collection, record: number): Buffer {
  const key = Buffer.alloc(12)
  key.writeUInt32BE(collection.number)
  key.writeBigUInt64BE(BigInt(record), 4)
  return key
}

/** The entries one document has in one index, before its record is added. */
export interface Entries {
  keys: Buffer[]
  /** The field that holds an array in this document, if one does. */
  spread: string | null
  lossy: boolean
}

/** Computes a document's index entries. Throws when two fields of a compound index hold arrays, as MongoDB does. */
export function entriesOf(index: Index, document: Record<string, unknown>): Entries {
  const cap = componentCap(index)
  let keys: Buffer[] = [indexPrefix(index)]
  let spreadPath: string | null = null
  let cells: string | null = null
  let lossy = false
  for (const [path, direction] of index.keys) {
    if (direction === '2dsphere') {
      const places = placesOf(document, path)
      if (places.length > 1) cells = path
      keys = keys.flatMap((key) => places.map((place) => Buffer.concat([key, place])))
      continue
    }
    const { values, spread } = valuesAt(document, path)
    if (spread && spreadPath !== null) {
      throw refusals.badRequest(`cannot index parallel arrays [${path}] [${spreadPath}]`)
    }
    if (spread) spreadPath = path
    const seen = new Map<string, Component>()
    for (const value of values) {
      const component = encodeComponent(value, cap)
      lossy ||= component.ordered < component.bytes.length
      seen.set(component.bytes.toString('latin1'), component)
    }
    const parts = [...seen.values()].map(({ bytes }) => (direction === 1 ? bytes : invert(bytes)))
    keys = keys.flatMap((key) => parts.map((part) => Buffer.concat([key, part])))
  }
  return { keys, spread: spreadPath ?? cells, lossy }
}

/** The cells a document's shapes are found under, encoded; null's encoding when it holds none. */
function placesOf(document: Record<string, unknown>, path: string): Buffer[] {
  const found = new Set<string>()
  const test = (value: unknown) => {
    const shape = asShape(value)
    if (shape) for (const cell of cellsOf(shape)) found.add(cell)
    else if (isPlainObject(value))
      throw refusals.badRequest(`Can't extract geo keys: ${stringifyEjson(value)} is no GeoJSON, or out of bounds`)
    return false
  }
  anyAt(document, path.split('.'), 0, { spread: true, test })
  return found.size === 0 ? [encodeValue(null)] : [...found].map(encodeValue)
}

/**
 * The stored key of an entry. Entries of a unique index end in one zero byte instead of the record: a second document
 * with the same values meets the same key, and no range boundary ever equals an existing key.
 */
export function entryKey(index: Index, key: Buffer, record: number): Buffer {
  if (index.unique) return Buffer.concat([key, Buffer.of(0)])
  const suffix = Buffer.alloc(8)
  suffix.writeBigUInt64BE(BigInt(record))
  return Buffer.concat([key, suffix])
}

/** The values of a duplicate key as MongoDB's message shows them: `{ owner: "x", at: null }`. */
export function describeKey(index: Index, document: Record<string, unknown>): string {
  const fields = index.keys.map(([path]) => `${path}: ${stringifyEjson(valuesAt(document, path).values[0] ?? null)}`)
  return `{ ${fields.join(', ')} }`
}

/** Decodes stored text. */
export function decodeDocument(text: string): Record<string, unknown> {
  return parseEjson(text, 0) as Record<string, unknown>
}
