import { isPlainObject, stringifyEjson } from '../protocol/ejson'
import { refusals } from '../protocol/errors'
import { compareValues } from './key-encoding'
import { refuseUnknown } from './mingo'
import type { Sort } from './planner'

type Document = Record<string, unknown>

/** One stage of a pipeline: `{$name: …}`. */
export type Stage = Readonly<Record<string, unknown>>

/** The values a `let` gives to a sub-pipeline, by name. */
export type Variables = Readonly<Record<string, unknown>>

const NOT_YET = new Set([
  '$out',
  '$merge',
  '$graphLookup',
  '$unionWith',
  '$documents',
  '$setWindowFields',
  '$collStats',
  '$indexStats',
])

/** `$limit` and `$skip` take whole numbers, and `$limit` not 0. */
function checkCount(name: string, value: unknown): void {
  if (name !== '$limit' && name !== '$skip') return
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw refusals.badRequest(
      `invalid argument to ${name} stage: Expected an integer: ${name}: ${stringifyEjson(value)}`,
    )
  }
  if (name === '$limit' && value === 0) throw refusals.badRequest('the limit must be positive')
  if (value < 0) {
    throw refusals.badRequest(`invalid argument to ${name} stage: Expected a non-negative number in: ${name}: ${value}`)
  }
}

/** What mingo takes and MongoDB does not. */
function checkShape(name: string, value: unknown): void {
  if (name === '$count' && (typeof value !== 'string' || value === '')) {
    throw refusals.badRequest('the count field must be a non-empty string')
  }
  if (name === '$count' && /^\$|\./.test(String(value))) {
    throw refusals.badRequest("the count field cannot be a $-prefixed path or contain '.'")
  }
  if (name === '$sortByCount' && !isPlainObject(value) && !/^\$./.test(String(value))) {
    throw refusals.badRequest(
      'the sortByCount field must be defined as a $-prefixed path or an expression inside an object',
    )
  }
  if (name === '$project' && (!isPlainObject(value) || Object.keys(value).length === 0)) {
    throw refusals.badRequest('Invalid $project :: caused by :: specification must have at least one field')
  }
}

/** Reads a pipeline, the `whole` one or one inside another; what the emulator does not implement is refused by name. */
export function readStages(value: unknown, whole = false): Stage[] {
  if (!Array.isArray(value) || !value.every(isPlainObject))
    throw refusals.badRequest('a pipeline must be a list of stages')
  for (const [position, stage] of value.entries()) {
    const [name, ...more] = Object.keys(stage)
    if (name === undefined || more.length > 0) throw refusals.badRequest('a pipeline stage needs exactly one operator')
    if (NOT_YET.has(name)) throw refusals.badRequest(`${name} is not implemented by the local cloud yet`)
    if (name === '$geoNear' && (position > 0 || !whole)) {
      throw refusals.badRequest('$geoNear is only valid as the first stage in a pipeline.')
    }
    checkCount(name, stage[name])
    checkShape(name, stage[name])
    if (name !== '$match' && name !== '$lookup' && name !== '$facet') refuseUnknown(stage)
  }
  return value
}

/** Reads the order of a `$sort` stage. */
export function readSort(value: unknown): Sort {
  const entries = Object.entries(isPlainObject(value) ? value : {})
  if (entries.length === 0) throw refusals.badRequest('$sort needs at least one field')
  return entries.map(([path, direction]) => {
    if (direction === 1 || direction === -1) return [path, direction] as const
    throw refusals.badRequest(`$sort of ${path} must be 1 or -1`)
  })
}

/** `$bucket` as MongoDB explains it: a `$group` by `$switch`. mingo 7.2.7 puts a boundary's own value one bucket too low. */
function expandBucket(value: unknown): Stage[] {
  const { groupBy, boundaries, output, default: other } = isPlainObject(value) ? value : {}
  if (groupBy === undefined || !Array.isArray(boundaries) || boundaries.length < 2) {
    throw refusals.badRequest('$bucket needs groupBy and at least two boundaries')
  }
  for (const [i, boundary] of (boundaries as unknown[]).entries()) {
    if (i === 0 || compareValues(boundaries[i - 1], boundary) < 0) continue
    throw refusals.badRequest(
      `The 'boundaries' option to $bucket must be sorted, but elements ${i - 1} and ${i} are not in ascending order`,
    )
  }
  const branches = boundaries.slice(0, -1).map((from: unknown, i) => ({
    case: { $and: [{ $gte: [groupBy, from] }, { $lt: [groupBy, boundaries[i + 1] as unknown] }] },
    then: { $literal: from },
  }))
  const fallback = other === undefined ? {} : { default: { $literal: other } }
  const fields = isPlainObject(output) ? output : { count: { $sum: 1 } }
  return [{ $group: { _id: { $switch: { branches, ...fallback } }, ...fields } }, { $sort: { _id: 1 } }]
}

/** Puts simpler stages in the place of those mingo gets wrong. */
export function expandStages(stages: readonly Stage[]): Stage[] {
  return stages.flatMap((stage) => ('$bucket' in stage ? expandBucket(stage['$bucket']) : [stage]))
}

/**
 * `$expr: {$eq: ['$field', '$$variable']}` is how a sub-pipeline joins. With the variable's value known it implies a
 * plain equality, by which the planner may choose an index. Only values that compare alike in both are taken.
 */
export function impliedEqualities(filter: unknown, variables: Variables, out: Document = {}): Document {
  if (!isPlainObject(filter)) return out
  const { $and, $expr, $eq } = filter
  if (Array.isArray($and)) for (const part of $and) impliedEqualities(part, variables, out)
  impliedEqualities($expr, variables, out)
  if (!Array.isArray($eq) || $eq.length !== 2) return out
  const [left, right] = $eq as unknown[]
  for (const [field, other] of [
    [left, right],
    [right, left],
  ]) {
    if (typeof field !== 'string' || !/^\$[^$]/.test(field)) continue
    const value = typeof other === 'string' && other.startsWith('$$') ? variables[other.slice(2)] : other
    const isField = typeof value === 'string' && value === other && value.startsWith('$')
    if (!isField && (typeof value === 'string' || typeof value === 'number' || value instanceof Date)) {
      out[field.slice(1)] ??= value
    }
  }
  return out
}
