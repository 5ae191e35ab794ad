import type { Code, Input } from '../../shared/contract'
import type { Refusal } from '../../shared/refusal'
import type { Shift } from '../documents'
import type { attendance, EvidenceKind } from './contract'
import { codeKey, codeKeyOf } from './places'
import { isLate, metresBetween, readCode, thereMetres, whyNotCode } from './rules'

/** What somebody shows who says that they are there. */
type Shown = Pick<Input<typeof attendance.checkOut>, 'code' | 'near' | 'madeAt'>

/** When it was, and by what it is known. */
export interface Evidence {
  at: Date
  by: EvidenceKind
  late?: true
}

type WhyNotShown = Code<typeof attendance.checkIn> & Code<typeof attendance.checkOut>

/** Looks at what somebody shows. @throws Refusal why it does not count */
export function evidenceOf(
  { code, near, madeAt }: Shown,
  shift: Pick<Shift, '_id' | 'where'> & { leader?: string },
  caller: string,
  now: Date,
  refuse: (code: WhyNotShown) => Refusal,
): Evidence {
  const scanned = madeAt === undefined ? undefined : new Date(madeAt)
  if (code !== undefined) {
    const read = readCode(code)
    if (read?.shift !== shift._id) throw refuse('OTHER_SHIFT')
    const why = whyNotCode(code, codeKey(shift, read.leads), scanned, now)
    if (why) throw refuse(why)
    if (read.leads === codeKeyOf(shift, caller).leads) throw refuse('OWN_CODE')
    return isLate(read.at, now) ? { at: read.at, by: 'code', late: true } : { at: now, by: 'code' }
  }
  if (!near) throw refuse('NOTHING_SHOWN')
  if (metresBetween(near, shift.where) > thereMetres) throw refuse('TOO_FAR')
  const at = scanned ?? now
  return isLate(at, now) ? { at, by: 'place', late: true } : { at, by: 'place' }
}
