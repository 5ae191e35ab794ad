import { collection } from './collection'
import type { Grant } from './roles'

/** What the kit knows of a person; the id is the openid that WeChat gave. */
export interface Member {
  _id: string
  roles: Grant[]
}

export const members = collection<Member>('members', {})
