import { Context } from 'mingo/core'
import { MingoError } from 'mingo/util'
import { isPlainObject } from '../protocol/ejson'
import { CloudError, refusals } from '../protocol/errors'
import { expressions } from './expressions'

/** How mingo evaluates an expression: no scripts from a query. */
export const mingoOptions = { context: Context.init({ expression: expressions }), scriptEnabled: false }

const NOT_YET = new Set(['$where', '$function', '$accumulator', '$meta', '$text'])

/** Refuses, by name, operators the emulator does not implement, wherever they stand. */
export function refuseUnknown(value: unknown): void {
  if (Array.isArray(value)) value.forEach(refuseUnknown)
  if (!isPlainObject(value)) return
  for (const key of Object.keys(value)) {
    if (NOT_YET.has(key)) throw refusals.badRequest(`${key} is not implemented by the local cloud yet`)
    refuseUnknown(value[key])
  }
}

/** Runs mingo and turns its complaints about a request into the service's error; anything else is a bug of ours. */
export function asRequest<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof CloudError) throw error
    if (error instanceof MingoError || error instanceof SyntaxError) throw refusals.badRequest(error.message)
    throw error
  }
}
