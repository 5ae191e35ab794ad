import type { Activity, Shift } from '../documents'
import { takenOf } from '../shift/rules'
import type { ActivityRow, ActivityView, ShortShift } from './contract'
import { activityState } from './rules'

/** A shift as its organiser counts it. */
export type CountedShift = Pick<Shift, '_id' | 'waiting' | 'applied'> & {
  cancelled?: string
  roles: { holders: { until?: Date }[] }[]
}

/** The fields of such a shift. */
export const countedFields = { 'roles.holders.until': 1, 'waiting.role': 1, 'applied.role': 1, cancelled: 1 }

/** A shift as it is looked at for whether it lacks people. */
export type PeopledShift = Pick<Shift, '_id' | 'activity' | 'title' | 'startsAt' | 'endsAt'> & {
  roles: { min: number; holders: { until?: Date }[] }[]
}

/** The fields of such a shift. */
export const peopledFields = {
  activity: 1,
  title: 1,
  startsAt: 1,
  endsAt: 1,
  'roles.min': 1,
  'roles.holders.until': 1,
}

/** Those of the shifts that have fewer people than they need, and how many are missing. */
export const shortOnes = (found: readonly PeopledShift[], now: Date): ShortShift[] =>
  found.flatMap(({ _id: shift, activity, title, startsAt, endsAt, roles }) => {
    const missing = roles.reduce((sum, role) => sum + Math.max(0, role.min - takenOf(role, now)), 0)
    if (missing === 0) return []
    return [{ shift, activity, title, starts: startsAt.toISOString(), ends: endsAt.toISOString(), missing }]
  })

/** An activity in its organiser's list. */
export function rowOf(activity: Activity, now: Date): ActivityRow {
  const next = activity.times.find(({ endsAt }) => endsAt > now)
  return {
    id: activity._id,
    title: activity.title,
    category: activity.category,
    state: activityState(activity, now),
    place: activity.place,
    organiser: activity.organiser,
    where: activity.where.name,
    latitude: activity.where.latitude,
    longitude: activity.where.longitude,
    shifts: activity.times.length,
    ...(next && activity.cancelled === undefined ? { next: next.startsAt.toISOString() } : {}),
  }
}

/** An activity as its organiser sees it. */
export function activityView(activity: Activity, found: readonly CountedShift[], now: Date): ActivityView {
  const { words, cover, roles, approval, opensDaysBefore, outHours, leaderName, cancelled, rev } = activity
  const sum = (of: 'min' | 'max') => roles.reduce((total, role) => total + role[of], 0)
  return {
    ...rowOf(activity, now),
    words,
    ...(cover === undefined ? {} : { cover }),
    roles,
    approval,
    opensDaysBefore,
    outHours,
    ...(leaderName === undefined ? {} : { leader: leaderName }),
    ...(cancelled === undefined ? {} : { cancelled }),
    times: activity.times.map(({ shift: id, startsAt, endsAt }) => {
      const shift = found.find(({ _id }) => _id === id)
      return {
        id,
        starts: startsAt.toISOString(),
        ends: endsAt.toISOString(),
        places: sum('max'),
        least: sum('min'),
        confirmed: shift?.roles.reduce((total, role) => total + takenOf(role, now), 0) ?? 0,
        waiting: shift?.waiting.length ?? 0,
        applied: shift?.applied.length ?? 0,
        ...(shift?.cancelled === undefined ? {} : { cancelled: shift.cancelled }),
      }
    }),
    rev,
  }
}
