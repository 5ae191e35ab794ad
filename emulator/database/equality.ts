import { compareValues, encodeValue } from './key-encoding'

const SURROGATE = /[\ud800-\udfff]/

/** Whether a value equals this one, as MongoDB compares: null equals missing, NaN itself, objects by their keys' order. */
export function equalTo(operand: unknown): (value: unknown) => boolean {
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined
  if (typeof operand === 'string' || typeof operand === 'boolean') return (value) => value === operand
  if (typeof operand === 'number') {
    return Number.isNaN(operand) ? (value) => Number.isNaN(value) : (value) => value === operand
  }
  const bytes = encodeValue(operand)
  return (value) => typeof value === 'object' && value !== null && encodeValue(value).equals(bytes)
}

function compareTexts(left: string, right: string): number {
  if (left === right) return 0
  if (SURROGATE.test(left) || SURROGATE.test(right)) return Buffer.compare(Buffer.from(left), Buffer.from(right))
  return left < right ? -1 : 1
}

/** The order of two values of one type; NaN when they are of two types, or when one of them is NaN. */
function orderWithinType(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number')
    return left < right ? -1 : left > right ? 1 : left === right ? 0 : NaN
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(left, right)
  const [one, other] = [encodeValue(left), encodeValue(right)]
  return one[0] === other[0] ? compareValues(left, right) : NaN
}

/** `$gt`, `$gte`, `$lt` or `$lte` a value: only values of its own type can be, and null only by equality. */
export function comparedTo(operand: unknown, operator: '$gt' | '$gte' | '$lt' | '$lte'): (value: unknown) => boolean {
  const orEqual = operator === '$gte' || operator === '$lte'
  if (operand === null || operand === undefined || Number.isNaN(operand)) {
    return orEqual ? equalTo(operand) : () => false
  }
  const sign = operator === '$gt' || operator === '$gte' ? 1 : -1
  return (value) => {
    if (value === undefined || value === null) return false
    const order = orderWithinType(value, operand)
    return order === 0 ? orEqual : order * sign > 0
  }
}
