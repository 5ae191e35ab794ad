import { isPlainObject } from '../protocol/ejson'
import type { Sort } from './planner'

/** A query shape that no index serves, and what it cost. */
export interface ScanEntry {
  collection: string
  shape: unknown
  sort: Record<string, 1 | -1>
  caller: string
  count: number
  rowsScanned: number
}

/** The query with every value replaced by '?', so that the same code gives the same shape. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    const shapes = new Map(value.map((item) => [JSON.stringify(shapeOf(item)), shapeOf(item)]))
    return [...shapes.values()]
  }
  if (!isPlainObject(value)) return '?'
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shapeOf(item)]))
}

/** Counts the rows that queries read, and the queries that read a whole collection because no index serves them. */
export class ScanLog {
  readonly #rows = new Map<string, number>()
  readonly #entries = new Map<string, ScanEntry>()

  record(collection: string, query: unknown, sort: Sort, caller: string, rowsScanned: number): void {
    const shape = shapeOf(query)
    const key = JSON.stringify([collection, shape, sort, caller])
    const entry = this.#entries.get(key)
    if (entry) {
      entry.count++
      entry.rowsScanned += rowsScanned
    } else {
      this.#entries.set(key, { collection, shape, sort: Object.fromEntries(sort), caller, count: 1, rowsScanned })
    }
  }

  /** Notes that a query read so many rows, through whatever index. */
  read(caller: string, rows: number): void {
    this.#rows.set(caller, (this.#rows.get(caller) ?? 0) + rows)
  }

  /** How many rows each caller read. */
  rowsRead(): Record<string, number> {
    return Object.fromEntries(this.#rows)
  }

  /** All entries, the most expensive first. */
  list(): ScanEntry[] {
    return [...this.#entries.values()].sort((a, b) => b.rowsScanned - a.rowsScanned)
  }

  reset(): void {
    this.#entries.clear()
    this.#rows.clear()
  }
}
