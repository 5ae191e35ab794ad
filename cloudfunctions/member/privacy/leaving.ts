import { claim, command, find, removeAll } from '../../shared/database'
import { members } from '../../shared/documents'
import { leavings, type Leaving } from '../documents'
import { allHoldings } from './holdings'

/** How many rounds one call makes; what is left then is the timer's. */
const roundsPerCall = 5
/** Calls that were under way when somebody left may still write: after this, none is. */
const quietMs = 60_000
const leavingsPerRun = 20

/** One round over everything that is kept; true when nothing was left. */
async function forgetOnce(openid: string, now: Date): Promise<boolean> {
  for (const { forget } of allHoldings) if (!(await forget(openid, now))) return false
  return true
}

/**
 * Forgets as much of a person as one call may do. A person is gone when nothing was found, and again nothing a minute
 * later; then the note that they are leaving goes as well.
 */
export async function forgetSome(openid: string, now: Date): Promise<void> {
  const [leaving] = await find(leavings, { where: { _id: openid }, sort: [], limit: 1 })
  if (!leaving) return
  // Rights end first: a role that is still held could bring new things about.
  await claim(members, openid, { 'roles.0': command.exists(true) }, { roles: [], listings: [] })
  let empty = false
  for (let round = 0; round < roundsPerCall && !empty; round++) empty = await forgetOnce(openid, now)
  await note(leaving, empty, now)
}

async function note({ _id, emptySince }: Leaving, empty: boolean, now: Date): Promise<void> {
  if (!empty) await claim(leavings, _id, {}, { emptySince: command.remove() })
  else if (emptySince === undefined) await claim(leavings, _id, {}, { emptySince: now })
  else if (+now - +emptySince >= quietMs) await removeAll(leavings, [_id])
}

/** Goes on with everybody who is leaving; the timer's part. */
export async function continueLeavings(now: Date): Promise<{ leaving: number }> {
  const all = await find(leavings, { where: { at: command.lte(now) }, sort: [['at', 'asc']], limit: leavingsPerRun })
  for (const { _id } of all) await forgetSome(_id, now)
  return { leaving: all.length }
}
