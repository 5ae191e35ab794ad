import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type EmulatorOptions, startEmulator } from './index'
import { exportCommand, importCommand } from './transfer-command'
import { UsageError } from './usage-error'

function readNumber(name: string, text: string | undefined, max: number): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > max)
    throw new UsageError(`--${name} must be a number, not ${text}`)
  return value
}

function readList(text: string | undefined): string[] | undefined {
  return text?.split(',').map((part) => part.trim())
}

/** Reads variables from a file of JSON: names and texts. */
function readEnvironment(file: string): Record<string, string> {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new UsageError(`--env: ${file} is not JSON: ${explain(error)}`)
  }
  const entries = Object.entries(typeof value === 'object' && value !== null ? value : {})
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  if (texts.length === 0 || texts.length < entries.length)
    throw new UsageError(`--env: ${file} must map names to texts`)
  return Object.fromEntries(texts)
}

function parseCommand(args: string[]): EmulatorOptions {
  const text = { type: 'string' } as const
  const options = {
    port: text,
    data: text,
    functions: text,
    database: text,
    env: text,
    import: text,
    hosting: text,
    workers: text,
    now: text,
    'max-file-size': text,
    'file-types': text,
    push: text,
    'risky-words': text,
  }
  const flags = { 'no-timers': { type: 'boolean' } } as const
  const { values } = parseArgs({ args, options: { ...options, ...flags }, allowPositionals: false })
  for (const name of ['functions', 'database', 'env', 'import', 'hosting'] as const) {
    const file = values[name]
    if (file !== undefined && !existsSync(file)) throw new UsageError(`--${name}: ${file} does not exist`)
  }
  const { data, functions, database, import: lines, hosting } = values
  const port = readNumber('port', values.port, 65_535)
  const maxFileSize = readNumber('max-file-size', values['max-file-size'], Number.MAX_SAFE_INTEGER)
  const fileTypes = readList(values['file-types'])
  const riskyWords = readList(values['risky-words'])
  const workers = readNumber('workers', values.workers, 256)
  const now = values.now === undefined ? undefined : Date.parse(values.now)
  if (Number.isNaN(now)) throw new UsageError(`--now must be an ISO time, not ${values.now}`)
  return {
    ...(port === undefined ? {} : { port }),
    ...(now === undefined ? {} : { now }),
    timers: values['no-timers'] !== true,
    ...(workers === undefined ? {} : { workers: Math.max(1, workers) }),
    ...(maxFileSize === undefined ? {} : { maxFileSize }),
    ...(fileTypes === undefined ? {} : { fileTypes }),
    ...(riskyWords === undefined ? {} : { riskyWords }),
    ...(values.push === undefined ? {} : { push: values.push }),
    ...(data === undefined ? {} : { data }),
    ...(functions === undefined ? {} : { functions }),
    ...(database === undefined ? {} : { database }),
    ...(lines === undefined ? {} : { import: lines }),
    ...(hosting === undefined ? {} : { hosting }),
    ...(values.env === undefined ? {} : { environment: readEnvironment(values.env) }),
  }
}

function explain(error: unknown): string {
  if ((error as NodeJS.ErrnoException | null)?.code === 'EADDRINUSE') return 'the port is already in use'
  return error instanceof Error ? error.message : String(error)
}

/** A mistake in the command line, or an unknown option, is exit 2; anything that then goes wrong is exit 1. */
function exitCodeOf(error: unknown): number {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? ''
  return error instanceof UsageError || code.startsWith('ERR_PARSE_ARGS') ? 2 : 1
}

async function main(): Promise<void> {
  const [command = '', ...rest] = process.argv.slice(2)
  if (command === 'export' || command === 'import') {
    try {
      await (command === 'export' ? exportCommand(rest) : importCommand(rest))
    } catch (error) {
      process.stderr.write(`local cloud: ${explain(error)}\n`)
      process.exitCode = exitCodeOf(error)
    }
    return
  }
  await serve()
}

async function serve(): Promise<void> {
  // Functions run in UTC, and so do the database's expressions on dates.
  process.env['TZ'] = 'UTC'
  let options: EmulatorOptions
  try {
    options = parseCommand(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`local cloud: ${explain(error)}\n`)
    process.exitCode = 2
    return
  }
  try {
    const emulator = await startEmulator(options)
    let stopping = false
    const stop = () => {
      if (stopping) return
      stopping = true
      emulator.close().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`local cloud: ${explain(error)}\n`)
          process.exit(1)
        },
      )
    }
    process.on('SIGTERM', stop)
    process.on('SIGINT', stop)
    process.stdout.write(`ready ${emulator.url}\n`)
  } catch (error) {
    process.stderr.write(`local cloud: ${explain(error)}\n`)
    process.exitCode = 1
  }
}

void main()
