import { collection } from '../../shared/collection'
import { owesIndex, type Owes, type Sealed } from '../../shared/documents'
import type { Place } from '../../shared/region'
import type { CalendarDate } from '../../shared/shanghai'
import type { Deed, Person } from '../documents'
import type { Skill } from '../shift/contract'
import type { WishCategory, WishGrade, WishKind, WishState } from './contract'
import type { WishEvent } from './rules'

/** Something that happened to a wish; `say`: what was said with it. */
export interface WishStep extends Deed {
  event: WishEvent
  say?: string
}

/** 接单 Who has it; after `until` it is nobody's any more, whether or not the timer took it away. */
export interface WishClaim extends Person {
  at: Date
  until: Date
}

/** 心愿 ONE document, so that one conditional write decides who has it. */
export interface Wish extends Owes {
  _id: string
  kind: WishKind
  category: WishCategory
  /** What everybody reads. */
  words: string
  suits: string
  skill?: Skill
  place: Place
  placeName: string
  /** The place, all above it, and `*` for everywhere. */
  places: string[]
  /** openid of who asked, for themselves or somebody else, and how they are called. */
  asker: string
  askerName: string
  /** Where and who, under this wish's id; gone once it is over. */
  contact?: Sealed
  state: WishState
  madeAt: Date
  shownAt?: Date
  claim?: WishClaim
  /**
   * Its own id, or, from a claim until it is done or given back, which hand of the claimer's it is in (`handsOf`). A
   * unique index over all wishes: nobody ever has more of them than hands.
   */
  hold: string
  done?: { words: string; minutes: number; photos: string[]; at: Date; day: CalendarDate }
  thanks?: { grade: WishGrade; words: string; at: Date }
  /** When its hours were confirmed, by the asker or by staff. */
  confirmedAt?: Date
  /** The hours are confirmed, and do not surely stand in the book yet. */
  unposted?: true
  /** When volunteers nearby were called to it. */
  calledAt?: Date
  /** When it was made, and its id: lists go by it. */
  madeKey: string
  /** As `madeKey`, while everybody may read it. */
  publicKey?: string
  /** Since when it stands where it stands, and its id. */
  sinceKey: string
  /** The latest 60. */
  steps: WishStep[]
  rev: number
  /** When the timer must look at it next; absent: never. */
  due?: Date
}

export const wishes = collection<Wish>('volunteer_wishes', {
  newest: { keys: { places: 1, publicKey: -1 } },
  stands: { keys: { places: 1, state: 1, sinceKey: 1 } },
  asker: { keys: { asker: 1, madeKey: -1 } },
  hold: { keys: { hold: 1 }, unique: true },
  claimer: { keys: { 'claim.person': 1, madeKey: -1 } },
  unposted: { keys: { unposted: 1 } },
  due: { keys: { due: 1 } },
  ...owesIndex,
})
