import { refusals } from '../protocol/errors'
import { bsonType } from './bson-types'
import { argumentsOf, type Expression, isNothing } from './expression'

/* Expressions on numbers where mingo's differ from MongoDB's. */

const refuse = refusals.badRequest

/** A number cut to so many decimal places. */
const $trunc: Expression = (...call) => {
  const [value, places = 0] = argumentsOf('$trunc', call, 1, 2)
  if (isNothing(value) || isNothing(places)) return null
  if (typeof value !== 'number' || typeof places !== 'number') {
    throw refuse(`$trunc only supports numeric types, not ${bsonType(value)}`)
  }
  const [digits = '0', exponent = '0'] = String(value).split('e')
  const cut = Math.trunc(Number(`${digits}e${Number(exponent) + places}`))
  return Number(`${cut}e${-places}`)
}

const $mod: Expression = (...call) => {
  const [left, right] = argumentsOf('$mod', call, 2)
  if (isNothing(left) || isNothing(right)) return null
  if (typeof left !== 'number' || typeof right !== 'number') {
    throw refuse(`$mod only supports numeric types, not ${bsonType(left)} and ${bsonType(right)}`)
  }
  if (right === 0) throw refuse("can't $mod by zero")
  return left % right
}

const $divide: Expression = (...call) => {
  const [left, right] = argumentsOf('$divide', call, 2)
  if (isNothing(left) || isNothing(right)) return null
  if (typeof left !== 'number' || typeof right !== 'number') {
    throw refuse(`$divide only supports numeric types, not ${bsonType(left)} and ${bsonType(right)}`)
  }
  if (right === 0) throw refuse("can't $divide by zero")
  return left / right
}

/** A date less a number of milliseconds is a date, a date less a date is milliseconds. */
const $subtract: Expression = (...call) => {
  const [left, right] = argumentsOf('$subtract', call, 2)
  if (isNothing(left) || isNothing(right)) return null
  if (typeof left === 'number' && typeof right === 'number') return left - right
  if (left instanceof Date && right instanceof Date) return left.getTime() - right.getTime()
  if (left instanceof Date && typeof right === 'number') return new Date(left.getTime() - Math.trunc(right))
  throw refuse(`cant $subtract a ${bsonType(right)} from a ${bsonType(left)}`)
}

/** The sum of numbers and at most one date, which it then moves by milliseconds. */
const $add: Expression = (...call) => {
  let sum = 0
  let date = false
  let nothing = false
  for (const value of argumentsOf('$add', call, 0, Infinity)) {
    if (value instanceof Date && date) throw refuse('only one date allowed in an $add expression')
    if (value instanceof Date) [date, sum] = [true, sum + value.getTime()]
    else if (typeof value === 'number') sum += value
    else if (isNothing(value)) nothing = true
    else throw refuse(`$add only supports numeric or date types, not ${bsonType(value)}`)
  }
  if (nothing) return null
  return date ? new Date(sum) : sum
}

const $multiply: Expression = (...call) => {
  let product = 1
  let nothing = false
  for (const value of argumentsOf('$multiply', call, 0, Infinity)) {
    if (typeof value === 'number') product *= value
    else if (isNothing(value)) nothing = true
    else throw refuse(`$multiply only supports numeric types, not ${bsonType(value)}`)
  }
  return nothing ? null : product
}

/** An expression of one number; null of nothing. */
function numeric(name: string, apply: (value: number) => number): Expression {
  return (...call) => {
    const [value] = argumentsOf(name, call, 1)
    if (isNothing(value)) return null
    if (typeof value === 'number') return apply(value)
    throw refuse(`${name} only supports numeric types, not ${bsonType(value)}`)
  }
}

function positive(name: string, value: number): number {
  if (value > 0 || Number.isNaN(value)) return value
  throw refuse(`${name}'s argument must be a positive number, but is ${value}`)
}

const $log: Expression = (...call) => {
  const [value, base] = argumentsOf('$log', call, 2)
  if (isNothing(value) || isNothing(base)) return null
  if (typeof value !== 'number') throw refuse(`$log's argument must be numeric, not ${bsonType(value)}`)
  if (typeof base !== 'number') throw refuse(`$log's base must be numeric, not ${bsonType(base)}`)
  if (base <= 0 || base === 1) throw refuse(`$log's base must be a positive number not equal to 1, but is ${base}`)
  return Math.log(positive('$log', value)) / Math.log(base)
}

const $pow: Expression = (...call) => {
  const [base, exponent] = argumentsOf('$pow', call, 2)
  if (isNothing(base) || isNothing(exponent)) return null
  if (typeof base !== 'number') throw refuse(`$pow's base must be numeric, not ${bsonType(base)}`)
  if (typeof exponent !== 'number') throw refuse(`$pow's exponent must be numeric, not ${bsonType(exponent)}`)
  if (base === 0 && exponent < 0) throw refuse('$pow cannot take a base of 0 and a negative exponent')
  return base ** exponent
}

/** The expressions on numbers. */
export const numberExpressions: Readonly<Record<string, Expression>> = {
  $abs: numeric('$abs', Math.abs),
  $ceil: numeric('$ceil', Math.ceil),
  $floor: numeric('$floor', Math.floor),
  $exp: numeric('$exp', Math.exp),
  $ln: numeric('$ln', (value) => Math.log(positive('$ln', value))),
  $log10: numeric('$log10', (value) => Math.log10(positive('$log10', value))),
  $sqrt: numeric('$sqrt', (value) => {
    if (value < 0) throw refuse("$sqrt's argument must be greater than or equal to 0")
    return Math.sqrt(value)
  }),
  $add,
  $divide,
  $log,
  $mod,
  $multiply,
  $pow,
  $subtract,
  $trunc,
}
