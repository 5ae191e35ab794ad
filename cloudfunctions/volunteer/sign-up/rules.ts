import { askedUntil } from '../../shared/asking'
import type { Code } from '../../shared/contract'
import { dateOf, dayAndTime, type CalendarDate } from '../../shared/shanghai'
import type { PaperKind, ShiftState, Skill } from '../shift/contract'
import { overlaps, shiftState, stands, takenOf, type ShiftTimes } from '../shift/rules'
import type { signUp } from './contract'

/** Something that takes a person's time: another shift, or their own stall. */
export interface Busy {
  what: 'shift' | 'stall'
  title: string
  startsAt: Date
  endsAt: Date
}

/** The caller as a volunteer. */
export interface VolunteerFacts {
  registered: boolean
  skills: readonly Skill[]
  /** Papers that staff have seen, and the last date that each holds on. */
  papers: readonly { kind: PaperKind; until: CalendarDate }[]
  busy: readonly Busy[]
  /** Until when they may sign up for nothing. */
  blockedUntil?: Date
}

export interface RoleFacts {
  name: string
  max: number
  skill?: Skill
  paper?: PaperKind
  holders: readonly { until?: Date }[]
}

/** What is asked about a shift before somebody signs up. */
export interface ShiftFacts extends ShiftTimes {
  roles: readonly RoleFacts[]
  waiting: readonly { role: string }[]
}

export type WhyNotSignUp = Code<typeof signUp.signUp>

/** A reason, and its words where they can be more exact than the contract's. */
export interface Why<C extends WhyNotSignUp = WhyNotSignUp> {
  code: C
  say?: string
}

/** How many may wait for one shift. */
export const longestList = 1000

const whyNotInState: Record<ShiftState, WhyNotSignUp | null> = {
  notYet: 'NOT_YET',
  open: null,
  closed: 'CLOSED',
  running: 'CLOSED',
  ended: 'CLOSED',
  cancelled: 'SHIFT_CANCELLED',
}

/** Why nobody may sign up for this shift now, or null. */
export const whyNotThisShift = (shift: ShiftTimes, now: Date): WhyNotSignUp | null =>
  whyNotInState[shiftState(shift, now)]

/** What of theirs overlaps a shift. */
export const clashOf = (busy: readonly Busy[], shift: Pick<ShiftTimes, 'startsAt' | 'endsAt'>): Busy | undefined =>
  busy.find((each) => overlaps(each, shift))

/** Why this person cannot be in a shift at all, or null: the same for signing up and for taking a kept place. */
export function whyNotServe(
  shift: ShiftTimes,
  me: VolunteerFacts,
  now: Date,
): Why<'NOT_A_VOLUNTEER' | 'BLOCKED' | 'CLASHES' | 'STALL_OPEN'> | null {
  if (!me.registered) return { code: 'NOT_A_VOLUNTEER' }
  if (me.blockedUntil && now < me.blockedUntil)
    return {
      code: 'BLOCKED',
      say: `因为没到场的记录，${dayAndTime(me.blockedUntil)} 前不能报名，在「我的志愿」里看原因、申诉`,
    }
  const clash = clashOf(me.busy, shift)
  if (!clash) return null
  if (clash.what === 'stall') return { code: 'STALL_OPEN', say: `那时候您在${clash.title}的摊位开着，换个时间再来` }
  return { code: 'CLASHES', say: `和「${clash.title}」时间撞了，先退掉那一班再来` }
}

/** Why this person cannot do what a role asks for, or null. */
export function whyNotRole(
  role: Pick<RoleFacts, 'skill' | 'paper'>,
  shift: ShiftTimes,
  me: Pick<VolunteerFacts, 'skills' | 'papers'>,
): 'SKILL_MISSING' | 'PAPER_MISSING' | null {
  if (role.skill !== undefined && !me.skills.includes(role.skill)) return 'SKILL_MISSING'
  const date = dateOf(shift.startsAt)
  const holds = role.paper === undefined || me.papers.some(({ kind, until }) => kind === role.paper && date <= until)
  return holds ? null : 'PAPER_MISSING'
}

/**
 * The role that somebody wants: the one they name, else the first they can do that has a place, else the first they can
 * do, else the first.
 */
export function roleWanted<R extends RoleFacts>(
  shift: ShiftTimes & { roles: readonly R[]; waiting: readonly { role: string }[] },
  name: string | undefined,
  me: VolunteerFacts,
  now: Date,
): R | undefined {
  if (name !== undefined) return shift.roles.find((each) => each.name === name)
  const fits = shift.roles.filter((role) => whyNotRole(role, shift, me) === null)
  return fits.find((role) => isFree(shift, role, now)) ?? fits[0] ?? shift.roles[0]
}

/** Whether a place of a role is anybody's: one is free, and nobody waits for it. */
export const isFree = (shift: { waiting: readonly { role: string }[] }, role: RoleFacts, now: Date): boolean =>
  takenOf(role, now) < role.max && !shift.waiting.some((each) => each.role === role.name)

/**
 * Why this volunteer cannot sign up for this role of a shift now, or null; pages grey the button by the same rule.
 * @param isIn whether they are in it already
 */
export function whyNotSignUp(
  shift: ShiftFacts,
  role: RoleFacts | undefined,
  me: VolunteerFacts & { isIn: boolean },
  now: Date,
): Why | null {
  const why = whyNotThisShift(shift, now)
  if (why) return { code: why }
  if (me.isIn) return { code: 'ALREADY_IN' }
  const cannot = whyNotServe(shift, me, now)
  if (cannot) return cannot
  if (!role) return { code: 'NO_SUCH_ROLE' }
  const unfit = whyNotRole(role, shift, me)
  if (unfit) return { code: unfit }
  return isFree(shift, role, now) || shift.waiting.length < longestList ? null : { code: 'FULL' }
}

/** A tap by mistake may be taken back this long after it, in milliseconds, even past the shift's deadline. */
export const graceMs = 10 * 60_000

/** Until when somebody with a place may sign out by themselves. */
export const outDeadline = (outBy: Date, at: Date): Date => new Date(Math.max(+outBy, +at + graceMs))

/** Why somebody cannot leave a shift by themselves now, or null; who only waits, applied or is asked may at any time. */
export function whyNotOut(
  shift: Pick<ShiftTimes, 'startsAt'> & { outBy: Date },
  held: { at: Date; until?: Date; came?: object } | undefined,
  now: Date,
): 'OUT_TOO_LATE' | null {
  if (!held || held.until !== undefined) return null
  if (held.came) return 'OUT_TOO_LATE'
  const deadline = outDeadline(shift.outBy, held.at)
  return now < deadline && now < shift.startsAt ? null : 'OUT_TOO_LATE'
}

/** What is to be offered now: to each in turn a place of the role that they wait for, each place and person once. */
export function offersDue<W extends { role: string; person: string }>(
  shift: ShiftTimes & { roles: readonly RoleFacts[]; waiting: readonly W[] },
  now: Date,
): W[] {
  if (shift.cancelled !== undefined || now < shift.opensAt || now >= shift.startsAt) return []
  return shift.roles.flatMap((role) => {
    const free = role.max - takenOf(role, now)
    return free <= 0 ? [] : shift.waiting.filter((each) => each.role === role.name).slice(0, free)
  })
}

/** The places whose time ran out without an answer. */
export const lapsedOf = <H extends { until?: Date }>(
  shift: { roles: readonly { name: string; holders: readonly H[] }[] },
  now: Date,
): { role: string; holder: H }[] =>
  shift.roles.flatMap(({ name, holders }) =>
    holders.filter((each) => !stands(each, now)).map((holder) => ({ role: name, holder })),
  )

const minuteMs = 60_000
/** From a day before a shift on, an answer is wanted within half an hour. */
const soon = { before: 24 * 60 * minuteMs, answer: 30 * minuteMs }

/** Until when a place kept from now on may be taken (`askedUntil`); never past the shift's start. */
export const answerBy = ({ startsAt }: Pick<ShiftTimes, 'startsAt'>, now: Date): Date =>
  askedUntil({ begins: startsAt, latest: startsAt, soon }, now)
