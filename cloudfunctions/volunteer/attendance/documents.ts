import type { Deed } from '../documents'
import type { EvidenceKind } from './contract'

/** How it was noticed that somebody came. */
export interface Arrival {
  at: Date
  by: EvidenceKind
  key: string
  /** Whoever noted it by hand (`actorOf`), and why. */
  actor?: string
  reason?: string
  /** The cloud heard of it long after: whoever leads confirms it. */
  late?: true
}

/** How it was noticed that somebody went; `clock`: they forgot to say so. */
export interface Departure extends Omit<Arrival, 'by'> {
  by: EvidenceKind | 'clock'
  /** The minutes that they served. */
  minutes: number
  /** Who confirmed it, where that was needed. */
  confirmed?: Deed
  /** The minutes do not surely stand in the book of hours yet. */
  unposted?: true
}

/** 申诉 Why an absence should not count, as the volunteer said once, and what was decided. */
export interface MissedAppeal {
  words: string
  at: Date
  key: string
  state: 'open' | 'excused' | 'upheld'
  ruling?: Deed & { reason: string }
}

/** 没到场 Somebody with a place who was not there. */
export interface Missed {
  id: string
  at: Date
  /** Who noted it by hand, and why; absent: the clock did. */
  marked?: { by: string; reason: string; key: string }
  appeal?: MissedAppeal
}
