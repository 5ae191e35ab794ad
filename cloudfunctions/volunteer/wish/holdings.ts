import { claim, command, find, removeIf } from '../../shared/database'
import { newId } from '../../shared/ids'
import { leftName, type Shelf } from '../../shared/person'
import { wishes } from '../documents'
import { wishKindWords } from './contract'
import type { Wish } from './documents'
import { write } from './saving'
import { contactOf } from './views'
import { about } from './words'

const perStep = 20

const wishesWith = (who: 'asker' | 'claim.person', openid: string, after?: string) =>
  find(wishes, {
    where: { [who]: openid, ...(after === undefined ? {} : { madeKey: command.lt(after) }) },
    sort: [['madeKey', 'desc']],
    limit: perStep,
  })

const shelf = (title: string, who: 'asker' | 'claim.person', row: (wish: Wish) => Record<string, unknown>): Shelf => ({
  title,
  read: async (openid, after) => {
    const found = await wishesWith(who, openid, after)
    const last = found.length === perStep ? found[found.length - 1] : undefined
    return { rows: found.map(row), ...(last ? { after: last.madeKey } : {}) }
  },
})

/** What somebody asked for. */
export const askedFor = shelf('发的心愿', 'asker', (wish) => {
  const { address, phone, whom } = contactOf(wish) ?? {}
  return {
    ...{ 类型: wishKindWords[wish.kind], 内容: wish.words, 社区: wish.placeName, 方便的时候: wish.suits },
    ...(address === undefined ? {} : { 门牌: address }),
    ...(phone === undefined ? {} : { 电话: phone }),
    ...(whom === undefined ? {} : { 替谁: whom }),
    ...(wish.thanks ? { 评语: wish.thanks.words } : {}),
    时间: wish.madeAt.toISOString(),
  }
})

/** What somebody claimed. */
export const claimedWishes = shelf('接的心愿', 'claim.person', ({ words, claim, done }) => ({
  内容: words,
  接单时间: claim?.at.toISOString(),
  ...(done ? { 做了什么: done.words, 分钟: done.minutes, 办好时间: done.at.toISOString() } : {}),
}))

const nobody = () => ({ person: `left-${newId()}`, name: leftName })
const wordsOfLeft = '已注销用户的心愿'

/** Somebody who asked leaves: what nobody did anything for goes, else it loses who asked and where. */
async function forgetAsked(wish: Wish, now: Date): Promise<void> {
  const { _id, rev, state, claim: claimed } = wish
  const left = nobody()
  if (state === 'claimed' && claimed) {
    const step = { event: 'withdraw' as const, by: 'clock', at: now, key: `left-${newId()}` }
    const told = about(wish, claimed.person, {
      ...{
        title: '对方不需要了',
        words: '您接的心愿撤回了，不用去了，谢谢您',
        state: '已撤回',
        at: now,
        cause: step.key,
      },
    })
    await write(wish, step, { unset: ['claim'], told: [told] })
    return
  }
  if (!wish.done) return void (await removeIf(wishes, _id, { rev }))
  const thanks = wish.thanks && { ...wish.thanks, words: '' }
  await claim(
    wishes,
    _id,
    { rev },
    {
      ...{ asker: left.person, askerName: left.name, words: wordsOfLeft, contact: command.remove() },
      ...(thanks ? { thanks: command.set(thanks) } : {}),
      rev: command.inc(1),
    },
  )
}

/** Somebody who claimed leaves: what is not done is anybody's again, what was done stays without who did it. */
async function forgetClaimed(wish: Wish, now: Date): Promise<void> {
  const { _id, rev, done } = wish
  if (!done) {
    const step = { event: 'lapse' as const, by: 'clock', at: now, key: `left-${newId()}` }
    const told = about(wish, wish.asker, {
      ...{
        title: '您的心愿重新等人接',
        words: `「${wish.words}」接的人来不了`,
        state: '等人接',
        at: now,
        cause: step.key,
      },
    })
    await write(wish, step, { unset: ['claim'], told: [told] })
    return
  }
  const { person, name } = nobody()
  const without = { 'claim.person': person, 'claim.name': name, 'done.words': '', 'done.photos': [] }
  await claim(wishes, _id, { rev }, { ...without, rev: command.inc(1) })
}

/** @returns how many knew of this person */
export async function forgetWishes(openid: string, now: Date): Promise<number> {
  const [asked, claimed] = [await wishesWith('asker', openid), await wishesWith('claim.person', openid)]
  for (const wish of asked) await forgetAsked(wish, now)
  for (const wish of claimed) await forgetClaimed(wish, now)
  return asked.length + claimed.length
}
