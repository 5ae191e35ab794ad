import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { emulatorCommand, freshEmulator } from '../../../config/scripts/build-emulator'
import type { Sdk } from './sdk'

const ROOT = path.resolve(__dirname, '../../..')
const FIXTURES = path.resolve(__dirname, '../fixtures/functions')

export interface StartOptions {
  /** Further functions: their code by name. */
  functions?: Record<string, { code: string; config?: object }>
  /** Collections and indexes, as in database.json. */
  collections?: object
  data?: string
  args?: string[]
  /** No file may grow beyond so many blocks (`ulimit -f`), which is what a full disk looks like to a program. */
  fileBlocks?: number
}

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** A temporary folder for one test file, removed at its end. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'emulator-test-'))
  folders.push(folder)
  return folder
}

/** Starts the command and waits for its first line or its end. */
export async function spawnEmulator(
  args: string[],
  fileBlocks: number | 'unlimited' = 'unlimited',
): Promise<{ child: ChildProcess; line: string; stderr: () => string }> {
  await freshEmulator()
  const command = [process.execPath, emulatorCommand, ...args]
  // The shell makes way for the command, so that a signal reaches it.
  const [file = '', ...rest] =
    fileBlocks === 'unlimited' ? command : ['sh', '-c', `ulimit -f ${fileBlocks}; exec "$0" "$@"`, ...command]
  const child = spawn(file, rest, { cwd: ROOT })
  let stderr = ''
  child.stderr.on('data', (chunk) => (stderr += String(chunk)))
  const lines = createInterface({ input: child.stdout })
  const exited = once(child, 'close').then(() => '')
  const line = await Promise.race([once(lines, 'line').then(([first]) => String(first)), exited])
  return { child, line, stderr: () => stderr }
}

/** Waits until something is so, which comes by itself a moment after what the test did; gives what it found. */
export async function eventually<T>(look: () => T | Promise<T>, isSo: (found: T) => boolean): Promise<T> {
  const end = performance.now() + 30_000
  for (;;) {
    const found = await look()
    if (isSo(found)) return found
    if (performance.now() > end) throw new Error(`it did not come to be within 30 s: ${JSON.stringify(found)}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Whether no process has this number any more. */
export function isGone(pid: number): boolean {
  try {
    return !process.kill(pid, 0)
  } catch {
    return true
  }
}

/** A local cloud in a process of its own, with the functions a test needs. */
export class LocalCloud {
  readonly url: string
  readonly folder: string
  readonly stderr: () => string
  readonly #child: ChildProcess
  #collections = 0

  private constructor(url: string, folder: string, child: ChildProcess, stderr: () => string) {
    this.url = url
    this.folder = folder
    this.#child = child
    this.stderr = stderr
  }

  static async start(options: StartOptions = {}): Promise<LocalCloud> {
    const folder = temporaryFolder()
    cpSync(FIXTURES, folder, { recursive: true })
    for (const [name, { code, config }] of Object.entries(options.functions ?? {})) {
      mkdirSync(path.join(folder, name))
      writeFileSync(path.join(folder, name, 'index.js'), code)
      if (config) writeFileSync(path.join(folder, name, 'config.json'), JSON.stringify(config))
    }
    writeFileSync(path.join(folder, 'database.json'), JSON.stringify({ collections: options.collections ?? {} }))
    const data = options.data === undefined ? [] : ['--data', options.data]
    const { child, line, stderr } = await spawnEmulator(
      ['--functions', folder, ...data, ...(options.args ?? [])],
      options.fileBlocks,
    )
    const url = /^ready (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1]
    if (url === undefined) throw new Error(`the emulator did not start: ${stderr()}`)
    return new LocalCloud(url, folder, child, stderr)
  }

  /** Posts JSON and gives status and parsed answer; to `/admin` signed, as the server SDK does, unless headers say otherwise. */
  async post(
    door: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: unknown }> {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const signature = door === '/admin' ? { authorization: 'TC3-HMAC-SHA256 Credential=local/tcb, Signature=0' } : {}
    const response = await fetch(this.url + door, { method: 'POST', body: text, headers: { ...signature, ...headers } })
    return { status: response.status, body: await response.json() }
  }

  async get(door: string): Promise<unknown> {
    return (await fetch(this.url + door)).json()
  }

  /** Calls a function as a person. */
  call(name: string, event: object, openid = 'o-someone'): Promise<{ status: number; body: unknown }> {
    return this.post(`/call/${name}`, event, { 'x-openid': openid })
  }

  /** Runs `work` and throws when it sent a query that no index serves; the error lists them. */
  async withoutUnservedQueries<T>(work: () => Promise<T>): Promise<T> {
    await this.post('/_/queries/reset', {})
    const result = await work()
    const unserved = (await this.get('/_/queries')) as object[]
    if (unserved.length > 0) throw new Error(`queries that no index serves:\n${JSON.stringify(unserved, null, 2)}`)
    return result
  }

  /** Runs code inside a cloud function, on the real SDK. It must not use anything of the test but its `input`. */
  async run<T, Input = undefined>(
    code: (sdk: Sdk, input: Input) => T | Promise<T>,
    input?: Input,
    openid = 'o-someone',
  ): Promise<T> {
    const { status, body } = await this.call('script', { action: 'run', code: code.toString(), input }, openid)
    if (status !== 200) throw new Error(JSON.stringify(body))
    return body as T
  }

  /** Waits until so many instances of the function are loaded: then calls sent together really run together. */
  async warm(instances: number): Promise<void> {
    for (let loaded = 0; loaded < instances;) {
      const processes = await Promise.all(
        Array.from({ length: instances }, () =>
          this.run(async () => {
            await new Promise((resolve) => setTimeout(resolve, 100))
            return process.pid
          }),
        ),
      )
      loaded = new Set(processes).size
    }
  }

  /** Waits until a call of this function is being executed: sent is not yet begun. */
  async running(name: string): Promise<void> {
    const records = () => this.get(`/_/invocations?function=${name}&limit=1`) as Promise<{ state: string }[]>
    await eventually(records, ([latest]) => latest?.state === 'running')
  }

  /** Creates an empty collection and gives its name. */
  async collection(documents: object[] = []): Promise<string> {
    const name = `things-${++this.#collections}`
    await this.run(
      async ({ db }, { name, documents }) => {
        await db.createCollection(name)
        if (documents.length > 0) await db.collection(name).add({ data: documents })
      },
      { name, documents },
    )
    return name
  }

  /** Ends the process with a signal and waits until it is gone. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill(signal)
      await once(this.#child, 'close')
    }
    return this.#child.exitCode
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM')
  }
}
