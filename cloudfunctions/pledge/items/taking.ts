import { claim, command, find } from '../../shared/database'
import { pledges, type Pledge } from '../documents'
import { items, type Item } from './documents'
import { goesOn, idsOf, itemNow } from './finding'

/** Whether the last of an item's places is taken; what was merged into it may have taken more. */
const lastTaken = ({ wants }: Item): string => `takers.${String(wants - 1)}`

/** Takes those off an item whose pledge was dropped or came to nothing, where a call died before it did so. */
async function freeLeft(item: Item): Promise<boolean> {
  const found = await find(pledges, {
    where: {
      item: command.in(idsOf(item)),
      _id: command.in(item.takers),
      state: command.nin(['excused', 'unfulfilled']),
    },
    sort: [],
    limit: item.takers.length,
    fields: { _id: true },
  })
  const left = item.takers.filter((taker) => !found.some(({ _id }) => _id === taker))
  return left.length > 0 && claim(items, item._id, {}, { takers: command.pullAll(left) })
}

/** One of an item's places, by ONE write. */
const takePlace = (item: Item, pledge: string, now: Date): Promise<boolean> =>
  claim(
    items,
    item._id,
    { ...goesOn, [lastTaken(item)]: command.exists(false), takers: command.nin([pledge]) },
    {
      takers: command.push({ each: [pledge] }),
      telling: command.addToSet('taken'),
      ...(item.takers.length === 0 ? { takenAt: now } : {}),
    },
  )

/** Whoever looks for one to take does not find one that is full. */
export const hideFull = (item: Item): Promise<boolean> =>
  claim(items, item._id, { [lastTaken(item)]: command.exists(true) }, { roomKey: command.remove() })

/**
 * Takes an item for a pledge, by ONE write on the item that it leads to; a pledge that has it keeps it.
 * @returns why it cannot, or null
 */
export async function takeItem(
  pledge: Pick<Pledge, '_id' | 'item'>,
  now: Date,
): Promise<'NO_SUCH_ITEM' | 'ITEM_CLOSED' | 'ALL_TAKEN' | null> {
  if (pledge.item === undefined) return null
  const item = await itemNow(pledge.item)
  if (!item) return 'NO_SUCH_ITEM'
  if (item.takers.includes(pledge._id)) {
    // The call that took it may have died before it said that the item is full.
    await hideFull(item)
    return null
  }
  if (item.closed) return 'ITEM_CLOSED'
  const taken = await takePlace(item, pledge._id, now)
  if (taken) await hideFull(item)
  else {
    const fresh = (await itemNow(item._id)) ?? item
    if (fresh.takers.includes(pledge._id)) return null
    if (fresh.closed) return 'ITEM_CLOSED'
    // It was merged meanwhile, or a pledge left it without saying so.
    const mayBeFree = fresh._id !== item._id || (await freeLeft(fresh))
    if (!mayBeFree || !(await takePlace(fresh, pledge._id, now))) return 'ALL_TAKEN'
    await hideFull(fresh)
  }
  return null
}

/** Lets another pledge take the item of one that was dropped or came to nothing. */
export async function leaveItem({ _id, item: id }: Pick<Pledge, '_id' | 'item'>): Promise<void> {
  if (id === undefined) return
  await claim(items, id, { takers: _id }, { takers: command.pull(_id) })
  const item = await itemNow(id)
  if (!item) return
  if (item._id !== id) await claim(items, item._id, { takers: _id }, { takers: command.pull(_id) })
  // Also where a call that died had left it already.
  await claim(items, item._id, { ...goesOn, [lastTaken(item)]: command.exists(false) }, { roomKey: item.newestKey })
}
