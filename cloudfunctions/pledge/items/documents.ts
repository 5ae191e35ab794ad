import { collection } from '../../shared/collection'
import type { Place } from '../../shared/region'
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
  /** The ids of those that took it: ONE write decides whether there is room for another. */
  takers: string[]
  /** That it is over, and what everybody reads about it. */
  closed?: Deed & { as: 'done' | 'dropped'; say: string }
  /** The lists that it stands in: of its place and each place above, each alone and with its kind. */
  lists: string[]
  newestKey: string
  /** As `newestKey`, only while another pledge may take it. */
  roomKey?: string
}

export const items = collection<Item>('pledge_items', {
  newest: { keys: { lists: 1, newestKey: -1 } },
  room: { keys: { lists: 1, roomKey: -1 } },
})
