import { inShape } from '../../shared/collection'
import type { Output } from '../../shared/contract'
import { readOne, untilDecided } from '../../shared/database'
import type { Notice } from '../../shared/documents'
import { newId } from '../../shared/ids'
import { one } from '../../shared/load'
import { notice, settle } from '../../shared/notify'
import { Refusal } from '../../shared/refusal'
import { action } from '../../shared/serve'
import { shownName } from '../../member/profile/rules'
import { shifts, teams, type ShiftRole, type Team } from '../documents'
import { shiftTime } from '../shift/words'
import { claimApplications, claimPlaces } from '../sign-up/claims'
import { clearLapsed } from '../sign-up/lapsing'
import { factsOf, fieldsFor, readAboutAll, shiftFacts, type AboutCaller, type ShiftOfCaller } from '../sign-up/reading'
import { lapsedOf } from '../sign-up/rules'
import { team as contract } from './contract'
import { teamRole, whyNotTeam, type TeamMate } from './rules'

/** A shift, and who is in it. */
type ShiftOfTeam = ShiftOfCaller & { people: string[] }

const fieldsOf = (captain: string) => ({ ...fieldsFor(captain), people: 1 })

async function shiftAgain(id: string, captain: string): Promise<ShiftOfTeam | undefined> {
  const [found] = await readOne({ from: shifts.name, match: { _id: id }, limit: 1, fields: fieldsOf(captain) })
  return found as ShiftOfTeam | undefined
}

/** Who is to be signed up; the captain first. @throws Refusal where somebody is no member */
function chosen({ members }: Team, ids: readonly string[] | undefined, notIn: () => Refusal): Team['members'] {
  const [captain, ...others] = members
  if (!captain) throw notIn()
  if (ids === undefined) return members
  return [
    captain,
    ...ids.map((id) => {
      const member = others.find((each) => each.id === id)
      if (!member) throw notIn()
      return member
    }),
  ]
}

/** A captain signing up their team. */
interface Bid {
  team: Team
  people: readonly string[]
  about: ReadonlyMap<string, AboutCaller>
  role: string | undefined
  key: string
  now: Date
}

const nameIn = (about: Bid['about'], person: string): string => shownName(about.get(person)?.me ?? {})

const matesOf = ({ people, about, now }: Bid, shift: ShiftOfTeam): TeamMate[] =>
  people.flatMap((person) => {
    const of = about.get(person)
    const isIn = shift.people.includes(person)
    return of ? [{ name: nameIn(about, person), me: factsOf(of, person, now, shift._id), isIn }] : []
  })

type Result = Output<typeof contract.signUpTeam>

const resultOf = (shift: ShiftOfTeam, { team, people, about }: Bid, role: string, state: Result['state']): Result => ({
  team: team.name,
  shift: shift._id,
  title: shift.title,
  starts: shift.startsAt.toISOString(),
  ends: shift.endsAt.toISOString(),
  place: shift.where.name,
  role,
  state,
  names: people.map((person) => nameIn(about, person)),
})

/** What this very tap came to when it came first: the captain went along. */
function doneBefore(shift: ShiftOfTeam, captain: string, key: string): Pick<Result, 'role' | 'state'> | undefined {
  const mine = (each: { person: string; key: string }) => each.person === captain && each.key === key
  const held = shift.roles.find(({ holders }) => holders.some(mine))
  if (held) return { role: held.name, state: 'confirmed' }
  const asked = shift.applied.find(mine)
  if (asked) return { role: asked.role, state: 'applied' }
  const left = shift.left.find(mine)
  return left && { role: left.role, state: 'out' }
}

/** What all but the captain are told. */
const toldOf = (shift: ShiftOfTeam, { team, people, about, key, now }: Bid): Notice[] =>
  people.slice(1).map((person) =>
    notice({
      ...{ to: person, kind: 'volunteer', at: now, cause: key, when: shift.startsAt },
      title: shift.approval ? '队长替您申请了一班' : '队长给您报了一班',
      words: `${nameIn(about, people[0] ?? '')}带「${team.name}」去 ${shiftTime(shift)}「${shift.title}」，去不了就自己退`,
      state: shift.approval ? '待审核' : '已报名',
      opens: `/volunteer/shift?shift=${shift._id}`,
    }),
  )

/** @returns the state, `taken` when somebody is busy elsewhere by now, null when the shift changed meanwhile */
async function claimAll(
  shift: ShiftOfTeam,
  role: ShiftRole,
  bid: Bid,
): Promise<'confirmed' | 'applied' | 'taken' | null> {
  const { team, people, about, key, now } = bid
  const entries = people.map((person) => ({
    ...{ id: newId(), person, name: nameIn(about, person), at: now, key, team: team.name },
  }))
  const told = toldOf(shift, bid)
  if (shift.approval) {
    const applicants = entries.map((each) => ({ ...each, role: role.name }))
    if (!(await claimApplications(shift, applicants, now, told))) return null
  } else {
    const outcome = await claimPlaces(shift, { role, holders: entries, told }, now)
    if (outcome !== 'claimed') return outcome === 'taken' ? 'taken' : null
  }
  await settle(shifts, shift._id, told)
  return shift.approval ? 'applied' : 'confirmed'
}

export const signUpTeam = action(contract.signUpTeam, {
  load: ({ input, caller }) => ({
    shift: one(inShape<ShiftOfTeam>(shifts), input.shift, 'NO_SUCH_SHIFT', { fields: fieldsOf(caller) }),
    team: one(teams, input.team, 'NO_SUCH_TEAM'),
  }),
  run: async ({ input, caller, key, now, loaded: { shift: first, team }, refuse }) => {
    if (team.members[0]?.person !== caller) throw refuse('NOT_CAPTAIN')
    const people = chosen(team, input.members, () => refuse('NOT_IN_TEAM')).map(({ person }) => person)
    let about = await readAboutAll(people, now)
    const result = await untilDecided(
      first,
      (id) => shiftAgain(id, caller),
      async (shift) => {
        const bid: Bid = { team, people, about, role: input.role, key, now }
        const before = doneBefore(shift, caller, key)
        if (before) return resultOf(shift, bid, before.role, before.state)
        if (lapsedOf(shift, now).length > 0) {
          await clearLapsed(shift, now)
          return null
        }
        const facts = { ...shift, ...shiftFacts(shift), roles: shift.roles }
        const mates = matesOf(bid, shift)
        const role = teamRole(facts, input.role, mates, now)
        const why = whyNotTeam(facts, role, mates, now)
        if (why) throw why.say === undefined ? refuse(why.code) : new Refusal(why.code, why.say)
        if (!role) throw refuse('NO_SUCH_ROLE')
        const state = await claimAll(shift, role, bid)
        if (state === 'confirmed' || state === 'applied') return resultOf(shift, bid, role.name, state)
        // Somebody has been signed up elsewhere since: the next look names them.
        if (state === 'taken') about = await readAboutAll(people, now)
        return null
      },
    )
    if (!result) throw refuse('MEMBERS_BUSY')
    return result
  },
})
