import { ObjectId } from 'bson'
import { isPlainObject } from '../protocol/ejson'
import type { Index, IndexKey } from './catalog'
import { componentCap, indexPrefix } from './indexes'
import { type Box, type Ring, ringCells, searchCells } from './geo/cells'
import { boxesOf, ringOf } from './geo/conditions'
import { encodeComponent, encodeValue, invert, successor } from './key-encoding'

/** An order: field paths with 1 or -1. */
export type Sort = readonly (readonly [path: string, direction: 1 | -1])[]

/** Keys of an index from `start` (inclusive) to `end` (exclusive). */
interface KeyRange {
  start: Buffer
  end: Buffer
}

/**
 * How candidates are found. In short:
 * 1. take the conditions every match must fulfil (top level and inside $and) on plain values;
 * 2. for each index (also `_id`), follow its fields: equality or $in as long as there is one, then at most one range, or
 *    the cells of a 2dsphere field;
 * 3. prefer more equalities, then an index that also gives the wanted order, then one with a range, then the first declared;
 * 4. an $or whose every branch can use an index reads those indexes one after the other;
 * 5. an index that only gives the order is used when the query is empty or a limit may end the walk early;
 * 6. otherwise scan. Whatever the plan, each candidate is checked with the whole query.
 */
export type Plan =
  | { kind: 'index'; index: Index; ranges: KeyRange[]; reverse: boolean; sorted: boolean; bounded: boolean }
  | { kind: 'union'; plans: Plan[]; sorted: false; bounded: true }
  | { kind: 'scan'; sorted: false; bounded: false }

interface Bound {
  value: unknown
  inclusive: boolean
}

interface Condition {
  equal?: unknown[]
  lower?: Bound
  upper?: Bound
  /** Rectangles a match must touch. */
  boxes?: readonly Box[]
  /** The ring a match must touch: then its cells are looked up instead. */
  ring?: Ring
}

type Query = Record<string, unknown>

const MAX_POINTS = 1000
const SCAN: Plan = { kind: 'scan', sorted: false, bounded: false }

/** A value an index entry can be looked up by; arrays and documents compare by rules of their own. */
function isPoint(value: unknown): boolean {
  if (value === null || value instanceof Date || value instanceof ObjectId) return true
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** Ranges only compare values of one type; null is no range. */
function isRangePoint(value: unknown): boolean {
  return value !== null && isPoint(value) && !Number.isNaN(value)
}

function readCondition(expression: unknown): Condition {
  if (isPoint(expression)) return { equal: [expression] }
  const condition: Condition = {}
  if (!isPlainObject(expression)) return condition
  const { $eq, $in, $gt, $gte, $lt, $lte } = expression
  if ('$eq' in expression && isPoint($eq)) condition.equal = [$eq]
  else if (Array.isArray($in) && $in.every(isPoint)) condition.equal = $in
  if (isRangePoint($gte)) condition.lower = { value: $gte, inclusive: true }
  if (isRangePoint($gt)) condition.lower = { value: $gt, inclusive: false }
  if (isRangePoint($lte)) condition.upper = { value: $lte, inclusive: true }
  if (isRangePoint($lt)) condition.upper = { value: $lt, inclusive: false }
  const boxes = boxesOf(expression)
  if (boxes) condition.boxes = boxes
  const ring = ringOf(expression)
  if (ring) condition.ring = ring
  return condition
}

/** Two conditions on one field may be met by different elements of an array: the first of each kind is a safe superset. */
function addCondition(conditions: Map<string, Condition>, path: string, found: Condition): void {
  conditions.set(path, { ...found, ...conditions.get(path) })
}

function collectConditions(query: Query, conditions: Map<string, Condition>, unions: Query[][]): void {
  for (const [key, expression] of Object.entries(query)) {
    if (key === '$and' && Array.isArray(expression)) {
      for (const part of expression) if (isPlainObject(part)) collectConditions(part, conditions, unions)
    } else if (key === '$or' && Array.isArray(expression)) {
      unions.push(expression.filter(isPlainObject))
    } else if (!key.startsWith('$')) {
      addCondition(conditions, key, readCondition(expression))
    }
  }
}

interface Edge {
  bytes: Buffer
  /** After every key that begins with `bytes`, instead of before. */
  after: boolean
}

function edgesOf(index: Index, path: string, condition: Condition): { lower: Edge; upper: Edge } {
  const cap = componentCap(index)
  const { lower, upper } = condition
  const sample = lower ?? upper
  const type = encodeValue(sample?.value).subarray(0, 1)
  const edge = (bound: Bound, isLower: boolean): Edge => {
    const { bytes, ordered } = encodeComponent(bound.value, cap)
    if (ordered < bytes.length) return { bytes: bytes.subarray(0, ordered), after: !isLower }
    return { bytes, after: isLower !== bound.inclusive }
  }
  return {
    lower: lower ? edge(lower, true) : { bytes: type, after: false },
    // On an array each bound may be met by another element, so only one of the two narrows the walk.
    upper: upper && !(lower && index.multikey.includes(path)) ? edge(upper, false) : { bytes: type, after: true },
  }
}

/** Everything inside the cells that cover the wanted rectangles, and what is kept under larger cells around them. */
function placeRanges({ boxes = [], ring }: Condition, prefix: Buffer): KeyRange[] {
  const { within, above } = ring ? ringCells(ring) : searchCells(boxes)
  const key = (cell: string) => Buffer.concat([prefix, encodeValue(cell)])
  // A text's encoding ends in two zero bytes; without them it is the beginning of every cell inside.
  const inside = within.map((cell) => key(cell).subarray(0, -2)).map((start) => ({ start, end: successor(start) }))
  return joined([...inside, ...above.map(key).map((start) => ({ start, end: successor(start) }))])
}

/** The same keys in as few ranges as can be: neighbouring cells follow each other. */
function joined(ranges: KeyRange[]): KeyRange[] {
  const all: KeyRange[] = []
  for (const range of ranges.sort((one, other) => Buffer.compare(one.start, other.start))) {
    const last = all.at(-1)
    if (!last || Buffer.compare(last.end, range.start) < 0) all.push({ ...range })
    else if (Buffer.compare(last.end, range.end) < 0) last.end = range.end
  }
  return all
}

function rangesOf(index: Index, field: IndexKey | undefined, prefix: Buffer, range: Condition | null): KeyRange[] {
  if (range && field?.[1] === '2dsphere') return placeRanges(range, prefix)
  return [range && field ? rangeOf(index, field, prefix, range) : { start: prefix, end: successor(prefix) }]
}

function rangeOf(index: Index, field: IndexKey, prefix: Buffer, condition: Condition): KeyRange {
  const [path, direction] = field
  const { lower, upper } = edgesOf(index, path, condition)
  const [from, to] =
    direction === 1
      ? [lower, upper]
      : [
          { bytes: invert(upper.bytes), after: !upper.after },
          { bytes: invert(lower.bytes), after: !lower.after },
        ]
  const key = ({ bytes, after }: Edge) => {
    const full = Buffer.concat([prefix, bytes])
    return after ? successor(full) : full
  }
  return { start: key(from), end: key(to) }
}

interface Walk {
  prefixes: Buffer[]
  equalities: number
  /** Fields fixed to one value, which therefore matter to no order. */
  fixed: Set<string>
  range: Condition | null
}

function walkIndex(index: Index, conditions: Map<string, Condition>): Walk {
  const walk: Walk = { prefixes: [indexPrefix(index)], equalities: 0, fixed: new Set(), range: null }
  const cap = componentCap(index)
  for (const [path, direction] of index.keys) {
    const condition = conditions.get(path)
    if (direction === '2dsphere') {
      if (condition?.boxes) walk.range = condition
      break
    }
    const points = condition?.equal
    if (points && points.length * walk.prefixes.length <= MAX_POINTS) {
      const parts = points.map((value) => {
        const { bytes } = encodeComponent(value, cap)
        return direction === 1 ? bytes : invert(bytes)
      })
      walk.prefixes = walk.prefixes.flatMap((prefix) => parts.map((part) => Buffer.concat([prefix, part])))
      walk.equalities++
      if (points.length === 1) walk.fixed.add(path)
      continue
    }
    if (condition && (condition.lower || condition.upper)) walk.range = condition
    break
  }
  return walk
}

/** Whether walking the index gives the wanted order: forwards, backwards, or not at all. */
function orderOf(index: Index, walk: Walk, sort: Sort): 'forward' | 'backward' | null {
  if (index.lossy || walk.prefixes.length > 1) return null
  // Under one value of an array's field each document stands once, in the order of the fields after it; otherwise a
  // document with an array stands in several places, and its place in an order is not that of the value looked for.
  if (index.multikey.some((path) => !walk.fixed.has(path) || sort.some(([by]) => by === path))) return null
  const wanted = sort.filter(([path]) => !walk.fixed.has(path))
  const keys = index.keys.filter(([path]) => !walk.fixed.has(path))
  let backward: boolean | null = null
  for (const [position, [path, direction]] of wanted.entries()) {
    const key = keys[position]
    if (key?.[0] !== path || key[1] === '2dsphere') return null
    const opposite = key[1] !== direction
    if (backward !== null && backward !== opposite) return null
    backward = opposite
  }
  return backward === true ? 'backward' : 'forward'
}

function planIndex(index: Index, conditions: Map<string, Condition>, sort: Sort): { plan: Plan; score: number } | null {
  const walk = walkIndex(index, conditions)
  const order = sort.length > 0 ? orderOf(index, walk, sort) : null
  const bounded = walk.equalities > 0 || walk.range !== null
  if (!bounded && order === null) return null
  const field = index.keys[walk.equalities]
  const { range } = walk
  const ranges = walk.prefixes.flatMap((prefix) => rangesOf(index, field, prefix, range))
  const score = walk.equalities * 4 + (order ? 2 : 0) + (walk.range ? 1 : 0)
  const sorted = order !== null
  return { plan: { kind: 'index', index, ranges, reverse: order === 'backward', sorted, bounded }, score }
}

function planUnion(indexes: readonly Index[], unions: Query[][]): Plan | null {
  for (const branches of unions) {
    const plans = branches.map((branch) => choosePlan(indexes, branch, [], false))
    if (plans.length > 0 && plans.every((plan) => plan.bounded)) {
      return { kind: 'union', plans, sorted: false, bounded: true }
    }
  }
  return null
}

/** Chooses how to find the candidates of a query; `limited` tells that a walk in order may stop early. */
export function choosePlan(indexes: readonly Index[], query: Query, sort: Sort, limited: boolean): Plan {
  const conditions = new Map<string, Condition>()
  const unions: Query[][] = []
  collectConditions(query, conditions, unions)
  let best: { plan: Plan; score: number } | null = null
  for (const index of indexes) {
    const found = planIndex(index, conditions, sort)
    if (found && (best === null || found.score > best.score)) best = found
  }
  if (best?.plan.bounded) return best.plan
  const union = planUnion(indexes, unions)
  if (union) return union
  if (best && (limited || Object.keys(query).length === 0)) return best.plan
  return SCAN
}
