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

/** A server that answers what it is sent: what HTTP alone costs on this machine, in a process that does no more. */
async function startEcho(): Promise<Server> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    request.pipe(response)
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

interface Measured {
  start: number
  memory: string
  medians: Record<string, number>
  rates: { what: string; 'per second': string; 'of a bare echo': string }[]
}

/** Imports `total` notes, starts once more on them, and times what a function does with them. */
async function measure(total: number): Promise<Measured> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cloud-bench-'))
  const functions = path.join(folder, 'functions')
  cpSync(path.join(__dirname, 'probe'), path.join(functions, 'probe'), { recursive: true })
  const index = { name: 'owner_at', keys: { owner: 1, at: -1 }, unique: false }
  writeFileSync(path.join(functions, 'database.json'), JSON.stringify({ collections: { notes: { indexes: [index] } } }))
  const documents = path.join(folder, 'notes.jsonl')
  await writeNotes(documents, total)
  const options = { port: 0, seed: 'none', scale: 1, functions, data: path.join(folder, 'data') } as const
  const first = await startLocalCloud({ ...options, documents })
  first.process.kill('SIGTERM')
  await once(first.process, 'exit')

  const began = performance.now()
  const { url, process: child } = await startLocalCloud(options)
  const start = performance.now() - began
  const echoServer = await startEcho()
  const echoPort = (echoServer.address() as AddressInfo).port
  const run = async (action: string, turns: number, parallel: number, from = 0): Promise<Timing> => {
    const body = JSON.stringify({ collection: 'notes', document: 'x'.repeat(200) })
    const answer = await clientOf(url).send('probe', undefined, {
      action,
      turns,
      parallel,
      from,
      total,
      echoPort,
      body,
      run: `${action}-${from}`,
    })
    return answer as unknown as Timing
  }
  const medians: Record<string, number> = {}
  for (const kind of kindsThatGrow) {
    await run(kind, 100, 1)
    medians[kind] = (await run(kind, 300, 1, 1000)).median
  }
  const rate = async (action: string, parallel: number): Promise<number> => {
    await run(action, 500, parallel, 20_000)
    const { elapsed } = await run(action, 2000, parallel, 30_000)
    return 2_000_000 / elapsed
  }
  const rates: Measured['rates'] = []
  for (const parallel of [1, 64]) {
    const echo = await rate('echo', parallel)
    for (const kind of ['doc.get', 'doc.update', 'add']) {
      const own = await rate(kind, parallel)
      rates.push({
        what: `${kind}, ${parallel} at a time`,
        'per second': own.toFixed(0),
        'of a bare echo': (own / echo).toFixed(2),
      })
    }
  }
  const memory = memoryOf(child.pid)
  echoServer.close()
  echoServer.closeAllConnections()
  child.kill('SIGTERM')
  await once(child, 'exit')
  rmSync(folder, { recursive: true, force: true })
  return { start, memory, medians, rates }
}

/** The local cloud with 100,000 and 1,000,000 documents, and beside bare HTTP. */
export async function benchCloud(): Promise<void> {
  const small = await measure(100_000)
  const large = await measure(1_000_000)
  printTable(
    'Median milliseconds of one request through the SDK, by number of documents',
    kindsThatGrow.map((kind) => {
      const [before, after] = [small.medians[kind] ?? NaN, large.medians[kind] ?? NaN]
      const exponent = Math.log10(after / before).toFixed(2)
      return { request: kind, '100,000': before.toFixed(2), '1,000,000': after.toFixed(2), exponent }
    }),
  )
  printTable('Requests per second of one function, with 1,000,000 documents', large.rates)
  printTable('Start with the documents there', [
    { documents: '100,000', 'ms until ready': small.start.toFixed(0), 'MB resident at the end': small.memory },
    { documents: '1,000,000', 'ms until ready': large.start.toFixed(0), 'MB resident at the end': large.memory },
  ])
}
