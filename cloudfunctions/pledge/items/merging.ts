import { claim, command, find } from '../../shared/database'
import { items, type Item } from './documents'
import { idsOf, itemNow } from './finding'
import { hideFull } from './taking'

/**
 * Puts those that took a merged item among those that took the one it leads to, by ONE write that happens once; safe to
 * repeat after a crash. Nobody loses what they have, also where together they are more than it wants: then no more take it.
 */
export async function moveMerged(from: Pick<Item, '_id'>): Promise<void> {
  const item = await find(items, { where: { _id: from._id }, sort: [], limit: 1 }).then(([there]) => there)
  if (item?.moving !== true) return
  const into = await itemNow(item._id)
  if (!into) return
  const taken = item.takers.length + into.takers.length > 0
  const moved = await claim(
    items,
    into._id,
    // One that was merged itself meanwhile passes nothing on any more.
    { merged: command.exists(false), also: command.nin([item._id]) },
    {
      also: command.push({ each: idsOf(item) }),
      takers: command.push({ each: item.takers }),
      ...(taken ? { telling: command.addToSet('taken'), takenAt: into.takenAt ?? item.takenAt ?? item.madeAt } : {}),
    },
  )
  const there = await itemNow(item._id)
  if (!moved && there?.also?.includes(item._id) !== true) return
  if (there) await hideFull(there)
  await claim(items, item._id, { moving: true }, { moving: command.remove() })
}

const itemsPerRun = 50

/** Goes on with merges whose call died. */
export async function moveLeft(): Promise<{ merged: number }> {
  const left = await find(items, { where: { moving: true }, sort: [['moving', 'asc']], limit: itemsPerRun })
  for (const item of left) await moveMerged(item)
  return { merged: left.length }
}
