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

/** How many others one item stands for at most. */
export const mostMerged = 9

/** Why an item cannot be merged into another, or null: into an older one of the same branch, that still goes on. */
export function whyNotMerge(
  item: { _id: string; place: Place; newestKey: string },
  into: { _id: string; place: Place; newestKey: string; closed?: unknown; merged?: unknown; also?: readonly string[] },
) {
  if (into.place !== item.place) return 'ITEM_OF_OTHERS'
  if (into.closed !== undefined || into.merged !== undefined) return 'INTO_CLOSED'
  if (into.newestKey >= item.newestKey) return 'INTO_NEWER'
  return (into.also?.length ?? 0) < mostMerged ? null : 'TOO_MANY_MERGED'
}
