import { isPlainObject, parseEjson } from '../protocol/ejson'
import { CloudError, refusals } from './errors'

/** The body of a POST to /admin. */
export type AdminRequest = Record<string, unknown> & { action: string }

export function readString(request: AdminRequest, field: string): string {
  const value = request[field]
  if (typeof value !== 'string' || value === '') throw refusals.badParameter(`${field} must be a string`)
  return value
}

/** A whole number of zero or more, or the fallback when the field is absent. */
export function readCount(request: AdminRequest, field: string, fallback: number): number {
  const value = request[field] ?? fallback
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw refusals.badParameter(`${field} must be a whole number`)
  }
  return value
}

/** An EJSON field that holds an object; absent, or empty as the SDK sends a query it was not given, it is undefined. */
export function readDocument(request: AdminRequest, field: string, now: number): Record<string, unknown> | undefined {
  const text = request[field]
  if (text === undefined || text === null || text === '') return undefined
  return parseDocument(text, field, now)
}

/** Parses an EJSON text that must hold an object. */
export function parseDocument(text: unknown, field: string, now: number): Record<string, unknown> {
  const value = typeof text === 'string' ? parseText(text, field, now) : undefined
  if (!isPlainObject(value)) throw refusals.badParameter(`${field} must be an object in EJSON`)
  return value
}

/** Parses any EJSON text. */
export function parseText(text: string, field: string, now: number): unknown {
  try {
    return parseEjson(text, now)
  } catch (error) {
    if (error instanceof CloudError) throw error
    throw refusals.badParameter(
      `${field} is not valid EJSON: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

/** An order: `{path: 1 | -1}`, whose keys' sequence matters. */
export function readSort(request: AdminRequest, now: number): [string, 1 | -1][] {
  const order = readDocument(request, 'order', now) ?? {}
  return Object.entries(order).map(([path, direction]) => {
    if (direction !== 1 && direction !== -1) throw refusals.badParameter(`order of ${path} must be 1 or -1`)
    return [path, direction]
  })
}
