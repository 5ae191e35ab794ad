import { nightsStoodAt, stallTimes, type NightOfTime } from '../../market/commitments'
import { inShape } from '../../shared/collection'
import { readOne, readTogether } from '../../shared/database'
import { members, type Member } from '../../shared/documents'
import { many, maybe, one, selectionOf } from '../../shared/load'
import { holds } from '../../shared/roles'
import { addDays, dateOf } from '../../shared/shanghai'
import { shifts, volunteers, type Shift, type Volunteer } from '../documents'
import { attendanceTimes } from '../attendance/rules'
import { idAt, longestMs } from '../shift/rules'
import { rolesOf, theirsIn } from '../shift/theirs'
import { factsOfMissed, shiftsMissed, type ShiftOfRecord } from '../standing/facts'
import { standing } from '../standing/rules'
import type { Busy, ShiftFacts, VolunteerFacts } from './rules'

const mineIn = (list: string, person: string) => theirsIn(list, [person])

/** What of a shift decides about one person: who waits, applied or left is cut to this person; `queue` has the roles waited for. */
export type ShiftOfCaller = Omit<
  Shift,
  'busy' | 'owed' | 'lists' | 'near' | 'people' | 'words' | 'cover' | 'untold'
> & {
  queue: string[]
  /** Where in it this person stands, from 0; -1 nowhere. */
  turn: number
}

export const fieldsFor = (person: string) => ({
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
  Pick<ShiftOfCaller, 'queue' | 'turn'> & { cancelled?: string; leader?: string }

/** The fields of such a shift. */
export const myFields = (person: string) => ({
  ...timeFields([person]),
  activity: 1,
  where: 1,
  outBy: 1,
  leader: 1,
  queue: '$waiting.role',
  turn: { $indexOfArray: ['$waiting.person', { $literal: person }] },
})

/** A shift in the list of whoever leads it. */
export type LedShift = Pick<Shift, '_id' | 'title' | 'startsAt' | 'endsAt' | 'where'>

const mostLed = 20

/** What somebody leads: of the week to come, or of the week that may still be noted by hand. */
export const ledIn = (which: 'coming' | 'over', leader: string, now: Date) => ({
  match: {
    leader,
    ...(which === 'coming'
      ? { _id: { $gt: idAt(new Date(+now - longestMs)), $lt: addDays(dateOf(now), 8) }, endsAt: { $gt: now } }
      : {
          _id: { $gt: idAt(new Date(+now - longestMs - attendanceTimes.byHand)), $lt: `${idAt(now)}~` },
          endsAt: { $gt: new Date(+now - attendanceTimes.byHand), $lte: now },
        }),
    cancelled: { $exists: false },
  },
  sort: { _id: which === 'coming' ? 1 : -1 } as const,
  limit: mostLed,
  fields: { title: 1, startsAt: 1, endsAt: 1, where: 1 },
})

const mostShifts = 100

/** The shifts around now and to come that these people have to do with. */
const shiftsOf = (people: readonly string[], now: Date) =>
  many<ShiftOfTime>(shifts, {
    match: { people: { $in: people }, _id: { $gt: addDays(dateOf(now), -2) } },
    sort: { _id: -1 },
    limit: mostShifts * people.length,
    fields: timeFields(people),
  })

const timeFields = (people: readonly string[]) => ({
  title: 1,
  startsAt: 1,
  endsAt: 1,
  cancelled: 1,
  roles: rolesOf(people),
  waiting: theirsIn('$waiting', people),
  applied: theirsIn('$applied', people),
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
  me: maybe(members, caller, { fields: memberFields }),
  profile: maybe(inShape<ProfileOfCaller>(volunteers), caller, { fields: profileFields }),
  ...timesOf([caller], now),
})
const memberFields = { roles: 1, name: 1, fullName: 1, shownAs: 1 }

/** What takes these people's time, and what they missed. */
const timesOf = (people: readonly string[], now: Date) => ({
  served: shiftsOf(people, now),
  stalls: nightsStoodAt(people, now),
  missed: shiftsMissed(people, now),
})

/** As `aboutCaller`, in one request of its own; of somebody who never did anything, nothing. */
export async function readAbout(caller: string, now: Date): Promise<AboutCaller> {
  const { me, ...others } = aboutCaller(caller, now)
  const found = await readTogether({
    anchor: { from: me.from.name, match: { _id: caller }, ...(me.fields ? { fields: me.fields } : {}) },
    others: Object.fromEntries(Object.entries(others).map(([name, wanted]) => [name, selectionOf(wanted)])),
  })
  const { profile = [], served = [], stalls = [], missed = [] } = found?.others ?? {}
  return {
    me: found?.anchor as Member | undefined,
    profile: profile[0] as ProfileOfCaller | undefined,
    served: served as ShiftOfTime[],
    stalls: stalls as NightOfTime[],
    missed: missed as ShiftOfRecord[],
  }
}

/** What is read of several people who want to be in one shift, by openid; in one request. @param people the first one has a member's document */
export async function readAboutAll(people: readonly string[], now: Date): Promise<Map<string, AboutCaller>> {
  const ofAll = { match: { _id: { $in: people } }, limit: people.length }
  const wanted = {
    me: many(members, ofAll),
    profile: many(volunteers, { ...ofAll, fields: profileFields }),
    ...timesOf(people, now),
  }
  const found = await readTogether({
    anchor: { from: members.name, match: { _id: people[0] }, fields: { _id: 1 } },
    others: Object.fromEntries(Object.entries(wanted).map(([name, each]) => [name, selectionOf(each)])),
  })
  const { me = [], profile = [], served = [], stalls = [], missed = [] } = found?.others ?? {}
  const of = <T extends { _id: string }>(list: unknown[], person: string) =>
    (list as T[]).find(({ _id }) => _id === person)
  return new Map(
    people.map((person) => [
      person,
      {
        me: of<Member>(me, person),
        profile: of<ProfileOfCaller>(profile, person),
        served: served as ShiftOfTime[],
        stalls: stalls as NightOfTime[],
        missed: missed as ShiftOfRecord[],
      },
    ]),
  )
}

/** What was read of a person; shifts and nights may be others' too. */
export interface AboutCaller {
  me: Member | undefined
  profile: ProfileOfCaller | undefined
  served: ShiftOfTime[]
  stalls: NightOfTime[]
  missed: ShiftOfRecord[]
}

/** The caller as a volunteer. @param except a shift that is no clash with itself */
export function factsOf(
  { me, profile, served, stalls, missed }: AboutCaller,
  caller: string,
  now: Date,
  except?: string,
): VolunteerFacts {
  const inShifts: Busy[] = served
    .filter(
      ({ _id, cancelled, roles }) =>
        _id !== except &&
        cancelled === undefined &&
        roles.some(({ holders }) => holders.some(({ person, until }) => person === caller && until === undefined)),
    )
    .map(({ title, startsAt, endsAt }) => ({ what: 'shift', title, startsAt, endsAt }))
  const atStalls: Busy[] = stallTimes(stalls, caller, now).map((each) => ({ what: 'stall', ...each }))
  const { pausedUntil } = standing(factsOfMissed(missed, caller), now)
  return {
    ...(pausedUntil ? { blockedUntil: pausedUntil } : {}),
    registered: holds(me?.roles ?? [], 'volunteer'),
    skills: profile?.skills ?? [],
    papers: profile?.papers ?? [],
    busy: [...inShifts, ...atStalls],
  }
}
