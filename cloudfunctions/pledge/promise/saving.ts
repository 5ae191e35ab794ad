import { claim, command, untilClaimed, whole } from '../../shared/database'
import type { Notice } from '../../shared/documents'
import { owed, settle } from '../../shared/notify'
import { actorOf } from '../../shared/seal'
import { pledges, type Pledge, type PledgeProgress, type PledgeStep } from '../documents'
import { keysChange } from './keys'
import { pledgeTable, type PledgeEvent } from './rules'

const stepsKept = 100

/** What somebody did to a pledge. @param say what its member or the public reads about it */
export const stepOf = (
  event: PledgeStep['event'],
  caller: string,
  key: string,
  now: Date,
  say?: string,
): PledgeStep => ({
  ...{ event, by: actorOf(caller), at: now, key },
  ...(say === undefined ? {} : { say }),
})

/** Whether this tap already changed this pledge. */
export const wasDone = ({ steps }: Pledge, key: string): boolean => steps.some((each) => each.key === key)

/** A change of a pledge: what becomes of it, and who is told. */
export interface Change {
  set: Partial<Pledge>
  /** What is no longer said of it. */
  unset?: readonly ('submittedAt' | 'item' | 'activity' | 'handing')[]
  told?: readonly Notice[]
  /** What whoever follows it is told. */
  news?: PledgeProgress
}

/** The piece of a change by which whoever follows a pledge is to be told. @param id what tells it from others of this pledge */
export const newsOf = (id: string, what: PledgeProgress, at: Date) => ({
  news: command.push({ each: [{ id: `${what} ${id}`, what, at }] }),
})

/**
 * Writes what became of a pledge by ONE write, onto exactly the one that it was decided on, with the keys of its lists.
 * @returns the pledge after it, or null when it changed meanwhile
 */
async function write(
  pledge: Pledge,
  step: PledgeStep,
  { set, unset = [], told = [], news }: Change,
): Promise<Pledge | null> {
  const { _id, rev } = pledge
  const steps = [...pledge.steps, step].slice(-stepsKept)
  const after: Pledge = { ...pledge, ...set, steps, rev: rev + 1 }
  for (const name of unset) delete after[name]
  const gone = Object.fromEntries(unset.map((name) => [name, command.remove()]))
  const change = {
    ...whole(set),
    ...gone,
    steps,
    ...keysChange(after),
    ...owed(told),
    ...(news === undefined ? {} : newsOf(step.key, news, step.at)),
    rev: command.inc(1),
  }
  if (!(await claim(pledges, _id, { rev }, change))) return null
  await settle(pledges, _id, told)
  return after
}

/**
 * Changes a pledge once for each tap.
 * @param decide what becomes of it; throws when it may not
 * @param changed the refusal when others changed it all the time
 */
export async function changePledge(
  pledge: Pledge,
  step: PledgeStep,
  decide: (pledge: Pledge) => Change | Promise<Change>,
  changed: () => Error,
): Promise<Pledge> {
  const after = await untilClaimed(pledges, pledge, async (pledge) =>
    wasDone(pledge, step.key) ? pledge : write(pledge, step, await decide(pledge)),
  )
  if (!after) throw changed()
  return after
}

/** Where a pledge is after this happened to it; undefined where it cannot. */
export const stateAfter = ({ state }: Pledge, event: PledgeEvent) => pledgeTable[state][event]
