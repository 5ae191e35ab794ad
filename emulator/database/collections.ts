import { refusals } from '../protocol/errors'
import { type Collection, type DatabaseDeclaration, ID_INDEX, type Index, type IndexDeclaration } from './catalog'
import type { CatalogValue, Environment } from './environment'
import { decodeDocument, describeKey, documentKey, entriesOf, entryKey, indexPrefix, learn } from './indexes'
import { successor } from './key-encoding'

const BUILD_BATCH = 5000

/** The collections and their indexes: what exists, what is declared, and the building of new indexes. */
export class Collections {
  readonly #environment: Environment
  readonly #byName = new Map<string, Collection>()
  #nextNumber: number

  constructor(environment: Environment) {
    this.#environment = environment
    this.#nextNumber = environment.catalog.get('state')?.nextNumber ?? 1
    for (const { value } of environment.catalog.getRange({ start: 'collection:', end: 'collection;' })) {
      if (value.collection) this.#byName.set(value.collection.name, value.collection)
    }
  }

  /** All collections, in the order of their names. */
  all(): Collection[] {
    return [...this.#byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  /** Finds a collection; a missing one is -502005 and is never created on the way. */
  get(name: string): Collection {
    const collection = this.#byName.get(name)
    if (!collection) throw refusals.noCollection(name)
    return collection
  }

  find(name: string): Collection | undefined {
    return this.#byName.get(name)
  }

  async create(name: string): Promise<void> {
    if (this.#byName.has(name)) throw refusals.collectionExists()
    if (!/^[A-Za-z0-9_-]{1,100}$/.test(name)) throw refusals.badParameter(`invalid collection name: ${name}`)
    const idIndex = this.#newIndex({ name: ID_INDEX, keys: [['_id', 1]], unique: true })
    const collection: Collection = { name, number: this.#nextNumber++, indexes: [idIndex] }
    this.#byName.set(name, collection)
    try {
      await this.#environment.commits.run(() => this.save(collection))
    } catch (error) {
      this.#byName.delete(name)
      throw error
    }
  }

  #newIndex({ name, keys, unique }: IndexDeclaration): Index {
    return { name, keys, unique, number: this.#nextNumber++, multikey: [], lossy: false }
  }

  /** Writes a collection's description; call it inside `exclusively`. */
  save(collection: Collection): void {
    this.#environment.catalog.putSync(`collection:${collection.name}`, { collection })
    this.#saveState({ nextNumber: this.#nextNumber })
  }

  #saveState(change: Omit<CatalogValue, 'collection'>): void {
    const { catalog } = this.#environment
    catalog.putSync('state', { ...catalog.get('state'), ...change })
  }

  /** How far an import has come; undefined when there was none. */
  get importState(): 'running' | 'done' | undefined {
    return this.#environment.catalog.get('state')?.import
  }

  markImport(state: 'running' | 'done'): Promise<void> {
    return this.#environment.commits.run(() => this.#saveState({ import: state }))
  }

  /** Creates what is declared and absent, and builds each new index over the documents already there. */
  async declare(declaration: DatabaseDeclaration): Promise<void> {
    for (const [name, indexes] of declaration) {
      if (!this.#byName.has(name)) await this.create(name)
      for (const index of indexes) await this.#declareIndex(this.get(name), index)
    }
  }

  async #declareIndex(collection: Collection, declared: IndexDeclaration): Promise<void> {
    const existing = collection.indexes.find((index) => index.name === declared.name)
    const unchanged =
      existing?.unique === declared.unique && JSON.stringify(existing.keys) === JSON.stringify(declared.keys)
    if (unchanged) return
    const index = this.#newIndex(declared)
    // The number is spent first: entries of a build that was interrupted are never taken for a finished index's.
    await this.#environment.commits.run(() => this.#saveState({ nextNumber: this.#nextNumber }))
    await this.#build(collection, index)
    collection.indexes = [...collection.indexes.filter((other) => other !== existing), index]
    await this.#environment.commits.run(() => this.save(collection))
    if (existing) await this.#removeEntries(existing)
  }

  async #build(collection: Collection, index: Index): Promise<void> {
    const end = documentKey(collection, Number.MAX_SAFE_INTEGER)
    let start = documentKey(collection, 0)
    for (;;) {
      const rows = [...this.#environment.documents.getRange({ start, end, limit: BUILD_BATCH })]
      const last = rows.at(-1)
      if (!last) return
      await this.#environment.commits.run(() => {
        for (const { key, value } of rows) this.#buildEntries(collection, index, key, value)
      })
      start = successor(last.key)
    }
  }

  #buildEntries(collection: Collection, index: Index, key: Buffer, text: string): void {
    const record = Number(key.readBigUInt64BE(4))
    const document = decodeDocument(text)
    const entries = entriesOf(index, document)
    learn(index, entries)
    for (const entry of entries.keys) {
      const full = entryKey(index, entry, record)
      const holder = index.unique ? this.#environment.entries.get(full) : undefined
      if (holder !== undefined && holder !== record) {
        throw refusals.duplicateKey(collection.name, index.name, describeKey(index, document))
      }
      this.#environment.entries.putSync(full, record)
    }
  }

  async #removeEntries(index: Index): Promise<void> {
    const { entries } = this.#environment
    const start = indexPrefix(index)
    for (;;) {
      const keys = [...entries.getKeys({ start, end: successor(start), limit: BUILD_BATCH })]
      if (keys.length === 0) return
      await this.#environment.commits.run(() => keys.forEach((key) => entries.removeSync(key)))
    }
  }
}
