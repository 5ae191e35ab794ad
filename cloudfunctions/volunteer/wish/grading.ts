import { claim, command, find } from '../../shared/database'
import { checkOnce } from '../../shared/open-api'
import { action } from '../../shared/serve'
import { wishes } from '../documents'
import { post } from '../hours/ledger'
import { wishDesk } from '../wish-desk/contract'
import { wish as contract, wishGradeWords } from './contract'
import type { Wish } from './documents'
import { claimMs, stateAfter, whyNotConfirm, whyNotThank } from './rules'
import { changeWish, stepOf, wishOf } from './saving'
import { insideView } from './views'
import { about, wishTitle } from './words'

/** What confirms the hours, once: whoever comes second changes nothing of them. */
const confirmedAt = (wish: Wish, now: Date) => (wish.confirmedAt ? {} : { confirmedAt: now, unposted: true as const })

/** Writes the hours of a wish into the book of whoever did it, once for each wish; safe to repeat. */
async function postWish(wish: Wish, now: Date): Promise<void> {
  const { _id, claim: claimed, done, place, unposted } = wish
  if (!unposted || !claimed || !done) return
  const { minutes, day } = done
  await post(['wish', _id], { person: claimed.person, minutes, kind: 'wish', day, title: wishTitle(wish), place }, now)
  await claim(wishes, _id, { unposted: true }, { unposted: command.remove() })
}

const wishesPerRun = 50

/** Writes into books what was confirmed by a call that died before it wrote. */
export async function postWishes(now: Date): Promise<{ wishHours: number }> {
  const open = await find(wishes, { where: { unposted: true }, sort: [['unposted', 'asc']], limit: wishesPerRun })
  for (const wish of open) await postWish(wish, now)
  return { wishHours: open.length }
}

export const thankWish = action(contract.thankWish, {
  load: wishOf,
  run: async ({ input: { grade, words }, caller, key, now, loaded: { wish }, refuse }) => {
    const judge = checkOnce(caller, words, 'comment')
    const after = await changeWish(
      wish,
      stepOf('thank', caller, key, now),
      async (wish) => {
        const why = whyNotThank(wish, caller, now)
        if (why) throw refuse(why)
        await judge()
        const told = wish.claim && [
          about(wish, wish.claim.person, {
            ...{
              title: '有人谢谢您',
              words: `${wishGradeWords[grade]}：${words}`,
              state: '已评单',
              at: now,
              cause: key,
            },
          }),
        ]
        return { set: { thanks: { grade, words, at: now }, ...confirmedAt(wish, now) }, ...(told ? { told } : {}) }
      },
      () => refuse('WISH_CHANGED'),
    )
    if (after.asker !== caller) throw refuse('NOT_YOURS')
    await postWish(after, now)
    return insideView(after, 'asker', now)
  },
})

export const denyWish = action(contract.denyWish, {
  load: wishOf,
  run: async ({ input: { reason }, caller, key, now, loaded: { wish }, refuse }) => {
    const judge = checkOnce(caller, reason, 'comment')
    const after = await changeWish(
      wish,
      stepOf('deny', caller, key, now, reason),
      async (wish) => {
        if (wish.asker !== caller) throw refuse('NOT_YOURS')
        if (stateAfter(wish, 'deny', now) === undefined || !wish.claim) throw refuse('NOT_THEN')
        await judge()
        const told = about(wish, wish.claim.person, {
          ...{ title: '对方说还没办成', words: `「${wish.words}」：${reason}`, state: '还没办成', at: now, cause: key },
        })
        const until = new Date(+now + claimMs)
        return { set: { claim: { ...wish.claim, until } }, unset: ['done'], told: [told] }
      },
      () => refuse('WISH_CHANGED'),
    )
    if (after.asker !== caller) throw refuse('NOT_YOURS')
    return insideView(after, 'asker', now)
  },
})

export const confirmWish = action(wishDesk.confirmWish, {
  load: wishOf,
  run: async ({ caller, key, now, loaded: { wish }, refuse }) => {
    const after = await changeWish(
      wish,
      stepOf('confirm', caller, key, now),
      (wish) => {
        const why = whyNotConfirm(wish, caller, now)
        if (why) throw refuse(why)
        const said = { state: '已确认', at: now, cause: key }
        const told = [
          ...(wish.claim
            ? [
                about(wish, wish.claim.person, {
                  ...said,
                  title: '时长记上了',
                  words: `「${wish.words}」社区确认办好了`,
                }),
              ]
            : []),
          about(wish, wish.asker, {
            ...said,
            title: '社区替您确认了',
            words: `「${wish.words}」办好了，您也可以谢一声`,
          }),
        ]
        return { set: confirmedAt(wish, now), told }
      },
      () => refuse('WISH_CHANGED'),
    )
    await postWish(after, now)
    return insideView(after, 'staff', now)
  },
})
