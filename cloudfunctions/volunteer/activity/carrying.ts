import { addOnce, claim, command, find } from '../../shared/database'
import { activities, shifts, type Activity, type Planned, type Shift } from '../documents'
import { tellOfCancel } from './cancel'
import { ofActivity, shiftOf } from './planning'

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
