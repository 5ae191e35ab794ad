import { cpSync, createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { clientOf } from '../config/scripts/client'
import { startLocalCloud } from '../config/scripts/local-cloud'
import { noteOf } from './notes'

/** What a piece of work took: all of it, and the median of one request, in milliseconds. */
interface Timing {
  elapsed: number
  median: number
}

/** What the probe is to do. */
interface Work {
  action: string
  turns: number
  /** How many requests at a time. */
  parallel: number
  /** Where the server is that only echoes. */
  echoPort?: number
}

/** As many notes as asked for, as lines for the local cloud's import. */
async function writeNotes(file: string, total: number): Promise<void> {
  const stream = createWriteStream(file)
  for (let number = 0; number < total; number++) {
    const line = JSON.stringify({ collection: 'notes', document: noteOf(number) })
    if (!stream.write(`${line}\n`)) await once(stream, 'drain')
  }
  stream.end()
  await once(stream, 'finish')
}

/** Memory of a process in MB, where the system tells it: its own, and pages of files that the system may take back. */
function memoryOf(pid: number | undefined): { resident: string; own: string; file: string } {
  try {
    const text = readFileSync(`/proc/${String(pid)}/smaps_rollup`, 'utf8')
    const read = (name: string) => {
      const [, kilobytes] = new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text) ?? []
      return (Number(kilobytes) / 1024).toFixed(0)
    }
    return { resident: read('Rss'), own: read('Pss_Anon'), file: read('Pss_File') }
  } catch (error) {
    const unknown = `not told here (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`
    return { resident: unknown, own: unknown, file: unknown }
  }
}

/** A local cloud whose function times requests. */
export type Cloud = Awaited<ReturnType<typeof cloudWith>>

/** A cloud with `total` notes, started on data that was there before. */
export async function cloudWith(total: number) {
  const folder = mkdtempSync(path.join(tmpdir(), 'cloud-bench-'))
  const functions = path.join(folder, 'functions')
  cpSync(path.join(__dirname, 'probe'), path.join(functions, 'probe'), { recursive: true })
  const index = { name: 'owner_at', keys: { owner: 1, at: -1 }, unique: false }
  writeFileSync(path.join(functions, 'database.json'), JSON.stringify({ collections: { notes: { indexes: [index] } } }))
  const documents = path.join(folder, 'notes.jsonl')
  await writeNotes(documents, total)
  const options = { port: 0, seed: 'none', scale: 1, functions, data: path.join(folder, 'data') } as const
  const importing = await startLocalCloud({ ...options, documents })
  importing.process.kill('SIGTERM')
  await once(importing.process, 'exit')

  const began = performance.now()
  const { url, process: child } = await startLocalCloud(options)
  const ready = performance.now() - began
  const memoryAtStart = memoryOf(child.pid)
  let from = 0
  /** Does pieces of work that nobody did before. */
  const run = async (work: Work): Promise<Timing> => {
    const body = JSON.stringify({ collection: 'notes', document: 'x'.repeat(200) })
    const event = { ...work, from, total, body }
    from += work.turns
    const timing = (await clientOf(url).send('probe', undefined, event)) as unknown as Partial<Timing>
    if (timing.elapsed === undefined || timing.median === undefined) throw new Error(JSON.stringify(timing))
    return { elapsed: timing.elapsed, median: timing.median }
  }
  const stop = async () => {
    child.kill('SIGTERM')
    await once(child, 'exit')
    rmSync(folder, { recursive: true, force: true })
  }
  return { run, stop, ready, folder, memoryAtStart, memory: () => memoryOf(child.pid) }
}
