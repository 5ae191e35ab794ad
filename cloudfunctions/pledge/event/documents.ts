import { collection } from '../../shared/collection'
import type { Place } from '../../shared/region'
import type { CalendarDate } from '../../shared/shanghai'
import type { Deed } from '../documents'
import type { EventKind } from '../rhythm/contract'

/** 召集 A warning that staff issued: all who promised something for it are called, page by page. */
export interface PledgeEvent {
  /** `signsOf` its place, kind and day, so that each is issued once. */
  _id: string
  place: Place
  kind: EventKind
  day: CalendarDate
  words: string
  made: Deed
  /** Up to which pledge they were called, and how many were. */
  after: string
  called: number
  /** That some are still to be called. */
  open?: true
}

export const pledgeEvents = collection<PledgeEvent>('pledge_events', {
  place: { keys: { place: 1, 'made.at': -1 } },
  open: { keys: { open: 1 } },
})
