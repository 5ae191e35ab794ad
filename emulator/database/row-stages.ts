import { evalExpr } from 'mingo/core'
import type { Options } from 'mingo/types'
import { isPlainObject, stringifyEjson } from '../protocol/ejson'
import { refusals } from '../protocol/errors'
import { readAccumulator } from './accumulators'
import { bsonType } from './bson-types'
import { compareValues } from './key-encoding'

/* Stages on rows where mingo's differ from MongoDB's. None changes a row it was given. */

type Document = Record<string, unknown>

const refuse = refusals.badRequest

/** Reads the fields of a group, and gives what works them out on its rows. */
function folding(fields: Document, options: Options): (rows: Document[]) => Document {
  const wanted = Object.entries(fields).map(([field, value]) => ({ field, ...readAccumulator(field, value) }))
  return (rows) =>
    Object.fromEntries(wanted.map(({ field, name, operand }) => [field, evalExpr(rows, { [name]: operand }, options)]))
}

/** `$group`: rows with equal ids together; a missing id is null, and the order of an id's keys counts. */
export function groupRows(rows: readonly Document[], stage: unknown, options: Options): Document[] {
  if (!isPlainObject(stage)) throw refuse("a group's fields must be specified in an object")
  const { _id: id, ...fields } = stage
  if (!Object.hasOwn(stage, '_id')) throw refuse('a group specification must include an _id')
  const fold = folding(fields, options)
  const groups = new Map<string, { id: unknown; rows: Document[] }>()
  for (const row of rows) {
    const value: unknown = evalExpr(row, id, options) ?? null
    const key = stringifyEjson(value)
    const group = groups.get(key) ?? { id: value, rows: [] }
    group.rows.push(row)
    groups.set(key, group)
  }
  return [...groups.values()].map((group) => ({ _id: group.id, ...fold(group.rows) }))
}

/** `$bucketAuto`: rows in the order of a value, in about as many to each bucket; equal values stay together. */
export function bucketRows(rows: readonly Document[], stage: unknown, options: Options): Document[] {
  const { groupBy, buckets, output = { count: { $sum: 1 } } } = isPlainObject(stage) ? stage : {}
  if (groupBy === undefined || buckets === undefined) {
    throw refuse("$bucketAuto requires 'groupBy' and 'buckets' to be specified")
  }
  if (typeof buckets !== 'number' || !Number.isInteger(buckets)) {
    const found = stringifyEjson(buckets)
    throw refuse(`The $bucketAuto 'buckets' field must be representable as a 32-bit integer, but found ${found}`)
  }
  if (buckets <= 0) throw refuse(`The $bucketAuto 'buckets' field must be greater than 0, but found: ${buckets}`)
  if (!isPlainObject(output)) throw refuse("The $bucketAuto 'output' field must be an object")
  const fold = folding(output, options)
  const sorted = rows
    .map((row) => ({ row, value: evalExpr(row, groupBy, options) ?? null }))
    .sort((one, other) => compareValues(one.value, other.value))
  const size = Math.max(1, Math.round(sorted.length / buckets))
  const out: Document[] = []
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    to = out.length === buckets - 1 ? sorted.length : from + size
    while (to < sorted.length && compareValues(sorted[to - 1]?.value, sorted[to]?.value) === 0) to++
    const held = sorted.slice(from, to)
    const max = (sorted[to] ?? held.at(-1))?.value
    out.push({ _id: { min: held[0]?.value, max }, ...fold(held.map(({ row }) => row)) })
  }
  return out
}

/** `$sample`: so many rows, each at most once, in any order. */
export function sampleRows(rows: readonly Document[], stage: unknown): Document[] {
  const size = isPlainObject(stage) ? stage['size'] : undefined
  if (typeof size !== 'number') throw refuse('size argument to $sample must be a number')
  if (size < 0) throw refuse('size argument to $sample must not be negative')
  const shuffled = rows.map((row) => ({ row, place: Math.random() })).sort((one, other) => one.place - other.place)
  return shuffled.slice(0, Math.trunc(size)).map(({ row }) => row)
}

/** The value a dotted path leads to, through objects only. */
function valueAt(row: unknown, parts: readonly string[]): unknown {
  return parts.reduce<unknown>(
    (value, part) => (isPlainObject(value) && Object.hasOwn(value, part) ? value[part] : undefined),
    row,
  )
}

/** A copy of a row with a value at a path through objects; `undefined` takes the field away. */
function withValue(row: Document, parts: readonly string[], value: unknown): Document {
  const [head = '', ...tail] = parts
  if (tail.length > 0) {
    const inner = row[head]
    if (!isPlainObject(inner) && value === undefined) return row
    return { ...row, [head]: withValue(isPlainObject(inner) ? inner : {}, tail, value) }
  }
  if (value !== undefined) return { ...row, [head]: value }
  const { [head]: _gone, ...rest } = row
  return rest
}

function readUnwind(stage: unknown): { parts: string[]; preserve: boolean; place: string[] | null } {
  const {
    path,
    includeArrayIndex,
    preserveNullAndEmptyArrays = false,
  } = typeof stage === 'string' ? { path: stage } : isPlainObject(stage) ? (stage as Document) : {}
  if (path === undefined) throw refuse('no path specified to $unwind stage')
  if (typeof path !== 'string') throw refuse(`expected a string as the path for $unwind stage, got ${bsonType(path)}`)
  if (!path.startsWith('$')) throw refuse("path option to $unwind stage should be prefixed with a '$': " + path)
  if (typeof preserveNullAndEmptyArrays !== 'boolean') {
    throw refuse('expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage')
  }
  if (includeArrayIndex !== undefined && (typeof includeArrayIndex !== 'string' || includeArrayIndex === '')) {
    throw refuse('expected a non-empty string for the includeArrayIndex  option to $unwind stage')
  }
  if (includeArrayIndex?.startsWith('$')) {
    throw refuse(`includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${includeArrayIndex}`)
  }
  return {
    parts: path.slice(1).split('.'),
    preserve: preserveNullAndEmptyArrays,
    place: includeArrayIndex?.split('.') ?? null,
  }
}

/** `$unwind`: a row for each element. What is no list counts as its only element; nothing and `[]` give no row. */
export function unwindRows(rows: readonly Document[], stage: unknown): Document[] {
  const { parts, preserve, place } = readUnwind(stage)
  const placed = (row: Document, index: number | null) => (place ? withValue(row, place, index) : row)
  return rows.flatMap((row) => {
    const value = valueAt(row, parts)
    if (Array.isArray(value) && value.length > 0) {
      return value.map((item: unknown, i) => placed(withValue(row, parts, item ?? null), i))
    }
    if (Array.isArray(value)) return preserve ? [placed(withValue(row, parts, undefined), null)] : []
    return preserve || (value !== null && value !== undefined) ? [placed(row, null)] : []
  })
}

/** Sets the fields of one level; an object without operators names fields further down, in each element of a list. */
function withFields(target: unknown, fields: Document, row: Document, options: Options): unknown {
  if (Array.isArray(target)) return target.map((item: unknown) => withFields(item, fields, row, options))
  let out: Document = isPlainObject(target) ? target : {}
  for (const [path, expression] of Object.entries(fields)) {
    const [head = '', ...tail] = path.split('.')
    const deeper = tail.length > 0 ? { [tail.join('.')]: expression } : expression
    const value: unknown = isNamingFields(deeper)
      ? withFields(out[head], deeper, row, options)
      : evalExpr(row, deeper, options)
    out = withValue(out, [head], value)
  }
  return out
}

function isNamingFields(value: unknown): value is Document {
  if (!isPlainObject(value)) return false
  const [first] = Object.keys(value)
  return first !== undefined && !first.startsWith('$')
}

/** `$addFields`: each value is worked out on the row as it came. */
export function addFields(rows: readonly Document[], stage: unknown, options: Options): Document[] {
  if (!isPlainObject(stage)) throw refuse('$addFields specification stage must be an object')
  if (Object.keys(stage).length === 0)
    throw refuse('Invalid $addFields :: caused by :: specification must have at least one field')
  return rows.map((row) => withFields(row, stage, row, options) as Document)
}

/** The fields a projection names, those with a dotted path inside the field it begins with. */
function fieldsOf(stage: Document): Document {
  const fields: Document = {}
  for (const [path, value] of Object.entries(stage)) {
    const [head = path, ...tail] = path.split('.')
    const inside = fields[head]
    fields[head] = tail.length === 0 ? value : { ...(isPlainObject(inside) ? inside : {}), [tail.join('.')]: value }
  }
  return fields
}

/**
 * Puts the fields of a projected row in MongoDB's order: those taken over as the row had them, those worked out as the
 * stage names them, and so inside each field too. mingo answers them by name.
 */
function inOrder(value: unknown, source: unknown, stage: Document): unknown {
  if (Array.isArray(value)) {
    const sources: unknown[] = Array.isArray(source) ? source : []
    return value.map((item, i) => inOrder(item, sources[i], stage))
  }
  if (!isPlainObject(value)) return value
  const fields = fieldsOf(stage)
  const had = isPlainObject(source) ? source : {}
  const isTaken = (field: string) =>
    isNamingFields(fields[field]) || (typeof fields[field] !== 'string' && !isPlainObject(fields[field]))
  const names = [...Object.keys(had).filter(isTaken), ...Object.keys(fields), ...Object.keys(value)]
  return Object.fromEntries(
    names
      .filter((name) => Object.hasOwn(value, name))
      .map((name) => {
        const inside = fields[name]
        return [name, isNamingFields(inside) ? inOrder(value[name], had[name], inside) : value[name]]
      }),
  )
}

/** A projected row with its fields in MongoDB's order, `_id` first. */
export function inProjectedOrder(row: Document, source: Document | undefined, stage: Document): Document {
  const ordered = inOrder(row, source, stage) as Document
  return '_id' in row ? { _id: row['_id'], ...ordered } : ordered
}
