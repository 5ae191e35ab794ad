import type { Collection, Index } from './catalog'
import type { FindRequest, Finder } from './find'
import { nearOf } from './geo/conditions'
import type { Plan } from './planner'

/** An index as an explanation shows it. */
interface IndexUse {
  name: string
  keys: Record<string, unknown>
  /** How many stretches of the index are read. */
  ranges: number
  backwards: boolean
}

/** How a query finds its rows. */
export interface Explanation {
  /** The same in a sentence. */
  words: string
  plan: 'index' | 'union' | 'scan'
  indexes: IndexUse[]
  /** Whether an index serves the query, so that it is not reported. */
  served: boolean
  /** Who brings the rows in order. */
  order: 'none' | 'index' | 'memory'
  rowsRead: number
  rowsFound: number
}

function usesOf(plan: Plan): IndexUse[] {
  if (plan.kind === 'union') return plan.plans.flatMap(usesOf)
  if (plan.kind === 'scan') return []
  return [{ ...describe(plan.index), ranges: plan.ranges.length, backwards: plan.reverse }]
}

function describe({ name, keys }: Index): Pick<IndexUse, 'name' | 'keys'> {
  return { name, keys: Object.fromEntries(keys) }
}

function wordsOf(
  { plan, indexes, served, order, rowsRead, rowsFound }: Omit<Explanation, 'words'>,
  name: string,
): string {
  const read = indexes.map(
    ({ name: index, ranges, backwards }) =>
      `index ${index} in ${ranges} ${ranges === 1 ? 'range' : 'ranges'}${backwards ? ', backwards' : ''}`,
  )
  const how = plan === 'scan' ? `reads all of ${name}` : `reads ${read.join(', then ')} of ${name}`
  const sorted = { none: 'wants no order', index: 'gets its order from the index', memory: 'sorts what it found' }[
    order
  ]
  const rows = `${rowsRead} ${rowsRead === 1 ? 'row' : 'rows'} read for ${rowsFound}`
  return `${how}; ${sorted}; ${rows}${served ? '' : '; no index serves it'}`
}

/** Runs a query and tells how: the plan, the rows it read, who ordered them. It is not reported as unserved. */
export function explain(finder: Finder, request: Omit<FindRequest, 'collection'>, collection: Collection): Explanation {
  let seen: { plan: Plan; rowsRead: number; served: boolean } | null = null
  const observe = (plan: Plan, rowsRead: number, served: boolean) => {
    seen = { plan, rowsRead, served }
  }
  const rowsFound = finder.find({ ...request, collection, observe }, { caller: '-' }).length
  const { plan, rowsRead, served } = seen as unknown as { plan: Plan; rowsRead: number; served: boolean }
  const wanted = (request.sort ?? []).length > 0
  const order = wanted ? (plan.sorted ? 'index' : 'memory') : nearOf(request.filter) ? 'memory' : 'none'
  const facts = { plan: plan.kind, indexes: usesOf(plan), served, order, rowsRead, rowsFound } as const
  return { words: wordsOf(facts, collection.name), ...facts }
}
