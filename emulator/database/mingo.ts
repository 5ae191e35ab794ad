import { Context, evalExpr } from 'mingo/core'
import * as accumulator from 'mingo/operators/accumulator'
import * as expression from 'mingo/operators/expression'
import * as pipeline from 'mingo/operators/pipeline'
import * as projection from 'mingo/operators/projection'
import * as query from 'mingo/operators/query'
import * as window from 'mingo/operators/window'
import { Query } from 'mingo/query'
import type { Options } from 'mingo/types'
import { MingoError, resolve } from 'mingo/util'
import { isPlainObject } from '../protocol/ejson'
import { CloudError, refusals } from '../protocol/errors'
import { compareValues } from './key-encoding'

const LOGICAL = new Set(['$and', '$or', '$nor'])

/** mingo 7.2.7 lets scalars match `$elemMatch: {field: …}`; MongoDB only tries documents there. */
const $elemMatch = (selector: string, criteria: Record<string, unknown>, options: Options) => {
  const onValues = Object.keys(criteria).some((key) => key.startsWith('$') && !LOGICAL.has(key))
  const inner = new Query(onValues ? { value: criteria } : criteria, options)
  return (document: unknown): boolean => {
    const array = resolve(document as Record<string, unknown>, selector, { unwrapArray: true })
    if (!Array.isArray(array)) return false
    return array.some((item: unknown) => {
      if (onValues) return inner.test({ value: item })
      return item !== null && typeof item === 'object' && inner.test(item as Record<string, unknown>)
    })
  }
}

/** mingo 7.2.7 also divides text and dates; MongoDB only numbers. */
const $mod = (selector: string, operand: unknown, options: Options) => {
  const matches = query.$mod(selector, operand, options)
  return (document: unknown): boolean => {
    const value = resolve(document as Record<string, unknown>, selector, { unwrapArray: true })
    const numeric = Array.isArray(value) ? value.some((item) => typeof item === 'number') : typeof value === 'number'
    return numeric && matches(document as Record<string, unknown>)
  }
}

/** In expressions MongoDB compares any two values by its order of types; mingo 7.2.7 only values of one type. */
const comparing = (holds: (order: number) => unknown) => (document: unknown, operands: unknown, options: Options) => {
  const values: unknown = evalExpr(document, operands, options)
  if (!Array.isArray(values) || values.length !== 2) throw refusals.badRequest('a comparison needs two values')
  return holds(compareValues(values[0], values[1]))
}

const comparisons = {
  $gt: comparing((order) => order > 0),
  $gte: comparing((order) => order >= 0),
  $lt: comparing((order) => order < 0),
  $lte: comparing((order) => order <= 0),
  $cmp: comparing(Math.sign),
}

const { $lookup: _own, $out: _out, $merge: _merge, ...stages } = pipeline

/** Every operator mingo does right. `$lookup` is ours (aggregate.ts); stages that write are not part of the service. */
const context = Context.init({
  accumulator,
  expression: { ...expression, ...comparisons },
  pipeline: stages,
  projection,
  query: { ...query, $elemMatch, $mod },
  window,
})

/** How mingo is called everywhere: no scripts from a query. */
export const mingoOptions = { context, scriptEnabled: false }

const NOT_YET = new Set([
  '$near',
  '$nearSphere',
  '$geoWithin',
  '$geoIntersects',
  '$geoNear',
  '$jsonSchema',
  '$text',
  '$where',
  '$function',
  '$accumulator',
])

const LISTS = ['$in', '$nin', '$all']

/** Refuses a filter whose operators have operands of the wrong kind, which mingo would trip over or let pass. */
export function checkFilter(filter: Record<string, unknown>): void {
  for (const [key, operand] of Object.entries(filter)) {
    if (LOGICAL.has(key)) {
      if (!Array.isArray(operand) || operand.length === 0 || !operand.every(isPlainObject)) {
        throw refusals.badRequest(`${key} must be a nonempty array of conditions`)
      }
      operand.forEach(checkFilter)
    } else if (isPlainObject(operand)) {
      const wrong = LISTS.find((name) => name in operand && !Array.isArray(operand[name]))
      if (wrong !== undefined) throw refusals.badRequest(`${wrong} of '${key}' needs an array`)
    }
  }
}

/** Refuses, by name, operators the emulator does not implement, wherever they stand. */
export function refuseUnknown(value: unknown): void {
  if (Array.isArray(value)) value.forEach(refuseUnknown)
  if (!isPlainObject(value)) return
  for (const key of Object.keys(value)) {
    if (NOT_YET.has(key)) throw refusals.badRequest(`${key} is not implemented by the local cloud yet`)
    refuseUnknown(value[key])
  }
}

/** Runs mingo and turns its complaints about a request into the service's error; anything else is a bug of ours. */
export function asRequest<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof CloudError) throw error
    if (error instanceof MingoError || error instanceof SyntaxError) throw refusals.badRequest(error.message)
    throw error
  }
}
