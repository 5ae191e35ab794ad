import { isAtRisk, missingIn } from '../call-for-help/rules'
import type { Activity, HelpCalled, Shift } from '../documents'
import { takenOf } from '../shift/rules'
import type { ActivityRow, ActivityView, ShortShift } from './contract'
import { activityState } from './rules'

/** That volunteers nearby were called. */
type Called = Pick<HelpCalled, 'at' | 'told'>
const calledFields = { 'help.at': 1, 'help.told': 1 }

const helpView = (help: Called | undefined) => (help ? { help: { told: help.told, at: help.at.toISOString() } } : {})

/** A shift as its organiser counts it. */
export type CountedShift = Pick<Shift, '_id' | 'waiting' | 'applied'> & {
  cancelled?: string
  help?: Called
  roles: { min: number; holders: { until?: Date }[] }[]
}

/** The fields of such a shift. */
export const countedFields = {
  'roles.min': 1,
  'roles.holders.until': 1,
  'waiting.role': 1,
  'applied.role': 1,
  cancelled: 1,
  ...calledFields,
}

/** A shift as it is looked at for whether it lacks people. */
export type PeopledShift = Pick<Shift, '_id' | 'activity' | 'title' | 'startsAt' | 'endsAt'> & {
  help?: Called
  roles: { min: number; holders: { until?: Date }[] }[]
}

/** The fields of such a shift. */
export const peopledFields = {
  ...calledFields,
  activity: 1,
  title: 1,
  startsAt: 1,
  endsAt: 1,
  'roles.min': 1,
  'roles.holders.until': 1,
}

/** Those of the shifts that have fewer people than they need, and how many are missing. */
export const shortOnes = (found: readonly PeopledShift[], now: Date): ShortShift[] =>
  found
    .filter((each) => isAtRisk(each, now))
    .map(({ _id: shift, activity, title, startsAt, endsAt, roles, help }) => ({
      ...{ shift, activity, title, starts: startsAt.toISOString(), ends: endsAt.toISOString() },
      missing: missingIn(roles, now),
      ...helpView(help),
    }))

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
  const places = roles.reduce((total, { max }) => total + max, 0)
  const nobody = roles.map(({ min }) => ({ min, holders: [] }))
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
        places,
        missing: missingIn(shift?.roles ?? nobody, now),
        confirmed: shift?.roles.reduce((total, role) => total + takenOf(role, now), 0) ?? 0,
        waiting: shift?.waiting.length ?? 0,
        applied: shift?.applied.length ?? 0,
        ...helpView(shift?.help),
        ...(shift?.cancelled === undefined ? {} : { cancelled: shift.cancelled }),
      }
    }),
    rev,
  }
}
