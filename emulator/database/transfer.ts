import { isPlainObject, stringifyEjson } from '../protocol/ejson'
import { type Collection, ID_INDEX, type IndexKey, parseDeclaration } from './catalog'
import type { Change, Store } from './store'
import { checkStorable } from './update'

const CHUNK = 64 * 1024
const IMPORT_BATCH = 5000

/** Documents as JSON lines `{"collection", "document"}`, collection by collection, in pieces of about 64 KB; all, or those of one collection. */
export function* exportLines(store: Store, only?: string): Generator<string> {
  let piece = ''
  for (const collection of store.collections.all()) {
    if (only !== undefined && collection.name !== only) continue
    const head = `{"collection":${JSON.stringify(collection.name)},"document":`
    for (const text of store.texts(collection)) {
      piece += `${head}${text}}\n`
      if (piece.length < CHUNK) continue
      yield piece
      piece = ''
    }
  }
  if (piece !== '') yield piece
}

const keysOf = (keys: readonly IndexKey[]) => Object.fromEntries(keys)

/** All collections as JSON lines `{"collection", "indexes"}`, the indexes as database.json has them. */
export function* collectionLines(store: Store): Generator<string> {
  for (const { name, indexes } of store.collections.all()) {
    const declared = indexes.filter((index) => index.name !== ID_INDEX)
    const lines = declared.map(({ name, keys, unique }) => ({ name, keys: keysOf(keys), unique }))
    yield `${JSON.stringify({ collection: name, indexes: lines })}\n`
  }
}

/** Fills a store from lines, in large commits; collections that are absent are created. */
export class DocumentImport {
  readonly #store: Store
  #changes: Change[] = []

  constructor(store: Store) {
    this.#store = store
  }

  /** Takes a line that names a collection; false when it is none. `value` is read as EJSON. */
  async take(value: Record<string, unknown>): Promise<boolean> {
    const { collection: name, document, indexes } = value
    if (typeof name !== 'string') return false
    if (isPlainObject(document) && document['_id'] !== undefined) {
      const collection = await this.#collection(name)
      const after = { record: this.#store.nextRecord(), text: stringifyEjson(checkStorable(document)), document }
      this.#changes.push({ collection, before: null, after })
      if (this.#changes.length >= IMPORT_BATCH) await this.flush()
      return true
    }
    if (!Array.isArray(indexes)) return false
    await this.flush()
    await this.#store.collections.declare(parseDeclaration({ collections: { [name]: { indexes } } }))
    return true
  }

  async #collection(name: string): Promise<Collection> {
    const { collections } = this.#store
    if (!collections.find(name)) await collections.create(name)
    return collections.get(name)
  }

  /** Commits what was taken and is not on disk yet. */
  async flush(): Promise<void> {
    const changes = this.#changes
    this.#changes = []
    if (changes.length > 0) {
      await this.#store.exclusively(() => this.#store.write(changes, this.#store.prepare(changes)))
    }
  }
}
