import { myAttendance } from '../attendance/views'
import type { Holder, Leaver, Shift, Waiter } from '../documents'
import { signUp as contract, type SignUp } from './contract'
import type { LedShift } from './reading'
import { outDeadline, whyNotOut } from './rules'

/** The part of a shift that whoever signed up sees. */
type ShiftOfSignUp = Pick<Shift, '_id' | 'activity' | 'title' | 'where' | 'startsAt' | 'endsAt' | 'outBy'> & {
  cancelled?: string
  leader?: string
}

type HolderOfSignUp = Pick<Holder, 'person' | 'at' | 'until' | 'sequence' | 'team' | 'came' | 'went' | 'missed'>

/** What somebody is to a shift: their place in it, their turn, that they asked, or that they are out again. */
export type Entry =
  | { as: 'place'; role: string; holder: HolderOfSignUp }
  | { as: 'turn'; role: string; waiter: Pick<Waiter, 'sequence'>; ahead?: number }
  | { as: 'application'; role: string }
  | { as: 'out'; role: string }

/** What became of a place that was confirmed. */
function servedState({ came, went, missed }: HolderOfSignUp, isOver: boolean): SignUp['state'] {
  if (went || (came && isOver)) return 'served'
  return missed && missed.appeal?.state !== 'excused' ? 'missed' : 'confirmed'
}

function stateOf({ cancelled, endsAt }: ShiftOfSignUp, entry: Entry, now: Date): SignUp['state'] {
  if (entry.as === 'out') return 'out'
  if (cancelled !== undefined) return 'cancelled'
  if (entry.as === 'turn') return 'waiting'
  if (entry.as === 'application') return 'applied'
  return entry.holder.until === undefined ? servedState(entry.holder, endsAt <= now) : 'offered'
}

/** A sign-up as its volunteer sees it. */
export function signUpView(shift: ShiftOfSignUp, entry: Entry, now: Date): SignUp {
  const { where, startsAt, endsAt, outBy } = shift
  const held = entry.as === 'place' ? entry.holder : undefined
  const sequence = entry.as === 'turn' ? entry.waiter.sequence : held?.sequence
  const why = entry.as === 'out' || shift.cancelled !== undefined ? null : whyNotOut(shift, held, now)
  return {
    shift: shift._id,
    activity: shift.activity,
    title: shift.title,
    starts: startsAt.toISOString(),
    ends: endsAt.toISOString(),
    place: where.name,
    latitude: where.latitude,
    longitude: where.longitude,
    role: entry.role,
    state: stateOf(shift, entry, now),
    ...(sequence === undefined ? {} : { sequence }),
    ...(entry.as === 'turn' && entry.ahead !== undefined ? { ahead: entry.ahead } : {}),
    ...(held?.until ? { until: held.until.toISOString() } : {}),
    outBy: (held ? outDeadline(outBy, held.at) : outBy).toISOString(),
    ...(why ? { whyNotOut: { code: why, say: contract.signOut.refusals[why] } } : {}),
    ...(held?.team === undefined ? {} : { team: held.team }),
    ...(held && held.until === undefined
      ? { attendance: myAttendance(shift, held, shift.leader === held.person, now) }
      : {}),
  }
}

/** A shift as whoever leads it finds it among theirs. */
export const ledView = ({ _id, title, startsAt, endsAt, where }: LedShift) => ({
  ...{ shift: _id, title, place: where.name },
  ...{ starts: startsAt.toISOString(), ends: endsAt.toISOString() },
})

/** The sign-up of whoever is out again. */
export const outView = (shift: ShiftOfSignUp, { role }: Pick<Leaver, 'role'>, now: Date): SignUp =>
  signUpView(shift, { as: 'out', role }, now)
