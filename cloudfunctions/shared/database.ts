import type { Collection } from './collection'
import { cloud } from './wechat'

/** The part of the SDK that the product uses, typed: the SDK's own types end in `any` and leave commands out. */
interface Query {
  where(condition: Fields): Query
  orderBy(path: string, order: 'asc' | 'desc'): Query
  limit(rows: number): Query
  field(fields: Record<string, boolean>): Query
  get(): Promise<{ data: unknown[] }>
  update(options: { data: Fields }): Promise<{ stats: { updated: number } }>
  remove(): Promise<{ stats: { removed: number } }>
  add(options: { data: Fields }): Promise<{ _id: string }>
  aggregate(): Aggregate
}
interface Aggregate {
  geoNear(options: Fields): Aggregate
  match(condition: Fields): Aggregate
  sort(order: Readonly<Record<string, 1 | -1>>): Aggregate
  limit(rows: number): Aggregate
  project(fields: Fields): Aggregate
  lookup(options: { from: string; pipeline: Stage[]; as: string }): Aggregate
  end(): Promise<{ list: Record<string, unknown>[] }>
}
interface Commands {
  lt(value: unknown): unknown
  lte(value: unknown): unknown
  gt(value: unknown): unknown
  gte(value: unknown): unknown
  in(values: readonly unknown[]): unknown
  nin(values: readonly unknown[]): unknown
  neq(value: unknown): unknown
  inc(by: number): unknown
  /** Sets a field to this unless it is smaller already. */
  min(value: unknown): unknown
  /** Puts an object in whole, where a plain one would be merged field by field. */
  set(value: object): unknown
  exists(there: boolean): unknown
  not(condition: unknown): unknown
  and(conditions: readonly unknown[]): unknown
  all(values: readonly unknown[]): unknown
  elemMatch(condition: Fields): unknown
  push(values: { each: readonly unknown[]; slice?: number; sort?: Readonly<Record<string, 1 | -1>> }): unknown
  pull(condition: unknown): unknown
  pullAll(values: readonly unknown[]): unknown
  addToSet(value: unknown): unknown
  remove(): unknown
}
type Fields = Record<string, unknown>
type Stage = Readonly<Record<string, unknown>>

const database = cloud.database() as unknown as {
  collection(name: string): Query
  command: Commands
  Geo: { Point: new (longitude: number, latitude: number) => unknown }
}

/** Operators for conditions and changes. */
export const command = database.command

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)

/** Fields as a change that sets each of them whole: an object takes the place of the one that stood there. */
export const whole = (set: object): Fields =>
  Object.fromEntries(Object.entries(set).map(([name, value]) => [name, isPlain(value) ? command.set(value) : value]))

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

/** The documents of one page of a list: conditions on an index, no offset. */
export async function find<T extends { _id: string }>(
  from: Collection<T>,
  options: {
    where: Fields
    sort: readonly (readonly [string, 'asc' | 'desc'])[]
    limit: number
    fields?: Record<string, boolean>
  },
): Promise<T[]> {
  let query = database.collection(from.name).where(options.where)
  for (const [path, order] of options.sort) query = query.orderBy(path, order)
  if (options.fields) query = query.field(options.fields)
  return (await query.limit(options.limit).get()).data as T[]
}

/**
 * Changes one document if, and only if, all conditions hold at that moment: the way every contested thing is decided.
 * @returns whether it was changed.
 */
export async function claim<T extends { _id: string }>(
  from: Collection<T>,
  id: string,
  conditions: Fields,
  change: Fields,
): Promise<boolean> {
  const query = database.collection(from.name).where({ ...conditions, _id: id })
  return (await query.update({ data: change })).stats.updated === 1
}

/**
 * As `claim`, where the change also puts values under a unique index: so one write decides over all documents of the
 * collection that no other one holds them.
 * @returns `taken` when another document holds one of the values; then nothing was changed
 */
export async function claimUnique<T extends { _id: string }>(
  from: Collection<T>,
  id: string,
  conditions: Fields,
  change: Fields,
): Promise<'claimed' | 'changed' | 'taken'> {
  try {
    return (await claim(from, id, conditions, change)) ? 'claimed' : 'changed'
  } catch (error) {
    if (isDuplicate(error)) return 'taken'
    throw error
  }
}

/** Changes all documents that fulfil the conditions; returns how many were changed. */
export async function changeAll<T extends { _id: string }>(
  from: Collection<T>,
  conditions: Fields,
  change: Fields,
): Promise<number> {
  return (await database.collection(from.name).where(conditions).update({ data: change })).stats.updated
}

/** Removes these documents; returns how many were there. */
export async function removeAll<T extends { _id: string }>(
  from: Collection<T>,
  ids: readonly string[],
): Promise<number> {
  if (ids.length === 0) return 0
  return (
    await database
      .collection(from.name)
      .where({ _id: command.in(ids) })
      .remove()
  ).stats.removed
}

/** Removes one document if, and only if, all conditions hold at that moment; returns whether it was there so. */
export const removeIf = async <T extends { _id: string }>(
  from: Collection<T>,
  id: string,
  conditions: Fields,
): Promise<boolean> =>
  (
    await database
      .collection(from.name)
      .where({ ...conditions, _id: id })
      .remove()
  ).stats.removed === 1

/** Each further try means that the document changed between the read and the write. */
const tries = 5

/**
 * Decides on a document's facts and claims; when the claim fails because the facts changed meanwhile, decides anew on
 * fresh ones.
 * @param attempt a value when it claimed, null when the claim found other facts; throws when the answer is no
 * @returns null when the document changed before each of five attempts
 */
export const untilClaimed = <T extends { _id: string }, R>(
  from: Collection<T>,
  first: T,
  attempt: (document: T) => Promise<R | null>,
): Promise<R | null> =>
  untilDecided(first, async (id) => (await find(from, { where: { _id: id }, sort: [], limit: 1 }))[0], attempt)

/** As `untilClaimed`, on a part of a document that `again` reads anew. */
export async function untilDecided<D extends { _id: string }, R>(
  first: D,
  again: (id: string) => Promise<D | undefined>,
  attempt: (document: D) => Promise<R | null>,
): Promise<R | null> {
  let document = first
  for (let left = tries; ; left--) {
    const result = await attempt(document)
    if (result !== null || left === 1) return result
    document = (await again(first._id)) ?? document
  }
}

/** The service's text for a duplicate key differs between versions: only the code and this word are stable. */
const isDuplicate = (error: unknown): boolean =>
  error instanceof Error && (error as { errCode?: number }).errCode === -502001 && error.message.includes('E11000')

/** Adds a document unless its id is already there; returns whether it was added. */
export async function addOnce<T extends { _id: string }>(to: Collection<T>, document: T): Promise<boolean> {
  try {
    await database.collection(to.name).add({ data: { ...document } })
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}
