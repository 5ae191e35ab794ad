import { evalExpr } from 'mingo/core'
import * as mingo from 'mingo/operators/accumulator'
import type { Options } from 'mingo/types'
import { isPlainObject } from '../protocol/ejson'
import { refusals } from '../protocol/errors'
import { type Expression, isNothing, valuesIn } from './expression'
import { distinct } from './expression-lists'
import { compareValues } from './key-encoding'

/* Accumulators of groups, and the same names as expressions on lists, where mingo's differ from MongoDB's. */

type Fold = (values: readonly unknown[]) => unknown

const refuse = refusals.badRequest
const numbersIn = (values: readonly unknown[]) => values.filter((value) => typeof value === 'number')
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

/** The greatest or least value in MongoDB's order; nothing does not count. */
const extreme =
  (sign: 1 | -1): Fold =>
  (values) => {
    const there = values.filter((value) => !isNothing(value))
    return there.reduce((best, value) => (compareValues(value, best) * sign > 0 ? value : best), there[0]) ?? null
  }

/** The standard deviation; `sampled` divides by one less, so one value has none. */
const deviation =
  (sampled: boolean): Fold =>
  (values) => {
    const numbers = numbersIn(values)
    const count = numbers.length - (sampled ? 1 : 0)
    if (count <= 0) return null
    const mean = sum(numbers) / numbers.length
    return Math.sqrt(sum(numbers.map((number) => (number - mean) ** 2)) / count)
  }

/** What folds a list into one value, in a group and as an expression. */
const FOLDS: Readonly<Record<string, Fold>> = {
  $sum: (values) => sum(numbersIn(values)),
  $avg: (values) => {
    const numbers = numbersIn(values)
    return numbers.length === 0 ? null : sum(numbers) / numbers.length
  },
  $max: extreme(1),
  $min: extreme(-1),
  $stdDevPop: deviation(false),
  $stdDevSamp: deviation(true),
}

const present: Fold = (values) => values.filter((value) => value !== undefined)

/** What works on groups only; a missing value is not in the list, a null is. */
const LISTS: Readonly<Record<string, Fold>> = {
  $push: present,
  $addToSet: (values) => distinct(values.filter((value) => value !== undefined)),
}

function overRows(fold: Fold): (rows: unknown[], operand: unknown, options: Options) => unknown {
  return (rows, operand, options) => fold(valuesIn(rows, operand, options))
}

/** As an expression: several arguments, or one that may be a list. */
function overArguments(fold: Fold): Expression {
  return (document, operand, options) => {
    if (Array.isArray(document)) return overRows(fold)(document, operand, options)
    const list: unknown[] = Array.isArray(operand) ? operand : [operand]
    const values = list.map((one) => evalExpr(document, one, options))
    const [only] = values
    return fold(values.length === 1 && Array.isArray(only) ? only : values)
  }
}

const mapped = <In, Out>(record: Readonly<Record<string, In>>, change: (value: In) => Out) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))

/** The accumulators mingo is given: its own, and ours in their place. */
export const accumulators = { ...mingo, ...mapped(LISTS, overRows), ...mapped(FOLDS, overRows) }

/** The accumulators that are expressions too. */
export const foldingExpressions: Readonly<Record<string, Expression>> = mapped(FOLDS, overArguments)

/** Reads the field of a `$group`: one accumulator with one operand, which may stand in a list of its own. */
export function readAccumulator(field: string, value: unknown): { name: string; operand: unknown } {
  if (field.includes('.')) throw refuse(`The field name '${field}' cannot contain '.'`)
  if (field.startsWith('$')) throw refuse(`The field name '${field}' cannot be an operator name`)
  const [name, ...more] = isPlainObject(value) ? Object.keys(value) : []
  if (!isPlainObject(value) || !name?.startsWith('$')) {
    throw refuse(`The field '${field}' must be an accumulator object`)
  }
  if (more.length > 0) throw refuse(`The field '${field}' must specify one accumulator`)
  if (!Object.hasOwn(accumulators, name)) throw refuse(`unknown group operator '${name}'`)
  const operand = value[name]
  if (!Array.isArray(operand)) return { name, operand }
  if (operand.length !== 1) throw refuse(`The ${name} accumulator is a unary operator`)
  return { name, operand: operand[0] as unknown }
}
