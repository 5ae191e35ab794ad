import type { Role } from './contract'
import { covers, placesAbove, type Place } from './region'

/** What each role is called. */
export const roleNames: Readonly<Record<Role, string>> = {
  vendor: '摊主',
  volunteer: '志愿者',
  member: '党员',
  secretary: '支部书记',
  lead: '邻长·网格长',
  staff: '工作人员',
  operator: '夜市运营方',
  auditor: '监督员',
  admin: '管理员',
}

/** A role, granted for one place and everything below it. */
export interface Grant {
  role: Role
  place: Place
}

/** Whether these grants allow `role` at `place`, or anywhere when no place is asked for. */
export const holds = (grants: readonly Grant[], role: Role, place?: Place): boolean =>
  grants.some((grant) => grant.role === role && (place === undefined || covers(grant.place, place)))

/** Whether two grants are the same one. */
export const same = (a: Grant, b: Grant): boolean => a.role === b.role && a.place === b.place

/** A person's roles after one was given or taken. */
export function rolesAfter(grants: readonly Grant[], change: Grant & { change: 'granted' | 'revoked' }): Grant[] {
  const others = grants.filter((each) => !same(each, change))
  return change.change === 'granted' ? [...others, { role: change.role, place: change.place }] : others
}

/** The entry by which a list finds who holds `role` at `place` or below. */
export const listing = (role: Role, place: Place): string => `${role}@${place}`

/** Every list that somebody with these roles stands in: of each role at its place, and at each place above. */
export const listings = (grants: readonly Grant[]): string[] => {
  const all = new Set<string>()
  for (const { role, place } of grants) for (const at of [place, ...placesAbove(place)]) all.add(listing(role, at))
  return [...all].sort()
}
