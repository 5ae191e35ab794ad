import type { Code } from '../../shared/contract'
import type { ShiftTimes } from '../shift/rules'
import { takenOf } from '../shift/rules'
import {
  whyNotRole,
  whyNotServe,
  whyNotThisShift,
  type RoleFacts,
  type ShiftFacts,
  type VolunteerFacts,
} from '../sign-up/rules'
import type { team } from './contract'

/** One who is to be signed up with their team. */
export interface TeamMate {
  /** As the captain may read it. */
  name: string
  me: VolunteerFacts
  /** Whether they are in the shift already. */
  isIn: boolean
}

/** How many places of a role are anybody's: none while somebody waits for it. */
const roomOf = (shift: Pick<ShiftFacts, 'waiting'>, role: RoleFacts, now: Date): number =>
  shift.waiting.some((each) => each.role === role.name) ? 0 : Math.max(0, role.max - takenOf(role, now))

const fits = (role: RoleFacts, shift: ShiftTimes, { me }: TeamMate): boolean => whyNotRole(role, shift, me) === null

/** The role that a team wants: the one it names, else the first that all can do and that has room, else that all can do, else the first. */
export function teamRole<R extends RoleFacts>(
  shift: ShiftTimes & { roles: readonly R[]; waiting: readonly { role: string }[] },
  name: string | undefined,
  mates: readonly TeamMate[],
  now: Date,
): R | undefined {
  if (name !== undefined) return shift.roles.find((each) => each.name === name)
  const able = shift.roles.filter((role) => mates.every((mate) => fits(role, shift, mate)))
  return able.find((role) => roomOf(shift, role, now) >= mates.length) ?? able[0] ?? shift.roles[0]
}

type WhyNot = Exclude<Code<typeof team.signUpTeam>, 'NO_SUCH_TEAM' | 'NO_SUCH_SHIFT' | 'NOT_CAPTAIN' | 'NOT_IN_TEAM'>

/** Why a team cannot be signed up together now, naming who it is about, or null. */
export function whyNotTeam(
  shift: ShiftFacts & { approval?: true },
  role: RoleFacts | undefined,
  mates: readonly TeamMate[],
  now: Date,
): { code: WhyNot; say?: string } | null {
  const why = whyNotThisShift(shift, now)
  if (why === 'NOT_YET' || why === 'CLOSED' || why === 'SHIFT_CANCELLED') return { code: why }
  const named = (code: WhyNot, which: (mate: TeamMate) => boolean, say: string) => {
    const names = mates.filter(which).map(({ name }) => name)
    return names.length === 0 ? null : { code, say: `${names.join('、')}${say}` }
  }
  const cannot = (code: string | undefined) => code === 'NOT_A_VOLUNTEER' || code === 'BLOCKED'
  const whyServe = ({ me }: TeamMate) => whyNotServe(shift, me, now)?.code
  const about =
    named('MEMBERS_IN', ({ isIn }) => isIn, '已经报了这一班，这次不带上') ??
    named('MEMBERS_CANNOT', (mate) => cannot(whyServe(mate)), '现在不能报名，这次不带上') ??
    named('MEMBERS_BUSY', (mate) => whyServe(mate) !== undefined, '那时候有别的安排，这次不带上，或者换一班')
  if (about) return about
  if (!role) return { code: 'NO_SUCH_ROLE' }
  const unfit = named(
    'MEMBERS_UNFIT',
    (mate) => !fits(role, shift, mate),
    '还没有这个岗位要的手艺或证件，换个岗位，或者不带上',
  )
  if (unfit || shift.approval) return unfit
  const room = roomOf(shift, role, now)
  if (room >= mates.length) return null
  const say = `这个岗位只剩 ${String(room)} 个名额，你们 ${String(mates.length)} 个人，少带几个，或者换一班`
  return { code: 'NO_ROOM', say }
}

/** A team's members but for this person: the first of them leads it. */
export const without = <M extends { person: string }>(members: readonly M[], person: string): M[] =>
  members.filter((each) => each.person !== person)
