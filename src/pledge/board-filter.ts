import * as v from 'valibot'
import { boardSorts } from '../../cloudfunctions/pledge/board/contract'
import { listKinds } from '../../cloudfunctions/pledge/promise/contract'
import { PlaceId } from '../../cloudfunctions/shared/contract'

/** What of the board is shown: it stands in the page's address. */
const Filter = v.object({
  branch: v.fallback(v.optional(PlaceId), undefined),
  list: v.fallback(v.optional(v.picklist(listKinds)), undefined),
  search: v.fallback(v.optional(v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(20))), undefined),
  sort: v.fallback(v.optional(v.picklist(boardSorts)), undefined),
})
export type BoardFilter = v.InferOutput<typeof Filter>

/** As it was written, or as an address has it: WeChat leaves that to the page, a browser does not. */
export function plain(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A percent sign that somebody wrote.
    return text
  }
}

/** The filter in an address on a printed code: `…?branch=…`. */
const queryOf = (address: string): Record<string, string> =>
  Object.fromEntries(
    (address.split('?')[1] ?? '').split('&').map((pair) => {
      const [name = '', value = ''] = pair.split('=')
      return [name, plain(value)] as const
    }),
  )

/**
 * Reads a filter from a page's parameters; what fits nothing is left out. WeChat opens a page for a code on paper with
 * the whole address that stands in it as `q`.
 */
export function readFilter(params: Record<string, string | undefined>): BoardFilter {
  const given = Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, plain(value)] as const])),
  )
  return v.parse(Filter, 'q' in given ? queryOf(given['q'] ?? '') : given)
}

/** The address of the board that shows this. */
export function boardPath(filter: BoardFilter): string {
  const pairs = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  )
  return `/pledge/board${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`
}
