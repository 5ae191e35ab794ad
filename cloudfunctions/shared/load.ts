import { readOne, readTogether, type Reading, type Selection } from './database'
import type { Collection } from './collection'
import { members, type Member } from './documents'
import type { Grant } from './roles'

type Stored = { _id: string }
type Shown = { fields?: Record<string, unknown> }
interface One<T extends Stored> extends Shown {
  kind: 'one'
  from: Collection<T>
  match: Readonly<Record<string, unknown>>
  orRefuse: string
}
interface Maybe<T extends Stored> extends Shown {
  kind: 'maybe'
  from: Collection<T>
  id: string
}
interface Many<T extends Stored> extends Selection {
  kind: 'many'
  from: Collection<T>
}

/** What an action needs before it decides, by name. */
export type Loads = Readonly<Record<string, One<Stored> | Maybe<Stored> | Many<Stored>>>
export type Loaded<L> = {
  [K in keyof L]: L[K] extends One<infer T>
    ? T
    : L[K] extends Maybe<infer T>
      ? T | undefined
      : L[K] extends Many<infer T>
        ? T[]
        : never
}

/** A document that must be there, or the action is refused with this code of its contract. */
export const one = <T extends Stored>(from: Collection<T>, id: string, orRefuse: string, shown: Shown = {}): One<T> =>
  oneLike(from, { _id: id }, orRefuse, shown)

/** The one document that a unique index finds, or the action is refused with this code of its contract. */
export const oneLike = <T extends Stored>(
  from: Collection<T>,
  match: Readonly<Record<string, unknown>>,
  orRefuse: string,
  shown: Shown = {},
): One<T> => ({ kind: 'one', from, match, orRefuse, ...shown })

/** A document that may be there. */
export const maybe = <T extends Stored>(from: Collection<T>, id: string, shown: Shown = {}): Maybe<T> => ({
  kind: 'maybe',
  from,
  id,
  ...shown,
})

/** The documents of a list. */
export const many = <T extends Stored>(from: Collection<T>, selection: Selection): Many<T> => ({
  kind: 'many',
  from,
  ...selection,
})

/** What was found; `missing` is the refusal owed for a document that is not there. */
interface Result {
  values: Record<string, unknown>
  /** Undefined when the anchor is missing: then nothing else was read. */
  grants: readonly Grant[] | undefined
  missing?: string
}

const callerName = 'caller'

/**
 * Loads what an action needs, together with the caller's roles, in at most ONE database request. The first document
 * that must be there is the anchor; without one it is the caller's own member document.
 * @param openid the caller, when their roles matter to this action
 */
export async function load(loads: Loads, openid: string | undefined): Promise<Result> {
  const entries = Object.entries(loads)
  const required = entries.find((entry): entry is [string, One<Stored>] => entry[1].kind === 'one')
  if (!required && openid === undefined) return { values: {}, grants: [] }
  const others = Object.fromEntries([
    ...entries.filter(([name]) => name !== required?.[0]).map(([name, wanted]) => [name, selectionOf(wanted)] as const),
    ...(required && openid !== undefined ? [[callerName, selectionOf(maybe(members, openid))] as const] : []),
  ])
  const anchor = required
    ? { from: required[1].from.name, match: required[1].match, ...shownOf(required[1]) }
    : { from: members.name, match: { _id: openid ?? '' } }
  const found = await readTogether({ anchor, others })
  if (found) return collect(loads, required?.[0], found)
  if (required) return { values: {}, grants: undefined, missing: required[1].orRefuse }
  return collect(loads, undefined, { anchor: undefined, others: await readApart(others) })
}

/** The selections of a caller who has no document yet to hang them on: a request for each. */
async function readApart(others: Reading['others']): Promise<Record<string, unknown[]>> {
  const read = async ([name, selection]: [string, Reading['others'][string]]) =>
    [name, await readOne(selection)] as const
  return Object.fromEntries(await Promise.all(Object.entries(others).map(read)))
}

const shownOf = ({ fields }: Shown): Shown => (fields ? { fields } : {})

/** A part of a load as `readTogether` takes it. */
export const selectionOf = (wanted: Loads[string]): { from: string } & Selection =>
  wanted.kind === 'many'
    ? { ...wanted, from: wanted.from.name }
    : {
        from: wanted.from.name,
        match: wanted.kind === 'one' ? wanted.match : { _id: wanted.id },
        limit: 1,
        ...shownOf(wanted),
      }

function collect(
  loads: Loads,
  anchorName: string | undefined,
  found: { anchor: Record<string, unknown> | undefined; others: Record<string, unknown[]> },
): Result {
  const values: Record<string, unknown> = {}
  let missing: string | undefined
  for (const [name, wanted] of Object.entries(loads)) {
    const list = found.others[name] ?? []
    values[name] = name === anchorName ? found.anchor : wanted.kind === 'many' ? list : list[0]
    if (wanted.kind === 'one' && values[name] === undefined) missing ??= wanted.orRefuse
  }
  const me = (anchorName ? found.others[callerName]?.[0] : found.anchor) as Member | undefined
  return { values, grants: me?.roles ?? [], ...(missing === undefined ? {} : { missing }) }
}
