import { claim, command, untilClaimed } from '../../shared/database'
import { members, type Member, type Notice, type RoleChange } from '../../shared/documents'
import { notice, owed, settle } from '../../shared/notify'
import { listings, roleNames } from '../../shared/roles'
import { rolesAfter } from './rules'

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
 * Changes a person's roles once for each tap, and tells them.
 * @param check throws when the change may not be made onto the person's present roles
 */
export async function changeRole(
  person: Member,
  change: RoleChange,
  placeName: string,
  check: (person: Member) => void,
): Promise<void> {
  const told = [noticeOf(person._id, change, placeName)]
  const outcome = await untilClaimed(members, person, async (person) => {
    if (wasMade(person, change.key)) return 'told before'
    check(person)
    return (await write(person, change, told)) ? 'written' : null
  })
  if (outcome === null) throw new Error(`the roles of a member changed all the time, change ${change.key}`)
  if (outcome === 'written') await settle(members, person._id, told)
}

function noticeOf(to: string, { key, change, role, as, at, reason }: RoleChange, placeName: string): Notice {
  const granted = change === 'granted'
  const what = `${placeName}的${roleNames[role]}`
  return notice({
    to,
    kind: 'role',
    title: granted ? `您现在是${what}` : `您不再是${what}`,
    words: granted ? `由${roleNames[as]}添加，现在就能用了` : `原因：${reason ?? ''}。有疑问请联系社区服务中心`,
    opens: '/pages/me',
    at,
    cause: key,
  })
}
