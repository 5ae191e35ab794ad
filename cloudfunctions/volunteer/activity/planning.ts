import { addDays, dateOf, instantOf } from '../../shared/shanghai'
import type { Activity, Planned, Shift } from '../documents'
import { apart, listsOf } from '../shift/rules'

const hourMs = 60 * 60_000

/** What a shift has of its activity, and follows as long as it is to come. */
export function ofActivity(activity: Activity, { startsAt }: Planned) {
  const { title, words, cover, category, organiser, where, approval, leader, opensDaysBefore, outHours, rev } = activity
  return {
    ...{ title, words, category, organiser, where, follows: rev },
    ...(cover === undefined ? {} : { cover }),
    ...(leader === undefined ? {} : { leader }),
    ...(approval ? { approval: true as const } : {}),
    opensAt: instantOf(addDays(dateOf(startsAt), -opensDaysBefore), 0),
    closesAt: startsAt,
    outBy: new Date(+startsAt - outHours * hourMs),
  }
}

/** The shift of a plan, nobody in it yet. */
export function shiftOf(activity: Activity, planned: Planned): Shift {
  const { shift: _id, startsAt, endsAt } = planned
  const { place, category, where, roles } = activity
  return {
    _id,
    activity: activity._id,
    place,
    ...ofActivity(activity, planned),
    startsAt,
    endsAt,
    roles: roles.map((role) => ({ ...role, holders: [] })),
    ...{ applied: [], waiting: [], left: [], people: [] },
    busy: [_id],
    lists: listsOf(place, category),
    near: { type: 'Point', coordinates: apart(where, _id) },
    due: startsAt,
    rev: 0,
  }
}
