import { Context, evalExpr } from 'mingo/core'
import * as expression from 'mingo/operators/expression'
import type { Options } from 'mingo/types'
import { MingoError } from 'mingo/util'
import { isPlainObject } from '../protocol/ejson'
import { CloudError, refusals } from '../protocol/errors'
import { compareValues } from './key-encoding'

type Expression = (document: Record<string, unknown>, operand: unknown, options: Options) => unknown

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

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** Weeks begin on Sundays, and days before the first one are in week 0; mingo 7.2.7 counts ISO weeks. */
const $week: Expression = (document, operand, options) => {
  const day = numberOf(expression.$dayOfYear(document, operand, options))
  const weekday = numberOf(expression.$dayOfWeek(document, operand, options))
  return day === null || weekday === null ? null : Math.floor((day + 7 - weekday) / 7)
}

/** The year an ISO week belongs to; mingo 7.2.7 only knows about the first of January. */
const $isoWeekYear: Expression = (document, operand, options) => {
  const week = numberOf(expression.$isoWeek(document, operand, options))
  const month = numberOf(expression.$month(document, operand, options))
  const year = numberOf(expression.$year(document, operand, options))
  if (week === null || month === null || year === null) return null
  if (week === 1 && month === 12) return year + 1
  return week > 50 && month === 1 ? year - 1 : year
}

/** The expressions a query or a pipeline may use. */
export const expressions = { ...expression, ...comparisons, $week, $isoWeekYear }

/** How mingo evaluates an expression: no scripts from a query. */
export const mingoOptions = { context: Context.init({ expression: expressions }), scriptEnabled: false }

const NOT_YET = new Set(['$where', '$function', '$accumulator', '$meta', '$text'])

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
