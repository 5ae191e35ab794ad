import * as mingo from 'mingo/operators/expression'
import { refusals } from '../protocol/errors'
import { foldingExpressions } from './accumulators'
import { argumentsOf, type Expression } from './expression'
import { dateExpressions } from './expression-dates'
import { listExpressions } from './expression-lists'
import { numberExpressions } from './expression-numbers'
import { textExpressions } from './expression-texts'
import { compareValues } from './key-encoding'

/* The expressions of pipelines and `$expr`: mingo's 7.2.7, and our own where those differ from MongoDB's manual. */

const refuse = refusals.badRequest

/** A missing field comes before null; mingo compares only values of one type, and objects without their keys' order. */
const comparing =
  (name: string, holds: (order: number) => unknown): Expression =>
  (...call) => {
    const [left, right] = argumentsOf(name, call, 2)
    const missing = Number(right === undefined) - Number(left === undefined)
    return holds(missing === 0 ? compareValues(left, right) : missing)
  }

const comparisons = {
  $eq: comparing('$eq', (order) => order === 0),
  $ne: comparing('$ne', (order) => order !== 0),
  $gt: comparing('$gt', (order) => order > 0),
  $gte: comparing('$gte', (order) => order >= 0),
  $lt: comparing('$lt', (order) => order < 0),
  $lte: comparing('$lte', (order) => order <= 0),
  $cmp: comparing('$cmp', Math.sign),
}

/** One argument may stand in a list of its own; mingo takes that list for the argument. */
function unary(name: string, expression: Expression): Expression {
  return (document, operand, options) => {
    if (!Array.isArray(operand)) return expression(document, operand, options)
    if (operand.length === 1) return expression(document, operand[0], options)
    throw refuse(`Expression ${name} takes exactly 1 arguments. ${operand.length} were passed in.`)
  }
}

const UNARY = ['$reverseArray', '$objectToArray'] as const

/** The expressions a query or a pipeline may use. */
export const expressions = {
  ...mingo,
  ...comparisons,
  ...Object.fromEntries(UNARY.map((name) => [name, unary(name, mingo[name])])),
  ...numberExpressions,
  ...textExpressions,
  ...listExpressions,
  ...dateExpressions,
  ...foldingExpressions,
}
