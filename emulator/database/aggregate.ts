import { Aggregator } from 'mingo/aggregator'
import type { Options } from 'mingo/types'
import { isPlainObject } from '../protocol/ejson'
import { refusals } from '../protocol/errors'
import type { Collection } from './catalog'
import { type Filter, type Finder, type FindRequest, predicateOf, type Reader, sortBy } from './find'
import { nearOf } from './geo/conditions'
import { type GeoNear, readGeoNear } from './geo/near-stage'
import { foreignMatcher, joiner, readLookup } from './lookup'
import { asRequest } from './mingo'
import { pipelineOptions } from './pipeline'
import { addFields, bucketRows, groupRows, inProjectedOrder, sampleRows, unwindRows } from './row-stages'
import { expandStages, impliedEqualities, readSort, readStages, type Stage, type Variables } from './stages'
import { withField } from './paths'
import type { Store } from './store'

type Document = Record<string, unknown>

// The service answers 20 rows of a pipeline without $limit, and at most 10,000 of any.
const DEFAULT_ROWS = 20
const MAX_ROWS = 10_000

// The stages that are not mingo's: joins, and where mingo differs from MongoDB.
const OURS = new Set([
  ...['$match', '$lookup', '$facet', '$sort', '$count'],
  ...['$group', '$bucketAuto', '$unwind', '$addFields', '$set', '$sample'],
])

/** A stage of ours; buckets by a series of preferred numbers are mingo's. */
function isOurs(stage: Stage): boolean {
  const { $bucketAuto } = stage
  if (isPlainObject($bucketAuto) && 'granularity' in $bucketAuto) return false
  return Object.keys(stage).some((name) => OURS.has(name))
}

// mingo's mode of copying rows before it works on them; rows that a join shares must not be changed in place.
const CLONE_INPUT = 1

/** Runs aggregation pipelines: the beginning through the planner, joins by ourselves, the rest by mingo. */
export class Aggregation {
  readonly #store: Store
  readonly #finder: Finder

  constructor(store: Store, finder: Finder) {
    this.#store = store
    this.#finder = finder
  }

  /** Runs a pipeline as the service does: with its default and greatest number of rows. */
  run(name: string, pipeline: unknown, reader: Reader): Document[] {
    const collection = this.#store.collections.get(name)
    const [first, ...rest] = readStages(pipeline, true)
    const near = first && '$geoNear' in first ? readGeoNear(first['$geoNear'], collection) : null
    const limited = near?.limited === true || rest.some((stage) => '$limit' in stage) || (first && '$limit' in first)
    const rows = near
      ? this.#stages(this.#near(collection, near, rest[0]?.['$limit'], reader), rest, {}, reader)
      : this.#pipeline(collection, first ? [first, ...rest] : [], {}, reader)
    return rows.slice(0, limited ? MAX_ROWS : DEFAULT_ROWS)
  }

  /** @param next how many the stage after it lets pass, if it is a $limit: no more are looked for */
  #near(collection: Collection, near: GeoNear, next: unknown, reader: Reader): Document[] {
    const limit = typeof next === 'number' && next > 0 ? Math.min(next, near.limit) : near.limit
    const found = this.#finder.find({ collection, filter: near.filter, limit }, reader)
    return found.map(({ document }) => near.measured(document))
  }

  #pipeline(collection: Collection, pipeline: readonly Stage[], variables: Variables, reader: Reader): Document[] {
    const { request, rest } = this.#leading(collection, pipeline, variables)
    const rows = this.#finder.find(request, reader).map(({ document }) => document)
    return this.#stages(rows, rest, variables, reader)
  }

  /** Turns leading $match, $sort, $skip and $limit, in this order, into one planned read. */
  #leading(
    collection: Collection,
    pipeline: readonly Stage[],
    variables: Variables,
  ): { request: FindRequest; rest: readonly Stage[] } {
    const rest = [...pipeline]
    const filters: Filter[] = []
    while (rest[0] && '$match' in rest[0]) {
      const filter = rest.shift()?.['$match']
      if (!isPlainObject(filter)) throw refusals.badRequest('the match filter must be an expression in an object')
      if (nearOf(filter)) throw refusals.badRequest('$geoNear, $near, and $nearSphere are not allowed in this context')
      filters.push(filter)
    }
    const filter = filters.length === 1 ? (filters[0] ?? {}) : filters.length === 0 ? {} : { $and: filters }
    const request: FindRequest = { collection, filter, variables, implied: impliedEqualities(filter, variables) }
    if (rest[0] && '$sort' in rest[0]) request.sort = readSort(rest.shift()?.['$sort'])
    for (const [stage, field] of [
      ['$skip', 'skip'],
      ['$limit', 'limit'],
    ] as const) {
      const count = rest[0]?.[stage]
      if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) continue
      request[field] = count
      rest.shift()
    }
    return { request, rest }
  }

  #stages(rows: Document[], stages: readonly Stage[], variables: Variables, reader: Reader): Document[] {
    let current = rows
    let pending: Stage[] = []
    const ordered = (projected: Document[], stage: unknown) =>
      isPlainObject(stage) ? projected.map((row, i) => inProjectedOrder(row, current[i], stage)) : projected
    let shared = false
    const options = { ...pipelineOptions, variables } as unknown as Options
    const flush = () => {
      if (pending.length === 0) return
      const run = { ...pipelineOptions, variables, processingMode: shared ? CLONE_INPUT : 0 }
      const rows = asRequest(() => new Aggregator(pending, run).run<Document>(current))
      current = ordered(rows, pending[0]?.['$project'])
      pending = []
    }
    for (const stage of expandStages(stages)) {
      if (!isOurs(stage)) {
        // A projection runs alone: its rows stand beside those they come from.
        if ('$project' in stage) flush()
        pending.push(stage)
        if ('$project' in stage) flush()
        continue
      }
      flush()
      if ('$match' in stage) current = this.#match(current, stage['$match'], variables)
      // MongoDB answers no row at all when there is nothing to count; mingo answers 0.
      if ('$count' in stage) current = current.length > 0 ? [{ [String(stage['$count'])]: current.length }] : []
      if ('$lookup' in stage) current = this.#lookup(current, stage['$lookup'], variables, reader)
      if ('$facet' in stage) current = [this.#facet(current, stage['$facet'], variables, reader)]
      if ('$sort' in stage) current = sortBy(current, readSort(stage['$sort']), (row) => row)
      if ('$group' in stage) current = asRequest(() => groupRows(current, stage['$group'], options))
      if ('$bucketAuto' in stage) current = asRequest(() => bucketRows(current, stage['$bucketAuto'], options))
      if ('$sample' in stage) current = sampleRows(current, stage['$sample'])
      if ('$unwind' in stage) current = unwindRows(current, stage['$unwind'])
      if ('$addFields' in stage || '$set' in stage) {
        current = asRequest(() => addFields(current, stage['$addFields'] ?? stage['$set'], options))
      }
      shared ||= '$lookup' in stage || '$facet' in stage
    }
    flush()
    return current
  }

  #match(rows: Document[], filter: unknown, variables: Variables): Document[] {
    if (!isPlainObject(filter)) throw refusals.badRequest('the match filter must be an expression in an object')
    return rows.filter(predicateOf(filter, variables))
  }

  #facet(rows: Document[], value: unknown, variables: Variables, reader: Reader): Document {
    if (!isPlainObject(value)) throw refusals.badRequest('$facet needs an object of pipelines')
    return Object.fromEntries(
      Object.entries(value).map(([name, stages]) => {
        // Each pipeline gets rows of its own: stages may change them in place.
        const copies = asRequest(() =>
          new Aggregator([], { ...pipelineOptions, processingMode: CLONE_INPUT }).run<Document>(rows),
        )
        return [name, this.#stages(copies, readStages(stages), variables, reader)]
      }),
    )
  }

  #lookup(rows: Document[], value: unknown, variables: Variables, reader: Reader): Document[] {
    const lookup = readLookup(value)
    const stages = readStages(lookup.pipeline)
    const foreign = this.#store.collections.find(lookup.from)
    // A collection that does not exist joins nothing, as in MongoDB.
    if (!foreign) return rows.map((row) => withField(row, lookup.as, []))
    const matching =
      lookup.foreignField === undefined ? null : foreignMatcher(foreign, lookup.foreignField, this.#finder, reader)
    const join = joiner(lookup, stages, variables, matching, {
      pipeline: (sub, values) => this.#pipeline(foreign, sub, values, reader),
      stages: (found, sub, values) => this.#stages(found, sub, values, reader),
    })
    return rows.map((row) => withField(row, lookup.as, join(row)))
  }
}
