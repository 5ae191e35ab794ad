import { nightsStoodAt, stallTimes, type NightOfTime } from '../../market/commitments'
import { inShape } from '../../shared/collection'
import { readOne, readTogether } from '../../shared/database'
import { members, type Member } from '../../shared/documents'
import { many, maybe, one, selectionOf } from '../../shared/load'
import { holds } from '../../shared/roles'
import { addDays, dateOf } from '../../shared/shanghai'
import { shifts, volunteers, type Shift, type Volunteer } from '../documents'
import type { Busy, ShiftFacts, VolunteerFacts } from './rules'

/** Keeps of a list of people what is one's own: the others never travel. */
const mineIn = (list: string, person: string) => ({
  $filter: { input: list, as: 'each', cond: { $eq: ['$$each.person', { $literal: person }] } },
})

/** What of a shift decides about one person: who waits, applied or left is cut to this person; `queue` has the roles waited for. */
export type ShiftOfCaller = Omit<
  Shift,
  'busy' | 'owed' | 'lists' | 'near' | 'people' | 'words' | 'cover' | 'untold'
> & {
  queue: string[]
  /** Where in it this person stands, from 0; -1 nowhere. */
  turn: number
}

const fieldsFor = (person: string) => ({
  ...Object.fromEntries(
    [
      'activity title category organiser place where startsAt endsAt opensAt closesAt outBy approval leader roles',
      'cancelled rev due',
    ]
      .join(' ')
      .split(' ')
      .map((name) => [name, 1]),
  ),
  applied: mineIn('$applied', person),
  waiting: mineIn('$waiting', person),
  left: mineIn('$left', person),
  queue: '$waiting.role',
  turn: { $indexOfArray: ['$waiting.person', { $literal: person }] },
})

/** How many wait for the same role before this person, where they wait. */
export const aheadOf = ({ queue, turn }: Pick<ShiftOfCaller, 'queue' | 'turn'>): { ahead?: number } =>
  turn < 0 ? {} : { ahead: queue.slice(0, turn).filter((role) => role === queue[turn]).length }

/** Reads a shift anew, for one person. */
export async function shiftAgain(id: string, person: string): Promise<ShiftOfCaller | undefined> {
  const [found] = await readOne({ from: shifts.name, match: { _id: id }, limit: 1, fields: fieldsFor(person) })
  return found as ShiftOfCaller | undefined
}

/** A shift as rules ask about it. */
export const shiftFacts = (shift: ShiftOfCaller): ShiftFacts => ({
  ...shift,
  waiting: shift.queue.map((role) => ({ role })),
})

/** What is read of a shift for an action of one person on it. */
export const shiftOfCaller = ({ input, caller }: { input: { shift: string }; caller: string }) => ({
  shift: one(inShape<ShiftOfCaller>(shifts), input.shift, 'NO_SUCH_SHIFT', { fields: fieldsFor(caller) }),
})

/** A shift in somebody's own list. */
export type MyShift = Pick<ShiftOfTime, '_id' | 'title' | 'startsAt' | 'endsAt' | 'waiting' | 'applied' | 'roles'> &
  Pick<Shift, 'activity' | 'where' | 'outBy'> &
  Pick<ShiftOfCaller, 'queue' | 'turn'> & { cancelled?: string }

/** The fields of such a shift. */
export const myFields = (person: string) => ({
  ...timeFields(person),
  activity: 1,
  where: 1,
  outBy: 1,
  queue: '$waiting.role',
  turn: { $indexOfArray: ['$waiting.person', { $literal: person }] },
})

const mostShifts = 100

/** The shifts around now and to come that a person has to do with. */
const shiftsOf = (person: string, now: Date) =>
  many<ShiftOfTime>(shifts, {
    match: { people: person, _id: { $gt: addDays(dateOf(now), -2) } },
    sort: { _id: -1 },
    limit: mostShifts,
    fields: timeFields(person),
  })

const timeFields = (person: string) => ({
  title: 1,
  startsAt: 1,
  endsAt: 1,
  cancelled: 1,
  roles: {
    $map: { input: '$roles', as: 'role', in: { name: '$$role.name', holders: mineIn('$$role.holders', person) } },
  },
  waiting: mineIn('$waiting', person),
  applied: mineIn('$applied', person),
})

/** A shift as somebody's time in it needs it. */
type ShiftOfTime = Pick<Shift, '_id' | 'title' | 'startsAt' | 'endsAt' | 'waiting' | 'applied'> & {
  cancelled?: string
  roles: Pick<Shift['roles'][number], 'name' | 'holders'>[]
}

/** What of a registration decides about a place in a shift. */
type ProfileOfCaller = Pick<Volunteer, '_id' | 'skills'> & {
  papers: Pick<Volunteer['papers'][number], 'kind' | 'until'>[]
}
const profileFields = { skills: 1, 'papers.kind': 1, 'papers.until': 1 }

/** What is read of a person who wants to be in a shift. */
export const aboutCaller = (caller: string, now: Date) => ({
  me: maybe(members, caller, { fields: { roles: 1, name: 1, fullName: 1, shownAs: 1 } }),
  profile: maybe(inShape<ProfileOfCaller>(volunteers), caller, { fields: profileFields }),
  served: shiftsOf(caller, now),
  stalls: nightsStoodAt(caller, now),
})

/** As `aboutCaller`, in one request of its own; of somebody who never did anything, nothing. */
export async function readAbout(caller: string, now: Date): Promise<AboutCaller> {
  const { me, ...others } = aboutCaller(caller, now)
  const found = await readTogether({
    anchor: { from: me.from.name, match: { _id: caller }, ...(me.fields ? { fields: me.fields } : {}) },
    others: Object.fromEntries(Object.entries(others).map(([name, wanted]) => [name, selectionOf(wanted)])),
  })
  const { profile = [], served = [], stalls = [] } = found?.others ?? {}
  return {
    me: found?.anchor as Member | undefined,
    profile: profile[0] as ProfileOfCaller | undefined,
    served: served as ShiftOfTime[],
    stalls: stalls as NightOfTime[],
  }
}

/** What was read of a person. */
export interface AboutCaller {
  me: Member | undefined
  profile: ProfileOfCaller | undefined
  served: ShiftOfTime[]
  stalls: NightOfTime[]
}

/** The caller as a volunteer. @param except a shift that is no clash with itself */
export function factsOf(
  { me, profile, served, stalls }: AboutCaller,
  caller: string,
  now: Date,
  except?: string,
): VolunteerFacts {
  const inShifts: Busy[] = served
    .filter(
      ({ _id, cancelled, roles }) =>
        _id !== except &&
        cancelled === undefined &&
        roles.some(({ holders }) => holders.some(({ until }) => until === undefined)),
    )
    .map(({ title, startsAt, endsAt }) => ({ what: 'shift', title, startsAt, endsAt }))
  const atStalls: Busy[] = stallTimes(stalls, caller, now).map((each) => ({ what: 'stall', ...each }))
  return {
    registered: holds(me?.roles ?? [], 'volunteer'),
    skills: profile?.skills ?? [],
    papers: profile?.papers ?? [],
    busy: [...inShifts, ...atStalls],
  }
}
