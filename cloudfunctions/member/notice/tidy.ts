import type { Collection } from '../../shared/collection'
import { command, find, removeAll } from '../../shared/database'
import { limits, notices } from '../../shared/documents'
import { idFrom } from '../../shared/notify'
import { isTidyMinute, noticesKeptMs } from './rules'

/** How many rows of a collection go in one run. */
const rowsPerRun = 500

/** Removes old notices and ended limits, some at a time. */
export async function tidy(now: Date): Promise<{ removed?: number }> {
  if (!isTidyMinute(now)) return {}
  const old = idFrom(new Date(+now - noticesKeptMs))
  const removed = [await removeSome(notices, '_id', command.lt(old)), await removeSome(limits, 'ends', command.lt(now))]
  return { removed: removed.reduce((sum, each) => sum + each, 0) }
}

async function removeSome<T extends { _id: string }>(from: Collection<T>, field: string, is: unknown): Promise<number> {
  const found = await find(from, {
    where: { [field]: is },
    sort: [[field, 'asc']],
    limit: rowsPerRun,
    fields: { _id: true },
  })
  return removeAll(
    from,
    found.map(({ _id }) => _id),
  )
}
