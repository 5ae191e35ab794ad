import { addOnce, find } from '../../shared/database'
import { signsOf } from '../../shared/ids'
import { hoursBook, type Earned, type HoursEntry } from '../documents'

/** The id of the line that a cause makes. */
export const entryId = (cause: readonly string[]): string => signsOf(cause, 20)

const lineOf = async (id: string): Promise<HoursEntry | undefined> =>
  (await find(hoursBook, { where: { _id: id }, sort: [], limit: 1 }))[0]

/** The last line of a person's book. */
const lastOf = async (person: string): Promise<HoursEntry | undefined> =>
  (await find(hoursBook, { where: { person }, sort: [['seq', 'desc']], limit: 1 }))[0]

/** Each further try means that somebody else wrote a line of this book between the read and the write. */
const tries = 30

/**
 * Writes a line into a person's book, once for each cause: the number of the line is free (a unique index), and so is its
 * id. Whoever comes second finds the line that stands.
 */
export async function post(cause: readonly string[], earned: Earned, now: Date): Promise<HoursEntry> {
  const _id = entryId(cause)
  for (let left = tries; left > 0; left--) {
    const last = await lastOf(earned.person)
    const byHand = earned.kind === 'hand' || earned.ofHand ? earned.minutes : 0
    const entry: HoursEntry = {
      _id,
      ...earned,
      seq: (last?.seq ?? 0) + 1,
      total: (last?.total ?? 0) + earned.minutes,
      byHand: (last?.byHand ?? 0) + byHand,
      at: now,
    }
    if (await addOnce(hoursBook, entry)) return entry
    const there = await lineOf(_id)
    if (there) return there
  }
  throw new Error(`the book of hours was written all the time, line ${_id}`)
}
