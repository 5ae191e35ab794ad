import { isPlainObject } from '../protocol/ejson'

const NUMERIC = /^\d+$/

/**
 * The values a dotted path reaches, spread over arrays on the way as MongoDB indexes them; a missing field gives
 * `undefined`. `spread` tells that an array was met before or at the end of the path.
 */
export function valuesAt(document: unknown, path: string): { values: unknown[]; spread: boolean } {
  const values: unknown[] = []
  const spread = collect(document, path.split('.'), 0, values)
  return { values, spread }
}

function collect(current: unknown, parts: string[], depth: number, out: unknown[]): boolean {
  const part = parts[depth]
  if (part === undefined) {
    if (!Array.isArray(current)) {
      out.push(current)
      return false
    }
    if (current.length === 0) out.push(current)
    else for (const item of current as unknown[]) out.push(item)
    return true
  }
  if (Array.isArray(current)) {
    if (NUMERIC.test(part)) {
      collect(current[Number(part)], parts, depth + 1, out)
    } else if (current.length === 0) {
      out.push(undefined)
    } else {
      for (const item of current as unknown[]) collect(item, parts, depth, out)
    }
    return true
  }
  if (isPlainObject(current) && Object.hasOwn(current, part)) return collect(current[part], parts, depth + 1, out)
  out.push(undefined)
  return false
}

/** A question to the values of a path: `spread` tells that each element of an array at its end is asked, and the array. */
export interface Question {
  spread: boolean
  test: (value: unknown) => boolean
}

/** Whether some value a path leads to passes: through objects, and through the objects in arrays on the way. */
export function anyAt(document: unknown, parts: readonly string[], depth: number, { spread, test }: Question): boolean {
  let value = document
  for (let at = depth; at < parts.length; at++) {
    if (Array.isArray(value)) return anyInArray(value, parts, at, { spread, test })
    const part = parts[at] ?? ''
    value = isPlainObject(value) && Object.hasOwn(value, part) ? value[part] : undefined
    if (value === undefined) return test(undefined)
  }
  if (spread && Array.isArray(value)) return value.some((item) => test(item)) || test(value)
  return test(value)
}

function anyInArray(array: unknown[], parts: readonly string[], depth: number, question: Question): boolean {
  const part = parts[depth] ?? ''
  const index = NUMERIC.test(part) ? Number(part) : -1
  return array.some(
    (item, i) =>
      (isPlainObject(item) && anyAt(item, parts, depth, question)) ||
      (i === index && anyAt(item, parts, depth + 1, question)),
  )
}

/** A copy of a document with a value at a dotted path; whatever is no object on the way is replaced by one. */
export function withField(row: Record<string, unknown>, path: string, value: unknown): Record<string, unknown> {
  const [head = path, ...tail] = path.split('.')
  if (tail.length === 0) return { ...row, [head]: value }
  const inner = row[head]
  return { ...row, [head]: withField(isPlainObject(inner) ? inner : {}, tail.join('.'), value) }
}
