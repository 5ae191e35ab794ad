import { collection } from '../shared/collection'
import { owesIndex, type Owes } from '../shared/documents'
import type { Place } from '../shared/region'
import type { CalendarDate } from '../shared/shanghai'
import type { ListKind, StoredState } from './promise/contract'
import type { Called, Span } from './rhythm/rules'
import type { Rhythm } from './rhythm/contract'

/** Who did something (`actorOf`), when, and by which tap. */
export interface Deed {
  by: string
  at: Date
  key: string
}

/** A text as it was promised from a date on; an older one stays readable. */
export interface PledgeVersion {
  from: CalendarDate
  words: string
  /** For whom or where. */
  whom: string
  rhythm: Rhythm[]
  /** Why it was changed, where it was. */
  why?: string
}

/** What was shown about one occurrence, or why it was let go. */
export interface PledgeFact {
  id: string
  /** The occurrence. */
  occurrence: string
  at: Date
  key: string
  state: 'shown' | 'verified' | 'back' | 'excused'
  words: string
  /** Paths of photos; they are seen once they are `fine`. */
  photos: string[]
  /** Where it was done, if told. */
  where?: string
  /** What proves it by itself: the shift that they checked in to. */
  shift?: string
  /** Who looked at it (`actorOf`), when, and the hint where it was sent back. */
  checked?: Deed & { hint?: string }
  /** By this the one it was done for says yes: the member shows it, or hands it on. */
  code?: string
  /** The one it was done for said yes. */
  confirmed?: Deed
}

/** A pause of a pledge (illness, a holiday), with its reason. */
export interface Pause extends Span {
  reason: string
  key: string
}

/** What whoever follows a pledge hears of it. */
export type PledgeProgress = 'kept' | 'amended' | 'passed' | 'done' | 'unfulfilled' | 'excused'

/** 有进展 That something is to be told to whoever follows a pledge, until all of them were. */
export interface PledgeNews {
  id: string
  what: PledgeProgress
  at: Date
}

/** 交接 Who did it before, up to which day, and why somebody else goes on: everybody reads it. */
export interface PledgeHand {
  /** openid */
  member: string
  by: string
  until: CalendarDate
  at: Date
  why: string
}

/** A change of where a pledge stands. */
export interface PledgeStep extends Deed {
  event: string
  /** What its member or the public reads about it. */
  say?: string
}

/**
 * 承诺 One pledge: ONE document with all that was promised and done, so that one conditional write decides about it. Its
 * occurrences are computed (`rhythm/rules.ts`), never stored.
 */
export interface Pledge extends Owes {
  _id: string
  madeAt: Date
  /** openid of the member. */
  member: string
  /** The member as they chose to be shown when they submitted it. */
  by: string
  /** Those who had it before, the oldest first. */
  hands?: PledgeHand[]
  /** Who is asked to go on with it, as they are shown, and why: only they say yes. */
  handing?: { to: string; name: string; why: string }
  /** The branch's place, which the secretary's role must cover; the branch is named by it. */
  place: Place
  branch: string
  /** Which of the three lists it comes from, and the item that it takes; `own`: a thought of their own. */
  list: ListKind
  item?: string
  /** 签到就算 A check-in at a shift of this activity shows what is due. */
  activity?: { id: string; title: string }
  state: StoredState
  versions: PledgeVersion[]
  span: Span
  pauses: Pause[]
  called: Called[]
  facts: PledgeFact[]
  steps: PledgeStep[]
  /** Since when it waits for the branch; absent: it does not. */
  submittedAt?: Date
  publishedAt?: Date
  doneAt?: Date
  thanks: number
  /** The latest 500 regards that were counted, so that none counts twice. */
  thankers: string[]
  /** The lists that it stands in (`listsOf`); only while it is public. */
  lists?: string[]
  /** By these, pages of lists are ranges of one index (`keysOf`); none depends on the clock. */
  newestKey?: string
  dueKey?: string
  doneKey?: string
  /** Pairs of signs of its words, for search. */
  grams?: string[]
  /** Since when evidence waits for somebody to look at it, and the id; absent: none does. */
  shownKey?: string
  /** By which events it is called (`callsOf`); only while it runs and waits for one. */
  calls?: string[]
  /** What of it stands in the figures (`countedOf`), and that it may have changed since. */
  counted?: string
  uncounted?: true
  /** What is to be told to whoever follows it, and up to whom (`Regard`) the first of it was. */
  news?: PledgeNews[]
  newsAfter?: string
  /** Up to when its member was reminded. */
  remindedTo?: Date
  rev: number
  /** When the timer must look at it next. */
  due?: Date
}

export const pledges = collection<Pledge>('pledges', {
  newest: { keys: { lists: 1, newestKey: -1 } },
  due_next: { keys: { lists: 1, dueKey: 1 } },
  done: { keys: { lists: 1, doneKey: -1 } },
  grams: { keys: { grams: 1, newestKey: -1 } },
  shown: { keys: { place: 1, shownKey: 1 } },
  calls: { keys: { calls: 1, _id: 1 } },
  member: { keys: { member: 1, madeAt: -1 } },
  submitted: { keys: { place: 1, submittedAt: 1 } },
  state: { keys: { place: 1, state: 1, _id: 1 } },
  item: { keys: { item: 1, _id: 1 } },
  activity: { keys: { 'activity.id': 1, state: 1, _id: 1 } },
  timer: { keys: { due: 1 } },
  uncounted: { keys: { uncounted: 1 } },
  news: { keys: { 'news.id': 1 } },
  handing: { keys: { 'handing.to': 1, _id: 1 } },
  hands: { keys: { 'hands.member': 1, _id: 1 } },
  ...owesIndex,
})

/** How many pledges a member made in a year: ONE document, so that one write decides whether there is room for another. */
export interface PledgeYear {
  /** `openid:year` */
  _id: string
  member: string
  /** The ids of those that were submitted. */
  pledges: string[]
}

export const pledgeYears = collection<PledgeYear>('pledge_years', { member: { keys: { member: 1 } } })

export * from './board/documents'
export * from './event/documents'
export * from './figures/documents'
export * from './items/documents'
export * from './review/documents'
