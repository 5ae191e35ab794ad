import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { once } from 'node:events'
import { open } from 'lmdb'
import { median } from './median'
import { noteOf } from './notes'

const answer = JSON.stringify({ requestId: 'echo', data: { list: [JSON.stringify(noteOf(1))] } })

/** A server that answers what it is sent, or at `/answer` as a database would that does nothing: what HTTP alone costs. */
export async function startEcho() {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    if (!request.url?.startsWith('/answer')) request.pipe(response)
    else request.resume().on('end', () => response.end(answer))
  })
  // Connections wait for the next round, longer than Node's 5 seconds.
  server.keepAliveTimeout = 120_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = () => {
    server.close()
    server.closeAllConnections()
  }
  return { port: (server.address() as AddressInfo).port, stop }
}

/**
 * Raw group commit: the local cloud's storage engine and nothing else. Each writer puts a note and waits until it is on
 * the disk; what waits together is flushed together. One alone makes a commit of its own in this thread, the fastest way.
 */
export async function openRawStore(folder: string, total: number) {
  const store = open<string, string>({ path: folder, encoding: 'string', overlappingSync: false })
  const put = (number: number, n: number) => store.put(noteOf(number)._id, JSON.stringify({ ...noteOf(number), n }))
  const putAlone = (number: number, n: number) =>
    store.transactionSync(() => store.putSync(noteOf(number)._id, JSON.stringify({ ...noteOf(number), n })))
  await store.batch(() => {
    for (let number = 0; number < total; number++) void put(number, 0)
  })
  let next = 0
  const run = async (turns: number, parallel: number) => {
    const times: number[] = []
    const end = next + turns
    const writer = async () => {
      for (let turn = next++; turn < end; turn = next++) {
        const start = performance.now()
        if (parallel === 1) putAlone((turn * 7919) % total, turn + 1)
        else await put((turn * 7919) % total, turn + 1)
        times.push(performance.now() - start)
      }
    }
    const start = performance.now()
    await Promise.all(Array.from({ length: parallel }, writer))
    next = end
    return { rate: (turns * 1000) / (performance.now() - start), median: median(times) }
  }
  return { run, stop: () => store.close() }
}

/** Makes as much durable as a small commit writes (six pages), again and again. */
export function timeFlushes(folder: string) {
  const file = openSync(path.join(folder, 'flushed'), 'w')
  const pages = Buffer.alloc(6 * 4096, 1)
  const times: number[] = []
  for (let turn = 0; turn < 300; turn++) {
    writeSync(file, pages, 0, pages.length, (turn % 100) * pages.length)
    const start = performance.now()
    fdatasyncSync(file)
    // The first ones make the file grow.
    if (turn >= 100) times.push(performance.now() - start)
  }
  closeSync(file)
  const milliseconds = median(times)
  return { rate: 1000 / milliseconds, median: milliseconds }
}
