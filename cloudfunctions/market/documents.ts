import type { CalendarDate } from '../shared/shanghai'
import { collection } from '../shared/collection'
import type { Place } from '../shared/region'
import type { Absence, Arrival, Inspection, Leaving, StallSigns } from './facts'
import { owesIndex, type Owes } from '../shared/documents'
import type { NightDraw } from './draw/round'
import type { DrawRule } from './draw/rules'
import type { StallKind, StallMode } from './night/contract'
import type { Hours } from './night/rules'

export type * from './facts'

/** A stall as a layout places it. Fees are fen per night. */
export interface Stall {
  code: string
  row: string
  kind: StallKind
  /** How it comes to a vendor. */
  mode: StallMode
  water: boolean
  power: boolean
  fee: number
  /** Why nobody can stand here, if so. */
  outOfUse?: string
  /** Of a night's stall: that it is out of use this night alone, whatever its layout says. */
  tonight?: true
}

/** Who did something (`actorOf`), when, and by which tap. */
export interface Deed {
  by: string
  at: Date
  key: string
}

/** 布局 The stalls of a market; a version, once saved, never changes. */
export interface Layout {
  version: number
  stalls: Stall[]
  /** Absent: it was there when the market began. */
  saved?: Deed
}

/** A layout that another one replaced; the id is `market-version`. */
export interface OldLayout extends Layout {
  _id: string
  market: string
}
export const layouts = collection<OldLayout>('market_layouts', { market: { keys: { market: 1, version: -1 } } })

/** A market: where it is, its layout in force and its weekly rule. The id is a short pinyin name. */
export interface Market {
  _id: string
  name: string
  place: Place
  /** Where it is. */
  point: { latitude: number; longitude: number }
  layout: Layout
  hours: Hours[]
  /** How often the weekly rule was changed: a change is written only onto the one that it was made from. */
  hoursVersion: number
  /** Who changed it last. */
  hoursSaved?: Deed
  /** How many stalls one vendor may have a night; absent: one. */
  stallsEach?: number
  /** Days without a stall after each absence (`ladderOf`); absent: the usual. */
  ladder?: number[]
  /** When stalls of mode `draw` are drawn; absent: such a stall stays empty. */
  draw?: DrawRule
  /** How often that rule was changed, from 1; absent: never. */
  drawVersion?: number
  drawSaved?: Deed
  /** The last date that its nights are planned for; empty as long as none is. */
  plannedTo: CalendarDate
}
export const markets = collection<Market>('markets', { planned: { keys: { plannedTo: 1 } } })

/** What the public and the waiting list know of a vendor: as their profile said when they came. */
export interface Named {
  /** openid */
  vendor: string
  /** The vendor's public id. */
  shop: string
  name: string
  sells: string
}

/** 候补 Somebody who waits for a stall of one night. */
export interface Waiter extends Named {
  /** The kinds of stall that they could use. */
  kinds: StallKind[]
  at: Date
  /** The once-only key of the tap that joined. */
  key: string
}

/** Somebody who went off the waiting list by themselves, kept so that a late repeat of either tap changes nothing. */
export interface Leaver {
  vendor: string
  key: string
  leaveKey: string
}

/**
 * A stall given to a vendor, or, with `until`, kept for them: a hold while they confirm, or an offer to somebody who
 * waited. After `until` it is nobody's any more (`stands`), whether or not the timer took it away yet. It carries what
 * the public may read, so that a map needs no second look.
 */
export interface Booking extends Named {
  stall: string
  kind: StallKind
  fee: number
  at: Date
  until?: Date
  /** The once-only key of the tap that made it. */
  key: string
  /** The key of the tap that held it, or that joined the waiting list, when that came first. */
  heldBy?: string
  /** Since when they had waited, where it is or was an offer from the waiting list. */
  waitedSince?: Date
  /** The round of the draw that gave it, if one did. */
  drawn?: string
  /** The operator's hand in it: who (`actorOf`), why, and where the vendor stood before. */
  placed?: { by: string; reason: string; from?: string }
  /** The key of the tap that swapped it last, and where the vendor stood before. */
  swapped?: { key: string; from: string }
  /** Whether it comes from a season's right to the stall. */
  season?: true
  /** 签到 That its vendor was there. */
  arrived?: Arrival
  /** 收摊 That its vendor packed up. */
  left?: Leaving
  /** 公益 Taken for the public good after it stood empty: it costs nothing. */
  spare?: true
}

/** 换摊 An offer to swap stalls. Bookings are named by their keys, so that it holds nothing of anybody. */
export interface SwapOffer {
  id: string
  key: string
  from: { key: string; stall: string }
  to: { key: string; stall: string }
  at: Date
  until: Date
}

/** A booking that was given back, or an offer that lapsed, kept so that a repeated tap finds its first answer. */
export interface Release extends Booking {
  releasedAt: Date
  releaseKey: string
}

/** A change of one night by the market's operator. */
export interface NightChange extends Deed {
  what: 'opened' | 'times' | 'closed' | 'reopened' | 'layout' | 'cancelled' | 'warned'
  stall?: string
  reason?: string
}

export { draws, type DrawEntry, type DrawRound } from './draw/round'

/**
 * 一晚 One night of a market: ONE document that knows which stall is whose, so that one conditional write decides every
 * claim. The id is `date-market`, so that ids sort by date. It keeps the layout it was planned with. Its state is
 * computed, never stored.
 */
export interface Night extends Owes {
  _id: string
  market: string
  marketName: string
  place: Place
  /** The date it opens on, also after midnight. */
  date: CalendarDate
  layoutVersion: number
  stalls: Stall[]
  /** How many of the stalls can be used. */
  usable: number
  /** How many of them one vendor may have; absent: one. */
  stallsEach?: number
  /** Its market's when it was planned: who misses it is judged by this one; absent: the usual. */
  ladder?: number[]
  opensAt: Date
  closesAt: Date
  cancelBy: Date
  startsAt: Date
  /** Whoever is not there by then may lose the stall for this night. */
  occupyBy: Date
  endsAt: Date
  /** Why it does not take place, if so. */
  cancelled?: string
  /** Whom a cancelled night concerns is still to be told: it happened then. */
  untold?: Date
  /** The latest 100 changes of this night alone, the newest last. */
  changes?: NightChange[]
  /** How often it was changed: every write counts it up, so that a decision can rest on exactly what was read. */
  rev: number
  /** When the timer must look at it next; absent: never. */
  due?: Date
  /** When all who follow a vendor of this night had been told. */
  followersTold?: Date
  /** In the order they were made; of those that stand, nobody has more than `stallsEach`, and each stall is there once. */
  bookings: Booking[]
  /** The latest 500 releases. */
  released: Release[]
  /** In the order of their turn; nobody in it has a booking that stands. */
  waiting: Waiter[]
  /** The latest 200 who left it. */
  leftWaiting?: Leaver[]
  /** The latest 100 offers to swap. */
  swaps?: SwapOffer[]
  absent?: Absence[]
  inspected?: Inspection[]
  /** When volunteer groups were told of stalls that stand empty: once a night. */
  spareTold?: Date
  draw?: NightDraw
}
export const nights = collection<Night>('market_nights', {
  vendor_night: { keys: { 'bookings.vendor': 1, _id: -1 } },
  released_night: { keys: { 'released.vendor': 1, _id: -1 } },
  waiting_night: { keys: { 'waiting.vendor': 1, _id: -1 } },
  left_night: { keys: { 'leftWaiting.vendor': 1, _id: -1 } },
  shop_night: { keys: { 'bookings.shop': 1, _id: -1 } },
  due: { keys: { due: 1 } },
  market: { keys: { market: 1, _id: 1 } },
  ...owesIndex,
  absent_shop: { keys: { 'absent.shop': 1, _id: -1 } },
  absent_night: { keys: { 'absent.vendor': 1, _id: -1 } },
  inspected_night: { keys: { 'inspected.vendor': 1, _id: -1 } },
  appeals: { keys: { market: 1, 'absent.appeal.state': 1, _id: 1 } },
  spare: { keys: { 'bookings.spare': 1, _id: 1 } },
})

export const stallSigns = collection<StallSigns>('market_signs', {})

export * from './fees/documents'
export * from './season/documents'
export * from './series/documents'
export * from './vendor/documents'
