import { addOnce, claim, command, find } from '../../shared/database'
import { addDays, dateOf, instantOf } from '../../shared/shanghai'
import { activities, shifts, type Activity, type Planned, type Shift } from '../documents'
import { apart, listsOf } from '../shift/rules'
import { tellOfCancel } from './cancel'

const hourMs = 60 * 60_000

/** What a shift has of its activity, and follows as long as it is to come. */
function ofActivity(activity: Activity, { startsAt }: Planned) {
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

/** Makes a shift of its plan, or has the one that is there follow what changed. */
async function carryShift(activity: Activity, planned: Planned, there: Shift | undefined, now: Date): Promise<void> {
  if (!there) {
    if (activity.cancelled === undefined) await addOnce(shifts, shiftOf(activity, planned))
    return
  }
  if (there.cancelled !== undefined || there.endsAt <= now) return
  if (activity.cancelled !== undefined) {
    await cancelOne(there, activity.cancelled, now)
    return
  }
  const { cover, leader, approval, ...set } = ofActivity(activity, planned)
  const gone = {
    cover: cover ?? command.remove(),
    leader: leader ?? command.remove(),
    approval: approval ?? command.remove(),
  }
  const roles = Object.fromEntries(
    activity.roles.flatMap(({ min, max, ...role }, index) => {
      const path = `roles.${String(index)}`
      return index < there.roles.length
        ? [
            [`${path}.min`, min],
            [`${path}.max`, max],
          ]
        : [[path, command.set({ ...role, min, max, holders: [] })]]
    }),
  ) as Record<string, unknown>
  await claim(
    shifts,
    there._id,
    { follows: command.lt(activity.rev), cancelled: command.exists(false) },
    {
      ...{ ...set, where: command.set(set.where), ...gone, ...roles },
      due: command.min(now),
      rev: command.inc(1),
    },
  )
}

/** Cancels a shift, unless it is cancelled or over, and tells everybody in it. */
export async function cancelOne(shift: Shift, reason: string, now: Date): Promise<boolean> {
  const done = await claim(
    shifts,
    shift._id,
    { cancelled: command.exists(false), endsAt: command.gt(now) },
    { cancelled: reason, untold: now, due: command.min(now), rev: command.inc(1) },
  )
  if (done) await tellOfCancel(shift._id)
  return done
}

/** Has all shifts of an activity follow it; whoever comes second, or after a crash, finds part of it done. */
export async function carry(activity: Activity, now: Date): Promise<void> {
  const there = await find(shifts, {
    where: { activity: activity._id },
    sort: [['_id', 'asc']],
    limit: 1000,
  })
  const byId = new Map(there.map((shift) => [shift._id, shift]))
  for (const planned of activity.times) await carryShift(activity, planned, byId.get(planned.shift), now)
  await claim(activities, activity._id, { rev: activity.rev }, { carry: command.remove() })
}

const activitiesPerRun = 10

/** Carries on what a call that died left half carried. */
export async function finishCarrying(now: Date): Promise<{ carried: number }> {
  const open = await find(activities, { where: { carry: true }, sort: [['carry', 'asc']], limit: activitiesPerRun })
  for (const activity of open) await carry(activity, now)
  return { carried: open.length }
}
