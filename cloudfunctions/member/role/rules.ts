import type { Code, Role } from '../../shared/contract'
import { covers, type Place } from '../../shared/region'
import { same, type Grant } from '../../shared/roles'
import type { role } from './contract'

/** Whether exactly this role was given for exactly this place. */
export const has = (grants: readonly Grant[], wanted: Grant): boolean => grants.some((each) => same(each, wanted))

/** Why a role cannot be given, or null. */
export function whyNotGrant(
  wanted: Grant,
  facts: { roles: readonly Grant[]; retired: boolean; self: boolean },
): Code<typeof role.grantRole> | null {
  if (facts.retired) return 'PLACE_RETIRED'
  // Whoever gives roles asks somebody else to give them one: two people know of each role.
  if (facts.self) return 'NOT_YOURSELF'
  return has(facts.roles, wanted) ? 'ALREADY_HOLDS' : null
}

/** Why a role cannot be taken, or null. */
export const whyNotRevoke = (wanted: Grant, roles: readonly Grant[]): Code<typeof role.dismiss> | null =>
  has(roles, wanted) ? null : 'DOES_NOT_HOLD'

/** Why a district's admin may not go, or null: the last one stays. */
export const whyNotLeave = (admins: readonly string[], person: string): 'LAST_ADMIN' | null =>
  admins.includes(person) && admins.length < 2 ? 'LAST_ADMIN' : null

/** The places at or below `place` where somebody has this role. */
export const held = (grants: readonly Grant[], role: Role, place: Place): Grant[] =>
  grants.filter((each) => each.role === role && covers(place, each.place))
