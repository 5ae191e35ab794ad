import * as mingoQuery from 'mingo/operators/query'
import type { Options } from 'mingo/types'
import { isPlainObject, stringifyEjson } from '../protocol/ejson'
import { refusals } from '../protocol/errors'
import { bsonType, typesNamed } from './bson-types'
import { comparedTo, equalTo } from './equality'
import type { Question } from './paths'

/** Whether one value meets a condition. */
export type Test = (value: unknown) => boolean

const refuse = refusals.badRequest

/** JavaScript's pattern for MongoDB's: `$options`, and options at the pattern's beginning, become flags. */
export function toRegExp(pattern: unknown, options: unknown): RegExp {
  if (typeof pattern !== 'string' && !(pattern instanceof RegExp)) throw refuse('$regex has to be a string')
  if (options !== undefined && typeof options !== 'string') throw refuse('$options has to be a string')
  const source = typeof pattern === 'string' ? pattern : pattern.source
  const inline = /^\(\?([imsx]+)\)/.exec(source)
  const flags = (options ?? (typeof pattern === 'string' ? '' : pattern.flags)) + (inline?.[1] ?? '')
  const unknown = /[^imsux]/.exec(flags)
  if (unknown) throw refuse(`invalid flag in regex options: ${unknown[0]}`)
  if (flags.includes('x')) throw refuse('$options: x is not implemented by the local cloud yet')
  try {
    return new RegExp(source.slice(inline?.[0].length ?? 0), [...new Set(flags)].join(''))
  } catch (error) {
    throw refuse(`Regular expression is invalid: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** A pattern meets texts it finds itself in, and patterns equal to it. */
export function patternTest(pattern: RegExp): Test {
  const same = equalTo(pattern)
  return (value) => (typeof value === 'string' ? pattern.test(value) : same(value))
}

function list(operator: string, operand: unknown): unknown[] {
  if (!Array.isArray(operand)) throw refuse(`${operator} needs an array`)
  for (const item of operand as unknown[]) {
    if (isPlainObject(item) && Object.keys(item)[0]?.startsWith('$') && !('$elemMatch' in item)) {
      throw refuse(`cannot nest $ under ${operator}`)
    }
  }
  return operand
}

function oneOf(operator: string, operand: unknown): Test {
  const items = list(operator, operand)
  const simple = new Set(items.filter((item) => typeof item === 'string' || typeof item === 'number'))
  const others = items
    .filter((item) => !simple.has(item as string))
    .map((item) => (item instanceof RegExp ? patternTest(item) : equalTo(item)))
  return (value) => simple.has(value as string) || others.some((test) => test(value))
}

function sizeTest(operand: unknown): Test {
  if (typeof operand !== 'number') throw refuse('$size needs a number')
  if (!Number.isInteger(operand)) throw refuse('$size must be a whole number')
  if (operand < 0) throw refuse('$size may not be negative')
  return (value) => Array.isArray(value) && value.length === operand
}

function modTest(operand: unknown): Test {
  if (!Array.isArray(operand)) throw refuse('malformed mod, needs to be an array')
  if (operand.length < 2) throw refuse('malformed mod, not enough elements')
  if (operand.length > 2) throw refuse('malformed mod, too many elements')
  const [divisor, remainder] = operand as unknown[]
  if (typeof divisor !== 'number') throw refuse('malformed mod, divisor not a number')
  if (typeof remainder !== 'number') throw refuse('malformed mod, remainder not a number')
  if (Math.trunc(divisor) === 0) throw refuse('divisor cannot be 0')
  return (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return false
    return (Math.trunc(value) % Math.trunc(divisor)) + 0 === Math.trunc(remainder) + 0
  }
}

function typeTest(operand: unknown): Test {
  const wanted = new Set(
    (Array.isArray(operand) ? operand : [operand]).flatMap((alias: unknown) => {
      const types = typesNamed(alias)
      if (!types) throw refuse(`Unknown type name alias: ${String(alias)}`)
      return types
    }),
  )
  if (wanted.size === 0) throw refuse('$type must match at least one type')
  return (value) => wanted.has(bsonType(value))
}

/** mingo's bitwise tests take a whole document; one value is put into one. */
function bitsTest(operator: keyof typeof BITS, operand: unknown): Test {
  const matches = BITS[operator]('value', operand, {} as Options)
  return (value) => typeof value === 'number' && Number.isInteger(value) && matches({ value })
}

const BITS = {
  $bitsAllClear: mingoQuery.$bitsAllClear,
  $bitsAllSet: mingoQuery.$bitsAllSet,
  $bitsAnyClear: mingoQuery.$bitsAnyClear,
  $bitsAnySet: mingoQuery.$bitsAnySet,
} as const

function isBits(operator: string): operator is keyof typeof BITS {
  return operator in BITS
}

/** Makes the condition of an operator that looks at one value; undefined when it is none of these. */
export function simpleCondition(operator: string, operand: unknown, options: unknown): Question | undefined {
  const spread = (test: Test): Question => ({ spread: true, test })
  switch (operator) {
    case '$eq':
      return spread(equalTo(operand))
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      if (operand instanceof RegExp)
        throw refuse(`Can't have RegEx as arg to predicate over field: ${stringifyEjson(operand)}`)
      return spread(comparedTo(operand, operator))
    case '$in':
      return spread(oneOf(operator, operand))
    case '$size':
      return { spread: false, test: sizeTest(operand) }
    case '$type':
      return spread(typeTest(operand))
    case '$mod':
      return spread(modTest(operand))
    case '$regex':
      return spread(patternTest(toRegExp(operand, options)))
    default:
      return isBits(operator) ? spread(bitsTest(operator, operand)) : undefined
  }
}
