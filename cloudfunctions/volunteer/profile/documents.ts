import { collection } from '../../shared/collection'
import { owesIndex, type Owes, type RoleChange, type Sealed } from '../../shared/documents'
import type { Place } from '../../shared/region'
import type { CalendarDate } from '../../shared/shanghai'
import type { PaperKind, Skill } from '../shift/contract'
import type { VolunteerEvent } from './rules'

/** 证件 A volunteer's paper. Its number may be the one of an identity card, so that it is sealed for its owner. */
export interface Paper {
  /** Another one for each sending. */
  id: string
  kind: PaperKind
  number: Sealed
  last: string
  /** The last date that it holds on. */
  until: CalendarDate
  /** Its photo: the path, and the cloud's file id. */
  photo: string
  file: string
  at: Date
}

/** Something that happened to a registration: by the volunteer, or by somebody else (`actorOf`). */
export interface VolunteerStep {
  key: string
  event: VolunteerEvent
  by?: string
  at: Date
  /** What whoever decided wrote to them. */
  say?: string
}

/** A volunteer, as they registered; the id is the openid. Who only holds the role has none, until they say more. */
export interface Volunteer extends Owes {
  _id: string
  /** What others may call them by. */
  id: string
  /** As they were called when they last did something here. */
  name: string
  /** The community that they registered at, or a smaller place in it, and what it is called. */
  place: Place
  placeName: string
  skills: Skill[]
  /** Sealed for its owner; shown to whoever answers for a shift of theirs, around its day. */
  phone?: { sealed: Sealed; last: string }
  /** Those that count: one of a kind. */
  papers: Paper[]
  /** Those that wait to be looked at, and those that were refused: one of a kind. */
  offered: (Paper & { refused?: string })[]
  /** The places, from theirs up, whose staff are to look at papers; absent: nobody is. */
  waitsAt?: Place[]
  waitsSince?: Date
  /** Each skill, and `any`, at their place and at those above (`canOf`); absent once they resigned. */
  can?: string[]
  /** When they were last called to a wish that nobody had claimed, or a shift that lacked people. */
  calledAt?: Date
  joinedAt: Date
  resigned?: Date
  /** How often it was changed: every write is made onto the one that it was decided on. */
  rev: number
  /** The latest 50. */
  steps: VolunteerStep[]
  /** Changes of roles that follow from it; the timer takes those away that are made. */
  roleChanges?: RoleChange[]
}

export const volunteers = collection<Volunteer>('volunteers', {
  id: { keys: { id: 1 }, unique: true },
  waits: { keys: { waitsAt: 1, waitsSince: 1, id: 1 } },
  can: { keys: { can: 1, calledAt: 1 } },
  roleChanges: { keys: { 'roleChanges.key': 1 } },
  ...owesIndex,
})
