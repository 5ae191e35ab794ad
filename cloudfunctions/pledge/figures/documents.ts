import { collection } from '../../shared/collection'
import type { Place } from '../../shared/region'
import type { Counts } from './rules'

/** 账 How many times were promised at a place and below in a year, and what came of them, by the day that they were due. */
export interface Tally {
  /** `place:year` */
  _id: string
  place: Place
  /** The place above; empty for a district. */
  parent: Place
  year: number
  /** As `months.m11.d27.due`; what is not there is none. */
  months: Record<string, Record<string, Partial<Counts>>>
}

export const tallies = collection<Tally>('pledge_tallies', { parent: { keys: { parent: 1, year: 1, _id: 1 } } })
