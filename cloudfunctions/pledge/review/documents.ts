import { collection } from '../../shared/collection'
import type { Place } from '../../shared/region'
import type { CalendarDate } from '../../shared/shanghai'
import type { Deed } from '../documents'
import type { Grade, RoundNews, Voice } from './contract'

/** A ballot: nothing of who cast it, nor when. */
export interface Ballot {
  voice: Voice
  grade: Grade
  words: string
}

/**
 * 评诺 One round with its roll, its receipts and its box, each sorted by what stands in it: ONE write puts a mark, a receipt
 * and a ballot each into its own list, and nothing tells which came with which.
 */
export interface Round {
  _id: string
  place: Place
  branch: string
  /** What was promised between these days is judged. */
  from: CalendarDate
  until: CalendarDate
  made: Deed
  closesAt: Date
  /** What is to be told of it next, from when on, and up to where whom it concerns was; absent: all was. */
  tells?: { news: RoundNews; at: Date; after: string }
  /** Who voted: keyed hashes. */
  voted: { mark: string }[]
  /** Hashes that the phones made. */
  receipts: { hash: string }[]
  ballots: Ballot[]
}

export const rounds = collection<Round>('pledge_rounds', {
  place: { keys: { place: 1, closesAt: -1 } },
  tells: { keys: { 'tells.at': 1 } },
})
