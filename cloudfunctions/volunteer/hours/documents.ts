import { collection } from '../../shared/collection'
import { owesIndex, type Owes } from '../../shared/documents'
import type { Place } from '../../shared/region'
import type { CalendarDate } from '../../shared/shanghai'
import type { Deed } from '../documents'
import type { HoursKind } from './contract'

/** What somebody's hours come from. */
export interface Earned {
  /** openid */
  person: string
  /** Below zero where it takes an entry back. */
  minutes: number
  kind: HoursKind
  /** The day it was served on. */
  day: CalendarDate
  title: string
  place: Place
  shift?: string
  /** The entry that this one takes back, and why. */
  reverses?: string
  /** The number of that entry. */
  reversesSeq?: number
  /** That entry had been added by hand. */
  ofHand?: true
  reason?: string
}

/**
 * 时长 One line in a person's book of hours, never changed and never taken out: each carries the sum of all before it, so
 * that a total costs one read. The id follows from what caused it, so that nothing counts twice.
 */
export interface HoursEntry extends Earned {
  _id: string
  /** The number of the line, from 1. */
  seq: number
  /** All minutes up to this line. */
  total: number
  /** Those of them that were added by hand. */
  byHand: number
  at: Date
}

export const hoursBook = collection<HoursEntry>('volunteer_hours', {
  line: { keys: { person: 1, seq: 1 }, unique: true },
  day: { keys: { person: 1, day: 1 } },
  kind: { keys: { person: 1, kind: 1, seq: 1 } },
})

/** 补时 Minutes that a leader or staff noted by hand; they count once a second person confirmed them. */
export interface HandHours extends Owes {
  _id: string
  person: string
  /** How they are called. */
  name: string
  shift: string
  title: string
  place: Place
  /** The place and all above it. */
  places: Place[]
  day: CalendarDate
  minutes: number
  /** The minutes that its shift lasted: its hours are never more. */
  lasted: number
  reason: string
  added: Deed
  state: 'waiting' | 'confirmed' | 'refused'
  /** It is confirmed, and does not stand in the book yet. */
  unposted?: true
  decided?: Deed & { why?: string }
}

export const handHours = collection<HandHours>('volunteer_hand_hours', {
  waiting: { keys: { places: 1, state: 1, 'added.at': 1, _id: 1 } },
  person: { keys: { person: 1, _id: 1 } },
  shift: { keys: { shift: 1, person: 1 } },
  unposted: { keys: { unposted: 1 } },
  ...owesIndex,
})
