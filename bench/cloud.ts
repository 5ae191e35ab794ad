import { cpSync, createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { once } from 'node:events'
import { clientOf } from '../config/scripts/client'
import { startLocalCloud } from '../config/scripts/local-cloud'
import { printTable } from './table'

interface Timing {
  elapsed: number
  median: number
}

/** Notes of a thousand owners, as many as asked for, as lines for the local cloud's import. */
async function writeNotes(file: string, total: number): Promise<void> {
  const stream = createWriteStream(file)
  for (let number = 0; number < total; number++) {
    const document = {
      _id: `note-${String(number).padStart(8, '0')}`,
      owner: `owner-${number % 1000}`,
      at: number,
      n: 0,
      text: '写点什么。'.repeat(8),
    }
    if (!stream.write(`${JSON.stringify({ collection: 'notes', document })}\n`)) await once(stream, 'drain')
  }
  stream.end()
  await once(stream, 'finish')
}

const answer = JSON.stringify({
  requestId: 'echo',
  data: { list: [JSON.stringify({ _id: 'any', owner: 'owner-1', at: 1, n: 0, text: '写点什么。'.repeat(8) })] },
})

/** A server that answers what it is sent, or at `/answer` as a database would that does nothing: what HTTP alone costs. */
async function startEcho(): Promise<Server> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    if (!request.url?.startsWith('/answer')) request.pipe(response)
    else request.resume().on('end', () => response.end(answer))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

/** Resident memory of a process in MB, where the system tells it. */
function memoryOf(pid: number | undefined): string {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8')) ?? []
    return (Number(kilobytes) / 1024).toFixed(0)
  } catch (error) {
    return `not told here (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`
  }
}

const kindsThatGrow = ['doc.get', 'conditional update', 'first page', 'page behind a cursor'] as const

type Cloud = Awaited<ReturnType<typeof cloudWith>>

/** A cloud with `total` notes, started on data that was there before. */
async function cloudWith(total: number) {
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
  let from = 0
  /** Does `turns` pieces of work that nobody did before. */
  const run = async (action: string, turns: number, parallel: number, echoPort: number): Promise<Timing> => {
    const body = JSON.stringify({ collection: 'notes', document: 'x'.repeat(200) })
    const event = { action, turns, parallel, from: (from += turns), total, echoPort, body }
    const timing = (await clientOf(url).send('probe', undefined, event)) as unknown as Partial<Timing>
    if (timing.elapsed === undefined || timing.median === undefined) throw new Error(JSON.stringify(timing))
    return { elapsed: timing.elapsed, median: timing.median }
  }
  const stop = async () => {
    child.kill('SIGTERM')
    await once(child, 'exit')
    rmSync(folder, { recursive: true, force: true })
  }
  return { run, stop, ready, memory: () => memoryOf(child.pid) }
}

const median = (numbers: number[]): number => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN

/** Times both sizes turn by turn, so that what else the machine does falls on both alike. */
async function growth(small: Cloud, large: Cloud) {
  const rows = []
  for (const kind of kindsThatGrow) {
    const times: Record<'small' | 'large', number[]> = { small: [], large: [] }
    for (let round = 0; round < 12; round++) {
      const before = (await small.run(kind, 100, 1, 0)).median
      const after = (await large.run(kind, 100, 1, 0)).median
      // The first rounds warm both.
      if (round > 3) times.small.push(before)
      if (round > 3) times.large.push(after)
    }
    const [before, after] = [median(times.small), median(times.large)]
    const exponent = Math.log10(after / before).toFixed(2)
    rows.push({ request: kind, '100,000': before.toFixed(2), '1,000,000': after.toFixed(2), exponent })
  }
  return rows
}

/** Requests per second beside bare HTTP, sent by a plain client and by the SDK. */
async function rates(cloud: Cloud) {
  const echo = await startEcho()
  const { port } = echo.address() as AddressInfo
  const rate = async (action: string, parallel: number): Promise<number> => {
    await cloud.run(action, 500, parallel, port)
    return 2_000_000 / (await cloud.run(action, 2000, parallel, port)).elapsed
  }
  const rows = []
  for (const parallel of [1, 64]) {
    const [plain, sdk] = [await rate('echo', parallel), await rate('sdk echo', parallel)]
    const row = (what: string, own: number) => ({
      what,
      'at a time': parallel,
      'per second': own.toFixed(0),
      'of a bare echo': (own / plain).toFixed(2),
      'of an echo through the SDK': (own / sdk).toFixed(2),
    })
    rows.push(row('bare echo', plain), row('echo through the SDK', sdk))
    for (const kind of ['doc.get', 'doc.update', 'add']) rows.push(row(kind, await rate(kind, parallel)))
  }
  echo.close()
  echo.closeAllConnections()
  return rows
}

/** The local cloud with 100,000 and 1,000,000 documents, and beside bare HTTP. */
export async function benchCloud(): Promise<void> {
  const [small, large] = [await cloudWith(100_000), await cloudWith(1_000_000)]
  try {
    printTable('Median milliseconds of one request through the SDK, by number of documents', await growth(small, large))
    printTable('Requests per second of one function, with 1,000,000 documents', await rates(large))
    printTable('Start with the documents there', [
      { documents: '100,000', 'ms until ready': small.ready.toFixed(0), 'MB resident at the end': small.memory() },
      { documents: '1,000,000', 'ms until ready': large.ready.toFixed(0), 'MB resident at the end': large.memory() },
    ])
  } finally {
    await small.stop()
    await large.stop()
  }
}
