import { covers, type Place } from '../../shared/region'
import type { itemStates } from './contract'

/** Where an item stands: it follows from who took it, and from whether it is over. */
export function itemState(item: {
  takers: readonly string[]
  wants: number
  closed?: { as: 'done' | 'dropped' }
}): (typeof itemStates)[number] {
  if (item.closed) return item.closed.as
  if (item.takers.length === 0) return 'open'
  return item.takers.length < item.wants ? 'taken' : 'full'
}

/** Whether a branch may take an item: it stands there, above or below. */
export const concerns = (item: Place, branch: Place): boolean => covers(item, branch) || covers(branch, item)
