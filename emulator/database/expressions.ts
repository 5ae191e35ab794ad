import { evalExpr } from 'mingo/core'
import * as mingo from 'mingo/operators/expression'
import type { Options } from 'mingo/types'
import { isPlainObject } from '../protocol/ejson'
import { refusals } from '../protocol/errors'
import { bsonType } from './bson-types'
import { compareValues } from './key-encoding'

/* The expressions of pipelines and `$expr`: mingo's 7.2.7, and our own where those differ from MongoDB's manual. */

type Expression = (document: Record<string, unknown>, operand: unknown, options: Options) => unknown

const refuse = refusals.badRequest

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

/** A missing field comes before null; mingo compares only values of one type, and objects without their keys' order. */
const comparing =
  (name: string, holds: (order: number) => unknown): Expression =>
  (document, operands, options) => {
    const values: unknown = evalExpr(document, operands, options)
    if (!Array.isArray(values) || values.length !== 2) throw refuse(`Expression ${name} takes exactly 2 arguments`)
    const [left, right] = values as unknown[]
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

/** Parts of a date that is not there are null; mingo cannot convert it. */
function datePart(name: string, expression: Expression): Expression {
  return unary(name, (document, operand, options) => {
    const inner = isPlainObject(operand) && 'date' in operand ? operand['date'] : operand
    return isNothing(evalExpr(document, inner, options)) ? null : expression(document, operand, options)
  })
}

/** Weeks begin on Sundays, and days before the first one are in week 0; mingo counts ISO weeks. */
const $week: Expression = (document, operand, options) => {
  const day = mingo.$dayOfYear(document, operand, options)
  const weekday = mingo.$dayOfWeek(document, operand, options)
  return Math.floor((day + 7 - weekday) / 7)
}

/** The year an ISO week belongs to; mingo only knows about the first of January. */
const $isoWeekYear: Expression = (document, operand, options) => {
  const week = mingo.$isoWeek(document, operand, options)
  const month = mingo.$month(document, operand, options)
  const year = mingo.$year(document, operand, options)
  if (week === 1 && month === 12) return year + 1
  return week > 50 && month === 1 ? year - 1 : year
}

/** A number cut to so many decimal places; mingo insists on the places. */
const $trunc: Expression = (document, operand, options) => {
  const values: unknown = evalExpr(document, Array.isArray(operand) ? operand : [operand], options)
  const [value, places = 0] = Array.isArray(values) ? (values as unknown[]) : []
  if (isNothing(value) || isNothing(places)) return null
  if (typeof value !== 'number' || typeof places !== 'number') {
    throw refuse(`$trunc only supports numeric types, not ${bsonType(value)}`)
  }
  const [digits = '0', exponent = '0'] = String(value).split('e')
  const cut = Math.trunc(Number(`${digits}e${Number(exponent) + places}`))
  return Number(`${cut}e${-places}`)
}

/** Finds a text in another, counting by the units it is cut into; null in nothing, -1 where it is not. */
function indexIn(name: string, unitsOf: (text: string) => readonly (string | number)[]): Expression {
  return (document, operand, options) => {
    const values: unknown = evalExpr(document, operand, options)
    const [text, wanted, start = 0, end] = Array.isArray(values) ? (values as unknown[]) : []
    if (isNothing(text)) return null
    for (const [value, place] of [
      [text, 'first'],
      [wanted, 'second'],
    ] as const) {
      if (typeof value !== 'string') {
        throw refuse(`${name} requires a string as the ${place} argument, found: ${bsonType(value)}`)
      }
    }
    const units = unitsOf(text as string).slice(0, typeof end === 'number' ? end : undefined)
    const sought = unitsOf(wanted as string)
    for (let at = Number(start); at + sought.length <= units.length; at++) {
      if (sought.every((unit, i) => units[at + i] === unit)) return at
    }
    return -1
  }
}

/** Text in another case; nothing becomes the empty text. */
function changingCase(name: '$toLower' | '$toUpper'): Expression {
  return unary(name, (document, operand, options) => {
    const value: unknown = evalExpr(document, operand, options)
    return isNothing(value) ? '' : mingo[name](document, operand, options)
  })
}

const UNARY = [
  '$abs',
  '$ceil',
  '$exp',
  '$floor',
  '$ln',
  '$log10',
  '$sqrt',
  '$size',
  '$reverseArray',
  '$arrayToObject',
  '$objectToArray',
  '$strLenBytes',
  '$strLenCP',
] as const
const DATE_PARTS = [
  '$dayOfMonth',
  '$dayOfWeek',
  '$dayOfYear',
  '$hour',
  '$isoDayOfWeek',
  '$isoWeek',
  '$millisecond',
  '$minute',
  '$month',
  '$second',
  '$year',
] as const

/** The expressions a query or a pipeline may use. */
export const expressions = {
  ...mingo,
  ...comparisons,
  ...Object.fromEntries(UNARY.map((name) => [name, unary(name, mingo[name])])),
  ...Object.fromEntries(DATE_PARTS.map((name) => [name, datePart(name, mingo[name])])),
  $week: datePart('$week', $week),
  $isoWeekYear: datePart('$isoWeekYear', $isoWeekYear),
  $trunc,
  $indexOfBytes: indexIn('$indexOfBytes', (text) => [...Buffer.from(text)]),
  $indexOfCP: indexIn('$indexOfCP', (text) => Array.from(text)),
  $toLower: changingCase('$toLower'),
  $toUpper: changingCase('$toUpper'),
}
