import * as v from 'valibot'
import { contract, fields, Instant } from '../../shared/contract'
import { attendanceStates, ShiftId } from '../shift/contract'

/** Somebody of a shift as whoever answers for it reads them. */
const Named = v.object({ name: v.string(), role: v.string(), team: v.optional(v.string()) })

const Roster = v.object({
  shift: v.string(),
  title: v.string(),
  place: v.string(),
  starts: Instant,
  ends: Instant,
  cancelled: v.optional(v.string()),
  /** From when until when the phones of those who have a place are shown. */
  phones: v.object({ from: Instant, until: Instant }),
  /** Who has a place; `phone`: of those who left one, in that time. */
  confirmed: v.array(
    v.object({ ...Named.entries, state: v.picklist(attendanceStates), phone: v.optional(v.string()) }),
  ),
  /** Who is asked to confirm, who waits in turn, who asked to be taken. */
  offered: v.array(Named),
  waiting: v.array(Named),
  applied: v.array(Named),
})
export type Roster = v.InferOutput<typeof Roster>

const asked = {
  by: 'staff',
  at: 'shift',
  own: 'leader',
  input: fields({ shift: ShiftId }),
  refusals: { NO_SUCH_SHIFT: '没有找到这一班，刷新再看' },
} as const

/** 名单 Who is in a shift, for the organiser whose place covers it and for whoever leads it. */
export const roster = contract('volunteer', {
  roster: { ...asked, output: Roster },
  /** The same as an Excel file. */
  rosterSheet: { ...asked, output: v.object({ name: v.string(), bytes: v.string() }) },
})
