import { untilDecided } from '../../shared/database'
import { newBytes, newId } from '../../shared/ids'
import { Refusal } from '../../shared/refusal'
import { shownName } from '../../member/profile/rules'
import type { Applicant, Holder, ShiftRole, Waiter } from '../documents'
import { claimApplications, claimPlaces, claimWait } from './claims'
import type { SignUp } from './contract'
import { clearLapsed } from './lapsing'
import { factsOf, shiftAgain, shiftFacts, type AboutCaller, type ShiftOfCaller } from './reading'
import { isFree, lapsedOf, roleWanted, whyNotSignUp, type Why, type WhyNotSignUp } from './rules'
import { signUpView, type Entry } from './views'

/** A volunteer reaching for a place in a shift. */
export interface Reach {
  caller: string
  role: string | undefined
  key: string
  now: Date
  about: AboutCaller
  refuse: (code: WhyNotSignUp) => Refusal
}

/** The refusal of a reason, in its own words where it has some. */
export const refusalOf = ({ code, say }: Why, refuse: (code: WhyNotSignUp) => Refusal): Refusal =>
  say === undefined ? refuse(code) : new Refusal(code, say)

type EntriesOf = Pick<ShiftOfCaller, 'waiting' | 'applied'> & { roles: readonly Pick<ShiftRole, 'name' | 'holders'>[] }

/** What somebody is to a shift now, whatever tap it came from; undefined when they have nothing to do with it. */
export function entryOf(shift: EntriesOf, person: string): Entry | undefined {
  for (const { name: role, holders } of shift.roles) {
    const holder = holders.find((each) => each.person === person)
    if (holder) return { as: 'place', role, holder }
  }
  const waiter = shift.waiting.find((each) => each.person === person)
  if (waiter) return { as: 'turn', role: waiter.role, waiter }
  const applicant = shift.applied.find((each) => each.person === person)
  return applicant && { as: 'application', role: applicant.role }
}

/** What this tap came to when it came first. */
function toldBefore(shift: ShiftOfCaller, person: string, key: string): Entry | undefined {
  const mine = (each: { person: string; key: string; joinedBy?: string }) =>
    each.person === person && (each.key === key || each.joinedBy === key)
  const known = [...shift.roles.flatMap(({ holders }) => holders), ...shift.waiting, ...shift.applied].some(mine)
  if (known) return entryOf(shift, person)
  const left = shift.left.find(mine)
  return left && { as: 'out', role: left.role }
}

/** A turn that nobody else has: the instant, then luck among those of one thousandth of a second. */
const sequenceAt = (now: Date): number => +now * 1000 + (newBytes(2).readUInt16BE() % 1000)

/**
 * 报名 Gives a place, or a turn where there is none, or notes that somebody asks.
 * @throws Refusal why not
 */
export async function join(reach: Reach, shift: ShiftOfCaller): Promise<SignUp> {
  const { caller, key, now, about, refuse } = reach
  const joined = await untilDecided(
    shift,
    (id) => shiftAgain(id, caller),
    async (shift) => {
      const told = toldBefore(shift, caller, key)
      if (told) return signUpView(shift, told, now)
      if (lapsedOf(shift, now).length > 0) {
        await clearLapsed(shift, now)
        return null
      }
      const role = judge(reach, shift)
      const entry = await claimEntry(shift, role, { person: caller, name: shownName(about.me ?? {}), key }, now)
      if (entry === 'taken') throw refuse('CLASHES')
      return entry && signUpView(shift, entry, now)
    },
  )
  if (!joined) throw refuse('FULL')
  return joined
}

/** The role asked for. @throws Refusal why this volunteer may not have it */
function judge({ caller, role: name, now, about, refuse }: Reach, shift: ShiftOfCaller): ShiftRole {
  const facts = { ...shift, ...shiftFacts(shift), roles: shift.roles }
  const me = { ...factsOf(about, caller, now, shift._id), isIn: entryOf(shift, caller) !== undefined }
  const role = roleWanted(facts, name, me, now)
  const why = whyNotSignUp(facts, role, me, now)
  if (why) throw refusalOf(why, refuse)
  if (!role) throw refuse('NO_SUCH_ROLE')
  return role
}

/** @returns null when the facts changed meanwhile, `taken` when this person is busy elsewhere by now */
async function claimEntry(
  shift: ShiftOfCaller,
  role: ShiftRole,
  who: { person: string; name: string; key: string },
  now: Date,
): Promise<Entry | 'taken' | null> {
  const { name } = role
  const entry = { ...who, id: newId(), at: now }
  if (shift.approval) {
    const applicant: Applicant = { ...entry, role: name }
    return (await claimApplications(shift, [applicant], now)) ? { as: 'application', role: name } : null
  }
  if (isFree(shiftFacts(shift), role, now)) {
    const holder: Holder = entry
    const outcome = await claimPlaces(shift, { role, holders: [holder] }, now)
    if (outcome === 'taken') return 'taken'
    return outcome === 'claimed' ? { as: 'place', role: name, holder } : null
  }
  const waiter: Waiter = { ...entry, role: name, sequence: sequenceAt(now) }
  return (await claimWait(shift, role, waiter, now)) ? { as: 'turn', role: name, waiter } : null
}
