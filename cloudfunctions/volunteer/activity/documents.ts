import { collection } from '../../shared/collection'
import type { Place } from '../../shared/region'
import type { Deed, Where } from '../documents'
import type { Category, PaperKind, Skill } from '../shift/contract'

/** What so many people do in each shift of an activity. */
export interface RoleShape {
  name: string
  min: number
  max: number
  skill?: Skill
  paper?: PaperKind
}

/** A shift as it is planned; its document is made when the activity is published. */
export interface Planned {
  shift: string
  startsAt: Date
  endsAt: Date
}

/** What was done to an activity. */
export interface ActivityStep extends Deed {
  what: 'made' | 'changed' | 'leader' | 'planned' | 'dropped' | 'published' | 'cancelled' | 'settled'
}

/** 活动 What an organiser invites to, with all its shifts. Its state is computed, never stored. */
export interface Activity {
  _id: string
  title: string
  words: string
  category: Category
  place: Place
  /** The place and all above it. */
  places: Place[]
  organiser: string
  where: Where
  cover?: string
  /** openid of the volunteer who leads it, and how they are called. */
  leader?: string
  leaderName?: string
  roles: RoleShape[]
  approval: boolean
  opensDaysBefore: number
  outHours: number
  /** The soonest first; at most 100. */
  times: Planned[]
  published?: Date
  cancelled?: string
  settled?: Date
  madeAt: Date
  /** The latest 50, the newest last. */
  steps: ActivityStep[]
  /** How often it was changed; its shifts remember the one that they follow (`follows`). */
  rev: number
  /** Its shifts do not all follow it yet. */
  carry?: true
}

export const activities = collection<Activity>('volunteer_activities', {
  places: { keys: { places: 1, madeAt: -1, _id: -1 } },
  carry: { keys: { carry: 1 } },
  leader: { keys: { leader: 1, _id: 1 } },
})
