import type { profile } from '../../cloudfunctions/member/profile/contract'
import type { Output, Role } from '../../cloudfunctions/shared/contract'
import { covers, type Place } from '../../cloudfunctions/shared/region'
import { holds } from '../../cloudfunctions/shared/roles'

/** A role that the reader holds, and where, in words. */
export type Held = Output<typeof profile.me>['roles'][number]

/** A place and what it is called. */
export interface Named {
  place: Place
  name: string
}

/** The places where the reader holds one of these roles: the widest only, since a role holds below it too. */
export function ownPlaces(held: readonly Held[], as: readonly Role[]): Named[] {
  const all = held.filter(({ role }) => as.includes(role))
  const widest = all.filter(({ place }) => !all.some((other) => other.place !== place && covers(other.place, place)))
  return widest
    .filter(({ place }, index) => widest.findIndex((other) => other.place === place) === index)
    .map(({ place, placeName }) => ({ place, name: placeName }))
}

/** As what somebody gives and takes roles. */
export type Power = 'admin' | 'staff'

/** As what the reader gives and takes roles at a place: all of them as its admin, a few as its staff. */
export function powerAt(held: readonly Held[], place: Place): Power | undefined {
  if (holds(held, 'admin', place)) return 'admin'
  return holds(held, 'staff', place) ? 'staff' : undefined
}
