import type { CalendarDate } from '../shared/shanghai'
import { collection } from '../shared/collection'
import type { Place } from '../shared/region'
import type { StallKind, StallMode } from './night/contract'
import type { Hours } from './night/rules'

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
}

/** A market: where it is, its layout in force and its weekly rule. The id is a short pinyin name. */
export interface Market {
  _id: string
  name: string
  place: Place
  layout: { version: number; stalls: Stall[] }
  hours: Hours[]
  /** The last date that its nights are planned for; empty as long as none is. */
  plannedTo: CalendarDate
}
export const markets = collection<Market>('markets', { planned: { keys: { plannedTo: 1 } } })

/**
 * A stall given to a vendor, or, with `until`, kept for them: a hold while they confirm. After `until` it is nobody's any
 * more (`stands`), whether or not the timer took it away yet. It carries what the public may read, so that a map needs
 * no second look.
 */
export interface Booking {
  stall: string
  kind: StallKind
  fee: number
  /** openid */
  vendor: string
  /** The vendor's public id. */
  shop: string
  name: string
  sells: string
  at: Date
  until?: Date
  /** The once-only key of the tap that made it. */
  key: string
  /** The key of the tap that held it, when it was held first. */
  heldBy?: string
}

/** A booking that was given back, kept so that a repeated tap finds its first answer. */
export interface Release extends Booking {
  releasedAt: Date
  releaseKey: string
}

/**
 * 一晚 One night of a market: ONE document that knows which stall is whose, so that one conditional write decides every
 * claim. The id is `date-market`, so that ids sort by date. It keeps the layout it was planned with. Its state is
 * computed, never stored.
 */
export interface Night {
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
  opensAt: Date
  closesAt: Date
  cancelBy: Date
  startsAt: Date
  /** Whoever is not there by then may lose the stall for this night. */
  occupyBy: Date
  endsAt: Date
  /** Why it does not take place, if so. */
  cancelled?: string
  /** How often it was changed: every write counts it up, so that a decision can rest on exactly what was read. */
  rev: number
  /** When the timer must look at it next; absent: never. */
  due?: Date
  /** In the order they were made; those that stand hold at most one stall each, and each stall at most once. */
  bookings: Booking[]
  /** The latest 500 releases. */
  released: Release[]
}
export const nights = collection<Night>('market_nights', {
  vendor_night: { keys: { 'bookings.vendor': 1, _id: -1 } },
  released_night: { keys: { 'released.vendor': 1, _id: -1 } },
  due: { keys: { due: 1 } },
})

/** 摊主 A vendor's profile; the id is the openid. */
export interface Vendor {
  _id: string
  /** What others know them by, in addresses too. */
  shop: string
  /** The name on the stall. */
  name: string
  sells: string
  /** The kinds of stall that they may use. */
  kinds: StallKind[]
  state: 'approved' | 'suspended'
}
export const vendors = collection<Vendor>('market_vendors', { shop: { keys: { shop: 1 }, unique: true } })
