import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { emulatorCommand, freshEmulator } from './build-emulator'
import { builtFunctions } from './build-functions'
import { freshFunctions } from './builds'
import { root } from './domains'
import { seedDocuments, writeDocuments, type Seed } from './seed'

export interface CloudOptions {
  /** 0 for any free one. */
  port: number
  /** Where documents are kept; absent: a folder that ends with the process. */
  data?: string
  seed: Seed
  scale: number
  /** A file of documents instead of a seed, as `writeDocuments` writes it. */
  documents?: string
  /** A folder of cloud functions instead of ours. Where it declares no collections, a seed brings ours along. */
  functions?: string
  /** The function that takes what WeChat pushes; of our functions it is known. */
  push?: string
  /** The instant that the cloud starts at; absent: the real one. */
  now?: Date
  /** A folder of pages to serve at `/`. */
  hosting?: string
  /** Whether timers run by themselves when their time comes; absent: they do. */
  timers?: boolean
  /** Variables that the console would set besides; of a folder that has some already they stay. */
  variables?: Record<string, string>
  /** Keeps what functions log to itself, to be asked for. */
  quiet?: boolean
}

interface LocalCloud {
  url: string
  process: ChildProcess
  /** What was logged so far, when it is quiet. */
  log: () => string
}

/**
 * Starts the local cloud with our functions, their declarations and demo data: as a process, never imported, because it
 * is a product of its own.
 */
export async function startLocalCloud(options: CloudOptions): Promise<LocalCloud> {
  const { port, data, seed, scale, documents, functions, now, hosting, timers = true } = options
  const { push = functions === undefined ? 'member' : undefined } = options
  await Promise.all([freshEmulator(), freshFunctions()])
  const ownDeclaration = functions !== undefined && existsSync(path.join(functions, 'database.json'))
  const file =
    seed === 'none' || documents !== undefined
      ? documents
      : writeDocuments(await seedDocuments(seed, now ?? new Date(), scale))
  const environment = environmentFile(data, options.variables)
  const flags = {
    port: String(port),
    functions: functions === undefined ? builtFunctions : path.resolve(functions),
    env: environment,
    ...(push === undefined ? {} : { push }),
    ...(file === undefined || ownDeclaration ? {} : { database: path.join(builtFunctions, 'database.json') }),
    ...(data === undefined ? {} : { data: path.resolve(data) }),
    ...(file === undefined ? {} : { import: file }),
    ...(hosting === undefined ? {} : { hosting }),
    ...(now === undefined ? {} : { now: now.toISOString() }),
  }
  const child = spawn(
    process.execPath,
    [
      emulatorCommand,
      ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]),
      ...(timers ? [] : ['--no-timers']),
    ],
    { stdio: ['ignore', 'pipe', options.quiet === true ? 'pipe' : 'inherit'], cwd: root },
  )
  let log = ''
  child.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString()))
  const url = await readyLine(child, () => log)
  if (data === undefined) rmSync(path.dirname(environment), { recursive: true, force: true })
  if (file !== undefined && file !== documents) rmSync(path.dirname(file), { recursive: true, force: true })
  return { url, process: child, log: () => log }
}

/**
 * The variables that WeChat's console would set, made up at the first start and kept beside the data: the key that
 * phone numbers are sealed with.
 */
function environmentFile(data: string | undefined, more: Record<string, string> = {}): string {
  const folder = data === undefined ? mkdtempSync(path.join(tmpdir(), 'yanhuo-env-')) : path.resolve(data)
  const file = path.join(folder, 'environment.json')
  if (existsSync(file)) return file
  mkdirSync(folder, { recursive: true })
  const variables = { SEAL_KEY: randomBytes(32).toString('base64'), ...more }
  writeFileSync(file, `${JSON.stringify(variables, null, 2)}\n`, { mode: 0o600 })
  return file
}

/** The address in the line that the local cloud prints when it accepts requests. */
const readyLine = (child: ChildProcess, log: () => string): Promise<string> =>
  new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      const [, url] = /^ready (\S+)/m.exec(chunk.toString()) ?? []
      if (url !== undefined) resolve(url)
    })
    child.once('exit', (code) =>
      reject(new Error(`the local cloud ended before it was ready (exit ${String(code)})\n${log()}`)),
    )
  })

/** Lets the local cloud end with this process, and this process with it. */
export function tieTogether(child: ChildProcess): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 0))
}

/** Runs the local cloud's own command that writes a data folder's documents as JSON lines, or fills a new one with them. */
export async function transfer(command: 'export' | 'import', args: readonly string[]): Promise<void> {
  await freshEmulator()
  const child = spawn(process.execPath, [emulatorCommand, command, ...args], {
    stdio: 'inherit',
    cwd: root,
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  process.exitCode = code ?? 1
}
