import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { isPlainObject, parseEjson, stringifyEjson } from '../protocol/ejson'
import type { Change, Store } from './store'
import { checkStorable } from './update'

const CHUNK = 64 * 1024
const IMPORT_BATCH = 5000

/** All documents as JSON lines `{"collection", "document"}`, collection by collection, in pieces of about 64 KB. */
export function* exportLines(store: Store): Generator<string> {
  let piece = ''
  for (const collection of store.collections.all()) {
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

function parseLine(line: string, number: number): { name: string; document: Record<string, unknown> } {
  const value: unknown = parseEjson(line, 0)
  const name = isPlainObject(value) ? value['collection'] : undefined
  const document = isPlainObject(value) ? value['document'] : undefined
  if (typeof name !== 'string' || !isPlainObject(document) || document['_id'] === undefined) {
    throw new Error(`import, line ${number}: expected {"collection": name, "document": {"_id": …}}`)
  }
  return { name, document }
}

function commitBatch(store: Store, changes: Change[]): Promise<void> {
  return store.exclusively(() => store.write(changes, store.prepare(changes)))
}

/** Loads a file into a data folder that is new. An import that was interrupted starts over from nothing. */
export async function importWhenNew(store: Store, file: string): Promise<void> {
  const state = store.collections.importState
  if (state === 'done' || (state === undefined && !store.isEmpty)) return
  await store.collections.markImport('running')
  await store.clear()
  await importFile(store, file)
  await store.collections.markImport('done')
}

/** Loads a file of `exportLines` in large commits; collections that are absent are created. */
async function importFile(store: Store, file: string): Promise<void> {
  let changes: Change[] = []
  let number = 0
  for await (const line of createInterface({ input: createReadStream(file) })) {
    number++
    if (line.trim() === '') continue
    const { name, document } = parseLine(line, number)
    if (!store.collections.find(name)) await store.collections.create(name)
    const after = { record: store.nextRecord(), text: stringifyEjson(checkStorable(document)), document }
    changes.push({ collection: store.collections.get(name), before: null, after })
    if (changes.length < IMPORT_BATCH) continue
    await commitBatch(store, changes)
    changes = []
  }
  await commitBatch(store, changes)
}
