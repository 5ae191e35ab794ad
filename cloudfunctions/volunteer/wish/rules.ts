import type { Code } from '../../shared/contract'
import { regionKind, placesAbove, type Place } from '../../shared/region'
import type { Skill } from '../shift/contract'
import type { WishCategory, WishState, WishStepName, wish, whyNotClaimWords } from './contract'

/** What happens to a wish; `lapse`: whoever claimed it ran out of time; `call`: volunteers nearby are told of it. */
export type WishEvent =
  | 'pass'
  | 'return'
  | 'decline'
  | 'mend'
  | 'withdraw'
  | 'claim'
  | 'giveBack'
  | 'lapse'
  | 'call'
  | 'finish'
  | 'deny'
  | 'thank'
  | 'confirm'

/** Where each event leads, by the state that it meets. */
export const wishTable: Readonly<Record<WishState, Partial<Record<WishEvent, WishState>>>> = {
  waiting: { pass: 'shown', return: 'returned', decline: 'declined', withdraw: 'withdrawn' },
  returned: { mend: 'waiting', decline: 'declined', withdraw: 'withdrawn' },
  declined: {},
  shown: { claim: 'claimed', call: 'shown', decline: 'declined', withdraw: 'withdrawn' },
  claimed: { finish: 'done', giveBack: 'shown', lapse: 'shown', withdraw: 'withdrawn' },
  done: { thank: 'thanked', confirm: 'confirmed', deny: 'claimed' },
  confirmed: { thank: 'thanked' },
  thanked: {},
  withdrawn: {},
}

const publicStates: readonly WishState[] = ['shown', 'claimed', 'done', 'confirmed', 'thanked']
const overStates: readonly WishState[] = ['declined', 'withdrawn', 'confirmed', 'thanked']

/** Whether everybody may read it. */
export const isPublic = (state: WishState): boolean => publicStates.includes(state)

/** Whether nobody has to go there any more: where and who is forgotten then. */
export const isOver = (state: WishState): boolean => overStates.includes(state)

const dayMs = 24 * 60 * 60_000

/** How long whoever claims a wish has for it. */
export const claimMs = 7 * dayMs
/** After so long without anybody, volunteers nearby are called, and staff see it. */
export const unclaimedMs = 3 * dayMs
/** After so long without an answer of the asker, staff may see that it was done. */
export const unansweredMs = 3 * dayMs
/** How many volunteers are called to one wish at most. */
export const calledAtMost = 20

/** 手上 How many wishes one volunteer has at a time at most; the words of HANDS_FULL say it too. */
export const mostHeld = 3

/** What a wish that somebody claimed is held by: one of so many hands of theirs, each of which holds one. */
export const handsOf = (person: string): string[] =>
  Array.from({ length: mostHeld }, (_, index) => `${person}~${String(index)}`)

/** The most minutes that a wish of a category counts. */
export const mostMinutes: Readonly<Record<WishCategory, number>> = {
  errand: 120,
  company: 240,
  repair: 180,
  study: 120,
  clean: 240,
  gift: 60,
  other: 120,
}

interface WishFacts {
  state: WishState
  claim?: { person: string; until: Date }
}

/** Where a wish stands now: a claim lapses by itself. */
export const wishState = ({ state, claim }: WishFacts, now: Date): WishState =>
  state === 'claimed' && claim && now >= claim.until ? 'shown' : state

/** Where a wish is after this happened to it now; undefined where it cannot. */
export const stateAfter = (facts: WishFacts, event: WishEvent, now: Date): WishState | undefined =>
  wishTable[event === 'lapse' ? facts.state : wishState(facts, now)][event]

/** Whether this person has the wish now. */
export const hasClaim = (facts: WishFacts, person: string, now: Date): boolean =>
  facts.claim?.person === person && wishState(facts, now) === 'claimed'

/** A volunteer who may claim. */
export interface Claimer {
  person: string
  registered: boolean
  skills: readonly Skill[]
  blockedUntil?: Date
  /** How many wishes they have. */
  held: number
}

/** Why this person may not claim the wish now, or null. */
export function whyNotClaim(
  facts: WishFacts & { asker: string; skill?: Skill },
  { person, registered, skills, blockedUntil, held }: Claimer,
  now: Date,
): keyof typeof whyNotClaimWords | null {
  const state = wishState(facts, now)
  if (state !== 'shown') return state === 'claimed' ? 'WISH_TAKEN' : 'NOT_OPEN'
  if (facts.asker === person) return 'OWN_WISH'
  if (!registered) return 'NOT_A_VOLUNTEER'
  if (blockedUntil !== undefined && now < blockedUntil) return 'PAUSED'
  if (held >= mostHeld) return 'HANDS_FULL'
  return facts.skill === undefined || skills.includes(facts.skill) ? null : 'SKILL_MISSING'
}

/** Why this person may not thank and grade, or null: only who asked, never who did it. */
export function whyNotThank(
  facts: WishFacts & { asker: string },
  person: string,
  now: Date,
): Exclude<Code<typeof wish.thankWish>, 'NO_SUCH_WISH' | 'WISH_CHANGED'> | null {
  if (facts.claim?.person === person) return 'OWN_CLAIM'
  if (facts.asker !== person) return 'NOT_YOURS'
  return stateAfter(facts, 'thank', now) === undefined ? 'NOT_THEN' : null
}

/** Why this member of staff may not confirm that it was done, or null: never who did it. */
export function whyNotConfirm(facts: WishFacts, person: string, now: Date): 'OWN_CLAIM' | 'NOT_THEN' | null {
  if (facts.claim?.person === person) return 'OWN_CLAIM'
  return stateAfter(facts, 'confirm', now) === undefined ? 'NOT_THEN' : null
}

/** Whether words that everybody reads name a number to call, with or without gaps. */
export const tellsNumber = (words: string): boolean => /\d{7,}/.test(words.replace(/[\s\-_.,，。、·]/g, ''))

/** The community that a place lies in; itself where it is wider. */
export const communityOf = (place: Place): Place =>
  [place, ...placesAbove(place)].find((each) => regionKind(each) === 'community') ?? place

/** The four steps, with when each was; one that is still to come has no time. */
export function timelineOf(
  facts: {
    madeAt: Date
    shownAt?: Date
    claim?: { at: Date; until: Date; person: string }
    state: WishState
    thanks?: { at: Date }
    confirmedAt?: Date
  },
  now: Date,
): { step: WishStepName; at?: Date }[] {
  const claimed = wishState(facts, now) === 'shown' ? undefined : facts.claim?.at
  const graded = facts.thanks?.at ?? facts.confirmedAt
  const of = (step: WishStepName, at: Date | undefined) => ({ step, ...(at ? { at } : {}) })
  return [of('asked', facts.madeAt), of('shown', facts.shownAt), of('claimed', claimed), of('graded', graded)]
}

/** Since when a wish stands where it stands. */
export const sinceOf = ({ sinceKey }: { sinceKey: string }): Date => new Date(sinceKey.slice(0, 24))

/** When the clock alone does something with a wish: volunteers are called to it, once; a claim lapses. */
export function dueOf(wish: WishFacts & { sinceKey: string; calledAt?: Date }): Date | undefined {
  if (wish.state === 'claimed') return wish.claim?.until
  return wish.state === 'shown' && !wish.calledAt ? new Date(+sinceOf(wish) + unclaimedMs) : undefined
}
