/**
 * The kit's database (`cloudfunctions/shared/database.ts`) anew, without a cloud: documents in this process, one write
 * after another, for tests that need so many requests that a real one is too slow. It knows what the product asks of the
 * kit's and nothing more; where it is used, others ask the real one the same.
 */
import type { Collection } from '../../cloudfunctions/shared/collection'
import type * as kit from '../../cloudfunctions/shared/database'

type Fields = Record<string, unknown>
type Document = Fields & { _id: string }

/** A condition on one value; undefined stands for a field that is not there. */
class Condition {
  constructor(readonly holds: (value: unknown) => boolean) {}
}
/** That a value is one of these. */
class OneOf extends Condition {
  constructor(readonly values: readonly unknown[]) {
    super((value) => [value, ...listed(value)].some((each) => values.some((one) => same(each, one))))
  }
}
/** What one field becomes; undefined: it goes. */
class Change {
  constructor(readonly of: (value: unknown) => unknown) {}
}

const store = new Map<string, Map<string, Document>>()
const documentsOf = (name: string): Map<string, Document> => {
  const found = store.get(name) ?? new Map<string, Document>()
  store.set(name, found)
  return found
}

/** The doors by which a test looks at what is stored, and puts and removes it. */
export const memory = {
  put: (name: string, document: Document) => void documentsOf(name).set(document._id, document),
  all: <T>(name: string): T[] => [...documentsOf(name).values()] as unknown as T[],
  clear: () => store.clear(),
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
const plain = (value: unknown): unknown => (value instanceof Date ? +value : value)
const same = (one: unknown, other: unknown): boolean =>
  Array.isArray(one) || isFields(one) ? JSON.stringify(one) === JSON.stringify(other) : plain(one) === plain(other)
/** Values of one kind alone stand in an order. */
const order = (one: unknown, other: unknown): number | undefined => {
  const [left, right] = [plain(one), plain(other)]
  if (typeof left !== typeof right || (typeof left !== 'number' && typeof left !== 'string')) return undefined
  return left < (right as typeof left) ? -1 : left > (right as typeof left) ? 1 : 0
}
const ordered = (wanted: unknown, fits: (order: number) => boolean) =>
  new Condition((value) => {
    const found = order(value, wanted)
    return found !== undefined && fits(found)
  })
const listed = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : [])

const holds = (condition: unknown, value: unknown): boolean =>
  condition instanceof Condition ? condition.holds(value) : same(value, condition)

/** Every value that a path leads to; a list on the way leads to each of its entries, or to one by its number. */
function valuesAt(value: unknown, [first, ...rest]: readonly string[]): unknown[] {
  if (first === undefined) return [value]
  if (Array.isArray(value) && !/^\d+$/.test(first)) return value.flatMap((each) => valuesAt(each, [first, ...rest]))
  return valuesAt((value as Fields | undefined)?.[first], rest)
}

/** Whether a document fulfils conditions by path: a list does where it does as a whole, or one of its entries does. */
const fits = (document: unknown, conditions: Fields): boolean =>
  Object.entries(conditions).every(([path, condition]) => {
    const values = valuesAt(document, path.split('.'))
    const wanted = isFields(condition) ? queryOf(condition) : condition
    if (wanted instanceof Condition) return values.some((value) => wanted.holds(value))
    return values.some((value) => same(value, wanted) || listed(value).some((each) => same(each, wanted)))
  })

/** Where any of several values may fulfil it, as entries of a list do. */
const some = (condition: Condition) =>
  new Condition((value) => condition.holds(value) || listed(value).some((each) => condition.holds(each)))

/** A condition as MongoDB writes it. */
function queryOf(query: Fields): Condition {
  const parts = Object.entries(query).map(([operator, wanted]): Condition => {
    if (operator === '$gt') return some(command.gt(wanted))
    if (operator === '$gte') return some(command.gte(wanted))
    if (operator === '$lt') return some(command.lt(wanted))
    if (operator === '$in') return some(command.in(wanted as unknown[]))
    if (operator === '$exists') return command.exists(wanted === true)
    throw new Error(`the store does not know ${operator}`)
  })
  return new Condition((value) => parts.every((part) => part.holds(value)))
}

export const command = {
  lt: (wanted: unknown) => ordered(wanted, (found) => found < 0),
  lte: (wanted: unknown) => ordered(wanted, (found) => found <= 0),
  gt: (wanted: unknown) => ordered(wanted, (found) => found > 0),
  gte: (wanted: unknown) => ordered(wanted, (found) => found >= 0),
  in: (wanted: readonly unknown[]) => new OneOf(wanted),
  nin: (wanted: readonly unknown[]) => new Condition((value) => !wanted.some((each) => same(value, each))),
  neq: (wanted: unknown) => new Condition((value) => !same(value, wanted)),
  exists: (there: boolean) => new Condition((value) => (value !== undefined) === there),
  not: (condition: unknown) => new Condition((value) => !holds(condition, value)),
  and: (conditions: readonly unknown[]) => new Condition((value) => conditions.every((each) => holds(each, value))),
  elemMatch: (conditions: Fields) => new Condition((value) => listed(value).some((each) => fits(each, conditions))),
  inc: (by: number) => new Change((value) => (typeof value === 'number' ? value : 0) + by),
  min: (wanted: unknown) => new Change((value) => (order(value, wanted) === -1 ? value : wanted)),
  set: (wanted: object) => new Change(() => wanted),
  remove: () => new Change(() => undefined),
  push: ({ each, slice, position }: { each: readonly unknown[]; slice?: number; position?: number }) =>
    new Change((value) => {
      const list = [...listed(value)]
      list.splice(position ?? list.length, 0, ...each)
      return slice === undefined ? list : list.slice(slice)
    }),
  pull: (condition: Fields) => new Change((value) => listed(value).filter((each) => !fits(each, condition))),
  addToSet: (wanted: unknown) =>
    new Change((value) => (listed(value).some((each) => same(each, wanted)) ? value : [...listed(value), wanted])),
}

/** A value with something put at a path, the rest of it as it was. */
function withAt(value: unknown, [first, ...rest]: readonly string[], put: (value: unknown) => unknown): unknown {
  if (first === undefined) return put(value)
  const inner = withAt((value as Fields | undefined)?.[first], rest, put)
  if (Array.isArray(value)) return Object.assign([...(value as unknown[])], { [first]: inner })
  const { [first]: _, ...others } = (value ?? {}) as Fields
  return inner === undefined ? others : { ...others, [first]: inner }
}

/** Plain objects are merged field by field, as the SDK does. */
function changed(document: Document, change: Fields, path: readonly string[] = []): Document {
  return Object.entries(change).reduce((now, [name, value]) => {
    const at = [...path, ...name.split('.')]
    if (isFields(value)) return changed(now, value, at)
    return withAt(now, at, value instanceof Change ? (before) => value.of(before) : () => value) as Document
  }, document)
}

type Sort = readonly (readonly [string, 'asc' | 'desc'])[]
function chosen(name: string, where: Fields, sort: Sort, limit: number): Document[] {
  const all = documentsOf(name)
  const id = where['_id']
  const ids = id instanceof OneOf ? id.values : typeof id === 'string' ? [id] : undefined
  const candidates = ids ? ids.map((each) => all.get(String(each))) : [...all.values()]
  const found = candidates.filter((each): each is Document => each !== undefined && fits(each, where))
  for (const [path, way] of [...sort].reverse())
    found.sort((one, other) => (order(one[path], other[path]) ?? 0) * (way === 'asc' ? 1 : -1))
  return found.slice(0, limit)
}

const read = ({ from, match, sort = {}, limit }: Parameters<typeof kit.readOne>[0]): Document[] =>
  chosen(
    from,
    match,
    Object.entries(sort).map(([path, way]) => [path, way === 1 ? 'asc' : 'desc'] as const),
    limit,
  )

export const readOne: typeof kit.readOne = (selection) => Promise.resolve(read(selection))

export const readTogether: typeof kit.readTogether = ({ anchor: { from, match }, others }) => {
  const [anchor] = read({ from, match, limit: 1 })
  if (!anchor) return Promise.resolve(null)
  const parts = Object.entries(others).map(([name, selection]) => [name, read(selection)] as const)
  return Promise.resolve({ anchor, others: Object.fromEntries(parts) })
}

export const sumsBy: typeof kit.sumsBy = ({ name }, { match, by, of }) => {
  const sums = new Map<string, number>()
  for (const each of read({ from: name, match, limit: Infinity }))
    sums.set(String(each[by]), (sums.get(String(each[by])) ?? 0) + Number(each[of]))
  return Promise.resolve(sums)
}

export const find = <T extends { _id: string }>(
  { name }: Collection<T>,
  { where, sort, limit }: { where: Fields; sort: Sort; limit: number },
): Promise<T[]> => Promise.resolve(chosen(name, where, sort, limit) as unknown as T[])

/** Changes these documents; returns how many they are. */
function put(name: string, documents: readonly Document[], change: Fields): number {
  for (const each of documents) documentsOf(name).set(each._id, changed(each, change))
  return documents.length
}

export const claim = <T extends { _id: string }>({ name }: Collection<T>, id: string, where: Fields, change: Fields) =>
  Promise.resolve(put(name, chosen(name, { ...where, _id: id }, [], 1), change) === 1)

export const changeAll = <T extends { _id: string }>({ name }: Collection<T>, where: Fields, change: Fields) =>
  Promise.resolve(put(name, chosen(name, where, [], Infinity), change))

export const removeAll = <T extends { _id: string }>({ name }: Collection<T>, ids: readonly string[]) =>
  Promise.resolve(ids.filter((id) => documentsOf(name).delete(id)).length)

export function addOnce<T extends { _id: string }>({ name }: Collection<T>, document: T): Promise<boolean> {
  if (documentsOf(name).has(document._id)) return Promise.resolve(false)
  documentsOf(name).set(document._id, { ...document })
  return Promise.resolve(true)
}

export async function untilClaimed<T extends { _id: string }, R>(
  from: Collection<T>,
  first: T,
  attempt: (document: T) => Promise<R | null>,
): Promise<R | null> {
  let document = first
  for (let left = 5; ; left--) {
    const result = await attempt(document)
    if (result !== null || left === 1) return result
    document = (await find(from, { where: { _id: first._id }, sort: [], limit: 1 }))[0] ?? document
  }
}
