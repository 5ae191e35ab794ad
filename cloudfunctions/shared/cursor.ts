import * as v from 'valibot'
import { commonRefusal } from './refusal'

/** Packs where a list goes on into one opaque string. */
export const writeCursor = (position: Record<string, string>): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url')

/**
 * Unpacks a cursor, which comes from a phone and may hold anything.
 * @throws Refusal BAD_INPUT when it is not one that this list wrote.
 */
export function readCursor<S extends v.GenericSchema>(position: S, cursor: string): v.InferOutput<S> {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), position), Buffer.from(cursor, 'base64url').toString())
  if (!parsed.success) throw commonRefusal('BAD_INPUT', '「翻页位置」认不出来，请下拉刷新，从头看起')
  return parsed.output
}
