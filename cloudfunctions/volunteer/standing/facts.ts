import { inShape } from '../../shared/collection'
import { readOne } from '../../shared/database'
import { many, selectionOf } from '../../shared/load'
import { addDays, dateOf } from '../../shared/shanghai'
import { shifts, type Holder, type Missed, type Shift } from '../documents'
import { rolesOf } from '../shift/theirs'
import { memoryDays, type AbsenceFact } from './rules'

/** A shift as a record needs it: with the places of whom it is read for. */
export type ShiftOfRecord = Pick<Shift, '_id' | 'title' | 'startsAt' | 'endsAt' | 'where' | 'place'> & {
  cancelled?: string
  roles: { name: string; holders: Holder[] }[]
}

/** More than anybody misses in that time: each pause keeps them away. */
const mostMissed = 40

/** The shifts that these people missed lately, for a load. */
export const shiftsMissed = (people: readonly string[], now: Date) =>
  many(inShape<ShiftOfRecord>(shifts), {
    match: { missed: { $in: people }, _id: { $gt: addDays(dateOf(now), -memoryDays) } },
    sort: { _id: -1 },
    limit: mostMissed * people.length,
    fields: { title: 1, startsAt: 1, endsAt: 1, where: 1, place: 1, cancelled: 1, roles: rolesOf(people) },
  })

/** As `shiftsMissed`, in one request of its own. */
export const readMissed = async (people: readonly string[], now: Date): Promise<ShiftOfRecord[]> =>
  people.length === 0 ? [] : ((await readOne(selectionOf(shiftsMissed(people, now)))) as unknown as ShiftOfRecord[])

/** An absence, in its shift. */
export interface AbsenceInShift {
  shift: ShiftOfRecord
  role: string
  missed: Missed
}

/** What one person missed of these, the latest first. */
export const absencesOf = (found: readonly ShiftOfRecord[], openid: string): AbsenceInShift[] =>
  found.flatMap((shift) =>
    shift.roles.flatMap(({ name: role, holders }) =>
      holders.flatMap(({ person, missed }) => (person === openid && missed ? [{ shift, role, missed }] : [])),
    ),
  )

export const factOf = (shift: { cancelled?: string }, { at, appeal }: Missed): AbsenceFact => ({
  at,
  cancelled: shift.cancelled !== undefined,
  ...(appeal ? { appeal } : {}),
})

/** The facts of these shifts about one person. */
export const factsOfMissed = (found: readonly ShiftOfRecord[], openid: string): AbsenceFact[] =>
  absencesOf(found, openid).map(({ shift, missed }) => factOf(shift, missed))
