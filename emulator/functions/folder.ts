import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/** A function as its folder describes it. */
export interface FunctionSource {
  name: string
  entry: string
  /** Seconds an execution may take; from config.json. */
  timeout: number
  /** The name of its timer, when config.json has one. */
  triggerName: string | null
  /** Changes whenever index.js or config.json does. */
  version: string
}

// The platform's default; config.json may say up to 60.
const DEFAULT_TIMEOUT_SECONDS = 3
const MAX_TIMEOUT_SECONDS = 60

interface FunctionConfig {
  timeout?: unknown
  triggers?: { name?: unknown }[]
}

function stamp(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false })
  return found ? `${found.mtimeMs}/${found.size}/${found.ino}` : 'absent'
}

/** Reads a function from its folder at the moment of the call; null when there is none of this name. */
export function readFunction(folder: string, name: string): FunctionSource | null {
  if (!/^[A-Za-z][\w-]*$/.test(name)) return null
  const entry = path.join(folder, name, 'index.js')
  if (!existsSync(entry)) return null
  const configFile = path.join(folder, name, 'config.json')
  const config = existsSync(configFile) ? (JSON.parse(readFileSync(configFile, 'utf8')) as FunctionConfig) : {}
  const timeout = typeof config.timeout === 'number' && config.timeout > 0 ? config.timeout : DEFAULT_TIMEOUT_SECONDS
  const triggerName = config.triggers?.[0]?.name
  return {
    name,
    entry,
    timeout: Math.min(timeout, MAX_TIMEOUT_SECONDS),
    triggerName: typeof triggerName === 'string' ? triggerName : null,
    version: `${stamp(entry)} ${stamp(configFile)}`,
  }
}

/** The names of all functions in a folder. */
export function listFunctions(folder: string): string[] {
  return readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'index.js')))
}
