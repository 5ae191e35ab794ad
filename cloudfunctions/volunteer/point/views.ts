import type { DeskPoint, PointItem } from './contract'
import type { ServicePoint } from './documents'

/** What a list of points reads. */
export const listedFields = { name: 1, kind: 1, placeName: 1, where: 1, hours: 1, phone: 1, offers: 1 }
export const deskFields = { ...listedFields, closed: 1, rev: 1 }

export type ListedPoint = Omit<ServicePoint, 'place' | 'places' | 'steps' | 'lists' | 'near' | 'closed' | 'rev'> & {
  /** Metres from where the caller is. */
  distance?: number
}

/** A point as everybody reads it. */
export const pointItem = ({
  _id,
  name,
  kind,
  placeName,
  where,
  hours,
  phone,
  offers,
  distance,
}: ListedPoint): PointItem => ({
  ...{ id: _id, name, kind, place: placeName, where: where.name },
  ...{ latitude: where.latitude, longitude: where.longitude, hours, offers },
  ...(phone === undefined ? {} : { phone }),
  ...(distance === undefined ? {} : { distance: Math.round(distance) }),
})

/** A point as those see it who look after it. */
export const deskPoint = (point: ListedPoint & Pick<ServicePoint, 'closed' | 'rev'>): DeskPoint => ({
  ...pointItem(point),
  ...(point.closed ? { closed: point.closed.why } : {}),
  rev: point.rev,
})
