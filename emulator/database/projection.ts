import { isPlainObject } from '../protocol/ejson'
import { refusals } from '../protocol/errors'
import { compileElement } from './matcher'
import { matchedPlace } from './update'

type Document = Record<string, unknown>

/** What happens to a field: nothing is said, it stays, it goes, or its array is cut; or something happens inside it. */
type Wish = 'keep' | 'drop' | ((value: unknown) => unknown) | Wishes
type Wishes = Map<string, Wish>

const refuse = refusals.badRequest

function slice(operand: unknown): (value: unknown) => unknown {
  const [skip, count] = Array.isArray(operand) ? (operand as unknown[]) : [null, operand]
  if (typeof count !== 'number' || (skip !== null && (typeof skip !== 'number' || count <= 0))) {
    throw refuse('$slice only supports numbers and [skip, limit] arrays')
  }
  return (value) => {
    if (!Array.isArray(value)) return value
    const items: unknown[] = value
    if (skip === null) return count < 0 ? items.slice(count) : items.slice(0, count)
    const start = skip < 0 ? Math.max(0, items.length + skip) : skip
    return items.slice(start, start + count)
  }
}

function elementMatch(criteria: unknown): (value: unknown) => unknown {
  const matches = compileElement(criteria)
  return (value) => {
    const found: unknown[] = Array.isArray(value) ? value : []
    const place = found.findIndex((item) => matches(item))
    return place < 0 ? undefined : [found[place]]
  }
}

/** What one entry of a projection wishes, and whether it makes the whole one that takes fields or leaves them out. */
function readWish(path: string, value: unknown): { wish: Wish; takes: boolean | null } {
  if (isPlainObject(value)) {
    const [operator = '', ...more] = Object.keys(value)
    if (operator === '$slice' && more.length === 0) return { wish: slice(value[operator]), takes: null }
    if (operator === '$elemMatch' && more.length === 0) return { wish: elementMatch(value[operator]), takes: true }
    throw refuse(`Unsupported projection option: ${path}: ${JSON.stringify(value)}`)
  }
  if (typeof value !== 'number' && typeof value !== 'boolean') {
    throw refuse(`Unsupported projection option: ${path}: ${JSON.stringify(value)}`)
  }
  return value === 0 || value === false ? { wish: 'drop', takes: false } : { wish: 'keep', takes: true }
}

function plant(wishes: Wishes, path: string, wish: Wish): void {
  const [head = '', ...tail] = path.split('.')
  const inside = wishes.get(head)
  if (tail.length === 0 && inside === undefined) {
    wishes.set(head, wish)
    return
  }
  if (tail.length === 0 || (inside !== undefined && !(inside instanceof Map))) throw refuse(`Path collision at ${path}`)
  const next = inside ?? new Map<string, Wish>()
  wishes.set(head, next)
  plant(next, tail.join('.'), wish)
}

function applyTo(value: unknown, wishes: Wishes, takes: boolean): unknown {
  if (Array.isArray(value)) {
    const items = takes ? value.filter((item) => Array.isArray(item) || isPlainObject(item)) : value
    return items.map((item) => applyTo(item, wishes, takes))
  }
  if (!isPlainObject(value)) return takes ? undefined : value
  const out: Document = {}
  for (const [key, item] of Object.entries(value)) {
    const wish = wishes.get(key)
    const field = wish === undefined ? (takes ? undefined : item) : fulfil(item, wish, takes)
    if (field !== undefined) out[key] = field
  }
  return out
}

function fulfil(value: unknown, wish: Wish, takes: boolean): unknown {
  if (wish === 'keep') return value
  if (wish === 'drop') return undefined
  return wish instanceof Map ? applyTo(value, wish, takes) : wish(value)
}

/** Prepares a projection of `field()`. `filter` says which element `list.$` means. */
export function compileProjection(projection: Document, filter: Document): (document: Document) => Document {
  const wishes: Wishes = new Map()
  let takes: boolean | null = null
  let id: Wish | undefined
  for (const [key, value] of Object.entries(projection)) {
    const read = readWish(key, value)
    const path = key.endsWith('.$') ? key.slice(0, -2) : key
    const wish = path === key ? read.wish : positioned(path, filter)
    if (path === '_id') {
      id = wish
      continue
    }
    if (read.takes !== null && takes !== null && takes !== read.takes) {
      const [kind, other] = takes ? ['exclusion', 'inclusion'] : ['inclusion', 'exclusion']
      throw refuse(`Cannot do ${kind} on field ${key} in ${other} projection`)
    }
    takes ??= read.takes
    plant(wishes, path, wish)
  }
  if (takes === null && id !== undefined && wishes.size === 0) takes = id === 'keep'
  wishes.set('_id', id ?? 'keep')
  return (document) => applyTo(document, wishes, takes ?? false) as Document
}

function positioned(path: string, filter: Document): (value: unknown) => unknown {
  return (value) => {
    if (!Array.isArray(value)) return value
    return [value[matchedPlace(value, path, filter)] as unknown]
  }
}
