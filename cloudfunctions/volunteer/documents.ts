import { collection } from '../shared/collection'
import { owesIndex, type Owes } from '../shared/documents'
import type { Place } from '../shared/region'
import type { Arrival, Departure, Missed } from './attendance/documents'
import type { Category, PaperKind, Skill } from './shift/contract'

/** A point as a geo index takes it. */
export interface GeoPoint {
  type: 'Point'
  coordinates: [longitude: number, latitude: number]
}

/** Where people meet. */
export interface Where {
  name: string
  latitude: number
  longitude: number
}

/** Who did something (`actorOf`), when, and by which tap. */
export interface Deed {
  by: string
  at: Date
  key: string
}

/** Somebody in a shift, as they were called when they came. */
export interface Person {
  /** openid */
  person: string
  name: string
}

/**
 * A place in a shift that is somebody's, or, with `until`, kept for somebody who waited. After `until` it is nobody's any
 * more (`stands`), whether or not the timer took it away yet.
 */
export interface Holder extends Person {
  /** What others may call this place by: it says nothing of the person. */
  id: string
  at: Date
  until?: Date
  /** The once-only key of the tap that made it. */
  key: string
  /** The key of the tap that joined the waiting list, or applied, when that came first. */
  joinedBy?: string
  /** Who decided about it, where the organiser does. */
  decided?: Deed
  /** Their turn, where they had waited. */
  sequence?: number
  /** The team that they came with. */
  team?: string
  came?: Arrival
  went?: Departure
  missed?: Missed
}

/** 候补 Somebody who waits for a place. */
export interface Waiter extends Person {
  id: string
  role: string
  at: Date
  key: string
  /** Whoever waits is asked in the order of these numbers; no two of a shift are alike. */
  sequence: number
}

/** Somebody who asked to be taken, where the organiser decides. */
export interface Applicant extends Person {
  id: string
  role: string
  at: Date
  key: string
  /** The team that they came with. */
  team?: string
}

/** Somebody who is out again, kept so that a late repeat of either tap changes nothing. */
export interface Leaver {
  person: string
  role: string
  key: string
  /** The key of the tap that joined the waiting list, or applied, when that came first. */
  joinedBy?: string
  leaveKey: string
  at: Date
  /** What they were, and how it ended where not by themselves. */
  was: 'confirmed' | 'offered' | 'waiting' | 'applied'
  ended?: 'lapsed' | 'refused' | 'cancelled'
  why?: string
  /** Who ended it (`actorOf`), where it was not themselves. */
  by?: string
}

/** 岗位 What so many people do in a shift. */
export interface ShiftRole {
  name: string
  min: number
  max: number
  skill?: Skill
  paper?: PaperKind
  /** Never more than `max`, those whose time has lapsed among them. */
  holders: Holder[]
}

/** 喊人 That a shift called volunteers nearby last, by which tap. */
export interface HelpCalled extends Deed {
  /** How many were told. */
  told: number
  /** Who (openid), until it is noted when they were called. */
  called?: string[]
}

/**
 * 班次 One shift of an activity: ONE document that knows who has which place, so that one conditional write decides
 * about each. It carries what a list shows, so that lists need no second look.
 */
export interface Shift extends Owes {
  _id: string
  activity: string
  title: string
  words: string
  cover?: string
  category: Category
  organiser: string
  place: Place
  where: Where
  startsAt: Date
  endsAt: Date
  opensAt: Date
  closesAt: Date
  /** Until when whoever is in may sign out by themselves. */
  outBy: Date
  approval?: true
  /** openid of the volunteer who leads it. */
  leader?: string
  roles: ShiftRole[]
  applied: Applicant[]
  /** By `sequence`. */
  waiting: Waiter[]
  /** The latest 500. */
  left: Leaver[]
  /** Everybody (openid) in `roles`, `applied` and `waiting`, each once. */
  people: string[]
  /**
   * Its own id, and `openid~quarter` for each quarter of an hour that somebody with a confirmed place is busy with it.
   * A unique index over all shifts: nobody is ever confirmed in two at the same time.
   */
  busy: string[]
  /** The lists that it stands in while it is to come (`listsOf`). */
  lists?: string[]
  /** Its point while it is to come, set apart from others at the same door by less than a metre. */
  near?: GeoPoint
  /** The `rev` of its activity that it follows. */
  follows: number
  cancelled?: string
  /** Whom a cancelled shift concerns is still to be told: it happened then. */
  untold?: Date
  help?: HelpCalled
  /** Who came, or did not after all, is news to what is promised about it. */
  arrivals?: true
  /** When it was noted who did not come. */
  closed?: Date
  /** Whoever (openid) has a `missed` in it. */
  missed?: string[]
  /** Its place and all above, while an appeal waits to be decided. */
  appeals?: Place[]
  rev: number
  /** When the timer must look at it next; absent: never. */
  due?: Date
}

export const shifts = collection<Shift>('volunteer_shifts', {
  lists: { keys: { lists: 1, _id: 1 } },
  near: { keys: { near: '2dsphere' } },
  people: { keys: { people: 1, _id: -1 } },
  busy: { keys: { busy: 1 }, unique: true },
  left: { keys: { 'left.person': 1, _id: -1 } },
  activity: { keys: { activity: 1, _id: 1 } },
  missed: { keys: { missed: 1, _id: -1 } },
  leader: { keys: { leader: 1, _id: 1 } },
  appeals: { keys: { appeals: 1, _id: 1 } },
  arrivals: { keys: { arrivals: 1 } },
  due: { keys: { due: 1 } },
  ...owesIndex,
})

export * from './activity/documents'
export * from './attendance/documents'
export * from './certificate/documents'
export * from './profile/documents'
export * from './hours/documents'
export * from './point/documents'
export * from './team/documents'
export * from './wish/documents'
