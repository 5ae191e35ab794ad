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

/** The entry by which a list finds who holds `role` at `place` or below. */
export const listing = (role: Role, place: Place): string => `${role}@${place}`

/** Every list that somebody with these roles stands in: of each role at its place, and at each place above. */
export const listings = (grants: readonly Grant[]): string[] => {
  const all = new Set<string>()
  for (const { role, place } of grants) for (const at of [place, ...placesAbove(place)]) all.add(listing(role, at))
  return [...all].sort()
}
