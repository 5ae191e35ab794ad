import { collection } from '../../shared/collection'
import { owesIndex, type Owes, type RoleChange, type Sealed } from '../../shared/documents'
import type { Place } from '../../shared/region'
import type { CalendarDate } from '../../shared/shanghai'
import type { KeptAs } from '../favourite/contract'
import type { StallKind } from '../night/contract'
import type { ReportKind, ReportState } from '../report/contract'
import type { PaperKind, ShopState } from './contract'
import type { ShopEvent } from './rules'

/** 证照 A vendor's paper. Its number may be the one of an identity card, so that it is sealed for its owner. */
export interface Paper {
  number: Sealed
  last: string
  /** The last date that it holds. */
  until: CalendarDate
  /** Its photo: the path, and the cloud's file id. */
  photo: string
  file: string
  at: Date
}
export type Papers = Partial<Record<PaperKind, Paper>>

/** Something that happened to a profile: by its vendor, or by somebody else (`actorOf`). */
export interface ShopStep {
  key: string
  event: ShopEvent
  by?: string
  at: Date
  /** What whoever decided wrote to the vendor. */
  say?: string
}

/** 摊主 A vendor's profile at one market; the id is the openid. */
export interface Vendor extends Owes {
  _id: string
  /** What others know them by, in addresses too. */
  shop: string
  market: string
  marketName: string
  /** The market's: whoever runs it there decides, and the role is given there. */
  place: Place
  /** The name on the stall. */
  name: string
  sells: string
  /** The kinds of stall that they may use. */
  kinds: StallKind[]
  state: ShopState
  /** Approved ones. */
  papers?: Papers
  /** Those that wait to be approved. */
  offered?: Papers
  /** When it was approved first. */
  since?: Date
  /** Since when a decision is waited for, if one is. */
  waitsSince?: Date
  /** How often it was changed: every write counts it up and is made onto the one that it was decided on. */
  rev: number
  /** The latest 50. */
  steps: ShopStep[]
  /** The role that an approval gave and that still has to be written to the person's document. */
  granting?: RoleChange
  /** When its papers must be looked at next, for what is told before they end. */
  look?: Date
  /** What was told of papers, by `markOf`. */
  told?: string[]
}
export const vendors = collection<Vendor>('market_vendors', {
  shop: { keys: { shop: 1 }, unique: true },
  waits: { keys: { market: 1, waitsSince: 1, shop: 1 } },
  state: { keys: { market: 1, state: 1, shop: 1 } },
  kinds: { keys: { kinds: 1, state: 1 } },
  granting: { keys: { 'granting.key': 1 } },
  look: { keys: { look: 1 } },
  ...owesIndex,
})

/** 收藏 A vendor whom somebody follows. One that was let go stays, so that a late repeat of a tap brings nothing back. */
export interface Favourite {
  _id: string
  openid: string
  shop: string
  as: KeptAs
  /** The date of the last night that they were told of; empty before the first. */
  told: CalendarDate
  /** The once-only keys of the latest ten taps. */
  taps: string[]
}
export const favourites = collection<Favourite>('market_favourites', {
  person: { keys: { openid: 1, _id: 1 } },
  followers: { keys: { shop: 1, as: 1, told: 1 } },
})

/** 反映 A complaint about a stall. The id begins with its time. */
export interface StallReport extends Owes {
  _id: string
  /** Made from who complained and the tap's once-only key. */
  tap: string
  openid: string
  market: string
  place: Place
  night: string
  date: CalendarDate
  stall: string
  /** Who stood there. */
  shop: string
  kind: ReportKind
  words: string
  photos?: { path: string; file: string }[]
  state: ReportState
  at: Date
  answer?: { words: string; by: string; at: Date; key: string }
}
export const stallReports = collection<StallReport>('market_reports', {
  tap: { keys: { tap: 1 }, unique: true },
  market: { keys: { market: 1, state: 1, _id: 1 } },
  person: { keys: { openid: 1, _id: -1 } },
  night: { keys: { night: 1 } },
  month: { keys: { market: 1, night: 1 } },
  ...owesIndex,
})
