import { collection } from './collection'
import type { Grant } from './roles'

/** What the kit knows of a person; the id is the openid that WeChat gave. */
export interface Member {
  _id: string
  roles: Grant[]
}

export const members = collection<Member>('members', {})

/** How often a person tried something within one window of time; kept until shortly after it ends. */
export interface Limit {
  _id: string
  openid: string
  tries: number
  ends: Date
}

export const limits = collection<Limit>('limits', { ends: { keys: { ends: 1 } }, person: { keys: { openid: 1 } } })
