/** An index: fields in order (1 ascending, -1 descending, `2dsphere` a place), and whether a value may stand only once. */
export interface Index {
  keys: Readonly<Record<string, 1 | -1 | '2dsphere'>>
  unique?: true
}

/** A declared collection: its name, its indexes and, in the type only, the shape of what it stores. */
export interface Collection<T extends { _id: string }> {
  readonly name: string
  readonly indexes: Readonly<Record<string, Index>>
  readonly shape?: T
}

/**
 * Declares a collection beside its shapes. WeChat's service creates neither collections nor indexes by itself: the
 * build writes all declarations into `database.json`, from which they are created.
 */
export const collection = <T extends { _id: string }>(
  name: string,
  indexes: Readonly<Record<string, Index>>,
): Collection<T> => ({ name, indexes })

/** The same collection, read in a shape that a projection makes. */
export const inShape = <D extends { _id: string }>(from: Collection<{ _id: string }>): Collection<D> =>
  from as unknown as Collection<D>
