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
