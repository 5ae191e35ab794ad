import type { Collection } from './catalog'

/** The writes on their way to the disk, by collection. */
export class WritesUnderWay {
  /** The newest of each collection; those before it get there first. */
  readonly #newest = new Map<Collection, Promise<void>>()

  add(collections: Iterable<Collection>, writing: Promise<unknown>): void {
    for (const collection of collections) {
      const forget = () => {
        if (this.#newest.get(collection) === ended) this.#newest.delete(collection)
      }
      const ended: Promise<void> = writing.then(forget, forget)
      this.#newest.set(collection, ended)
    }
  }

  /** Ends when those that are under way now have ended, well or not; undefined when there are none. */
  in(collection: Collection): Promise<void> | undefined {
    return this.#newest.get(collection)
  }

  anywhere(): Promise<unknown> | undefined {
    return this.#newest.size === 0 ? undefined : Promise.all(this.#newest.values())
  }
}
