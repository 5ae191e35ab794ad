import { isPlainObject, stringifyEjson } from '../protocol/ejson'
import { refusals } from '../protocol/errors'
import { bsonType } from './bson-types'
import { equalTo } from './equality'
import { sortBy } from './find'
import { compareValues } from './key-encoding'
import { compilePull } from './matcher'

type Document = Record<string, unknown>

/** Where an operator works: for MongoDB's messages. */
export interface Place {
  path: string
  /** The last part of the path. */
  field: string
  id: unknown
}

/** Leave the field as it is. */
export const UNCHANGED = Symbol('unchanged')
/** Take the field away. */
export const REMOVED = Symbol('removed')

/** An operator of an update: `check` refuses an operand before anything is read, `apply` gives the field's new value. */
export interface UpdateOperator {
  /** Makes the fields a path leads through, where they are missing. */
  creates: boolean
  check: (operand: unknown, path: string) => void
  apply: (existing: unknown, operand: unknown, place: Place) => unknown
}

const refuse = refusals.badRequest

/** A value as MongoDB's messages show it. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(show).join(', ')} ]`
  if (!isPlainObject(value)) return stringifyEjson(value)
  const fields = Object.entries(value).map(([key, item]) => `${key}: ${show(item)}`)
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}

/** Refuses names that begin with a dollar, wherever they stand in a value to be stored. */
export function checkNames(value: unknown, path: string): void {
  if (Array.isArray(value)) value.forEach((item, i) => checkNames(item, `${path}.${i}`))
  if (!isPlainObject(value)) return
  for (const [name, item] of Object.entries(value)) {
    if (name.startsWith('$')) {
      throw refuse(`The dollar ($) prefixed field '${name}' in '${path}.${name}' is not valid for storage.`)
    }
    checkNames(item, `${path}.${name}`)
  }
}

function numeric(
  name: string,
  verb: string,
  apply: (existing: number, operand: number) => number,
  missing: (operand: number) => number,
): UpdateOperator {
  return {
    creates: true,
    check: (operand, path) => {
      if (typeof operand !== 'number')
        throw refuse(`Cannot ${verb} with non-numeric argument: {${path}: ${show(operand)}}`)
    },
    apply: (existing, operand, { field, id }) => {
      if (existing === undefined) return missing(operand as number)
      if (typeof existing === 'number') return apply(existing, operand as number)
      throw refuse(
        `Cannot apply ${name} to a value of non-numeric type. {_id: ${show(id)}} has the field '${field}' of non-numeric type ${bsonType(existing)}`,
      )
    },
  }
}

function extreme(sign: 1 | -1): UpdateOperator {
  return {
    creates: true,
    check: checkNames,
    apply: (existing, operand) =>
      existing === undefined || compareValues(operand, existing) * sign > 0 ? operand : UNCHANGED,
  }
}

const BITS: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
}

const $bit: UpdateOperator = {
  creates: true,
  check: (operand) => {
    if (!isPlainObject(operand) || Object.keys(operand).length === 0) {
      throw refuse(
        `The $bit modifier is not compatible with a ${bsonType(operand)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
      )
    }
    for (const [name, value] of Object.entries(operand)) {
      if (!Object.hasOwn(BITS, name)) {
        throw refuse(
          `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${name}: ${show(value)}}`,
        )
      }
      if (typeof value !== 'number' || !Number.isInteger(value)) {
        throw refuse(
          `The $bit modifier field must be an Integer(32/64 bit); a '${bsonType(value)}' is not supported here: {${name}: ${show(value)}}`,
        )
      }
    }
  },
  apply: (existing = 0, operand, { field, id }) => {
    if (typeof existing !== 'number' || !Number.isInteger(existing)) {
      throw refuse(
        `Cannot apply $bit to a value of non-integral type._id: ${show(id)} has the field ${field} of non-integer type ${bsonType(existing)}`,
      )
    }
    let value = BigInt(existing)
    for (const [name, bits] of Object.entries(operand as Document)) {
      value = BITS[name]?.(value, BigInt(bits as number)) ?? value
    }
    return Number(BigInt.asIntN(64, value))
  },
}

function checkInteger(modifiers: Document, name: string): void {
  const value = modifiers[name]
  if (value !== undefined && (typeof value !== 'number' || !Number.isInteger(value))) {
    throw refuse(`The value for ${name} must be an integer value but was given type: ${bsonType(value)}`)
  }
}

function checkSort(value: unknown): void {
  const directions = isPlainObject(value) ? Object.values(value) : [value]
  if (value === undefined) return
  if (directions.length === 0 || directions.some((direction) => direction !== 1 && direction !== -1)) {
    throw refuse('The $sort element value must be either 1 or -1')
  }
}

const PUSH_CLAUSES = ['$each', '$position', '$slice', '$sort']

function hasEach(operand: unknown): operand is Document {
  return isPlainObject(operand) && '$each' in operand
}

function checkEach(operator: string, operand: Document, path: string): void {
  const { $each } = operand
  if (!Array.isArray($each)) {
    throw refuse(`The argument to $each in ${operator} must be an array but it was of type ${bsonType($each)}`)
  }
  checkNames($each, path)
}

/** Sorts elements by themselves or by their fields. */
function sorted(array: unknown[], order: unknown): unknown[] {
  if (!isPlainObject(order)) return sortBy(array, [['value', order === -1 ? -1 : 1]], (value) => ({ value: [value] }))
  const sort = Object.entries(order).map(([path, direction]) => [path, direction === -1 ? -1 : 1] as const)
  return sortBy(array, sort, (value) => value)
}

const $push: UpdateOperator = {
  creates: true,
  check: (operand, path) => {
    if (!hasEach(operand)) return checkNames(operand, path)
    const other = Object.keys(operand).find((name) => !PUSH_CLAUSES.includes(name))
    if (other !== undefined) throw refuse(`Unrecognized clause in $push: ${other}`)
    checkEach('$push', operand, path)
    checkInteger(operand, '$position')
    checkInteger(operand, '$slice')
    checkSort(operand['$sort'])
  },
  apply: (existing = [], operand, { field, id }) => {
    if (!Array.isArray(existing)) {
      throw refuse(
        `The field '${field}' must be an array but is of type ${bsonType(existing)} in document {_id: ${show(id)}}`,
      )
    }
    const { $each, $position, $slice, $sort } = hasEach(operand) ? operand : ({ $each: [operand] } as Document)
    let array = [...(existing as unknown[])]
    array.splice(typeof $position === 'number' ? $position : array.length, 0, ...($each as unknown[]))
    if ($sort !== undefined) array = sorted(array, $sort)
    if (typeof $slice !== 'number') return array
    return $slice < 0 ? array.slice($slice) : array.slice(0, $slice)
  },
}

const $addToSet: UpdateOperator = {
  creates: true,
  check: (operand, path) => {
    if (!hasEach(operand)) return checkNames(operand, path)
    const other = Object.keys(operand).find((name) => name !== '$each')
    if (other !== undefined) throw refuse(`Found unexpected fields after $each in $addToSet: ${show(operand)}`)
    checkEach('$addToSet', operand, path)
  },
  apply: (existing = [], operand, { field }) => {
    if (!Array.isArray(existing)) {
      throw refuse(
        `Cannot apply $addToSet to non-array field. Field named '${field}' has non-array type ${bsonType(existing)}`,
      )
    }
    const array = [...(existing as unknown[])]
    for (const value of hasEach(operand) ? (operand['$each'] as unknown[]) : [operand]) {
      if (!array.some(equalTo(value))) array.push(value)
    }
    return array
  },
}

const $pop: UpdateOperator = {
  creates: false,
  check: (operand) => {
    if (operand !== 1 && operand !== -1) throw refuse(`$pop expects 1 or -1, found: ${show(operand)}`)
  },
  apply: (existing, operand, { path }) => {
    if (existing === undefined) return UNCHANGED
    if (!Array.isArray(existing)) {
      throw refuse(`Path '${path}' contains an element of non-array type '${bsonType(existing)}'`)
    }
    const items: unknown[] = existing
    return operand === 1 ? items.slice(0, -1) : items.slice(1)
  },
}

function pulling(
  check: UpdateOperator['check'],
  testOf: (operand: unknown) => (value: unknown) => boolean,
): UpdateOperator {
  return {
    creates: false,
    check,
    apply: (existing, operand) => {
      if (existing === undefined) return UNCHANGED
      if (!Array.isArray(existing)) throw refuse('Cannot apply $pull to a non-array value')
      const leaves = testOf(operand)
      return existing.filter((value: unknown) => !leaves(value)) as unknown[]
    },
  }
}

/** The operators of an update, `$rename` excepted, which works on two fields. */
export const updateOperators: Readonly<Record<string, UpdateOperator>> = {
  $set: { creates: true, check: checkNames, apply: (_existing, operand) => operand },
  $unset: { creates: false, check: () => undefined, apply: () => REMOVED },
  $inc: numeric(
    '$inc',
    'increment',
    (a, b) => a + b,
    (operand) => operand,
  ),
  $mul: numeric(
    '$mul',
    'multiply',
    (a, b) => a * b,
    () => 0,
  ),
  $min: extreme(-1),
  $max: extreme(1),
  $bit,
  $push,
  $addToSet,
  $pop,
  $pull: pulling((operand) => void compilePull(operand), compilePull),
  $pullAll: pulling(
    (operand) => {
      if (!Array.isArray(operand))
        throw refuse(`$pullAll requires an array argument but was given a ${bsonType(operand)}`)
    },
    (operand) => {
      const tests = (operand as unknown[]).map(equalTo)
      return (value) => tests.some((test) => test(value))
    },
  ),
}
