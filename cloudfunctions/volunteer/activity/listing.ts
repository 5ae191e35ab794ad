import * as v from 'valibot'
import { inShape } from '../../shared/collection'
import { Instant } from '../../shared/contract'
import { readCursor, writeCursor } from '../../shared/cursor'
import { regions } from '../../shared/documents'
import { many, one } from '../../shared/load'
import { action } from '../../shared/serve'
import { helpCalls } from '../call-for-help/rules'
import { activities, shifts } from '../documents'
import { ActivityId } from '../shift/contract'
import { idAt, listName } from '../shift/rules'
import { activity as contract } from './contract'
import { peopledFields, rowOf, shortOnes, type PeopledShift } from './views'

const activitiesPerPage = 20
const Position = v.strictObject({ before: Instant, id: ActivityId })

/** What was made before a position in the list; of one instant, by id. */
function before(cursor: string | undefined) {
  if (cursor === undefined) return {}
  const { before, id } = readCursor(Position, cursor)
  const madeAt = new Date(before)
  return { madeAt: { $lte: madeAt }, $or: [{ madeAt: { $lt: madeAt } }, { _id: { $lt: id } }] }
}

/** How many shifts to come are looked at for whether they lack people. */
const mostSoon = 100

/** What is read of the shifts at a place that begin soon. */
const soonAt = (place: string, now: Date) => ({
  match: {
    lists: listName(place),
    _id: { $gte: idAt(now), $lt: idAt(new Date(+now + helpCalls.before + 60_000)) },
    startsAt: { $gt: now },
    cancelled: { $exists: false },
  },
  sort: { _id: 1 as const },
  fields: peopledFields,
})

export const listActivities = action(contract.listActivities, {
  load: ({ input: { place, cursor }, now }) => ({
    region: one(regions, place, 'NO_SUCH_PLACE'),
    found: many(activities, {
      match: { places: place, ...before(cursor) },
      sort: { madeAt: -1, _id: -1 },
      limit: activitiesPerPage + 1,
    }),
    soon: many(inShape<PeopledShift>(shifts), { ...soonAt(place, now), limit: cursor === undefined ? mostSoon : 1 }),
  }),
  run: ({ input: { cursor }, now, loaded: { found, soon } }) => {
    const shown = found.slice(0, activitiesPerPage)
    const last = found.length > activitiesPerPage ? shown.at(-1) : undefined
    return {
      items: shown.map((each) => rowOf(each, now)),
      ...(cursor === undefined ? { short: shortOnes(soon, now) } : {}),
      ...(last ? { cursor: writeCursor({ before: last.madeAt.toISOString(), id: last._id }) } : {}),
    }
  },
})
