import * as v from 'valibot'
import { inShape } from '../../shared/collection'
import type { Input } from '../../shared/contract'
import { readCursor, writeCursor } from '../../shared/cursor'
import { addOnce, find, findNear, readOne } from '../../shared/database'
import { regions } from '../../shared/documents'
import { signsOf } from '../../shared/ids'
import { many, one } from '../../shared/load'
import { checkOnce, checkWords } from '../../shared/open-api'
import { placesAbove } from '../../shared/region'
import { commonRefusal } from '../../shared/refusal'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { points } from '../documents'
import { whyNotEnroll } from '../profile/rules'
import { point as contract, PointId } from './contract'
import type { ServicePoint } from './documents'
import { pointList, walkMetres } from './rules'
import { change, foundBy } from './saving'
import { deskFields, deskPoint, listedFields, pointItem, type ListedPoint } from './views'

const perPage = 20
const Position = v.strictObject({ after: PointId, beyond: v.optional(v.string()) })

/** The page of points that is asked for, and one more if there is one. */
function readPage({ near, community, kind, cursor }: Input<typeof contract.listPoints>) {
  const position = cursor === undefined ? undefined : readCursor(Position, cursor)
  const lists = pointList(community, kind)
  const rest = { limit: perPage + 1, fields: listedFields }
  if (!near) {
    const match = { lists, ...(position ? { _id: { $gt: position.after } } : {}) }
    return readOne({ from: points.name, match, sort: { _id: 1 }, ...rest })
  }
  const beyond = Number(position?.beyond ?? 0)
  if (!Number.isFinite(beyond) || beyond < 0) throw commonRefusal('BAD_INPUT')
  const match = { lists, ...(position ? { _id: { $ne: position.after } } : {}) }
  return findNear(points, { key: 'near', ...near, between: [beyond, walkMetres], match, ...rest })
}

/** One request. */
export const listPoints = action(contract.listPoints, {
  run: async ({ input }) => {
    const found = (await readPage(input)) as unknown as ListedPoint[]
    const shown = found.slice(0, perPage)
    const last = found.length > perPage ? shown.at(-1) : undefined
    const beyond = last?.distance === undefined ? {} : { beyond: String(last.distance) }
    return { items: shown.map(pointItem), ...(last ? { cursor: writeCursor({ after: last._id, ...beyond }) } : {}) }
  },
})

export const listDeskPoints = action(contract.listDeskPoints, {
  load: ({ input: { place, cursor } }) => ({
    region: one(regions, place, 'NO_SUCH_PLACE'),
    found: many(inShape<ListedPoint & Pick<ServicePoint, 'closed' | 'rev'>>(points), {
      match: {
        places: place,
        ...(cursor === undefined ? {} : { _id: { $gt: readCursor(Position, cursor).after } }),
      },
      sort: { _id: 1 },
      limit: perPage + 1,
      fields: deskFields,
    }),
  }),
  run: ({ loaded: { found } }) => {
    const shown = found.slice(0, perPage)
    const last = found.length > perPage ? shown.at(-1) : undefined
    return { items: shown.map(deskPoint), ...(last ? { cursor: writeCursor({ after: last._id }) } : {}) }
  },
})

type Shape = Omit<Input<typeof contract.addPoint>, 'place'>

/** The part of a point that staff write. */
const shapeOf = ({ name, kind, where, latitude, longitude, hours, offers }: Shape) => ({
  ...{ name, kind, where: { name: where, latitude, longitude }, hours, offers },
})

/** The words that others will read. */
const wordsOf = ({ name, where, hours, offers }: Shape): string => [name, where, hours, offers].join('\n')

export const addPoint = action(contract.addPoint, {
  load: ({ input }) => ({ region: one(regions, input.place, 'NO_SUCH_PLACE') }),
  run: async ({ input: { place, ...shape }, caller, key, now, loaded: { region }, refuse }) => {
    const why = whyNotEnroll(region)
    if (why === 'PLACE_RETIRED' || why === 'PLACE_TOO_WIDE') throw refuse(why)
    await checkWords(caller, wordsOf(shape), 'forum')
    const _id = signsOf([caller, key], 10)
    const told = shapeOf(shape)
    const made: ServicePoint = {
      ...{ _id, ...told, place, placeName: region.name, places: [place, ...placesAbove(place)] },
      ...(shape.phone === undefined ? {} : { phone: shape.phone }),
      ...foundBy({ _id, place, ...told }),
      steps: [{ what: 'added', by: actorOf(caller), at: now, key }],
      rev: 0,
    }
    if (await addOnce(points, made)) return deskPoint(made)
    const [there] = await find(points, { where: { _id }, sort: [], limit: 1 })
    return deskPoint(there ?? made)
  },
})

const pointOf = ({ input }: { input: { point: string } }) => ({ point: one(points, input.point, 'NO_SUCH_POINT') })

export const openPoint = action(contract.openPoint, { load: pointOf, run: ({ loaded: { point } }) => deskPoint(point) })

export const mendPoint = action(contract.mendPoint, {
  load: pointOf,
  run: ({ input: { point: _, rev, ...shape }, caller, key, now, loaded: { point }, refuse }) => {
    const judge = checkOnce(caller, wordsOf(shape), 'forum')
    return change({
      ...{ point, what: 'mended', caller, key, now },
      changed: () => refuse('POINT_CHANGED'),
      decide: async (point) => {
        if (point.rev !== rev) throw refuse('POINT_CHANGED')
        await judge()
        return { ...shapeOf(shape), phone: shape.phone }
      },
    })
  },
})

export const closePoint = action(contract.closePoint, {
  load: pointOf,
  run: ({ input: { reason }, caller, key, now, loaded: { point }, refuse }) => {
    const judge = checkOnce(caller, reason, 'forum')
    return change({
      ...{ point, what: 'closed', say: reason, caller, key, now },
      changed: () => refuse('POINT_CHANGED'),
      decide: async (point) => {
        if (point.closed) throw refuse('CLOSED')
        await judge()
        return { closed: { why: reason, at: now } }
      },
    })
  },
})

export const reopenPoint = action(contract.reopenPoint, {
  load: pointOf,
  run: ({ caller, key, now, loaded: { point }, refuse }) =>
    change({
      ...{ point, what: 'reopened', caller, key, now },
      changed: () => refuse('POINT_CHANGED'),
      decide: (point) => {
        if (!point.closed) throw refuse('NOT_CLOSED')
        return { closed: undefined }
      },
    }),
})
