import { Aggregator } from 'mingo/aggregator'
import { isPlainObject } from '../protocol/ejson'
import { refusals } from '../protocol/errors'
import type { Collection } from './catalog'
import { type Filter, type Finder, type FindRequest, type Reader, sortBy } from './find'
import { foreignMatcher, joiner, readLookup } from './lookup'
import { asRequest, mingoOptions } from './mingo'
import { expandStages, impliedEqualities, readSort, readStages, type Stage, type Variables } from './stages'
import type { Store } from './store'

type Document = Record<string, unknown>

// The service answers 20 rows of a pipeline without $limit, and at most 10,000 of any.
const DEFAULT_ROWS = 20
const MAX_ROWS = 10_000

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
  run(collection: string, pipeline: unknown, reader: Reader): Document[] {
    const stages = readStages(pipeline)
    const limited = stages.some((stage) => '$limit' in stage)
    const rows = this.#pipeline(this.#store.collections.get(collection), stages, {}, reader)
    return rows.slice(0, limited ? MAX_ROWS : DEFAULT_ROWS)
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
      if (!isPlainObject(filter)) throw refusals.badRequest('$match needs an object')
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
    let shared = false
    const flush = () => {
      if (pending.length === 0) return
      const options = { ...mingoOptions, variables, processingMode: shared ? CLONE_INPUT : 0 }
      current = asRequest(() => new Aggregator(pending, options).run<Document>(current))
      pending = []
    }
    for (const stage of expandStages(stages)) {
      if (!('$lookup' in stage || '$facet' in stage || '$sort' in stage || '$count' in stage)) {
        pending.push(stage)
        continue
      }
      flush()
      // MongoDB answers no row at all when there is nothing to count; mingo answers 0.
      if ('$count' in stage) current = current.length > 0 ? [{ [String(stage['$count'])]: current.length }] : []
      if ('$lookup' in stage) current = this.#lookup(current, stage['$lookup'], variables, reader)
      if ('$facet' in stage) current = [this.#facet(current, stage['$facet'], variables, reader)]
      if ('$sort' in stage) current = sortBy(current, readSort(stage['$sort']), (row) => row)
      shared ||= '$lookup' in stage || '$facet' in stage
    }
    flush()
    return current
  }

  #facet(rows: Document[], value: unknown, variables: Variables, reader: Reader): Document {
    if (!isPlainObject(value)) throw refusals.badRequest('$facet needs an object of pipelines')
    return Object.fromEntries(
      Object.entries(value).map(([name, stages]) => {
        // Each pipeline gets rows of its own: stages may change them in place.
        const copies = asRequest(() =>
          new Aggregator([], { ...mingoOptions, processingMode: CLONE_INPUT }).run<Document>(rows),
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

function withField(row: Document, path: string, value: unknown): Document {
  const [head = path, ...tail] = path.split('.')
  if (tail.length === 0) return { ...row, [head]: value }
  const inner = row[head]
  return { ...row, [head]: withField(isPlainObject(inner) ? inner : {}, tail.join('.'), value) }
}
