import { claim, command, find } from '../../shared/database'
import { signsOf } from '../../shared/ids'
import { notice, owed, settle } from '../../shared/notify'
import { itemFollows, items, type Item, type ItemFollow, type ItemNews } from './documents'
import { idsOf } from './finding'
import { mostMerged } from './rules'

/** So that each person has one follow of an item. */
export const followId = (person: string, item: string): string => signsOf([person, item], 24)

const itemsPerRun = 20
const followsPerRun = 100
const atOnce = 10

/** What followers hear: it says of whom nothing, only that. */
const newsOf = ({ _id, words, takenAt, madeAt, closed }: Item, news: ItemNews, to: string) =>
  notice({
    to,
    kind: 'pledge',
    ...(news === 'taken'
      ? { title: '您关注的事有人领了', words, state: '有人领了', at: takenAt ?? madeAt }
      : {
          title: closed?.as === 'done' ? '您关注的事办好了' : '您关注的事不用办了',
          words: `${words}：${closed?.say ?? ''}`,
          state: closed?.as === 'done' ? '办好了' : '不用办了',
          at: closed?.at ?? madeAt,
        }),
    opens: `/pledge/item?item=${_id}`,
    cause: `${_id} ${news}`,
  })

/** What somebody who follows it from now on waits to hear. */
export const waitsOf = ({ closed, takers }: Item): ItemNews[] => {
  if (closed) return []
  return takers.length > 0 ? ['over'] : ['taken', 'over']
}

/** Whether somebody follows an item, or one that was merged into it. */
export async function isFollowing(person: string, item: Item): Promise<boolean> {
  const found = await find(itemFollows, {
    where: { _id: command.in(idsOf(item).map((id) => followId(person, id))) },
    sort: [],
    limit: mostMerged + 1,
  })
  return found.some(({ following }) => following)
}

/** Tells one of them, in the write that says that they were; who heard it of an item that was merged is not told again. */
async function tellOne(item: Item, news: ItemNews, follow: ItemFollow, heard: boolean): Promise<void> {
  const list = heard ? [] : [newsOf(item, news, follow.person)]
  const told = { waits: command.pull(news), ...owed(list) }
  if (await claim(itemFollows, follow._id, { waits: news }, told)) await settle(itemFollows, follow._id, list)
}

/** @returns whether nobody waits for it any more */
async function tellSome(item: Item, news: ItemNews): Promise<boolean> {
  // Who took it left it again: there is nothing to tell.
  if (news === 'taken' && item.takers.length === 0) return true
  const ids = idsOf(item)
  const waiting = await find(itemFollows, {
    where: { item: command.in(ids), waits: news },
    sort: [],
    limit: followsPerRun,
  })
  // Of several that were merged, each person hears once: by the first of theirs.
  const others = ids.length === 1 ? [] : await followsOf(waiting, ids)
  const heard = (follow: ItemFollow): boolean =>
    others.some(
      ({ _id, person, following, waits }) =>
        person === follow.person && following && (!waits.includes(news) || _id < follow._id),
    )
  for (let at = 0; at < waiting.length; at += atOnce)
    await Promise.all(waiting.slice(at, at + atOnce).map((each) => tellOne(item, news, each, heard(each))))
  return waiting.length < followsPerRun
}

const followsOf = (some: readonly ItemFollow[], ids: readonly string[]): Promise<ItemFollow[]> =>
  find(itemFollows, {
    where: { _id: command.in(some.flatMap(({ person }) => ids.map((id) => followId(person, id)))) },
    sort: [],
    limit: 1000,
  })

/** 有进展 Tells whoever follows an item that somebody took it, that it is over: each once. */
export async function tellFollowers(): Promise<{ told: number }> {
  const found = await find(items, {
    where: { telling: command.in(['taken', 'over']) },
    sort: [],
    limit: itemsPerRun,
  })
  for (const item of found)
    for (const news of item.telling ?? [])
      if (await tellSome(item, news)) await claim(items, item._id, { telling: news }, { telling: command.pull(news) })
  return { told: found.length }
}
