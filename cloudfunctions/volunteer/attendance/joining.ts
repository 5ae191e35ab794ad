import { shownName } from '../../member/profile/rules'
import type { Code } from '../../shared/contract'
import { newId } from '../../shared/ids'
import { Refusal } from '../../shared/refusal'
import type { Arrival, Holder, ShiftRole } from '../documents'
import { factsOf, type AboutCaller, type ShiftOfCaller } from '../sign-up/reading'
import { whyNotRole, whyNotServe, type VolunteerFacts } from '../sign-up/rules'
import { claimJoin } from './claims'
import type { attendance } from './contract'

type WhyNotJoin = Code<typeof attendance.checkIn>

/** Somebody without a place who stands before whoever leads. */
interface Joining {
  about: AboutCaller
  caller: string
  came: Arrival
  now: Date
  refuse: (code: WhyNotJoin) => Refusal
}

/** The role that has a place for them. @throws Refusal why there is none */
function roleFor(shift: ShiftOfCaller, me: VolunteerFacts, { now, refuse }: Joining): ShiftRole {
  if (shift.approval) throw refuse('NEEDS_APPROVAL')
  const cannot = whyNotServe(shift, me, now)
  if (cannot) throw cannot.say === undefined ? refuse(cannot.code) : new Refusal(cannot.code, cannot.say)
  // What is kept for somebody counts as theirs: the timer takes it away.
  const free = shift.roles.filter(({ holders, max }) => holders.length < max)
  const fit = free.find((role) => whyNotRole(role, shift, me) === null)
  if (fit) return fit
  throw refuse((free[0] && whyNotRole(free[0], shift, me)) ?? 'FULL')
}

/**
 * 现在加入 Takes a free place, for whoever is there already.
 * @returns null when the shift changed meanwhile
 */
export async function join(shift: ShiftOfCaller, joining: Joining) {
  const { about, caller, came, now, refuse } = joining
  if (now >= shift.endsAt) throw refuse('SHIFT_OVER')
  const role = roleFor(shift, factsOf(about, caller, now, shift._id), joining)
  const { key } = came
  const holder: Holder = { id: newId(), person: caller, name: shownName(about.me ?? {}), at: now, key, came }
  const outcome = await claimJoin(shift, role, holder, now)
  if (outcome === 'taken') throw refuse('CLASHES')
  return outcome === 'claimed' ? { role: role.name, holder } : null
}
