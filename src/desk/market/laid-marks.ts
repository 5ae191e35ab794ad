import type { LaidStall } from '../../../cloudfunctions/market/layout/contract'
import { kindWords } from './words'

/** What the strips show of a layout. */
export function marksOf(stalls: readonly LaidStall[]) {
  const rows = new Map<string, LaidStall[]>()
  for (const stall of stalls) rows.set(stall.code.charAt(0), [...(rows.get(stall.code.charAt(0)) ?? []), stall])
  return [...rows].map(([row, list]) => ({
    row,
    marks: list.map(({ code, kind, mode, outOfUse }) => ({
      code,
      words:
        outOfUse !== undefined
          ? '停用'
          : `${kindWords[kind]}${mode === 'pick' ? '' : mode === 'fixed' ? '·固' : '·摇'}`,
      look: outOfUse === undefined ? ('free' as const) : ('closed' as const),
    })),
  }))
}
