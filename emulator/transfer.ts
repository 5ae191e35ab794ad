import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { collectionLines, DocumentImport, exportLines } from './database/transfer'
import type { Store } from './database/store'
import { fileIdOf } from './files/cloud-path'
import type { FileRecord, Files } from './files/files'
import { isPlainObject, parseEjson } from './protocol/ejson'
import type { Records } from './records'

/*
 * All data of a local cloud as JSON lines, one kind after the other:
 *   {"format":"local-cloud","version":1}                            the first line
 *   {"collection":"notes","indexes":[…]}                            as database.json has them
 *   {"collection":"notes","document":{…}}                           EJSON; also what `/_/export` gives
 *   {"file":{"path","owner","size","type","uploadedAt"}}            followed by its content:
 *   {"bytes":"…"}                                                   base64, up to 48 KB a line
 *   {"record":"orders","key":"…","value":{…}}                       and the other tables below
 * The secret that signs temporary addresses stays where it is: those addresses do not move.
 */

const FORMAT = 'local-cloud'
const VERSION = 1
const BYTES_PER_LINE = 48 * 1024
const TABLES = ['consents', 'messages', 'orders', 'pushes', 'refunds']

/** Everything a local cloud keeps. */
export interface Holdings {
  store: Store
  records: Records
  files: Files
}

const lineOf = (value: object) => `${JSON.stringify(value)}\n`

async function* fileLines(files: Files): AsyncGenerator<string> {
  for (const { blob, ...file } of files.list()) {
    yield lineOf({ file })
    const found = await files.read(file.path)
    if (!found) throw new Error(`the file ${file.path} (${blob}) cannot be read`)
    let rest = Buffer.alloc(0)
    for await (const chunk of found.content) {
      rest = Buffer.concat([rest, chunk as Buffer])
      for (; rest.length >= BYTES_PER_LINE; rest = rest.subarray(BYTES_PER_LINE)) {
        yield lineOf({ bytes: rest.subarray(0, BYTES_PER_LINE).toString('base64') })
      }
    }
    if (rest.length > 0) yield lineOf({ bytes: rest.toString('base64') })
  }
}

/** All data as JSON lines: importing them into a new folder and exporting that gives the same bytes. */
export async function* exportAll({ store, records, files }: Holdings): AsyncGenerator<string> {
  yield lineOf({ format: FORMAT, version: VERSION })
  yield* collectionLines(store)
  yield* exportLines(store)
  yield* fileLines(files)
  for (const name of TABLES) {
    for (const { key, value } of records.table<unknown>(name).getRange({})) yield lineOf({ record: name, key, value })
  }
}

/** Whether there is nothing yet that an import could mix with. */
function isNew({ store, records, files }: Holdings): boolean {
  const hasRecords = TABLES.some((name) => [...records.table(name).getKeys({ limit: 1 })].length > 0)
  return store.isEmpty && files.list().length === 0 && !hasRecords
}

/** Loads a file into a data folder that is new; false when it is not. An interrupted import starts over from nothing. */
export async function importWhenNew(holdings: Holdings, name: string): Promise<boolean> {
  const { store, records, files } = holdings
  const { importState } = store.collections
  if (importState === 'done' || (importState === undefined && !isNew(holdings))) return false
  await store.collections.markImport('running')
  await store.clear()
  for (const { path } of files.list()) await files.remove(fileIdOf(path), 'administrator')
  await records.exclusively(() => {
    for (const table of TABLES.map((known) => records.table(known))) {
      for (const key of [...table.getKeys({})]) table.removeSync(key)
    }
  })
  await new Import(holdings).run(name)
  await store.collections.markImport('done')
  return true
}

/** One run through the lines of a file. */
class Import {
  readonly #holdings: Holdings
  readonly #documents: DocumentImport
  #file: { record: Omit<FileRecord, 'blob'>; chunks: Buffer[] } | null = null

  constructor(holdings: Holdings) {
    this.#holdings = holdings
    this.#documents = new DocumentImport(holdings.store)
  }

  async run(name: string): Promise<void> {
    let number = 0
    for await (const line of createInterface({ input: createReadStream(name) })) {
      number++
      if (line.trim() === '') continue
      try {
        await this.#take(line)
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        throw new Error(`import, line ${number}: ${why}`, { cause: error })
      }
    }
    await this.#endFile()
    await this.#documents.flush()
  }

  async #take(line: string): Promise<void> {
    // Only documents are EJSON; in other lines what looks like it is plain content.
    const isPlain = /^\{"(?:format|file|bytes|record)"/.test(line)
    const value: unknown = isPlain ? JSON.parse(line) : parseEjson(line, 0)
    const fields = isPlainObject(value) ? value : {}
    if (typeof fields['bytes'] === 'string' && this.#file) {
      this.#file.chunks.push(Buffer.from(fields['bytes'], 'base64'))
      return
    }
    await this.#endFile()
    if (fields['format'] !== undefined) checkFormat(fields)
    else if (isPlainObject(fields['file'])) this.#beginFile(fields['file'])
    else if (typeof fields['record'] === 'string') await this.#takeRecord(fields['record'], fields)
    else if (!(await this.#documents.take(fields))) {
      throw new Error('expected {"collection": name, "document": {"_id": …}} or another line as export writes them')
    }
  }

  async #takeRecord(name: string, { key, value }: Record<string, unknown>): Promise<void> {
    if (!TABLES.includes(name) || typeof key !== 'string' || value === undefined) {
      throw new Error(`a record needs one of ${TABLES.join(', ')}, a key and a value`)
    }
    const { records } = this.#holdings
    await records.exclusively(() => records.table<unknown>(name).putSync(key, value))
  }

  #beginFile({ path, owner, size, type, uploadedAt }: Record<string, unknown>): void {
    const isOwner = owner === null || typeof owner === 'string'
    const isRest = typeof size === 'number' && typeof type === 'string' && typeof uploadedAt === 'number'
    if (typeof path !== 'string' || !isOwner || !isRest)
      throw new Error('a file needs path, owner, size, type, uploadedAt')
    this.#file = { record: { path, owner, size, type, uploadedAt }, chunks: [] }
  }

  async #endFile(): Promise<void> {
    if (!this.#file) return
    const { record, chunks } = this.#file
    this.#file = null
    await this.#holdings.files.restore(record, Readable.from(chunks))
  }
}

function checkFormat({ format, version }: Record<string, unknown>): void {
  if (format === FORMAT && version === VERSION) return
  throw new Error(`this local cloud reads version ${VERSION} of ${FORMAT}, not ${String(version)} of ${String(format)}`)
}
