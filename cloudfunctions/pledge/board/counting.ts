import { claim, command, find } from '../../shared/database'
import { pledges, regards, type Regard } from '../documents'

/** How many thanks a pledge remembers as counted. */
const thankersKept = 500

/**
 * Counts one person's thanks: by ONE write on the pledge, which knows whom it counted; safe to repeat after a crash.
 * @returns whether they were counted by this call
 */
export async function countThanks({ _id, pledge }: Pick<Regard, '_id' | 'pledge'>): Promise<boolean> {
  const counted = await claim(
    pledges,
    pledge,
    { thankers: command.nin([_id]) },
    { thanks: command.inc(1), thankers: command.push({ each: [_id], slice: -thankersKept }) },
  )
  await claim(regards, _id, { uncounted: true }, { uncounted: command.remove() })
  return counted
}

const regardsPerRun = 100

/** Counts thanks whose call died before they were. */
export async function countLeftThanks(): Promise<{ thanks: number }> {
  const left = await find(regards, { where: { uncounted: true }, sort: [['uncounted', 'asc']], limit: regardsPerRun })
  for (const regard of left) await countThanks(regard)
  return { thanks: left.length }
}
