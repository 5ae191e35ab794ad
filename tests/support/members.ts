import { profile } from '../../cloudfunctions/member/profile/contract'
import { role } from '../../cloudfunctions/member/role/contract'
import type { Role } from '../../cloudfunctions/shared/contract'
import type { Member, Notice, Region } from '../../cloudfunctions/shared/documents'
import type { Cloud } from './cloud'

type List = typeof role.listHolders | typeof role.listAllHolders

/** What tests of roles do and look at on a cloud. */
export function membersOf(cloud: Cloud) {
  const codeOf = async (who: string): Promise<string> => {
    const reply = await cloud.call(who, profile.myCode, {})
    if (!reply.ok) throw new Error(reply.code)
    return reply.value.code
  }
  /** All holders of a role, over all pages. */
  async function holders(by: string, as: Role, place: string, list: List) {
    const found: { shownName: string; holder: string; placeName: string }[] = []
    for (let cursor: string | undefined; ;) {
      const page = await cloud.call(by, list, { place, role: as, ...(cursor === undefined ? {} : { cursor }) })
      if (!page.ok) throw new Error(page.code)
      found.push(...page.value.items)
      cursor = page.value.cursor
      if (cursor === undefined) return found
    }
  }
  return {
    codeOf,
    holders,
    /** How `by` names the holder who is called so. */
    holder: async (by: string, as: Role, place: string, name: string): Promise<string> => {
      const list = by.startsWith('o-staff') ? role.listHolders : role.listAllHolders
      const found = (await holders(by, as, place, list)).find(({ shownName }) => shownName === name)
      if (!found) throw new Error(`${name} is not in the list`)
      return found.holder
    },
    grant: async (by: string, who: string, as: Role, place: string, key?: string) =>
      cloud.call(by, role.grantRole, { place, role: as, person: await codeOf(who) }, key),
    nameIt: (who: string, name: string) => cloud.call(who, profile.setName, { name }),
    member: async (who: string) => (await cloud.documents<Member>('members')).find(({ _id }) => _id === who),
    district: async () => (await cloud.documents<Region>('regions')).find(({ _id }) => _id === 'wangcheng'),
    noticesOf: async (who: string) => (await cloud.documents<Notice>('notices')).filter(({ to }) => to === who),
  }
}
