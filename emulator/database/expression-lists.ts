import { evalExpr } from 'mingo/core'
import { isPlainObject, stringifyEjson } from '../protocol/ejson'
import { refusals } from '../protocol/errors'
import { bsonType } from './bson-types'
import { equalTo } from './equality'
import { argumentsOf, type Expression, isNothing, isTrue, valuesIn } from './expression'

/* Expressions on lists, sets, objects and conditions where mingo's differ from MongoDB's. */

const refuse = refusals.badRequest

function listOf(name: string, value: unknown, place = ''): unknown[] {
  if (Array.isArray(value)) return value as unknown[]
  throw refuse(`${name} requires an array${place}, found: ${bsonType(value)}`)
}

/** Each value once, in the order of their first. Text of EJSON tells types and the order of keys apart, as MongoDB does. */
export function distinct(values: readonly unknown[]): unknown[] {
  return [...new Map(values.map((value) => [stringifyEjson(value), value])).values()]
}

const $size: Expression = (...call) => {
  const [value] = argumentsOf('$size', call, 1)
  if (!Array.isArray(value)) {
    throw refuse(`The argument to $size must be an array, but was of type: ${bsonType(value)}`)
  }
  return value.length
}

const $in: Expression = (...call) => {
  const [value, list] = argumentsOf('$in', call, 2)
  return listOf('$in', list, ' as a second argument').some(sameAs(value))
}

/** Equality of expressions: other than in a query, a missing value is not null. */
function sameAs(value: unknown): (other: unknown) => boolean {
  const same = equalTo(value)
  return (other) => (value === undefined) === (other === undefined) && same(other)
}

const $indexOfArray: Expression = (...call) => {
  const [list, value, start = 0, end = Infinity] = argumentsOf('$indexOfArray', call, 2, 4)
  if (isNothing(list)) return null
  const items = listOf('$indexOfArray', list, ' as a first argument')
  for (const bound of [start, end]) {
    if (typeof bound !== 'number' || (bound !== Infinity && !Number.isInteger(bound)) || bound < 0) {
      throw refuse(`$indexOfArray requires a nonnegative integral index, found: ${stringifyEjson(bound)}`)
    }
  }
  const same = sameAs(value)
  return items.findIndex((item, i) => i >= Number(start) && i < Number(end) && same(item))
}

/** `[list, n]` or `[list, position, n]`; null of nothing. */
const $slice: Expression = (...call) => {
  const values = argumentsOf('$slice', call, 2, 3)
  if (values.some(isNothing)) return null
  const [list, first, second] = values
  if (!Array.isArray(list)) throw refuse(`First argument to $slice must be an array, but is of type: ${bsonType(list)}`)
  for (const [value, place] of [
    [first, 'Second'],
    [second ?? 0, 'Third'],
  ] as const) {
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      throw refuse(`${place} argument to $slice can't be represented as a 32-bit integer: ${stringifyEjson(value)}`)
    }
  }
  const items = list as unknown[]
  const position = Number(first)
  if (values.length === 2) return position < 0 ? items.slice(position) : items.slice(0, position)
  const count = Number(second)
  if (count <= 0) throw refuse(`Third argument to $slice must be positive: ${count}`)
  const from = position < 0 ? Math.max(0, items.length + position) : position
  return items.slice(from, from + count)
}

/** Lists by their places; defaults stand for what a shorter list has no longer, not for its nulls. */
const $zip: Expression = (document, operand, options) => {
  const { inputs, useLongestLength = false, defaults } = isPlainObject(operand) ? operand : {}
  if (!Array.isArray(inputs)) throw refuse('inputs must be an array of expressions')
  if (inputs.length === 0) throw refuse('$zip requires at least one input array')
  if (typeof useLongestLength !== 'boolean') throw refuse('useLongestLength must be a bool')
  if (defaults !== undefined && !useLongestLength) {
    throw refuse('cannot specify defaults unless useLongestLength is true')
  }
  if (defaults !== undefined && (!Array.isArray(defaults) || defaults.length !== inputs.length)) {
    throw refuse('defaults and inputs must have the same length')
  }
  const lists = inputs.map((input: unknown) => evalExpr(document, input, options))
  if (lists.some(isNothing)) return null
  const rows = lists.map((list) => listOf('$zip', list))
  const fallbacks = evalExpr(document, defaults ?? [], options) as unknown[]
  const lengths = rows.map((row) => row.length)
  const length = useLongestLength ? Math.max(...lengths) : Math.min(...lengths)
  return Array.from({ length }, (_, at) => rows.map((row, i) => (at < row.length ? row[at] : fallbacks[i]) ?? null))
}

/** Folds a list. `$$this` and `$$value` are bound by `$let`: mingo's own lets an outer `$$this` through. */
const $reduce: Expression = (document, operand, options) => {
  const { input, initialValue, in: step } = isPlainObject(operand) ? operand : {}
  for (const [name, value] of Object.entries({ input, initialValue, in: step })) {
    if (value === undefined) throw refuse(`$reduce requires '${name}' to be specified`)
  }
  const list: unknown = evalExpr(document, input, options)
  if (isNothing(list)) return null
  if (!Array.isArray(list)) throw refuse(`$reduce requires that 'input' be an array, found: ${stringifyEjson(list)}`)
  return list.reduce<unknown>(
    (value, item: unknown) => {
      const vars = { this: { $literal: item }, value: { $literal: value } }
      return evalExpr(document, { $let: { vars, in: step } }, options)
    },
    evalExpr(document, initialValue, options),
  )
}

/** Key and value of one element: `[key, value]`, or `{k, v}`. */
function pairOf(item: unknown): [string, unknown] {
  if (Array.isArray(item)) {
    if (item.length !== 2) {
      throw refuse(`$arrayToObject requires an array of size 2 arrays,found array of size: ${item.length}`)
    }
    if (typeof item[0] === 'string') return [item[0], item[1]]
    throw refuse(
      `$arrayToObject requires an array of key-value pairs, where the key must be of type string. Found key type: ${bsonType(item[0])}`,
    )
  }
  if (!isPlainObject(item)) throw refuse(`Unrecognised input type format for $arrayToObject: ${bsonType(item)}`)
  if (Object.keys(item).length !== 2 || !('k' in item) || !('v' in item)) {
    throw refuse("$arrayToObject requires an object with keys 'k' and 'v'.")
  }
  if (typeof item['k'] === 'string') return [item['k'], item['v']]
  throw refuse(
    `$arrayToObject requires an object with keys 'k' and 'v', where the value of 'k' must be of type string. Found type: ${bsonType(item['k'])}`,
  )
}

const $arrayToObject: Expression = (...call) => {
  const [list] = argumentsOf('$arrayToObject', call, 1)
  if (isNothing(list)) return null
  if (!Array.isArray(list)) throw refuse(`$arrayToObject requires an array input, found: ${bsonType(list)}`)
  return Object.fromEntries(list.map(pairOf))
}

/** Sets: null when one of them is nothing. */
function sets(name: string, most: number, join: (lists: unknown[][]) => unknown): Expression {
  return (...call) => {
    const values = argumentsOf(name, call, most === 2 ? 2 : 0, most)
    for (const value of values) {
      if (isNothing(value)) return null
      if (!Array.isArray(value))
        throw refuse(`All operands of ${name} must be arrays. One argument is of type: ${bsonType(value)}`)
    }
    return join(values as unknown[][])
  }
}

const holds = (list: readonly unknown[]) => {
  const texts = new Set(list.map(stringifyEjson))
  return (value: unknown) => texts.has(stringifyEjson(value))
}

/** Objects into one, the later fields first; what is nothing is passed over. */
const $mergeObjects: Expression = (document, operand, options) => {
  // As an accumulator it is given the rows of a group.
  const values = Array.isArray(document)
    ? valuesIn(document, operand, options)
    : argumentsOf('$mergeObjects', [document, operand, options], 0, Infinity)
  return Object.assign(
    {},
    ...values.map((value) => {
      if (isNothing(value) || isPlainObject(value)) return value
      throw refuse(
        `$mergeObjects requires object inputs, but input ${stringifyEjson(value)} is of type ${bsonType(value)}`,
      )
    }),
  ) as unknown
}

/** The first branch that is true, else the default; none is an error. */
const $switch: Expression = (document, operand, options) => {
  const { branches, default: other } = isPlainObject(operand) ? operand : {}
  if (!Array.isArray(branches) || branches.length === 0) throw refuse('$switch requires at least one branch.')
  for (const branch of branches as unknown[]) {
    const { case: condition, then } = isPlainObject(branch) ? branch : {}
    if (condition === undefined) throw refuse("$switch requires each branch have a 'case' expression")
    if (then === undefined) throw refuse("$switch requires each branch have a 'then' expression.")
    if (isTrue(evalExpr(document, condition, options))) return evalExpr(document, then, options)
  }
  if (other !== undefined) return evalExpr(document, other, options)
  throw refuse('$switch could not find a matching branch for an input, and no default was specified.')
}

/** The expressions on lists, sets, objects and conditions. */
export const listExpressions: Readonly<Record<string, Expression>> = {
  $size,
  $in,
  $indexOfArray,
  $slice,
  $zip,
  $reduce,
  $arrayToObject,
  $mergeObjects,
  $switch,
  $not: (...call) => !isTrue(argumentsOf('$not', call, 1)[0]),
  $setUnion: sets('$setUnion', Infinity, (lists) => distinct(lists.flat())),
  $setIntersection: sets('$setIntersection', Infinity, ([first = [], ...others]) => {
    const tests = others.map(holds)
    return distinct(first).filter((value) => tests.every((test) => test(value)))
  }),
  $setDifference: sets('$setDifference', 2, ([first = [], second = []]) => {
    const gone = holds(second)
    return distinct(first).filter((value) => !gone(value))
  }),
}
