import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Clock } from './clock'
import { lockDataFolder, temporaryDataFolder } from './data-folder'
import { openDataFiles, sealDataFiles } from './data-seal'
import { parseDeclaration } from './database/catalog'
import { Database } from './database/database'
import { Faults } from './faults/faults'
import { Files } from './files/files'
import { Functions } from './functions/functions'
import { InvocationHistory } from './functions/history'
import { Invocations } from './functions/invocations'
import { createServer } from './http/server'
import { OpenApi } from './open-api/open-api'
import { importWhenNew } from './transfer'
import { Timers } from './timers/timers'
import { Records } from './records'

/** How a local cloud is started; everything is optional. */
export interface EmulatorOptions {
  /** 0 or absent: any free port. */
  port?: number
  /** Where documents are kept; absent: a temporary folder, removed at the end. */
  data?: string
  /** A folder of cloud functions; it may hold database.json. */
  functions?: string
  /** A declaration of collections and indexes, instead of the functions' database.json. */
  database?: string
  /** A file of JSON lines, loaded when the data folder is new. */
  import?: string
  /** Environment variables every function finds, as the service's console sets them. */
  environment?: Readonly<Record<string, string>>
  /** A folder of static files, served at `/`. */
  hosting?: string
  /** Processes per function; 4 when absent. */
  workers?: number
  /** Milliseconds an open transaction lives; the service's 30,000 when absent. */
  transactionLifetime?: number
  /** Bytes of one uploaded file; 50 MB when absent. */
  maxFileSize?: number
  /** Types that may be uploaded, such as `image/*`; all when absent. */
  fileTypes?: readonly string[]
  /** False: timers run by hand only. */
  timers?: boolean
  /** The emulated time to start at, in milliseconds; the machine's own when absent. */
  now?: number
  /** The function messages of WeChat are pushed into; absent: they are told to nobody. */
  push?: string
  /** Words that make a text or a medium risky, beside WeChat's own test texts. */
  riskyWords?: readonly string[]
  /** Receives what functions print; stderr when absent. */
  log?: (functionName: string, requestId: string, text: string) => void
}

/** A running local cloud. */
export interface Emulator {
  url: string
  clock: Clock
  /** Finishes what runs, flushes and stops. */
  close: () => Promise<void>
}

// What the service lets a client or a function upload as one file.
const MAX_FILE_SIZE = 50 * 1024 * 1024

function printLog(functionName: string, requestId: string, text: string): void {
  for (const line of text.replace(/\n$/, '').split('\n')) {
    process.stderr.write(`[${functionName} ${requestId}] ${line}\n`)
  }
}

async function prepareData(database: Database, options: EmulatorOptions): Promise<void> {
  const beside = options.functions === undefined ? undefined : path.join(options.functions, 'database.json')
  const file = options.database ?? (beside !== undefined && existsSync(beside) ? beside : undefined)
  if (file !== undefined)
    await database.store.collections.declare(parseDeclaration(JSON.parse(readFileSync(file, 'utf8'))))
}

/** Starts a local cloud on 127.0.0.1. Rejects when the data folder or the port is taken, or a declaration is wrong. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const folder = options.data === undefined ? temporaryDataFolder() : lockDataFolder(options.data)
  const clock = new Clock()
  clock.set(options.now ?? null)
  const invocations = new Invocations()
  const closers: (() => Promise<void> | void)[] = [folder.release]
  const close = async () => {
    for (const closer of closers.reverse()) await closer()
  }
  try {
    openDataFiles(folder.path)
    if (options.data !== undefined) closers.push(() => sealDataFiles(folder.path))
    const database = new Database(folder.path, options.transactionLifetime ?? 30_000)
    closers.push(() => database.close())
    await prepareData(database, options)
    const log = options.log ?? printLog
    const shared = { clock, history: new InvocationHistory(clock), faults: new Faults() }
    const poolOptions = {
      ...shared,
      adminUrl: '',
      environment: options.environment ?? {},
      workersPerFunction: options.workers ?? 4,
      log,
    }
    const functions = new Functions(
      options.functions ? path.resolve(options.functions) : null,
      invocations,
      poolOptions,
    )
    const records = new Records(path.join(folder.path, 'records'))
    closers.push(() => records.close())
    const limits = { maxSize: options.maxFileSize ?? MAX_FILE_SIZE, types: options.fileTypes ?? null }
    const files = await Files.open(path.join(folder.path, 'files'), records, clock, limits)
    if (options.import !== undefined) await importWhenNew({ store: database.store, records, files }, options.import)
    const openApi = new OpenApi({
      ...{ records, clock, files, functions },
      folder: options.functions === undefined ? null : path.resolve(options.functions),
      pushFunction: options.push ?? null,
      riskyWords: options.riskyWords ?? [],
    })
    const timers = new Timers(functions, clock, (name, text) => log(name, '-', text))
    timers.check()
    const hosting = options.hosting === undefined ? null : path.resolve(options.hosting)
    const app = await createServer({ ...shared, timers, database, functions, invocations, files, openApi }, hosting)
    // Functions that still run need the database, so the server goes after them.
    closers.push(
      () => app.close(),
      () => functions.close(),
      () => functions.drain(),
      () => timers.stop(),
      () => openApi.pushes.stop(),
    )
    const url = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 })
    poolOptions.adminUrl = `${url}/admin`
    if (options.timers !== false) timers.start()
    files.baseUrl = url
    openApi.pushes.start()
    return { url, clock, close }
  } catch (error) {
    await close()
    throw error
  }
}
