import { createWriteStream, existsSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { checkDataFile } from './data-check'
import { lockDataFolder } from './data-folder'
import { Database } from './database/database'
import { exportLines, importWhenNew } from './database/transfer'
import { UsageError } from './usage-error'

const text = { type: 'string' } as const
// Nobody opens a transaction here.
const NO_TRANSACTIONS = 0

async function withDatabase(folder: string, work: (database: Database) => Promise<void>): Promise<void> {
  const lock = lockDataFolder(folder)
  try {
    checkDataFile(path.join(folder, 'data.mdb'))
    const database = new Database(folder, NO_TRANSACTIONS)
    try {
      await work(database)
    } finally {
      await database.close()
    }
  } finally {
    lock.release()
  }
}

/** `export --data DIR [--to FILE]`: every document as one JSON line, to a new file or to standard output. */
export async function exportCommand(args: string[]): Promise<void> {
  const { data, to } = parseArgs({ args, options: { data: text, to: text } }).values
  if (data === undefined) throw new UsageError('export needs --data DIR')
  if (!existsSync(path.join(data, 'data.mdb'))) throw new UsageError(`--data: there is no data in ${data}`)
  if (to !== undefined && existsSync(to)) throw new UsageError(`--to: ${to} exists already`)
  await withDatabase(data, async ({ store }) => {
    const lines = Readable.from(exportLines(store))
    if (to === undefined) await pipeline(lines, process.stdout, { end: false })
    else await pipeline(lines, createWriteStream(to, { flags: 'wx' }))
  })
}

/** `import --data DIR --from FILE`: fills a new data folder with what `export` gave. */
export async function importCommand(args: string[]): Promise<void> {
  const { data, from } = parseArgs({ args, options: { data: text, from: text } }).values
  if (data === undefined || from === undefined) throw new UsageError('import needs --data DIR and --from FILE')
  if (!existsSync(from)) throw new UsageError(`--from: ${from} does not exist`)
  await withDatabase(data, async ({ store }) => {
    if (store.collections.importState === 'done' || !store.isEmpty) {
      throw new Error(`the data folder ${data} holds documents already; import takes a new one`)
    }
    await importWhenNew(store, from)
  })
}
