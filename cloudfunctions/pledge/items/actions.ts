import * as v from 'valibot'
import { readCursor, writeCursor } from '../../shared/cursor'
import { addOnce, claim, command, find, readOne } from '../../shared/database'
import { regions } from '../../shared/documents'
import { signsOf } from '../../shared/ids'
import { one } from '../../shared/load'
import { checkWords } from '../../shared/open-api'
import { placesAbove } from '../../shared/region'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { pledges } from '../documents'
import { everywhere, isPublic, listName, shownState } from '../promise/rules'
import { saidNow } from '../promise/views'
import { items as contract, itemsPerPage, mostTakers, type ItemView } from './contract'
import { itemFollows, items, type Item } from './documents'
import { goesOn, idsOf, itemNow } from './finding'
import { moveMerged } from './merging'
import { itemState, whyNotMerge } from './rules'
import { followId, isFollowing, waitsOf } from './telling'

const itemView = (item: Item): ItemView => {
  const { _id: id, place, list, words, whom, origin, wants, takers, madeAt, closed } = item
  return {
    ...{ id, place, list, words, whom, origin, wants, taken: takers.length, state: itemState(item) },
    at: madeAt.toISOString(),
    ...(closed ? { say: closed.say } : {}),
  }
}

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
  run: async ({ input, caller, now, refuse }) => {
    const item = await itemNow(input.item)
    if (!item) throw refuse('NO_SUCH_ITEM')
    const [found, following] = await Promise.all([
      find(pledges, {
        where: { item: command.in(idsOf(item)) },
        sort: [['_id', 'asc']],
        limit: mostTakers * 2,
      }),
      caller === undefined ? undefined : isFollowing(caller, item),
    ])
    const today = dateOf(now)
    return {
      ...itemView(item),
      ...(following === undefined ? {} : { following }),
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
    if (item.closed ?? item.merged) throw refuse('ITEM_CLOSED')
    await checkWords(caller, say, 'forum')
    const closed = { closed: command.set(mine.closed), roomKey: command.remove(), telling: command.addToSet('over') }
    if (!(await claim(items, item._id, goesOn, closed))) throw refuse('ITEM_CLOSED')
    return itemView(mine)
  },
})

export const mergeItem = action(contract.mergeItem, {
  load: ({ input }) => ({ item: one(items, input.item, 'NO_SUCH_ITEM') }),
  run: async ({ input, caller, key, now, loaded: { item }, refuse }) => {
    if (item.merged?.key !== key) {
      if (item.closed ?? item.merged) throw refuse('ITEM_CLOSED')
      const into = await itemNow(input.into)
      if (!into) throw refuse('NO_SUCH_ITEM')
      const why = whyNotMerge(item, into)
      if (why) throw refuse(why)
      const merged = { by: actorOf(caller), at: now, key, into: into._id }
      const change = { merged: command.set(merged), moving: true, lists: [], roomKey: command.remove() }
      if (!(await claim(items, item._id, goesOn, change))) throw refuse('ITEM_CLOSED')
    }
    await moveMerged(item)
    return itemView((await itemNow(item._id)) ?? item)
  },
})

export const followItem = action(contract.followItem, {
  run: async ({ input: { item: id, follow: following }, caller, key, refuse }) => {
    const item = await itemNow(id)
    if (!item) throw refuse('NO_SUCH_ITEM')
    const waits = following ? waitsOf(item) : []
    const ids = following ? [item._id] : idsOf(item)
    for (const each of ids) {
      const _id = followId(caller, each)
      const there = { person: caller, item: each, following, waits, key }
      if (following ? await addOnce(itemFollows, { _id, ...there }) : false) continue
      await claim(itemFollows, _id, { key: command.neq(key) }, { following, waits, key })
    }
    return { following }
  },
})
