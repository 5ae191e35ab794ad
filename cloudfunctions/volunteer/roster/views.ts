import { attendanceState } from '../attendance/rules'
import type { Shift } from '../documents'
import { stands } from '../shift/rules'
import type { Roster } from './contract'
import { phoneTime } from './rules'

const named = ({ name, role, team }: { name: string; role: string; team?: string }) => ({
  ...{ name, role },
  ...(team === undefined ? {} : { team }),
})

/** A shift with everybody in it. @param phones by openid, of those whose may be shown now */
export function rosterView(shift: Shift, phones: ReadonlyMap<string, string>, now: Date): Roster {
  const { from, until } = phoneTime(shift)
  const places = shift.roles.flatMap(({ name: role, holders }) => holders.map((holder) => ({ ...holder, role })))
  return {
    shift: shift._id,
    title: shift.title,
    place: shift.where.name,
    starts: shift.startsAt.toISOString(),
    ends: shift.endsAt.toISOString(),
    ...(shift.cancelled === undefined ? {} : { cancelled: shift.cancelled }),
    phones: { from: from.toISOString(), until: until.toISOString() },
    confirmed: places
      .filter((each) => each.until === undefined)
      .map((each) => {
        const phone = phones.get(each.person)
        return { ...named(each), state: attendanceState(each), ...(phone === undefined ? {} : { phone }) }
      }),
    offered: places.filter((each) => each.until !== undefined && stands(each, now)).map(named),
    waiting: shift.waiting.map(named),
    applied: shift.applied.map(named),
  }
}
