import * as operators from 'mingo/operators/update'
import { updateOne } from 'mingo/updater'
import { isPlainObject, stringifyEjson } from '../protocol/ejson'
import { refusals } from '../protocol/errors'
import { asRequest, mingoOptions, refuseUnknown } from './mingo'

type Document = Record<string, unknown>

const NUMERIC = new Set(['$inc', '$mul'])
const APPENDING = new Set(['$push', '$addToSet'])
const REMOVING = new Set(['$pull', '$pullAll', '$pop', '$unset'])
const KNOWN = new Set([...NUMERIC, ...APPENDING, ...REMOVING, '$set', '$min', '$max', '$rename', '$bit'])
const ARRAY_ONLY = new Set(['$push', '$addToSet', '$pull', '$pullAll', '$pop'])

/** Refuses a document whose fields cannot be stored. */
export function checkStorable(document: Document): Document {
  for (const key of Object.keys(document)) {
    if (key.startsWith('$')) throw refusals.badRequest(`field name '${key}' is not valid for storage`)
  }
  if (Array.isArray(document['_id']) || document['_id'] instanceof RegExp) {
    throw refusals.badRequest(`the '_id' field cannot be of this type: ${stringifyEjson(document['_id'])}`)
  }
  return document
}

/** Reads an update: operators only, each with a document of paths. */
export function parseUpdate(value: unknown): Document {
  if (!isPlainObject(value)) throw refusals.badParameter('update data must be an object')
  for (const [operator, fields] of Object.entries(value)) {
    if (!KNOWN.has(operator)) throw refusals.badRequest(`unknown update operator ${operator}`)
    if (!isPlainObject(fields)) throw refusals.badRequest(`${operator} needs an object of fields`)
    for (const path of Object.keys(fields)) {
      if (path === '_id' || path.startsWith('_id.')) {
        throw refusals.badRequest(`${operator}: the immutable field '_id' cannot be changed`)
      }
      if (path.split('.').includes('')) throw refusals.badRequest(`${operator}: the path '${path}' has an empty field`)
    }
  }
  refuseUnknown(value['$pull'])
  return value
}

/** The value at a path; refuses a path that leads through something that can hold no fields. */
function valueAt(document: Document, operator: string, path: string): unknown {
  let current: unknown = document
  for (const part of path.split('.')) {
    if (current === undefined) return undefined
    if (Array.isArray(current) && /^\d+$/.test(part)) current = current[Number(part)]
    else if (isPlainObject(current)) current = Object.hasOwn(current, part) ? current[part] : undefined
    else if (REMOVING.has(operator)) return undefined
    else {
      throw refusals.badRequest(
        `${operator}: cannot create field '${part}' of '${path}' in element ${stringifyEjson(current)}`,
      )
    }
  }
  return current
}

function checkField(document: Document, operator: string, path: string, operand: unknown): void {
  const existing = valueAt(document, operator, path)
  if (NUMERIC.has(operator)) {
    if (typeof operand !== 'number') throw refusals.badRequest(`${operator}: '${path}' needs a number`)
    if (existing !== undefined && typeof existing !== 'number') {
      throw refusals.badRequest(
        `${operator}: cannot be applied to '${path}', a value of non-numeric type: ${stringifyEjson(existing)}`,
      )
    }
  }
  if (ARRAY_ONLY.has(operator) && existing !== undefined && !Array.isArray(existing)) {
    throw refusals.badRequest(`${operator}: the field '${path}' must be an array but holds ${stringifyEjson(existing)}`)
  }
}

/**
 * Applies update operators and gives the new document. mingo does the work; it accepts more than MongoDB, so whatever
 * MongoDB refuses is refused first, naming the operator and the path.
 */
export function applyUpdate(document: Document, update: Document, filter: Document): Document {
  for (const [operator, fields] of Object.entries(update)) {
    for (const [path, operand] of Object.entries(fields as Document)) {
      // Positional paths ($, $[]) are resolved by mingo, element by element.
      if (!path.includes('$')) checkField(document, operator, path, operand)
    }
  }
  refuseConflicts(update)
  const copy = copyOf(document)
  if (isPositional(update)) {
    const holder = [copy]
    asRequest(() => updateOne(holder, filter, update, { cloneMode: 'deep' }, mingoOptions))
    return holder[0] ?? document
  }
  for (const [name, fields] of Object.entries(update)) {
    const operator = operators[name as keyof typeof operators] as Operator
    if (name === '$addToSet') createLists(copy, fields as Document)
    asRequest(() => operator(fields as Document)(copy))
  }
  return copy
}

// mingo's own operators, called one by one: its updateOne copies every known operator for each document it changes.
type Operator = (fields: Document) => (document: Document) => unknown

/** Where there is no list yet, mingo 7.2.7 would keep duplicates among the values of $each. */
function createLists(document: Document, fields: Document): void {
  for (const path of Object.keys(fields)) {
    if (valueAt(document, '$addToSet', path) === undefined) operators.$set({ [path]: [] })(document)
  }
}

/** Paths such as `list.$.n`, whose place depends on the filter. */
function isPositional(update: Document): boolean {
  return Object.values(update).some((fields) => Object.keys(fields as Document).some((path) => path.includes('$')))
}

/** Two operators may not touch one path, nor a path inside another. */
function refuseConflicts(update: Document): void {
  const renamed = Object.values((update['$rename'] ?? {}) as Document).map(String)
  const paths = [...Object.values(update).flatMap((fields) => Object.keys(fields as Document)), ...renamed].sort()
  for (const [i, path] of paths.entries()) {
    const other = paths.slice(i + 1).find((later) => later === path || later.startsWith(`${path}.`))
    if (other !== undefined) {
      throw refusals.badRequest(`updating the path '${other}' would create a conflict at '${path}'`)
    }
  }
}

/** A deep copy that keeps BSON values and patterns as they are: they are never changed in place. */
function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => copyOf(item)) as T
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item)])) as T
}
