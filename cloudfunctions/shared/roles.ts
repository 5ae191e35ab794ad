import type { Role } from './contract'
import { covers, type Place } from './region'

/** A role, granted for one place and everything below it. */
export interface Grant {
  role: Role
  place: Place
}

/** Whether these grants allow `role` at `place`, or anywhere when no place is asked for. */
export const holds = (grants: readonly Grant[], role: Role, place?: Place): boolean =>
  grants.some((grant) => grant.role === role && (place === undefined || covers(grant.place, place)))
