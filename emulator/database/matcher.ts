import { evalExpr } from 'mingo/core'
import type { Options } from 'mingo/types'
import { isPlainObject } from '../protocol/ejson'
import { refusals } from '../protocol/errors'
import { patternTest, simpleCondition, type Test } from './conditions'
import { equalTo } from './equality'
import { geoCondition } from './geo/conditions'
import { schemaTest } from './json-schema'
import { asRequest, mingoOptions, refuseUnknown } from './mingo'
import { anyAt, type Question } from './paths'

/*
 * MongoDB's queries, after its manual and the behaviour of its server. mingo's own differ too often: arrays at the end
 * and on the way of a path, null and missing, NaN, the order of keys, types, nested arrays.
 */

type Filter = Record<string, unknown>
type Variables = Readonly<Record<string, unknown>>

const LOGICAL = ['$and', '$or', '$nor']
const refuse = refusals.badRequest

function isOperators(value: unknown): value is Filter {
  return isPlainObject(value) && (Object.keys(value)[0]?.startsWith('$') ?? false)
}

/** Operators that look into an array which is an element itself. */
const INSIDE = ['$elemMatch', '$size']

function pick(filter: Filter, wanted: (key: string) => boolean): Filter {
  return Object.fromEntries(Object.entries(filter).filter(([key]) => wanted(key)))
}

/** The test an element of an array must pass for `$elemMatch`: of its fields, or of itself. */
function elementTest(criteria: unknown, variables: Variables): Test {
  if (!isPlainObject(criteria)) throw refuse('$elemMatch needs an Object')
  const first = Object.keys(criteria)[0]
  if (first?.startsWith('$') && !LOGICAL.includes(first) && first !== '$expr') {
    const matches = compileField('value', criteria, variables)
    const inside = pick(criteria, (operator) => INSIDE.includes(operator))
    const whole = pick(criteria, (operator) => !INSIDE.includes(operator))
    const tests = [inside, whole].map((part) =>
      Object.keys(part).length === 0 ? () => true : compileField('value', part, variables),
    )
    // An array as an element is looked at whole, but by the operators that ask what it holds.
    return (value) =>
      Array.isArray(value) ? !!tests[0]?.({ value }) && !!tests[1]?.({ value: [value] }) : matches({ value })
  }
  const matches = compileFilter(criteria, variables)
  return (value) => (isPlainObject(value) || Array.isArray(value)) && matches(value)
}

function compileAll(path: readonly string[], operand: unknown, variables: Variables): Test {
  if (!Array.isArray(operand)) throw refuse('$all needs an array')
  if (operand.length === 0) return () => false
  const tests = operand.map((item: unknown) => {
    if (isPlainObject(item) && '$elemMatch' in item) return compileOperator(path, '$elemMatch', item, variables)
    if (isOperators(item)) throw refuse('no $ expressions in $all')
    const condition = { spread: true, test: item instanceof RegExp ? patternTest(item) : equalTo(item) }
    return (document: unknown) => anyAt(document, path, 0, condition)
  })
  return (document) => tests.every((test) => test(document))
}

function compileNot(path: readonly string[], operand: unknown, variables: Variables): Test {
  if (!(operand instanceof RegExp) && !isPlainObject(operand)) throw refuse('$not needs a regex or a document')
  if (isPlainObject(operand) && Object.keys(operand).length === 0) throw refuse('$not cannot be empty')
  if (isPlainObject(operand) && !isOperators(operand)) throw refuse('$not needs a document of operators')
  const matches = compileField(path.join('.'), operand, variables)
  return (document) => !matches(document)
}

function compileOperator(path: readonly string[], operator: string, operators: Filter, variables: Variables): Test {
  const operand = operators[operator]
  const at = (condition: Question): Test => {
    const [only = ''] = path
    // The most frequent case: one field whose value is no array.
    if (path.length > 1) return (document) => anyAt(document, path, 0, condition)
    return (document) => {
      const value = isPlainObject(document) && Object.hasOwn(document, only) ? document[only] : undefined
      if (Array.isArray(value) || Array.isArray(document)) return anyAt(document, path, 0, condition)
      return condition.test(value)
    }
  }
  const not =
    (test: Test): Test =>
    (document) =>
      !test(document)
  const simple = simpleCondition(operator, operand, operators['$options']) ?? geoCondition(operator, operators)
  if (simple) return at(simple)
  if (operator === '$exists') {
    // MongoDB takes any operand here and asks only whether it is true.
    const there = at({ spread: false, test: (value) => value !== undefined })
    return operand === false || operand === 0 || operand === null ? not(there) : there
  }
  if (operator === '$ne') {
    if (operand instanceof RegExp) throw refuse("Can't have regex as arg to $ne.")
    return not(compileOperator(path, '$eq', { $eq: operand }, variables))
  }
  if (operator === '$nin') return not(compileOperator(path, '$in', { $in: operand }, variables))
  if (operator === '$not') return compileNot(path, operand, variables)
  if (operator === '$all') return compileAll(path, operand, variables)
  if (operator === '$elemMatch') {
    const element = elementTest(operand, variables)
    return at({ spread: false, test: (value) => Array.isArray(value) && value.some(element) })
  }
  throw refuse(`unknown operator: ${operator}`)
}

/** Parts of another operator, which reads them itself. */
const COMPANIONS: Readonly<Record<string, readonly string[]>> = {
  $options: ['$regex'],
  $maxDistance: ['$near', '$nearSphere'],
  $minDistance: ['$near', '$nearSphere'],
}

function compileField(path: string, expression: unknown, variables: Variables): Test {
  const parts = path.split('.')
  if (expression instanceof RegExp) return compileOperator(parts, '$regex', { $regex: expression }, variables)
  if (!isOperators(expression)) return compileOperator(parts, '$eq', { $eq: expression }, variables)
  const tests = Object.keys(expression).flatMap((operator) => {
    const owners = COMPANIONS[operator]
    if (owners?.some((owner) => owner in expression)) return []
    if (owners) throw refuse(`${operator} needs a ${owners.join(' or ')}`)
    return [compileOperator(parts, operator, expression, variables)]
  })
  return tests.length === 1 && tests[0] ? tests[0] : (document) => tests.every((test) => test(document))
}

function compileLogical(operator: string, operand: unknown, variables: Variables): Test {
  if (!Array.isArray(operand) || operand.length === 0) throw refuse(`${operator} must be a nonempty array`)
  const tests = operand.map((part: unknown) => {
    if (!isPlainObject(part)) throw refuse(`${operator} entries need to be full objects`)
    return compileFilter(part, variables)
  })
  if (operator === '$and') return (document) => tests.every((test) => test(document))
  if (operator === '$or') return (document) => tests.some((test) => test(document))
  return (document) => !tests.some((test) => test(document))
}

function compileExpression(expression: unknown, variables: Variables): Test {
  refuseUnknown(expression)
  const options = { ...mingoOptions, variables } as unknown as Options
  return (document) => {
    const value = asRequest<unknown>(() => evalExpr(document, expression, options))
    return value !== false && value !== null && value !== undefined && value !== 0
  }
}

/** The test a query stands for. Whatever MongoDB refuses is refused here; what the emulator cannot do, by its name. */
export function compileFilter(filter: Filter, variables: Variables = {}): Test {
  const tests = Object.entries(filter).flatMap(([key, operand]): Test[] => {
    if (LOGICAL.includes(key)) return [compileLogical(key, operand, variables)]
    if (key === '$expr') return [compileExpression(operand, variables)]
    if (key === '$jsonSchema') return [schemaTest(operand)]
    if (key === '$comment') return []
    if (key === '$where' || key === '$text') throw refuse(`${key} is not implemented by the local cloud yet`)
    if (key.startsWith('$')) throw refuse(`unknown top level operator: ${key}`)
    return [compileField(key, operand, variables)]
  })
  if (tests.length === 1 && tests[0]) return tests[0]
  return (document) => tests.every((test) => test(document))
}

/** The test of `$elemMatch`'s criteria, for projections and positions in arrays. */
export function compileElement(criteria: unknown): Test {
  return elementTest(criteria, {})
}

/** The test an element must pass to be pulled: by operators, by fields, by a pattern, or by equality. */
export function compilePull(condition: unknown): Test {
  if (isPlainObject(condition)) return elementTest(condition, {})
  return condition instanceof RegExp ? patternTest(condition) : equalTo(condition)
}
