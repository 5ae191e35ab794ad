import { hmacHex } from '../../shared/digest'
import { keyFor } from '../../shared/seal'
import type { Holder, Shift } from '../documents'
import type { CodeKey } from './rules'

/** Somebody’s place in a shift, and where in the document it stands. */
export interface Seat {
  role: string
  holder: Holder
  path: string
}

type Places = Pick<Shift, 'roles'>

/** Every place that is somebody’s, or kept for somebody. */
export const seatsOf = ({ roles }: Places): Seat[] =>
  roles.flatMap(({ name: role, holders }, index) =>
    holders.map((holder, at) => ({ role, holder, path: `roles.${String(index)}.holders.${String(at)}` })),
  )

export const findSeat = (shift: Places, like: (holder: Holder) => boolean): Seat | undefined =>
  seatsOf(shift).find(({ holder }) => like(holder))

/** How many appeals wait to be decided. */
export const openAppeals = (shift: Places): number =>
  seatsOf(shift).filter(({ holder }) => holder.missed?.appeal?.state === 'open').length

type Led = Pick<Shift, '_id'> & { leader?: string }

/** The key of a shift's codes; whoever leads it changes, and so does it. */
const shiftKey = ({ _id, leader = '' }: Led): string => hmacHex(keyFor(`attendance ${_id}`), leader)

/** What tells who shows a code, and names nobody. */
const leadsOf = (shift: Led, openid: string): string => hmacHex(shiftKey(shift), `leads ${openid}`).slice(0, 8)

/** What whoever shows codes with this mark makes them from. */
export const codeKey = (shift: Led, leads: string): string => hmacHex(shiftKey(shift), `code ${leads}`).slice(0, 32)

export const codeKeyOf = (shift: Led, openid: string): CodeKey => {
  const leads = leadsOf(shift, openid)
  return { shift: shift._id, leads, key: codeKey(shift, leads) }
}
