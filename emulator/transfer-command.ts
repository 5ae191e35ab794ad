import { createWriteStream, existsSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { Clock } from './clock'
import { lockDataFolder } from './data-folder'
import { openDataFiles, sealDataFiles } from './data-seal'
import { Database } from './database/database'
import { Files } from './files/files'
import { Records } from './records'
import { exportAll, type Holdings, importWhenNew } from './transfer'
import { UsageError } from './usage-error'

const text = { type: 'string' } as const
// Nobody opens a transaction here.
const NO_TRANSACTIONS = 0
const NO_LIMITS = { maxSize: Infinity, types: null }

async function withHoldings(folder: string, work: (holdings: Holdings) => Promise<void>): Promise<void> {
  const closers: (() => Promise<void> | void)[] = [lockDataFolder(folder).release]
  try {
    openDataFiles(folder)
    closers.push(() => sealDataFiles(folder))
    const database = new Database(folder, NO_TRANSACTIONS)
    closers.push(() => database.close())
    const records = new Records(path.join(folder, 'records'))
    closers.push(() => records.close())
    const files = await Files.open(path.join(folder, 'files'), records, new Clock(), NO_LIMITS)
    await work({ store: database.store, records, files })
  } finally {
    for (const closer of closers.reverse()) await closer()
  }
}

/** `export --data DIR [--to FILE]`: all data as JSON lines, to a new file or to standard output. */
export async function exportCommand(args: string[]): Promise<void> {
  const { data, to } = parseArgs({ args, options: { data: text, to: text } }).values
  if (data === undefined) throw new UsageError('export needs --data DIR')
  if (!existsSync(path.join(data, 'data.mdb'))) throw new UsageError(`--data: there is no data in ${data}`)
  if (to !== undefined && existsSync(to)) throw new UsageError(`--to: ${to} exists already`)
  await withHoldings(data, async (holdings) => {
    const lines = Readable.from(exportAll(holdings))
    if (to === undefined) await pipeline(lines, process.stdout, { end: false })
    else await pipeline(lines, createWriteStream(to, { flags: 'wx' }))
  })
}

/** `import --data DIR --from FILE`: fills a new data folder with what `export`, or `/_/export`, gave. */
export async function importCommand(args: string[]): Promise<void> {
  const { data, from } = parseArgs({ args, options: { data: text, from: text } }).values
  if (data === undefined || from === undefined) throw new UsageError('import needs --data DIR and --from FILE')
  if (!existsSync(from)) throw new UsageError(`--from: ${from} does not exist`)
  await withHoldings(data, async (holdings) => {
    if (await importWhenNew(holdings, from)) return
    throw new Error(`the data folder ${data} holds data already; import takes a new one`)
  })
}
