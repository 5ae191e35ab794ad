import type { Collection } from './catalog'
import type { Stored } from './indexes'
import { encodeValue } from './key-encoding'
import { compileFilter } from './matcher'
import { WIDEST_RING } from './geo/cells'
import { type Near, nearOf } from './geo/conditions'
import { distanceAt } from './geo/near-stage'
import { valuesAt } from './paths'
import { choosePlan, type Plan, type Sort } from './planner'
import type { ScanLog } from './scan-log'
import type { Store } from './store'
import { identityOf, type Transaction, type Transactions } from './transactions'
import type { Position } from './geo/shapes'

export type Filter = Record<string, unknown>

/** What to read. `limit` may be Infinity. */
export interface FindRequest {
  collection: Collection
  filter: Filter
  /** Conditions that follow from the filter in a way the planner cannot see; they choose the index, nothing more. */
  implied?: Filter
  /** Values of the variables (`$$name`) the filter's expressions use. */
  variables?: Readonly<Record<string, unknown>>
  sort?: Sort
  skip?: number
  limit?: number
  /** Is told how the rows were found, instead of the log of queries that no index serves. */
  observe?: (plan: Plan, rowsRead: number, served: boolean) => void
}

/** Who reads: the caller's name for the log, and the transaction, when there is one. */
export interface Reader {
  caller: string
  transaction?: Transaction | undefined
}

/** The predicate of a query; operators that are unknown are refused by name. */
export function predicateOf(
  filter: Filter,
  variables: Readonly<Record<string, unknown>> = {},
): (document: Record<string, unknown>) => boolean {
  const [path, ...more] = Object.keys(filter)
  if (path === undefined) return () => true
  const id = filter['_id']
  if (path === '_id' && more.length === 0 && (typeof id === 'string' || typeof id === 'number')) {
    return (document) => document['_id'] === id
  }
  return compileFilter(filter, variables)
}

/** MongoDB sorts an array by its smallest element ascending and by its largest descending. */
function sortKey(document: unknown, path: string, direction: 1 | -1): Buffer {
  const { values } = valuesAt(document, path)
  const keys = values.map((value) => encodeValue(Array.isArray(value) && value.length === 0 ? undefined : value))
  keys.sort((a, b) => Buffer.compare(a, b))
  return (direction === 1 ? keys[0] : keys.at(-1)) ?? encodeValue(null)
}

/** Sorts by encoded keys, stable, in MongoDB's order. */
export function sortBy<T>(rows: readonly T[], sort: Sort, document: (row: T) => unknown): T[] {
  const keyed = rows.map((row) => ({
    row,
    keys: sort.map(([path, direction]) => sortKey(document(row), path, direction)),
  }))
  keyed.sort((a, b) => {
    for (const [i, [, direction]] of sort.entries()) {
      const order = Buffer.compare(a.keys[i] ?? Buffer.alloc(0), b.keys[i] ?? Buffer.alloc(0))
      if (order !== 0) return order * direction
    }
    return 0
  })
  return keyed.map(({ row }) => row)
}

/** Nearest first, as `$near` and `$nearSphere` order what they find. */
function byDistance(rows: readonly Stored[], { path, center }: { path: string; center: Position }): Stored[] {
  const measured = rows.map((row) => ({ row, distance: distanceAt(row.document, path, center) }))
  return measured.sort((a, b) => a.distance - b.distance || a.row.record - b.row.record).map(({ row }) => row)
}

/** The first ring around a position, in metres. */
const FIRST_RING = 200

/** The indexes that a search by distance can use: as MongoDB, it takes no other. */
function placeIndexes({ indexes }: Collection, { path }: { path: string }) {
  const ofPlace = indexes.filter(({ keys }) => keys.some(([key, kind]) => key === path && kind === '2dsphere'))
  return ofPlace.length > 0 ? ofPlace : indexes
}

/** A condition that holds in a ring alone. */
const ringFilter = ({ path, center }: Near & { path: string }, inner: number, outer: number): Filter => ({
  [path]: {
    $nearSphere: { $geometry: { type: 'Point', coordinates: center }, $minDistance: inner, $maxDistance: outer },
  },
})

/** Finds documents: plans, reads candidates, checks each, orders, cuts. */
export class Finder {
  readonly #store: Store
  readonly #transactions: Transactions
  readonly #scans: ScanLog

  constructor(store: Store, transactions: Transactions, scans: ScanLog) {
    this.#store = store
    this.#transactions = transactions
    this.#scans = scans
  }

  find(request: FindRequest, reader: Reader): Stored[] {
    const { collection, filter, implied, variables, sort = [], skip = 0, limit = Infinity } = request
    const matches = predicateOf(filter, variables)
    const conditions = implied && Object.keys(implied).length > 0 ? { $and: [filter, implied] } : filter
    const near = sort.length === 0 ? nearOf(filter) : null
    const plan = choosePlan(
      near ? placeIndexes(collection, near) : collection.indexes,
      conditions,
      sort,
      limit !== Infinity,
    )
    const corrected = this.#isCorrected(collection, reader)
    if (near && plan.kind === 'index' && limit !== Infinity && !corrected && near.farthest <= WIDEST_RING)
      return this.#nearest(request, near, skip + limit, reader).slice(skip)
    // A transaction's corrections come in no order: then everything is gathered first and ordered afterwards.
    const streaming = !corrected && near === null && (sort.length === 0 || plan.sorted)
    const enough = streaming ? skip + limit : Infinity
    const found: Stored[] = []
    let scanned = 0
    for (const row of corrected ? this.#correct(collection, plan, reader) : this.#candidates(collection, plan)) {
      scanned++
      if (!matches(row.document)) continue
      found.push(row)
      if (found.length >= enough) break
    }
    const trivial = Object.keys(filter).length === 0 && (sort.length === 0 || plan.sorted)
    const served = plan.bounded || trivial
    if (request.observe) request.observe(plan, scanned, served)
    else {
      this.#scans.read(reader.caller, scanned)
      if (!served) this.#scans.record(collection.name, filter, sort, reader.caller, scanned)
    }
    if (streaming) return found.slice(skip)
    const inserted = corrected ? found.sort((a, b) => a.record - b.record) : found
    const ordered = near ? byDistance(inserted, near) : sortBy(inserted, sort, (row) => row.document)
    return ordered.slice(skip, skip + limit)
  }

  /** The nearest rows that match, ring by ring from the inside, each twice as wide as the one before, until there are enough. */
  #nearest(request: FindRequest, near: Near & { path: string }, enough: number, { caller }: Reader): Stored[] {
    const { collection, filter, variables } = request
    const matches = predicateOf(filter, variables)
    const indexes = placeIndexes(collection, near)
    const seen = new Set<number>()
    const found: Stored[] = []
    let scanned = 0
    let plan: Plan | undefined
    for (let inner = near.nearest, width = FIRST_RING; inner <= near.farthest && found.length < enough; width *= 2) {
      const outer = Math.min(inner + width, near.farthest)
      plan = choosePlan(indexes, { $and: [ringFilter(near, inner, outer), filter] }, [], true)
      const inRing: Stored[] = []
      for (const row of this.#candidates(collection, plan)) {
        scanned++
        const distance = seen.has(row.record) ? Infinity : distanceAt(row.document, near.path, near.center)
        if (distance > outer || !matches(row.document)) continue
        seen.add(row.record)
        inRing.push(row)
      }
      found.push(...byDistance(inRing, near))
      if (outer === near.farthest) break
      inner = outer
    }
    if (request.observe && plan) request.observe(plan, scanned, true)
    else this.#scans.read(caller, scanned)
    return found.slice(0, enough)
  }

  /** Reads a whole collection on behalf of a condition no index serves, and logs that. */
  findUnserved(collection: Collection, shape: Filter, reader: Reader): Record<string, unknown>[] {
    const rows = this.find({ collection, filter: {} }, reader).map(({ document }) => document)
    this.#scans.record(collection.name, shape, [], reader.caller, rows.length)
    return rows
  }

  /** Whether a transaction's view of this collection differs from what is stored. */
  #isCorrected(collection: Collection, { transaction }: Reader): boolean {
    if (!transaction) return false
    for (const change of transaction.writes.values()) if (change.collection === collection) return true
    return !this.#transactions.changedSince(collection, transaction.snapshot ?? 0).next().done
  }

  /** The candidates as a transaction sees them: its snapshot, then its own writes. */
  *#correct(collection: Collection, plan: Plan, { transaction }: Reader): Generator<Stored> {
    if (!transaction) return
    const snapshot = transaction.snapshot ?? 0
    const replaced = new Map<string, Stored | null>()
    for (const { identity, before } of this.#transactions.changedSince(collection, snapshot)) {
      replaced.set(identity, before)
    }
    for (const [identity, change] of transaction.writes) {
      if (change.collection === collection) replaced.set(identity, change.after)
    }
    for (const row of this.#candidates(collection, plan)) {
      if (!replaced.has(identityOf(collection, row.document['_id']))) yield row
    }
    for (const row of replaced.values()) if (row) yield row
  }

  *#candidates(collection: Collection, plan: Plan): Generator<Stored> {
    if (plan.kind === 'scan') {
      yield* this.#store.scan(collection)
      return
    }
    const seen =
      plan.kind === 'union' || plan.ranges.length > 1 || plan.index.multikey.length > 0 ? new Set<number>() : null
    for (const record of this.#records(plan)) {
      if (seen?.has(record)) continue
      seen?.add(record)
      const row = this.#store.read(collection, record)
      if (row) yield row
    }
  }

  *#records(plan: Plan): Generator<number> {
    if (plan.kind === 'union') for (const part of plan.plans) yield* this.#records(part)
    if (plan.kind === 'index') {
      for (const { start, end } of plan.ranges) yield* this.#store.records(start, end, plan.reverse)
    }
  }
}
