import type { Role } from './contract'
import { members, type Member } from './documents'

/** What a demo starts from. */
export interface DemoOptions {
  now: Date
  vendors: number
  /** Whether it shows a district in use: stalls taken, one out of use; otherwise everything stands free. */
  lived: boolean
}

/** Where the demo people hold their roles: district, street, community of the report's shape. */
export const demoPlace = 'wangcheng.yueliangdao.taohuajing'

/** The openid of a demo person, as `o-vendor-0001`. Residents need no document: everybody is one. */
export const demoOpenid = (role: string, number: number): string => `o-${role}-${String(number).padStart(4, '0')}`

/** The demo people who hold a role, by collection. */
export function demo({ vendors }: DemoOptions): Record<string, { _id: string }[]> {
  const counts: [Role, number][] = [
    ['vendor', vendors],
    ['volunteer', 20],
    ['member', 20],
    ['operator', 1],
    ['staff', 1],
    ['admin', 1],
  ]
  const people = counts.flatMap(([role, count]) =>
    Array.from({ length: count }, (_, index): Member => ({
      _id: demoOpenid(role, index + 1),
      roles: [{ role, place: demoPlace }],
    })),
  )
  return { [members.name]: people }
}
