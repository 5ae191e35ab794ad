/** One field of an index and its direction; a `2dsphere` field is found by its place. */
export type IndexKey = readonly [path: string, direction: 1 | -1 | '2dsphere']

/** An index as it is declared. */
export interface IndexDeclaration {
  name: string
  keys: readonly IndexKey[]
  unique: boolean
}

/** An index as it is kept: its declaration, the number its entries begin with, and what its data turned out to hold. */
export interface Index extends IndexDeclaration {
  number: number
  /** The fields where some document holds an array, so that one document has several entries. */
  multikey: readonly string[]
  /** Some value was too long for a key, so entries do not give the exact order. */
  lossy: boolean
}

/** A collection: `indexes[0]` is always the unique index on `_id`. */
export interface Collection {
  name: string
  number: number
  indexes: Index[]
}

/** The name MongoDB gives to the index every collection has. */
export const ID_INDEX = '_id_'

/** What `database.json` may hold: `{"collections": {"notes": {"indexes": [{"name", "keys", "unique"}]}}}`. */
export type DatabaseDeclaration = ReadonlyMap<string, readonly IndexDeclaration[]>

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parseIndex(collection: string, value: unknown): IndexDeclaration {
  const where = `database declaration, collection "${collection}"`
  if (!isRecord(value) || typeof value['name'] !== 'string' || value['name'] === '') {
    throw new Error(`${where}: each index needs a name`)
  }
  const name = value['name']
  if (!isRecord(value['keys'])) throw new Error(`${where}, index "${name}": keys must be {field: 1, -1 or "2dsphere"}`)
  const keys = Object.entries(value['keys']).map(([path, direction]): IndexKey => {
    if (direction === 1 || direction === -1 || direction === '2dsphere') return [path, direction]
    throw new Error(`${where}, index "${name}": ${path} must be 1, -1 or "2dsphere"`)
  })
  if (keys.length === 0) throw new Error(`${where}, index "${name}" has no keys`)
  const unique = value['unique'] === true
  if (unique && keys.some(([, direction]) => direction === '2dsphere')) {
    throw new Error(`${where}, index "${name}": a 2dsphere index cannot be unique`)
  }
  return { name, keys, unique }
}

/** Reads a database declaration; throws an Error that says what is wrong with it. */
export function parseDeclaration(value: unknown): DatabaseDeclaration {
  if (!isRecord(value) || !isRecord(value['collections'])) {
    throw new Error('database declaration: expected {"collections": {…}}')
  }
  return new Map(
    Object.entries(value['collections']).map(([name, collection]) => {
      const indexes = isRecord(collection) ? (collection['indexes'] ?? []) : []
      if (!Array.isArray(indexes)) throw new Error(`database declaration, collection "${name}": indexes must be a list`)
      return [name, indexes.map((index) => parseIndex(name, index))]
    }),
  )
}
