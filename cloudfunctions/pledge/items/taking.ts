import { claim, command, find } from '../../shared/database'
import { pledges, type Pledge } from '../documents'
import { items, type Item } from './documents'

const readItem = async (id: string): Promise<Item | undefined> =>
  (await find(items, { where: { _id: id }, sort: [], limit: 1 }))[0]

/** Whether the last of an item's places is taken. */
const lastTaken = ({ wants }: Item): string => `takers.${String(wants - 1)}`

/** Takes those off an item whose pledge was dropped or came to nothing, where a call died before it did so. */
async function freeLeft(item: Item): Promise<boolean> {
  const found = await find(pledges, {
    where: { item: item._id, _id: command.in(item.takers), state: command.nin(['excused', 'unfulfilled']) },
    sort: [],
    limit: item.takers.length,
    fields: { _id: true },
  })
  const left = item.takers.filter((taker) => !found.some(({ _id }) => _id === taker))
  return left.length > 0 && claim(items, item._id, {}, { takers: command.pullAll(left) })
}

/**
 * Takes an item for a pledge, by ONE write on the item; a pledge that has it keeps it.
 * @returns why it cannot, or null
 */
export async function takeItem(
  pledge: Pick<Pledge, '_id' | 'item'>,
): Promise<'NO_SUCH_ITEM' | 'ITEM_CLOSED' | 'ALL_TAKEN' | null> {
  if (pledge.item === undefined) return null
  const item = await readItem(pledge.item)
  if (!item) return 'NO_SUCH_ITEM'
  if (item.takers.includes(pledge._id)) return null
  if (item.closed) return 'ITEM_CLOSED'
  const room = { closed: command.exists(false), [lastTaken(item)]: command.exists(false) }
  const take = () =>
    claim(
      items,
      item._id,
      { ...room, takers: command.nin([pledge._id]) },
      { takers: command.push({ each: [pledge._id] }) },
    )
  let taken = await take()
  if (!taken) {
    const fresh = (await readItem(item._id)) ?? item
    if (fresh.takers.includes(pledge._id)) return null
    if (fresh.closed) return 'ITEM_CLOSED'
    taken = (await freeLeft(fresh)) && (await take())
  }
  if (!taken) return 'ALL_TAKEN'
  await claim(items, item._id, { [lastTaken(item)]: command.exists(true) }, { roomKey: command.remove() })
  return null
}

/** Lets another pledge take the item of one that was dropped or came to nothing. */
export async function leaveItem({ _id, item: id }: Pick<Pledge, '_id' | 'item'>): Promise<void> {
  if (id === undefined || !(await claim(items, id, { takers: _id }, { takers: command.pull(_id) }))) return
  const item = await readItem(id)
  const room = item && { closed: command.exists(false), [lastTaken(item)]: command.exists(false) }
  if (room) await claim(items, id, room, { roomKey: item.newestKey })
}
