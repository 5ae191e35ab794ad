import { claim, command, untilClaimed } from './database'
import { members, type Member, type Notice, type RoleChange } from './documents'
import { owed, settle } from './notify'
import { listings, rolesAfter } from './roles'

const changesKept = 200

/** Whether this change stands in the person's history: then it is done, whatever came after it. */
export const wasMade = (person: Member, key: string): boolean =>
  person.roleChanges?.some((each) => each.key === key) === true

/**
 * Writes one change of roles by ONE write: the roles, the lists they stand in, the history, the notice owed. It is
 * written only onto the roles that it was decided on.
 * @returns whether it was written
 */
async function write(person: Member, change: RoleChange, told: readonly Notice[]): Promise<boolean> {
  const { _id, roles, roleChangeCount: count } = person
  const after = rolesAfter(roles, change)
  return claim(
    members,
    _id,
    { roleChangeCount: count ?? command.exists(false) },
    {
      roles: after,
      listings: listings(after),
      roleChanges: command.push({ each: [change], slice: -changesKept }),
      roleChangeCount: (count ?? 0) + 1,
      ...owed(told),
    },
  )
}

/**
 * Changes a person's roles once for each tap: the only way in which a domain gives or takes one.
 * @param told what the person is told of it; empty where the domain tells them itself
 * @param check throws when the change may not be made onto the person's present roles
 */
export async function changeRole(
  person: Member,
  change: RoleChange,
  told: readonly Notice[],
  check: (person: Member) => void,
): Promise<void> {
  const outcome = await untilClaimed(members, person, async (person) => {
    if (wasMade(person, change.key)) return 'told before'
    check(person)
    return (await write(person, change, told)) ? 'written' : null
  })
  if (outcome === null) throw new Error(`the roles of a member changed all the time, change ${change.key}`)
  if (outcome === 'written') await settle(members, person._id, told)
}
