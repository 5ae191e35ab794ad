import type { Role } from './contract'
import { members, type Member } from './documents'
import { listings, roleNames } from './roles'

/** What a demo starts from. */
export interface DemoOptions {
  now: Date
  vendors: number
  volunteers: number
  activities: number
  shifts: number
  members: number
  pledges: number
  /** Whether it shows a district in use: stalls taken, one out of use; otherwise everything stands free. */
  lived: boolean
  /** Whether shifts and books of hours reach back two years. */
  years: boolean
}

/** Where the demo people hold their roles: district, street, community of the report's shape. */
export const demoPlace = 'wangcheng.yueliangdao.taohuajing'

/** The openid of a demo person, as `o-vendor-0001`. Residents need no document: everybody is one. */
export const demoOpenid = (role: string, number: number): string => `o-${role}-${String(number).padStart(4, '0')}`

/** Demo people are called by what they do: nobody is meant. */
const callings: Partial<Record<Role, string[]>> = {
  vendor: ['炸串', '臭豆腐', '糖油粑粑', '糖画', '刮凉粉', '小绿植', '竹编', '童装', '嗦螺', '酸梅汤'],
}

/** The `number`-th demo person of a role, from 1: as 炸串摊主, and 炸串摊主2 when those names are used up. */
function nameOf(role: Role, number: number): string {
  const things = callings[role] ?? ['']
  const thing = things[(number - 1) % things.length] ?? ''
  const round = Math.ceil(number / things.length)
  const title = role === 'lead' ? '网格长' : roleNames[role]
  return `${thing}${title}${round === 1 ? '' : String(round)}`
}

const person = (role: Role, number: number, place: string): Member => {
  const roles = [{ role, place }]
  const _id = demoOpenid(role, number)
  return { _id, roles, listings: listings(roles), uploads: `demo-uploads-${_id}`, name: nameOf(role, number) }
}

/** The demo people who hold a role, by collection: at the community, and an admin of the whole district. */
export function demo({ vendors, volunteers, members: partyMembers }: DemoOptions): Record<string, { _id: string }[]> {
  const counts: [Role, number][] = [
    ['vendor', vendors],
    ['volunteer', volunteers],
    ['member', partyMembers],
    ['secretary', 1],
    ['lead', 1],
    ['operator', 1],
    ['staff', 1],
    ['admin', 1],
    ['auditor', 1],
  ]
  const people = counts.flatMap(([role, count]) =>
    Array.from({ length: count }, (_, index) =>
      person(role, index + 1, role === 'lead' ? `${demoPlace}.g1` : demoPlace),
    ),
  )
  return { [members.name]: [...people, person('admin', 2, 'wangcheng')] }
}
