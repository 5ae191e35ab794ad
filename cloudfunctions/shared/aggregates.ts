import type { Collection } from './collection'
import { database, type Fields, type Stage } from './sdk-database'

/** Which documents, in which order, how many and which fields; `match` is a plain MongoDB query. */
export interface Selection {
  match: Fields
  sort?: Readonly<Record<string, 1 | -1>>
  limit: number
  fields?: Fields
}

const stagesOf = ({ match, sort, limit, fields }: Selection): Stage[] => [
  { $match: match },
  ...(sort ? [{ $sort: sort }] : []),
  { $limit: limit },
  ...(fields ? [{ $project: fields }] : []),
]

/** One read: the anchor document with everything else that a call needs hung on to it, by name. */
export interface Reading {
  anchor: { from: string; match: Fields; fields?: Fields }
  others: Readonly<Record<string, { from: string } & Selection>>
}

/** The field that a looked-up selection comes in; no document has one like it. */
const asField = (name: string): string => `with__${name}`

/**
 * Reads several documents in ONE database request: an aggregate on the anchor with a lookup for each other selection.
 * @returns null when the anchor does not exist.
 */
export async function readTogether({ anchor, others }: Reading): Promise<{
  anchor: Fields
  others: Record<string, unknown[]>
} | null> {
  let aggregate = database.collection(anchor.from).aggregate().match(anchor.match).limit(1)
  if (anchor.fields) aggregate = aggregate.project(anchor.fields)
  for (const [name, { from, ...selection }] of Object.entries(others))
    aggregate = aggregate.lookup({ from, pipeline: stagesOf(selection), as: asField(name) })
  const [found] = (await aggregate.end()).list
  if (!found) return null
  const names = Object.keys(others)
  const parts = names.map((name) => [name, found[asField(name)] as unknown[]])
  for (const name of names) delete found[asField(name)]
  return { anchor: found, others: Object.fromEntries(parts) as Record<string, unknown[]> }
}

/** Reads one selection by itself. */
export async function readOne({ from, match, sort, limit, fields }: { from: string } & Selection): Promise<Fields[]> {
  let aggregate = database.collection(from).aggregate().match(match)
  if (sort) aggregate = aggregate.sort(sort)
  aggregate = aggregate.limit(limit)
  if (fields) aggregate = aggregate.project(fields)
  return (await aggregate.end()).list
}

/**
 * The documents nearest to a position, the nearest first, each with its `distance` in metres.
 * @param key the field under a `2dsphere` index
 * @param between metres: not nearer than one, not farther than the other
 */
export async function findNear(
  { name: from }: Collection<{ _id: string }>,
  {
    key,
    longitude,
    latitude,
    between: [minDistance, maxDistance],
    match,
    limit,
    fields,
  }: {
    key: string
    longitude: number
    latitude: number
    between: readonly [number, number]
    match: Fields
    limit: number
    fields: Fields
  },
): Promise<Fields[]> {
  const near = new database.Geo.Point(longitude, latitude)
  const options = { near, key, query: match, minDistance, maxDistance, spherical: true, distanceField: 'distance' }
  return (
    await database
      .collection(from)
      .aggregate()
      .geoNear(options)
      .limit(limit)
      .project({ ...fields, distance: 1 })
      .end()
  ).list
}

/** The sum of a field over all documents that match, for each value of another field; those without a match are left out. */
export async function sumsBy(
  { name: from }: Collection<{ _id: string }>,
  { match, by, of }: { match: Fields; by: string; of: string },
): Promise<Map<string, number>> {
  const { list } = await database
    .collection(from)
    .aggregate()
    .match(match)
    .group({ _id: `$${by}`, sum: { $sum: `$${of}` } })
    .limit(10_000)
    .end()
  return new Map(list.map(({ _id, sum }) => [String(_id), Number(sum)]))
}
