import { isPlainObject, stringifyEjson } from '../protocol/ejson'
import { refusals } from '../protocol/errors'
import { equalTo } from './equality'
import { compileFilter } from './matcher'
import { REMOVED, show, UNCHANGED, type UpdateOperator, updateOperators } from './update-operators'

type Document = Record<string, unknown>

const NUMERIC = /^(0|[1-9]\d*)$/
// MongoDB's own limit for the nulls it puts between the end of an array and a place beyond it.
const MAX_PADDING = 1_500_000

const refuse = refusals.badRequest

/** Refuses a document whose fields cannot be stored. */
export function checkStorable(document: Document): Document {
  for (const key of Object.keys(document)) {
    if (key.startsWith('$')) throw refuse(`field name '${key}' is not valid for storage`)
  }
  const id = document['_id']
  if (Array.isArray(id) || id instanceof RegExp) {
    throw refuse(`The '_id' value cannot be of type ${Array.isArray(id) ? 'array' : 'regex'}: ${stringifyEjson(id)}`)
  }
  return document
}

function immutable(path: string): Error {
  return refuse(`Performing an update on the path '${path}' would modify the immutable field '_id'`)
}

function checkPath(path: string): void {
  if (path === '') throw refuse('An empty update path is not valid.')
  if (path.split('.').includes('')) {
    throw refuse(`The update path '${path}' contains an empty field name, which is not allowed.`)
  }
}

function checkRename(from: string, to: unknown): void {
  if (typeof to !== 'string') throw refuse(`The 'to' field for $rename must be a string: ${from}: ${show(to)}`)
  checkPath(to)
  if (from === to) throw refuse(`The source and target field for $rename must differ: ${from}: ${show(to)}`)
  if (from.startsWith(`${to}.`) || to.startsWith(`${from}.`)) {
    throw refuse(`The source and target field for $rename must not be on the same path: ${from}: ${show(to)}`)
  }
  const dynamic = [from, to].find((path) => path.includes('$'))
  if (dynamic !== undefined) throw refuse(`The source or destination field for $rename may not be dynamic: ${dynamic}`)
  if (to === '_id' || to.startsWith('_id.')) throw immutable(to)
}

/** Reads an update: operators only, each with a document of paths. What MongoDB refuses unseen is refused here. */
export function parseUpdate(value: unknown): Document {
  if (!isPlainObject(value)) throw refusals.badParameter('update data must be an object')
  for (const [name, fields] of Object.entries(value)) {
    const operator = Object.hasOwn(updateOperators, name) ? updateOperators[name] : undefined
    if (!operator && name !== '$rename') throw refuse(`Unknown modifier: ${name}. Expected a valid update modifier`)
    if (!isPlainObject(fields)) {
      throw refuse(
        `Modifiers operate on fields but we found type ${typeof fields} instead. For example: {$mod: {<field>: ...}} not {${name}: ${show(fields)}}`,
      )
    }
    for (const [path, operand] of Object.entries(fields)) {
      checkPath(path)
      if (path === '_id' && name !== '$set') throw immutable(path)
      if (operator) operator.check(operand, path)
      else checkRename(path, operand)
    }
  }
  refuseConflicts(value)
  return value
}

/** Two operators may not touch one path, nor a path inside another. */
function refuseConflicts(update: Document): void {
  const seen: string[] = []
  for (const [name, fields] of Object.entries(update)) {
    for (const [path, operand] of Object.entries(fields as Document)) {
      for (const mine of name === '$rename' ? [path, String(operand)] : [path]) {
        const other = seen.find((one) => one === mine || one.startsWith(`${mine}.`) || mine.startsWith(`${one}.`))
        if (other !== undefined) {
          const shorter = other.length < mine.length ? other : mine
          throw refuse(`Updating the path '${mine}' would create a conflict at '${shorter}'`)
        }
        seen.push(mine)
      }
    }
  }
}

/** A deep copy that keeps BSON values and patterns as they are: they are never changed in place. */
function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => copyOf(item)) as T
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item)])) as T
}

type Holder = Document | unknown[]

function isHolder(value: unknown): value is Holder {
  return Array.isArray(value) || isPlainObject(value)
}

function childOf(holder: Holder, part: string): unknown {
  if (Array.isArray(holder)) return NUMERIC.test(part) ? holder[Number(part)] : undefined
  return Object.hasOwn(holder, part) ? holder[part] : undefined
}

function put(holder: Holder, part: string, value: unknown): void {
  if (!Array.isArray(holder)) {
    holder[part] = value
    return
  }
  const place = Number(part)
  if (place > holder.length + MAX_PADDING) {
    throw refuse(`can't backfill array to larger than ${MAX_PADDING} elements`)
  }
  while (holder.length < place) holder.push(null)
  holder[place] = value
}

/** A field of an object, or a place of an array; anything else cannot hold one. */
function canHold(holder: unknown, part: string): holder is Holder {
  return Array.isArray(holder) ? NUMERIC.test(part) : isPlainObject(holder)
}

/** Applies one operator at one path of a document that is ours to change. */
function applyAt(root: Document, parts: readonly string[], operator: UpdateOperator, operand: unknown): void {
  let holder: Holder = root
  for (const [i, part] of parts.slice(0, -1).entries()) {
    const following = parts[i + 1] ?? ''
    let next = childOf(holder, part)
    if (next === undefined) {
      if (!operator.creates) return
      put(holder, part, (next = {}))
    }
    if (!canHold(next, following)) {
      if (!operator.creates) return
      throw refuse(`Cannot create field '${following}' in element {${part}: ${show(next)}}`)
    }
    holder = next
  }
  const field = parts.at(-1) ?? ''
  const value = operator.apply(childOf(holder, field), operand, { path: parts.join('.'), field, id: root['_id'] })
  if (value === UNCHANGED) return
  if (value !== REMOVED) put(holder, field, copyOf(value))
  else if (!Array.isArray(holder)) delete holder[field]
  else if (Number(field) < holder.length) holder[Number(field)] = null
}

/** The place in an array that `$` stands for: the first whose element meets what the filter asks of the array. */
export function matchedPlace(array: unknown[], path: string, filter: Document): number {
  const asked = Object.entries(filter).filter(([key]) => key === path || key.startsWith(`${path}.`))
  const [head = '', ...tail] = path.split('.')
  const holding = (element: unknown): Document => ({
    [head]: tail.reduceRight<unknown>((inner, part) => ({ [part]: inner }), [element]),
  })
  const tests = asked.map(([key, condition]) => compileFilter({ [key]: condition }))
  const place = array.findIndex((element) => tests.every((test) => test(holding(element))))
  if (asked.length === 0 || place < 0) {
    throw refuse('The positional operator did not find the match needed from the query.')
  }
  return place
}

/** The paths a path with `$` or `$[]` stands for in this document. */
function resolvePaths(root: Document, path: string, filter: Document): string[][] {
  if (!path.includes('$')) return [path.split('.')]
  let found: string[][] = [[]]
  for (const part of path.split('.')) {
    found = found.flatMap((before) => {
      if (!part.startsWith('$')) return [[...before, part]]
      const whole = before.join('.')
      const array = before.reduce<unknown>((value, name) => (isHolder(value) ? childOf(value, name) : undefined), root)
      if (part !== '$' && part !== '$[]')
        throw refuse(`No array filter found for identifier '${part.slice(2, -1)}' in path '${path}'`)
      if (array === undefined && part === '$[]') {
        throw refuse(`The path '${whole}' must exist in the document in order to apply array updates.`)
      }
      if (!Array.isArray(array))
        throw refuse(`Cannot apply array updates to non-array element ${before.at(-1) ?? ''}: ${show(array)}`)
      const places = part === '$' ? [matchedPlace(array, whole, filter)] : [...array.keys()]
      return places.map((place) => [...before, String(place)])
    })
  }
  return found
}

function refuseArrayElement(root: Document, path: string, role: 'source' | 'destination'): void {
  let holder: unknown = root
  for (const part of path.split('.')) {
    if (Array.isArray(holder)) {
      throw refuse(
        `The ${role} field cannot be an array element, '${path}' in doc with _id: ${show(root['_id'])} has an array field called '${part}'`,
      )
    }
    holder = isPlainObject(holder) ? childOf(holder, part) : undefined
  }
}

function rename(root: Document, from: string, to: string): void {
  refuseArrayElement(root, from, 'source')
  refuseArrayElement(root, to, 'destination')
  const source = from.split('.')
  const value = source.reduce<unknown>((holder, part) => (isHolder(holder) ? childOf(holder, part) : undefined), root)
  const { $set, $unset } = updateOperators
  if (value === undefined || !$set || !$unset) return
  applyAt(root, source, $unset, '')
  applyAt(root, to.split('.'), $set, value)
}

/** MongoDB applies the changes in the order of their paths, numbers as numbers: that is the order of new fields. */
function inOrder(update: Document): [operator: string, path: string, operand: unknown][] {
  const all = Object.entries(update).flatMap(([operator, fields]) =>
    Object.entries(fields as Document).map(([path, operand]): [string, string, unknown] => [operator, path, operand]),
  )
  return all.length < 2 ? all : all.sort(([, a], [, b]) => comparePaths(a.split('.'), b.split('.')))
}

function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (const [i, left] of a.entries()) {
    const right = b[i]
    if (right === undefined) return 1
    if (left === right) continue
    if (NUMERIC.test(left) && NUMERIC.test(right)) return Number(left) - Number(right)
    return left < right ? -1 : 1
  }
  return a.length - b.length
}

/** Applies an update that was parsed, and gives the new document; a refusal leaves the old one as it was. */
export function applyUpdate(document: Document, update: Document, filter: Document): Document {
  const copy = copyOf(document)
  for (const [name, path, operand] of inOrder(update)) {
    const operator = updateOperators[name]
    if (!operator) rename(copy, path, String(operand))
    else for (const parts of resolvePaths(copy, path, filter)) applyAt(copy, parts, operator, operand)
  }
  if (!equalTo(document['_id'])(copy['_id'])) throw immutable('_id')
  return copy
}
