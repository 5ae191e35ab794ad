import { claim, command, whole } from '../../shared/database'
import { activities, type Activity, type ActivityStep } from '../documents'

const stepsKept = 50

/** Whether this tap already did this. */
export const wasDone = ({ steps }: Activity, key: string): boolean => steps.some((each) => each.key === key)

/**
 * Writes a step of an activity by ONE write, onto exactly the one that it was decided on. A published one's shifts are
 * then to follow (`carry`).
 * @returns the activity after it, or null when it changed meanwhile
 */
export async function writeStep(
  activity: Activity,
  step: ActivityStep,
  set: Partial<Activity>,
): Promise<Activity | null> {
  const { _id, rev } = activity
  const after: Activity = { ...activity, ...set, steps: [...activity.steps, step], rev: rev + 1 }
  if (after.published) after.carry = true
  const change = {
    ...whole(set),
    ...(after.published ? { carry: true } : {}),
    steps: command.push({ each: [step], slice: -stepsKept }),
    rev: command.inc(1),
  }
  return (await claim(activities, _id, { rev }, change)) ? after : null
}
