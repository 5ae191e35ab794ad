import { evalExpr } from 'mingo/core'
import type { Options } from 'mingo/types'
import { resolve } from 'mingo/util'
import { isPlainObject } from '../protocol/ejson'
import { refusals } from '../protocol/errors'
import type { Collection } from './catalog'
import type { Finder, Reader } from './find'
import { encodeValue } from './key-encoding'
import { asRequest, mingoOptions } from './mingo'
import { valuesAt } from './paths'
import { choosePlan } from './planner'
import type { Stage, Variables } from './stages'

type Document = Record<string, unknown>

/** A `$lookup` stage as it is written. */
export interface Lookup {
  from: string
  as: string
  localField: string | undefined
  foreignField: string | undefined
  bindings: Document
  pipeline: unknown
}

/** Reads both forms of `$lookup`: by fields, by `let` and pipeline, or both together. */
export function readLookup(value: unknown): Lookup {
  if (!isPlainObject(value)) throw refusals.badRequest('$lookup needs an object')
  const { from, as, localField, foreignField, let: bindings = {}, pipeline } = value
  if (typeof from !== 'string' || typeof as !== 'string') throw refusals.badRequest('$lookup needs from and as')
  const byFields = typeof localField === 'string' && typeof foreignField === 'string'
  if (!byFields && pipeline === undefined) {
    throw refusals.badRequest('$lookup needs localField and foreignField, or a pipeline')
  }
  return {
    from,
    as,
    localField: byFields ? localField : undefined,
    foreignField: byFields ? foreignField : undefined,
    bindings: isPlainObject(bindings) ? bindings : {},
    pipeline: pipeline ?? [],
  }
}

/** How a join runs its two kinds of reads. */
export interface JoinRunner {
  /** The whole sub-pipeline on the foreign collection. */
  pipeline: (stages: readonly Stage[], variables: Variables) => Document[]
  /** Its stages on rows already found. */
  stages: (rows: Document[], stages: readonly Stage[], variables: Variables) => Document[]
}

/** Prepares a join so that each distinct set of values is looked up once, and a constant sub-pipeline runs once. */
export function joiner(
  lookup: Lookup,
  stages: readonly Stage[],
  outer: Variables,
  matching: ((values: unknown[]) => Document[]) | null,
  runner: JoinRunner,
): (row: Document) => Document[] {
  const { localField, bindings } = lookup
  const options = { ...mingoOptions, variables: outer } as unknown as Options
  const known = new Map<string, Document[]>()
  return (row) => {
    const own: Document = {}
    for (const [name, expression] of Object.entries(bindings)) {
      own[name] = asRequest(() => evalExpr(row, expression, options))
    }
    const values = localField === undefined ? null : localValues(row, localField)
    const key = encodeValue([values, own]).toString('latin1')
    let result = known.get(key)
    if (!result) {
      const variables = { ...outer, ...own }
      result =
        values && matching ? runner.stages(matching(values), stages, variables) : runner.pipeline(stages, variables)
      known.set(key, result)
    }
    return result
  }
}

/** The values a join compares: the elements of an array, or the one value; a missing field joins as null. */
function localValues(row: Document, path: string): unknown[] {
  const value: unknown = resolve(row, path)
  if (!Array.isArray(value)) return [value ?? null]
  return value
}

/** Finds foreign documents by values: through an index where there is one, else by one pass over the collection. */
export function foreignMatcher(
  foreign: Collection,
  field: string,
  finder: Finder,
  reader: Reader,
): (values: unknown[]) => Document[] {
  if (choosePlan(foreign.indexes, { [field]: '' }, [], false).bounded) {
    return (values) => {
      const filter = { [field]: values.length === 1 ? values[0] : { $in: values } }
      return finder.find({ collection: foreign, filter }, reader).map(({ document }) => document)
    }
  }
  let byValue: Map<string, Document[]> | null = null
  return (values) => {
    byValue ??= groupByValue(finder.findUnserved(foreign, { [field]: '' }, reader), field)
    const found = new Set<Document>()
    for (const value of values) for (const row of byValue.get(valueKey(value)) ?? []) found.add(row)
    return [...found]
  }
}

function valueKey(value: unknown): string {
  return encodeValue(value).toString('latin1')
}

function groupByValue(rows: Document[], field: string): Map<string, Document[]> {
  const groups = new Map<string, Document[]>()
  for (const row of rows) {
    for (const key of new Set(valuesAt(row, field).values.map(valueKey))) {
      const group = groups.get(key)
      if (group) group.push(row)
      else groups.set(key, [row])
    }
  }
  return groups
}
