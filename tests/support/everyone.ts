import { roles, type Role } from '../../cloudfunctions/shared/contract'
import { demoPlace } from '../../cloudfunctions/shared/demo'
import type { Member } from '../../cloudfunctions/shared/documents'
import { listings } from '../../cloudfunctions/shared/roles'

const elsewhere = 'wangcheng.gaotangling.elsewhere'

/** Whoever holds this role at the demo place, or somewhere else. */
export const holderOf = (role: Role, where: 'here' | 'away'): string => `o-${where}-${role}`

const person = (_id: string, role: Role, place: string): Member => {
  const grants = [{ role, place }]
  return { _id, roles: grants, listings: listings(grants), uploads: `uploads-of-${_id}`, name: `某位${role}` }
}

/** One person of each role at the demo place, and one of each who holds it elsewhere alone. */
export const everyone = (): Member[] =>
  roles.flatMap((role) => [
    person(holderOf(role, 'here'), role, demoPlace),
    person(holderOf(role, 'away'), role, elsewhere),
  ])
