import { Decimal128, MaxKey, MinKey, ObjectId, Timestamp } from 'bson'

const INT32 = 2 ** 31
const INT64 = 2 ** 63

function numberType(value: number): string {
  if (!Number.isInteger(value) || Object.is(value, -0)) return 'double'
  if (value >= -INT32 && value < INT32) return 'int'
  return value >= -INT64 && value < INT64 ? 'long' : 'double'
}

/**
 * MongoDB's name of a value's type. A number has the type the SDK's EJSON sends it with: whole numbers are `int` or
 * `long`, others `double`.
 */
export function bsonType(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (typeof value === 'number') return numberType(value)
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'bool'
  if (Array.isArray(value)) return 'array'
  if (value instanceof Date) return 'date'
  if (value instanceof RegExp) return 'regex'
  if (value instanceof ObjectId) return 'objectId'
  if (value instanceof Uint8Array) return 'binData'
  if (value instanceof Decimal128) return 'decimal'
  if (value instanceof Timestamp) return 'timestamp'
  if (value instanceof MinKey) return 'minKey'
  if (value instanceof MaxKey) return 'maxKey'
  return 'object'
}

/** The numbers `$type` knows the types by. */
const BY_NUMBER: Readonly<Record<string, string>> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  6: 'undefined',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  13: 'javascript',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
  [-1]: 'minKey',
  127: 'maxKey',
}

const NAMES = new Set(Object.values(BY_NUMBER))
const NUMBERS = ['int', 'long', 'double', 'decimal']

/** The types a name, a number or `number` stands for; null when there is no such type. */
export function typesNamed(alias: unknown): readonly string[] | null {
  if (alias === 'number') return NUMBERS
  const name = typeof alias === 'number' ? BY_NUMBER[alias] : alias
  return typeof name === 'string' && NAMES.has(name) ? [name] : null
}
