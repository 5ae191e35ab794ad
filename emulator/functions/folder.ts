import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/** The one timer a function may have, as its config.json names it. */
export interface TimerSource {
  name: string
  /** Seven fields, in UTC+8. */
  cron: string
}

/** A function as its folder describes it. */
export interface FunctionSource {
  name: string
  entry: string
  /** Seconds an execution may take; from config.json. */
  timeout: number
  /** Megabytes an instance may use; from config.json. */
  memory: number
  timer: TimerSource | null
  /** Changes whenever index.js or config.json does; its other files are known once it is loaded. */
  version: string
}

// The platform's defaults and bounds; config.json may choose between them.
const DEFAULT_TIMEOUT_SECONDS = 3
const MAX_TIMEOUT_SECONDS = 60
const DEFAULT_MEMORY_MB = 256
const MIN_MEMORY_MB = 64
const MAX_MEMORY_MB = 3072

/** Changes whenever the file does. */
export function stamp(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false })
  return found ? `${found.mtimeMs}/${found.size}/${found.ino}` : 'absent'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readConfig(file: string, where: string): Record<string, unknown> {
  if (!existsSync(file)) return {}
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (isRecord(value)) return value
  } catch (error) {
    throw new Error(`${where}: config.json is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  throw new Error(`${where}: config.json must hold an object`)
}

/** The platform takes one trigger, and it must be a timer. */
function readTimer(triggers: unknown, where: string): TimerSource | null {
  if (triggers === undefined) return null
  if (!Array.isArray(triggers)) throw new Error(`${where}: triggers in config.json must be a list`)
  const named = triggers.map((trigger: unknown) => (isRecord(trigger) ? trigger : {}))
  if (named.length > 1) {
    const names = named.map(({ name }) => JSON.stringify(name)).join(', ')
    throw new Error(`${where}: config.json has ${named.length} triggers (${names}); the service takes one per function`)
  }
  const [trigger] = named
  if (!trigger) return null
  const { name, type, config } = trigger
  if (typeof name !== 'string' || !/^[A-Za-z][\w-]{0,59}$/.test(name)) {
    throw new Error(`${where}: the trigger in config.json needs a name of letters, digits, - and _`)
  }
  if (type !== undefined && type !== 'timer') {
    throw new Error(`${where}: trigger "${name}" has type ${JSON.stringify(type)}; the service knows "timer" only`)
  }
  if (typeof config !== 'string') throw new Error(`${where}: trigger "${name}" needs config, seven fields of cron`)
  return { name, cron: config }
}

/**
 * Reads a function from its folder at the moment of the call; null when there is none of this name.
 * Throws when its config.json says what the service would not take.
 */
export function readFunction(folder: string, name: string): FunctionSource | null {
  if (!/^[A-Za-z][\w-]*$/.test(name)) return null
  const entry = path.join(folder, name, 'index.js')
  if (!existsSync(entry)) return null
  const configFile = path.join(folder, name, 'config.json')
  const where = `function "${name}"`
  const { timeout, memorySize, triggers } = readConfig(configFile, where)
  const seconds = typeof timeout === 'number' && timeout > 0 ? timeout : DEFAULT_TIMEOUT_SECONDS
  const memory = memorySize ?? DEFAULT_MEMORY_MB
  if (!Number.isInteger(memory) || Number(memory) < MIN_MEMORY_MB || Number(memory) > MAX_MEMORY_MB) {
    throw new Error(`${where}: memorySize must be ${MIN_MEMORY_MB} to ${MAX_MEMORY_MB} (MB)`)
  }
  return {
    name,
    entry,
    timeout: Math.min(seconds, MAX_TIMEOUT_SECONDS),
    memory: Number(memory),
    timer: readTimer(triggers, where),
    version: `${stamp(entry)} ${stamp(configFile)}`,
  }
}

/** The names of all functions in a folder. */
export function listFunctions(folder: string): string[] {
  return readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'index.js')))
}
