import { collection } from '../../shared/collection'
import type { Place } from '../../shared/region'
import type { Deed, GeoPoint, Where } from '../documents'
import type { PointKind } from './contract'

/** What was done to a service point; `say`: why. */
export interface PointStep extends Deed {
  what: 'added' | 'mended' | 'closed' | 'reopened'
  say?: string
}

/** 服务点 A place where something is to be had all week long. */
export interface ServicePoint {
  _id: string
  name: string
  kind: PointKind
  place: Place
  placeName: string
  /** The place and all above it. */
  places: Place[]
  where: Where
  hours: string
  phone?: string
  offers: string
  /** The lists that it stands in while it is open (`pointLists`). */
  lists?: string[]
  /** Its point while it is open, set apart from others at the same door by less than a metre. */
  near?: GeoPoint
  closed?: { why: string; at: Date }
  /** The latest 50. */
  steps: PointStep[]
  rev: number
}

export const points = collection<ServicePoint>('volunteer_points', {
  lists: { keys: { lists: 1, _id: 1 } },
  near: { keys: { near: '2dsphere' } },
  places: { keys: { places: 1, _id: 1 } },
})
