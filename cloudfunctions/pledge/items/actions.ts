import * as v from 'valibot'
import { readCursor, writeCursor } from '../../shared/cursor'
import { addOnce, claim, command, find, readOne } from '../../shared/database'
import { regions } from '../../shared/documents'
import { signsOf } from '../../shared/ids'
import { many, one } from '../../shared/load'
import { checkWords } from '../../shared/open-api'
import { placesAbove } from '../../shared/region'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { pledges } from '../documents'
import { everywhere, isPublic, listName, shownState } from '../promise/rules'
import { saidNow } from '../promise/views'
import { items as contract, mostTakers, type ItemView } from './contract'
import { items, type Item } from './documents'
import { itemState } from './rules'

const itemView = (item: Item): ItemView => {
  const { _id: id, place, list, words, whom, origin, wants, takers, madeAt, closed } = item
  return {
    ...{ id, place, list, words, whom, origin, wants, taken: takers.length, state: itemState(item) },
    at: madeAt.toISOString(),
    ...(closed ? { say: closed.say } : {}),
  }
}

const itemsPerPage = 20
const Position = v.strictObject({ at: v.pipe(v.string(), v.maxLength(60)) })

export const listItems = action(contract.listItems, {
  run: async ({ input: { community, list, room, cursor } }) => {
    const key = room === true ? ('roomKey' as const) : ('newestKey' as const)
    const at = cursor === undefined ? { $gt: '' } : { $lt: readCursor(Position, cursor).at }
    const found = (await readOne({
      from: items.name,
      match: { lists: listName(community ?? everywhere, list), [key]: at },
      sort: { [key]: -1 },
      limit: itemsPerPage + 1,
    })) as unknown as Item[]
    const shown = found.slice(0, itemsPerPage)
    const last = found.length > itemsPerPage ? shown.at(-1) : undefined
    return { items: shown.map(itemView), ...(last ? { cursor: writeCursor({ at: last.newestKey }) } : {}) }
  },
})

export const oneItem = action(contract.oneItem, {
  load: ({ input }) => ({
    item: one(items, input.item, 'NO_SUCH_ITEM'),
    found: many(pledges, { match: { item: input.item }, sort: { _id: 1 }, limit: mostTakers * 2 }),
  }),
  run: ({ now, loaded: { item, found } }) => {
    const today = dateOf(now)
    return {
      ...itemView(item),
      takers: found
        .filter(({ state }) => isPublic(state))
        .map((pledge) => ({
          ...{ pledge: pledge._id, by: pledge.by, words: saidNow(pledge, today)?.words ?? '' },
          state: shownState(pledge, today),
        })),
    }
  },
})

export const addItem = action(contract.addItem, {
  load: ({ input }) => ({ branch: one(regions, input.branch, 'NO_SUCH_BRANCH') }),
  run: async ({ input: { branch: place, ...given }, caller, key, now }) => {
    const _id = signsOf([caller, key], 12)
    const [there] = await find(items, { where: { _id }, sort: [], limit: 1 })
    if (there) return itemView(there)
    await checkWords(caller, `${given.words}\n${given.whom}`, 'forum')
    const newestKey = `${now.toISOString()}~${_id}`
    const item: Item = {
      ...{ _id, madeAt: now, made: { by: actorOf(caller), at: now, key }, place, ...given, takers: [] },
      lists: [place, ...placesAbove(place), everywhere].flatMap((at) => [listName(at), listName(at, given.list)]),
      ...{ newestKey, roomKey: newestKey },
    }
    await addOnce(items, item)
    return itemView(item)
  },
})

export const closeItem = action(contract.closeItem, {
  load: ({ input }) => ({ item: one(items, input.item, 'NO_SUCH_ITEM') }),
  run: async ({ input: { as, say }, caller, key, now, loaded: { item }, refuse }) => {
    const mine = { ...item, closed: { by: actorOf(caller), at: now, key, as, say } }
    if (item.closed?.key === key) return itemView(item)
    if (item.closed) throw refuse('ITEM_CLOSED')
    await checkWords(caller, say, 'forum')
    const closed = { closed: command.set(mine.closed), roomKey: command.remove() }
    if (!(await claim(items, item._id, { closed: command.exists(false) }, closed))) throw refuse('ITEM_CLOSED')
    return itemView(mine)
  },
})
