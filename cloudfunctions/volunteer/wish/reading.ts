import * as v from 'valibot'
import { inShape } from '../../shared/collection'
import { readCursor, writeCursor } from '../../shared/cursor'
import { readOne } from '../../shared/database'
import { members } from '../../shared/documents'
import { many, maybe, one } from '../../shared/load'
import { folderOf } from '../../shared/photos'
import { holds } from '../../shared/roles'
import { action } from '../../shared/serve'
import { volunteers, wishes } from '../documents'
import { factsOfMissed, shiftsMissed } from '../standing/facts'
import { standing } from '../standing/rules'
import { whyNotClaimWords, wish as contract } from './contract'
import type { Wish } from './documents'
import { handsOf, hasClaim, isPublic, mostHeld, whyNotClaim, type Claimer } from './rules'
import { insideView, partIn, viewFields, wishView } from './views'
import type { Loaded } from '../../shared/load'
import type { Volunteer } from '../profile/documents'

const perPage = 20
const Position = v.strictObject({ at: v.pipe(v.string(), v.maxLength(60)) })

/** A page of wishes, with where the next one begins. */
export function pageOf<V>(found: readonly Wish[], key: (wish: Wish) => string | undefined, view: (wish: Wish) => V) {
  const shown = found.slice(0, perPage)
  const at = found.length > perPage ? key(shown[shown.length - 1] as Wish) : undefined
  return { items: shown.map(view), ...(at === undefined ? {} : { cursor: writeCursor({ at }) }) }
}

/** What lies after a cursor, in a list that goes up or down; before the first page, everything. */
export const beyond = (cursor: string | undefined, way: 'up' | 'down') =>
  cursor === undefined ? { $gt: '' } : { [way === 'up' ? '$gt' : '$lt']: readCursor(Position, cursor).at }

/** One more than a page, to know whether it goes on. */
export const pageAndOne = { limit: perPage + 1, fields: viewFields }

export const listWishes = action(contract.listWishes, {
  run: async ({ input: { community = '*', open, cursor }, now }) => {
    const found = (await readOne({
      from: wishes.name,
      ...(open === true
        ? { match: { places: community, state: 'shown', sinceKey: beyond(cursor, 'up') }, sort: { sinceKey: 1 } }
        : { match: { places: community, publicKey: beyond(cursor, 'down') }, sort: { publicKey: -1 } }),
      ...pageAndOne,
    })) as unknown as Wish[]
    return pageOf(
      found,
      ({ sinceKey, publicKey }) => (open === true ? sinceKey : publicKey),
      (wish) => wishView(wish, now),
    )
  },
})

/** What is read of a person who wants to claim. */
export const aboutClaimer = (caller: string, now: Date) => ({
  me: maybe(members, caller),
  profile: maybe(inShape<Pick<Volunteer, '_id' | 'skills'>>(volunteers), caller, { fields: { skills: 1 } }),
  missed: shiftsMissed([caller], now),
  held: many(wishes, { match: { hold: { $in: handsOf(caller) } }, limit: mostHeld }),
})

/** The caller as a volunteer who claims. */
export function claimerOf(
  { me, profile, missed, held }: Loaded<ReturnType<typeof aboutClaimer>>,
  person: string,
  now: Date,
): Claimer {
  const { pausedUntil } = standing(factsOfMissed(missed, person), now)
  return {
    person,
    registered: holds(me?.roles ?? [], 'volunteer'),
    skills: profile?.skills ?? [],
    held: held.filter((wish) => hasClaim(wish, person, now)).length,
    ...(pausedUntil ? { blockedUntil: pausedUntil } : {}),
  }
}

export const oneWish = action(contract.oneWish, {
  load: ({ input, caller = '', now }) => ({
    wish: one(wishes, input.wish, 'NO_SUCH_WISH'),
    ...aboutClaimer(caller, now),
  }),
  run: async ({ caller, now, loaded: { wish, ...person }, refuse }) => {
    const part = partIn(wish, caller, now)
    if (part === undefined) {
      if (!isPublic(wish.state)) throw refuse('NO_SUCH_WISH')
      const why = whyNotClaim(wish, claimerOf(person, caller ?? '', now), now)
      return { wish: wishView(wish, now), ...(why ? { whyNot: { code: why, say: whyNotClaimWords[why] } } : {}) }
    }
    const uploads = part === 'claimer' ? person.me?.uploads : undefined
    return {
      wish: wishView(wish, now),
      inside: await insideView(wish, part, now),
      ...(uploads === undefined ? {} : { folder: folderOf(uploads, 'wish') }),
    }
  },
})

export const myWishes = action(contract.myWishes, {
  load: ({ input: { which, cursor }, caller }) => ({
    found: many(wishes, {
      match: { [which === 'asked' ? 'asker' : 'claim.person']: caller, madeKey: beyond(cursor, 'down') },
      sort: { madeKey: -1 },
      ...pageAndOne,
    }),
  }),
  run: ({ now, loaded: { found } }) =>
    pageOf(
      found,
      ({ madeKey }) => madeKey,
      (wish) => wishView(wish, now),
    ),
})
