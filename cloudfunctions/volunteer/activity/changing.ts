import { inShape } from '../../shared/collection'
import { readOne, untilClaimed } from '../../shared/database'
import { many, one } from '../../shared/load'
import { actorOf } from '../../shared/seal'
import { activities, shifts, type Activity, type ActivityStep } from '../documents'
import { carry } from './carrying'
import type { ActivityView } from './contract'
import { wasDone, writeStep } from './saving'
import { activityView, countedFields, type CountedShift } from './views'

const mostCounted = 200

/** What is read of an activity for its organiser: itself, and its shifts counted. */
export const activityAndShifts = ({ input }: { input: { activity: string } }) => ({
  activity: one(activities, input.activity, 'NO_SUCH_ACTIVITY'),
  counted: many(inShape<CountedShift>(shifts), countedOf(input.activity)),
})

const countedOf = (activity: string) => ({
  match: { activity },
  sort: { _id: 1 as const },
  limit: mostCounted,
  fields: countedFields,
})

/** What a change of an activity is decided on. */
interface Change {
  activity: Activity
  counted: readonly CountedShift[]
  what: ActivityStep['what']
  caller: string
  key: string
  now: Date
  /** What becomes of it; throws when it may not. */
  decide: (activity: Activity) => Partial<Activity>
  changed: () => Error
}

/** Writes a change once for each tap, and has a published activity's shifts follow. */
export async function change({
  activity,
  counted,
  what,
  caller,
  key,
  now,
  decide,
  changed,
}: Change): Promise<ActivityView> {
  const after = await untilClaimed(activities, activity, async (activity) => {
    if (wasDone(activity, key)) return activity
    return writeStep(activity, { what, by: actorOf(caller), at: now, key }, decide(activity))
  })
  if (!after) throw changed()
  if (!after.carry) return activityView(after, counted, now)
  await carry(after, now)
  return activityView(
    after,
    (await readOne({ from: shifts.name, ...countedOf(after._id) })) as unknown as CountedShift[],
    now,
  )
}
