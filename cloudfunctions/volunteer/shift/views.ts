import type { Reason } from '../../shared/contract'
import type { Shift } from '../documents'
import type { Why } from '../sign-up/rules'
import { whyNotSignUp as words } from '../sign-up/contract'
import type { ShiftItem } from './contract'
import { shiftState } from './rules'

/** A shift as lists read it: who is in and who waits is only counted, but for the caller. */
export type ListedShift = Pick<
  Shift,
  '_id' | 'activity' | 'title' | 'category' | 'organiser' | 'where' | 'startsAt' | 'endsAt' | 'opensAt' | 'closesAt'
> & {
  cancelled?: string
  approval?: true
  roles: (Pick<Shift['roles'][number], 'name' | 'min' | 'max' | 'skill' | 'paper'> & { holders: { until?: Date }[] })[]
  /** The role that each waits for. */
  queue: string[]
  /** Metres from where the caller is. */
  distance?: number
}

/** The fields of such a shift. */
export const listedFields = {
  activity: 1,
  title: 1,
  category: 1,
  organiser: 1,
  where: 1,
  startsAt: 1,
  endsAt: 1,
  opensAt: 1,
  closesAt: 1,
  cancelled: 1,
  approval: 1,
  'roles.name': 1,
  'roles.min': 1,
  'roles.max': 1,
  'roles.skill': 1,
  'roles.paper': 1,
  'roles.holders.until': 1,
  queue: '$waiting.role',
}

/** A shift as its own page reads it. */
export type ShownShift = ListedShift &
  Pick<Shift, 'words' | 'outBy'> & {
    cover?: string
    turn: number
    led: boolean
  }

/** The fields of such a shift. */
export const shownFields = (person: string) => ({
  ...listedFields,
  words: 1,
  cover: 1,
  outBy: 1,
  turn: { $indexOfArray: ['$waiting.person', { $literal: person }] },
  led: { $eq: ['$leader', { $literal: person }] },
})

export const reasonOf = ({ code, say }: Why): Reason => ({ code, say: say ?? words[code] })

/** A shift in a list. */
export function itemOf(
  shift: ListedShift,
  now: Date,
  { mine, why }: { mine?: ShiftItem['mine']; why?: Why | null } = {},
): ShiftItem {
  const { where, startsAt, endsAt, roles, queue, distance } = shift
  const holders = roles.flatMap((role) => role.holders)
  return {
    id: shift._id,
    activity: shift.activity,
    title: shift.title,
    category: shift.category,
    organiser: shift.organiser,
    state: shiftState(shift, now),
    starts: startsAt.toISOString(),
    ends: endsAt.toISOString(),
    place: where.name,
    latitude: where.latitude,
    longitude: where.longitude,
    ...(distance === undefined ? {} : { distance: Math.round(distance) }),
    places: roles.reduce((sum, { max }) => sum + max, 0),
    confirmed: holders.filter(({ until }) => until === undefined).length,
    waiting: queue.length,
    ...(mine === undefined ? {} : { mine }),
    ...(why ? { whyNot: reasonOf(why) } : {}),
  }
}
