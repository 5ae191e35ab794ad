import type { Code } from '../../shared/contract'
import { placesAbove, regionKind, type Place } from '../../shared/region'
import { dayAndTime } from '../../shared/shanghai'
import type { PaperKind, Skill } from '../shift/contract'
import { shiftState, takenOf, type ShiftTimes } from '../shift/rules'
import type { callForHelp } from './contract'

const hourMs = 60 * 60_000

/** A shift that lacks people is at risk this long before it begins; it calls for help this often, and so many. */
export const helpCalls = { before: 48 * hourMs, every: 12 * hourMs, most: 50 }

interface Wanted {
  min: number
  holders: readonly { until?: Date }[]
}

/** How many more a role needs at least. */
const missingOf = (role: Wanted, now: Date): number => Math.max(0, role.min - takenOf(role, now))

/** How many more a shift needs at least: too many of one role are none of another. */
export const missingIn = (roles: readonly Wanted[], now: Date): number =>
  roles.reduce((sum, role) => sum + missingOf(role, now), 0)

/** The roles that lack people. */
export const lackingOf = <R extends Wanted>(roles: readonly R[], now: Date): R[] =>
  roles.filter((role) => missingOf(role, now) > 0)

/** Whether a shift begins soon enough that it is at risk where it lacks people. */
export const beginsSoon = ({ startsAt }: { startsAt: Date }, now: Date): boolean =>
  now < startsAt && +startsAt - +now <= helpCalls.before

/** 缺人 Whether a shift that takes place begins soon and lacks people. */
export const isAtRisk = (shift: { startsAt: Date; cancelled?: string; roles: readonly Wanted[] }, now: Date): boolean =>
  shift.cancelled === undefined && beginsSoon(shift, now) && missingIn(shift.roles, now) > 0

/** When a shift that called may call again. */
export const againAt = ({ at }: { at: Date }): Date => new Date(+at + helpCalls.every)

/** Why nobody can be called to a shift now, or null. */
export function whyNotCall(
  shift: ShiftTimes & { roles: readonly Wanted[]; help?: { at: Date } },
  now: Date,
): { code: Code<typeof callForHelp.callForHelp>; say?: string } | null {
  if (shift.cancelled !== undefined) return { code: 'SHIFT_CANCELLED' }
  const state = shiftState(shift, now)
  if (now < shift.startsAt && !beginsSoon(shift, now)) return { code: 'TOO_EARLY' }
  if (state === 'notYet') return { code: 'NOT_YET' }
  if (state !== 'open') return { code: 'CLOSED' }
  if (!isAtRisk(shift, now)) return { code: 'ENOUGH' }
  if (!shift.help || now >= againAt(shift.help)) return null
  return { code: 'CALLED_LATELY', say: `刚喊过人，${dayAndTime(againAt(shift.help))} 以后还缺，可以再喊` }
}

/** Where people are called from, the nearest first: the community, then the street; of a wider place, itself. */
export function callPlaces(place: Place): Place[] {
  const near = [place, ...placesAbove(place)].filter((each) => {
    const kind = regionKind(each)
    return kind === 'community' || kind === 'street'
  })
  return near.length === 0 ? [place] : near
}

/** What somebody must be able to do for one of these roles, each once. */
export const needsOf = (roles: readonly { skill?: Skill; paper?: PaperKind }[]) =>
  roles
    .map(({ skill, paper }) => ({ skill, paper }))
    .filter(
      (need, index, all) => all.findIndex(({ skill, paper }) => skill === need.skill && paper === need.paper) === index,
    )
