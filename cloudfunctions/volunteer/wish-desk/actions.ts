import { regions } from '../../shared/documents'
import { many, one } from '../../shared/load'
import { checkOnce } from '../../shared/open-api'
import { action } from '../../shared/serve'
import { wishes } from '../documents'
import { wishDesk as contract } from './contract'
import type { Wish } from '../wish/documents'
import { beyond, pageAndOne, pageOf } from '../wish/reading'
import { sinceOf, stateAfter, unansweredMs, unclaimedMs, type WishEvent } from '../wish/rules'
import { changeWish, stepOf, wishOf, type Change } from '../wish/saving'
import { insideView, wishView } from '../wish/views'
import { about } from '../wish/words'

/** The lists of the desk: of which state, and how long ago at least. */
const lists = {
  check: { state: 'waiting', after: 0 },
  unclaimed: { state: 'shown', after: unclaimedMs },
  unanswered: { state: 'done', after: unansweredMs },
} as const

export const listDeskWishes = action(contract.listDeskWishes, {
  load: ({ input: { place, which, cursor }, now }) => {
    const { state, after } = lists[which]
    return {
      region: one(regions, place, 'NO_SUCH_PLACE'),
      found: many(wishes, {
        match: {
          places: place,
          state,
          // One sign above the mark that follows each instant.
          sinceKey: { ...beyond(cursor, 'up'), $lt: `${new Date(+now - after).toISOString()}~~` },
        },
        sort: { sinceKey: 1 },
        ...pageAndOne,
      }),
    }
  },
  run: ({ now, loaded: { found } }) =>
    pageOf(
      found,
      ({ sinceKey }) => sinceKey,
      (wish) => ({ ...wishView(wish, now), since: sinceOf(wish).toISOString() }),
    ),
})

export const openWish = action(contract.openWish, {
  load: wishOf,
  run: async ({ caller, now, loaded: { wish } }) => ({
    ...(await insideView(wish, 'staff', now)),
    ...(wish.asker === caller || wish.claim?.person === caller ? { own: true as const } : {}),
  }),
})

interface Deciding {
  wish: Wish
  event: WishEvent
  say?: string
  caller: string
  key: string
  now: Date
  /** What the asker reads. */
  told: { title: string; words: string; state: string }
  mayNot?: (wish: Wish) => Error | null
  change?: Change
  refuse: (code: 'NOT_THEN' | 'WISH_CHANGED') => Error
}

/** What staff decide about a wish, with the notice to who asked. */
async function decide({ wish, event, say, caller, key, now, told, mayNot, change, refuse }: Deciding) {
  const judge = checkOnce(caller, say, 'comment')
  const after = await changeWish(
    wish,
    stepOf(event, caller, key, now, say),
    async (wish) => {
      const no = mayNot?.(wish)
      if (no) throw no
      if (stateAfter(wish, event, now) === undefined) throw refuse('NOT_THEN')
      await judge()
      return { ...change, told: [about(wish, wish.asker, { ...told, at: now, cause: key })] }
    },
    () => refuse('WISH_CHANGED'),
  )
  return insideView(after, 'staff', now)
}

export const passWish = action(contract.passWish, {
  load: wishOf,
  run: ({ input: { seen }, caller, key, now, loaded: { wish }, refuse }) =>
    decide({
      ...{ wish, event: 'pass', caller, key, now, refuse },
      told: { title: '您的心愿派出去了', words: `「${wish.words}」邻居们看得到了，有人接就告诉您`, state: '已派单' },
      mayNot: ({ asker, rev }) =>
        asker === caller ? refuse('OWN_WISH') : rev === seen ? null : refuse('WISH_CHANGED'),
      change: { set: { shownAt: now } },
    }),
})

export const returnWish = action(contract.returnWish, {
  load: wishOf,
  run: ({ input: { hint }, caller, key, now, loaded: { wish }, refuse }) =>
    decide({
      ...{ wish, event: 'return', say: hint, caller, key, now, refuse },
      told: { title: '您的心愿还差一点', words: hint, state: '请补充' },
    }),
})

export const declineWish = action(contract.declineWish, {
  load: wishOf,
  run: ({ input: { reason }, caller, key, now, loaded: { wish }, refuse }) =>
    decide({
      ...{ wish, event: 'decline', say: reason, caller, key, now, refuse },
      told: { title: '您的心愿这次派不出去', words: reason, state: '未派单' },
      change: { unset: ['claim'] },
    }),
})
