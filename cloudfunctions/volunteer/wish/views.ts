import type { Photo } from '../../shared/documents'
import { photosOf } from '../../shared/photos'
import { unseal } from '../../shared/seal'
import type { WishInside, WishView } from './contract'
import type { Wish } from './documents'
import { hasClaim, mostMinutes, timelineOf, wishState } from './rules'

/** Where and who, as it is sealed under the wish. */
export interface WishContact {
  address: string
  phone?: string
  whom?: string
}

/** Whose a wish's contact is: it opens for no other wish. */
export const contactOwner = (id: string): string => `wish ${id}`

/** Where and who; undefined once it is forgotten. */
export function contactOf({ _id, contact }: Pick<Wish, '_id' | 'contact'>): WishContact | undefined {
  const text = contact && unseal(contact, contactOwner(_id))
  return text === undefined || text === null ? undefined : (JSON.parse(text) as WishContact)
}

/** What of a wish a list reads. */
export const viewFields = Object.fromEntries(
  'kind category words suits skill placeName state claim.until madeAt sinceKey publicKey madeKey'
    .split(' ')
    .map((name) => [name, 1]),
)

/** A wish as everybody reads it. */
export const wishView = (wish: Wish, now: Date): WishView => ({
  ...{ id: wish._id, kind: wish.kind, category: wish.category, words: wish.words, suits: wish.suits },
  ...(wish.skill === undefined ? {} : { skill: wish.skill }),
  ...{ place: wish.placeName, state: wishState(wish, now), at: wish.madeAt.toISOString() },
})

/** Where and who, for whoever reads it: the asker knows their own number. */
function contactFor(wish: Wish, reader: 'asker' | 'claimer' | 'staff', now: Date): WishInside['contact'] {
  const known = contactOf(wish)
  if (!known || (reader === 'claimer' && wishState(wish, now) !== 'claimed')) return undefined
  const { phone } = known
  return reader === 'asker' && phone !== undefined ? { ...known, phone: `尾号 ${phone.slice(-4)}` } : known
}

function doneOf({ done }: Wish, known: ReadonlyMap<string, Photo>): WishInside['done'] {
  if (!done) return undefined
  const { words, minutes, photos, at } = done
  const stand = photos.flatMap((path) => known.get(path) ?? [])
  return {
    ...{ words, minutes, at: at.toISOString() },
    photos: stand.flatMap(({ state, file }) => (state === 'fine' ? file : [])),
    checking: stand.filter(({ state }) => state === 'checking').length,
  }
}

/** The last that was said about a wish, where it still matters. */
const saidOf = ({ steps }: Wish): string | undefined =>
  steps.filter(({ event }) => event !== 'call' && event !== 'lapse').at(-1)?.say

/** What somebody is to a wish now. */
export const partIn = (wish: Wish, person: string | undefined, now: Date): 'asker' | 'claimer' | undefined => {
  if (person === undefined) return undefined
  if (wish.asker === person) return 'asker'
  const lapsed = wish.state === 'claimed' && !hasClaim(wish, person, now)
  return wish.claim?.person === person && !lapsed ? 'claimer' : undefined
}

/** A wish as those see it whom it concerns; one request where there are photos. */
export async function insideView(wish: Wish, reader: 'asker' | 'claimer' | 'staff', now: Date): Promise<WishInside> {
  const { rev, claim, askerName, category, thanks } = wish
  const contact = contactFor(wish, reader, now)
  const done = doneOf(wish, await photosOf(wish.done?.photos ?? []))
  const say = saidOf(wish)
  const held = wishState(wish, now) === 'shown' ? undefined : claim
  return {
    ...wishView(wish, now),
    rev,
    ...(reader === 'staff' ? {} : { mine: reader }),
    ...(contact ? { contact } : {}),
    asker: askerName,
    ...(held ? { claimer: held.name, until: held.until.toISOString() } : {}),
    timeline: timelineOf(wish, now).map(({ step, at }) => ({ step, ...(at ? { at: at.toISOString() } : {}) })),
    ...(done ? { done } : {}),
    ...(thanks ? { thanks: { ...thanks, at: thanks.at.toISOString() } } : {}),
    ...(say === undefined ? {} : { say }),
    most: mostMinutes[category],
  }
}
