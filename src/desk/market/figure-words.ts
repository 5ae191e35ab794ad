import type { FigureId } from '../../../cloudfunctions/market/figures/contract'
import { definitions } from '../../../cloudfunctions/market/figures/rules'
import { yuan } from './words'

const units = { count: '', fen: ' 元', points: ' 分' } as const

/** A figure's number as people read it: `62`, `1860 元`, `3 分`. */
export const valueWords = (id: FigureId, value: number): string => {
  const { in: unit } = definitions[id]
  return `${unit === 'fen' ? yuan(value) : String(value)}${units[unit]}`
}
