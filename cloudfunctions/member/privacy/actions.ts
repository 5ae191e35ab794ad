import * as v from 'valibot'
import { readCursor, writeCursor } from '../../shared/cursor'
import { addOnce } from '../../shared/database'
import { members } from '../../shared/documents'
import { maybe } from '../../shared/load'
import { regionKind } from '../../shared/region'
import { action } from '../../shared/serve'
import { leavings } from '../documents'
import { layDown } from '../role/admins'
import { privacy as contract } from './contract'
import { allHoldings } from './holdings'
import { forgetSome } from './leaving'

const shelves = allHoldings.flatMap((each) => each.shelves)

/** Which shelf, and where on it. */
const Position = v.strictObject({
  shelf: v.pipe(v.string(), v.regex(/^\d{1,2}$/), v.transform(Number), v.maxValue(shelves.length - 1)),
  after: v.optional(v.pipe(v.string(), v.maxLength(200))),
})

export const exportMine = action(contract.exportMine, {
  run: async ({ input, caller }) => {
    const { shelf: number, after } =
      input.cursor === undefined ? { shelf: 0, after: undefined } : readCursor(Position, input.cursor)
    const shelf = shelves[number]
    if (!shelf) return { title: '', rows: [] }
    const { rows, after: further } = await shelf.read(caller, after)
    const next =
      further !== undefined
        ? { shelf: String(number), after: further }
        : number + 1 < shelves.length
          ? { shelf: String(number + 1) }
          : undefined
    return { title: shelf.title, rows, ...(next ? { cursor: writeCursor(next) } : {}) }
  },
})

export const leave = action(contract.leave, {
  load: ({ caller }) => ({ me: maybe(members, caller, { fields: { roles: 1 } }) }),
  run: async ({ caller, key, now, loaded: { me }, refuse }) => {
    for (const { role, place } of me?.roles ?? [])
      if (role === 'admin' && regionKind(place) === 'district')
        await layDown({ key, place, person: caller, now }, refuse)
    // Written first: whatever happens after it, the timer goes on with it.
    await addOnce(leavings, { _id: caller, at: now })
    await forgetSome(caller, now)
    return { state: 'leaving' as const }
  },
})
