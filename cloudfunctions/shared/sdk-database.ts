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
  group(fields: Fields): Aggregate
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
/** A transaction: documents by their ids, all of it or nothing. */
export interface Transaction {
  collection(name: string): {
    doc(id: string): {
      get(): Promise<{ data: unknown }>
      update(options: { data: Fields }): Promise<{ stats: { updated: number } }>
    }
  }
}
export type Fields = Record<string, unknown>
export type Stage = Readonly<Record<string, unknown>>

/** The database that the SDK opens. */
export const database = cloud.database() as unknown as {
  collection(name: string): Query
  command: Commands
  runTransaction<R>(work: (transaction: Transaction) => Promise<R>): Promise<R>
  Geo: { Point: new (longitude: number, latitude: number) => unknown }
}

/** Operators for conditions and changes. */
export const command = database.command
