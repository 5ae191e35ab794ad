import type { Collection } from './collection'
import { command, database, type Fields, type Transaction } from './sdk-database'

export * from './aggregates'
export { command } from './sdk-database'

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)

/** Fields as a change that sets each of them whole: an object takes the place of the one that stood there. */
export const whole = (set: object): Fields =>
  Object.fromEntries(Object.entries(set).map(([name, value]) => [name, isPlain(value) ? command.set(value) : value]))
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

/** What a transaction reads and changes; each document is there. */
export interface Together {
  read: <T extends { _id: string }>(from: Collection<T>, id: string) => Promise<T>
  change: <T extends { _id: string }>(from: Collection<T>, id: string, change: Fields) => Promise<void>
}

const inside = (transaction: Transaction): Together => ({
  read: async <T extends { _id: string }>(from: Collection<T>, id: string) =>
    (await transaction.collection(from.name).doc(id).get()).data as T,
  change: async (from, id, change) => {
    const { stats } = await transaction.collection(from.name).doc(id).update({ data: change })
    if (stats.updated !== 1) throw new Error(`${from.name} ${id} was not changed`)
  },
})

/**
 * Changes several documents, all of them or none. The SDK tries again when the commit meets a conflict, not when a change
 * before it does: for a timer, that comes back anyway. What a person waits for is decided by one write.
 */
export const together = <R>(work: (documents: Together) => Promise<R>): Promise<R> =>
  database.runTransaction((transaction) => work(inside(transaction)))
