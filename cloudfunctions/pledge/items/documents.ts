import { collection } from '../../shared/collection'
import type { Place } from '../../shared/region'
import { owesIndex, type Owes } from '../../shared/documents'
import type { Deed } from '../documents'
import type { ItemList, ItemOrigin } from './contract'

/** 清单里的一条 What somebody could promise to do something about. */
export interface Item {
  _id: string
  madeAt: Date
  /** Who put it there (`actorOf`), and by which tap. */
  made: Deed
  place: Place
  list: ItemList
  words: string
  /** For whom or where. */
  whom: string
  origin: ItemOrigin
  /** How many pledges may take it. */
  wants: number
  /** The ids of those that took it, and what was merged into it: ONE write decides whether there is room for another. */
  takers: string[]
  /** That it is over, and what everybody reads about it. */
  closed?: Deed & { as: 'done' | 'dropped'; say: string }
  /** 并 Into which it was merged: whoever comes to it is led there. Always into an older one, so that none leads in a circle. */
  merged?: Deed & { into: string }
  /** What was merged into it, and into that. */
  also?: string[]
  /** It was merged, and those that took it do not stand in the other yet. */
  moving?: true
  /** When it was taken by somebody where nobody had. */
  takenAt?: Date
  /** What whoever follows it is to be told. */
  telling?: ItemNews[]
  /** The lists that it stands in: of its place and each place above, each alone and with its kind. */
  lists: string[]
  newestKey: string
  /** As `newestKey`, only while another pledge may take it. */
  roomKey?: string
}

export const items = collection<Item>('pledge_items', {
  newest: { keys: { lists: 1, newestKey: -1 } },
  room: { keys: { lists: 1, roomKey: -1 } },
  moving: { keys: { moving: 1 } },
  telling: { keys: { telling: 1 } },
})

/** What whoever follows an item hears of once: that somebody took it, that it is over. */
export const itemNews = ['taken', 'over'] as const
export type ItemNews = (typeof itemNews)[number]

/** That somebody follows an item, and what they still wait to hear of it. It stays with its item when that is merged. */
export interface ItemFollow extends Owes {
  /** `signsOf` the person and the item, so that each has one. */
  _id: string
  /** openid */
  person: string
  item: string
  following: boolean
  waits: ItemNews[]
  /** The once-only key of the latest tap. */
  key: string
}

export const itemFollows = collection<ItemFollow>('pledge_item_follows', {
  person: { keys: { person: 1, _id: 1 } },
  waiting: { keys: { item: 1, waits: 1, _id: 1 } },
  ...owesIndex,
})
