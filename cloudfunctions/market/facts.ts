import type { Place } from '../shared/region'
import type { Booking } from './documents'
import type { Marks } from './inspection/contract'

/** 签到 A vendor was there: when it was noticed, when the cloud heard of it, and how it is known. */
export interface Arrival {
  at: Date
  heard: Date
  /** By the sign at the stall, by the vendor's pass, or by hand. */
  by: 'sign' | 'pass' | 'hand'
  /** Who noticed it (`actorOf`), where it was not the vendor. */
  actor?: string
  reason?: string
  key: string
}

/** 收摊 A vendor packed up. */
export interface Leaving {
  at: Date
  /** The path of the photo of the clean pitch. */
  photo?: string
  key: string
}

/** 未到场 A booking whose vendor was not there, so that the stall was released. It is a fact: what follows is computed. */
export interface Absence extends Booking {
  id: string
  absentAt: Date
  /** Who recorded it by hand (`actorOf`), why, and by which tap; absent: the clock did. */
  marked?: { by: string; reason: string; key: string }
  /** That they came after all. */
  came?: Arrival
  appeal?: Appeal
}

/** 申诉 What a vendor says against an absence, and what a second person decided. */
export interface Appeal {
  words: string
  at: Date
  key: string
  state: 'open' | 'excused' | 'upheld'
  ruling?: { by: string; reason: string; at: Date; key: string }
}

/** 巡查 What was seen at one stall on a round. */
export interface Inspection {
  id: string
  stall: string
  vendor: string
  shop: string
  name: string
  marks: Marks
  words?: string
  /** The path of the photo. */
  photo?: string
  at: Date
  /** `actorOf` */
  by: string
  key: string
  answer?: { words: string; at: Date; key: string }
}

/** 摊位码 The codes that stand at a market's stalls, each for one stall code, whatever layout is in force. */
export interface StallSigns {
  /** The market. */
  _id: string
  place: Place
  signs: { stall: string; token: string; at: Date; by: string; key: string }[]
  rev: number
}
