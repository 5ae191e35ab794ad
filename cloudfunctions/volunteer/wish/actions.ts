import { addOnce } from '../../shared/database'
import { members, regions, type Member, type Region } from '../../shared/documents'
import { signsOf } from '../../shared/ids'
import { maybe, one } from '../../shared/load'
import { checkOnce, checkWords } from '../../shared/open-api'
import { placesAbove } from '../../shared/region'
import { seal } from '../../shared/seal'
import { action } from '../../shared/serve'
import { shownName } from '../../member/profile/rules'
import { wishes } from '../documents'
import { whyNotEnroll } from '../profile/rules'
import { wish as contract, type WishCategory, type WishKind, type WishView } from './contract'
import type { Skill } from '../shift/contract'
import type { Wish } from './documents'
import { stateAfter, tellsNumber } from './rules'
import { changeWish, freshWish, keyAt, stepOf, wishOf } from './saving'
import { contactOf, contactOwner, wishView, type WishContact } from './views'
import { about } from './words'

interface Asked {
  kind: WishKind
  category: WishCategory
  words: string
  address: string
  suits: string
  skill?: Skill | undefined
  phone?: string | undefined
  whom?: string | undefined
}

/** What is asked, as it is stored; where and who lies under the wish's own seal. */
const stored = (id: string, { kind, category, words, suits, skill, address, phone, whom }: Asked) => ({
  ...{ kind, category, words, suits },
  ...(skill === undefined ? {} : { skill }),
  contact: seal(
    JSON.stringify({
      address,
      ...(phone === undefined ? {} : { phone }),
      ...(whom === undefined ? {} : { whom }),
    } satisfies WishContact),
    contactOwner(id),
  ),
})

/** All that is written: others read it, everybody or those it concerns. */
const written = ({ words, suits, address, whom = '' }: Asked): string => [words, suits, address, whom].join('\n')

const tells = ({ words, suits }: Asked): boolean => tellsNumber(words) || tellsNumber(suits)

interface Asking {
  asked: Asked
  region: Region
  me: Member | undefined
  caller: string
  key: string
  now: Date
  refuse: (code: 'PLACE_RETIRED' | 'PLACE_TOO_WIDE' | 'WORDS_TELL') => Error
}

/** Stores a new wish, once for each tap; staff check it before anybody else reads it. */
async function make({ asked, region, me, caller, key, now, refuse }: Asking): Promise<WishView> {
  const _id = signsOf([caller, key], 12)
  const before = await freshWish(_id)
  if (before) return wishView(before, now)
  const why = whyNotEnroll(region)
  if (why === 'PLACE_RETIRED' || why === 'PLACE_TOO_WIDE') throw refuse(why)
  if (tells(asked)) throw refuse('WORDS_TELL')
  await checkWords(caller, written(asked), 'forum')
  const { place, name: placeName } = region
  const made: Wish = {
    ...{ _id, ...stored(_id, asked), place, placeName, places: [place, ...placesAbove(place), '*'] },
    ...{ asker: caller, askerName: shownName(me ?? {}), state: 'waiting', madeAt: now },
    ...{ madeKey: keyAt(now, _id), sinceKey: keyAt(now, _id), steps: [], hold: _id, rev: 0 },
  }
  await addOnce(wishes, made)
  return wishView(made, now)
}

const placeAnd = ({ input, caller }: { input: { community: string }; caller: string }) => ({
  region: one(regions, input.community, 'NO_SUCH_PLACE'),
  me: maybe(members, caller, { fields: { name: 1, fullName: 1, shownAs: 1 } }),
})

export const askWish = action(contract.askWish, {
  load: placeAnd,
  run: ({ input: { community: _, ...asked }, caller, key, now, loaded, refuse }) =>
    make({ asked, ...loaded, caller, key, now, refuse }),
})

export const askWishFor = action(contract.askWishFor, {
  load: placeAnd,
  run: ({ input: { community: _, ...asked }, caller, key, now, loaded, refuse }) =>
    make({ asked, ...loaded, caller, key, now, refuse }),
})

export const mendWish = action(contract.mendWish, {
  load: wishOf,
  run: async ({ input: { wish: _, ...asked }, caller, key, now, loaded: { wish }, refuse }) => {
    const judge = checkOnce(caller, written(asked), 'forum')
    const after = await changeWish(
      wish,
      stepOf('mend', caller, key, now),
      async (wish) => {
        if (wish.asker !== caller) throw refuse('NO_SUCH_WISH')
        if (stateAfter(wish, 'mend', now) === undefined) throw refuse('NOT_THEN')
        if (tells(asked)) throw refuse('WORDS_TELL')
        await judge()
        const { phone, whom } = contactOf(wish) ?? {}
        return {
          set: stored(wish._id, { ...asked, phone: asked.phone ?? phone, whom }),
          unset: asked.skill === undefined ? ['skill'] : [],
        }
      },
      () => refuse('WISH_CHANGED'),
    )
    return wishView(after, now)
  },
})

export const withdrawWish = action(contract.withdrawWish, {
  load: wishOf,
  run: async ({ caller, key, now, loaded: { wish }, refuse }) => {
    const after = await changeWish(
      wish,
      stepOf('withdraw', caller, key, now),
      (wish) => {
        if (wish.asker !== caller) throw refuse('NO_SUCH_WISH')
        if (stateAfter(wish, 'withdraw', now) === undefined) throw refuse('NOT_THEN')
        const told = wish.claim && [
          about(wish, wish.claim.person, {
            ...{ title: '对方不需要了', words: `「${wish.words}」撤回了，不用去了，谢谢您`, state: '已撤回' },
            ...{ at: now, cause: key },
          }),
        ]
        return { unset: ['claim'], ...(told ? { told } : {}) }
      },
      () => refuse('WISH_CHANGED'),
    )
    return wishView(after, now)
  },
})
