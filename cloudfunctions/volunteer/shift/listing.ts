import { command } from '../../shared/database'
import { claim } from '../../shared/database'
import { shifts, type Shift } from '../documents'
import type { Tender } from './tending'

/** Takes a shift that is over, or does not take place, off the lists of what is to come. */
export const overShifts: Tender = {
  tend: async ({ _id, lists, cancelled, endsAt }, now) => {
    if (lists === undefined || (cancelled === undefined && now < endsAt)) return false
    await claim(shifts, _id, {}, { lists: command.remove(), near: command.remove(), rev: command.inc(1) })
    return true
  },
  due: ({ lists, endsAt }: Shift) => (lists === undefined ? [] : [endsAt]),
}
