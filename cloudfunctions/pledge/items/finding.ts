import { command, find } from '../../shared/database'
import { items, type Item } from './documents'

/** Longer chains than anybody makes: each merge leads to an older item. */
const longestWay = 20

/** An item as it stands now: where it was merged, the one that it leads to. */
export async function itemNow(id: string): Promise<Item | undefined> {
  let at: string | undefined = id
  let item: Item | undefined
  for (let step = 0; step < longestWay && at !== undefined; step++) {
    ;[item] = await find(items, { where: { _id: at }, sort: [], limit: 1 })
    at = item?.merged?.into
  }
  return item
}

/** The item and all that was merged into it. */
export const idsOf = ({ _id, also = [] }: Pick<Item, '_id' | 'also'>): string[] => [_id, ...also]

/** Of an item that is neither over nor leads to another. */
export const goesOn = { closed: command.exists(false), merged: command.exists(false) }
