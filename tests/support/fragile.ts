import { once } from 'node:events'
import { Agent, createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Requests of the SDK after which the world is as it was. */
const looks = /^\{.*"action":"database\.(getDocument|calculateDocument|aggregateDocuments)"/s

/** Stands between functions of this process and a local cloud, and can let them die after the k-th request that changed something. */
export interface Fragile {
  url: string
  /** Runs something; how many of its requests may have changed the world. */
  changesOf: (act: () => Promise<unknown>) => Promise<number>
  /**
   * Runs something that never hears of its k-th changing request, though it was carried out, and does nothing any more:
   * as when its process ends there. Says whether it came that far.
   */
  dieAfter: (k: number, act: () => Promise<unknown>) => Promise<boolean>
  stop: () => Promise<void>
}

async function bodyOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

export async function startFragile(cloudUrl: string): Promise<Fragile> {
  const agent = new Agent({ keepAlive: true })
  let changes = 0
  let last = Infinity
  let dead = false
  let died: () => void = () => undefined

  // A connection that breaks off would tell the function as much, but leaves the SDK's warning timer running for 3 s.
  const silence = (to: ServerResponse) => void to.writeHead(500).end()

  async function pass(from: IncomingMessage, to: ServerResponse): Promise<void> {
    const body = await bodyOf(from)
    if (dead) return silence(to)
    const through = ask(`${cloudUrl}${from.url ?? ''}`, { method: from.method, headers: from.headers, agent })
    through.end(body)
    const [answer] = (await once(through, 'response')) as [IncomingMessage]
    const said = await bodyOf(answer)
    if (!looks.test(body.toString())) changes += 1
    if (changes >= last) {
      dead = true
      died()
    }
    if (dead) return silence(to)
    to.writeHead(answer.statusCode ?? 500, answer.headers).end(said)
  }
  const server = createServer((from, to) => void pass(from, to).catch(() => to.destroy()))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    changesOf: async (act) => {
      changes = 0
      await act()
      return changes
    },
    dieAfter: async (k, act) => {
      ;[changes, last] = [0, k]
      const death = new Promise<void>((resolve) => (died = resolve))
      // What it still tries after its death reaches nobody; it is waited for, so that nothing of it comes later.
      const end = act()
      await Promise.race([death, end])
      await end
      const came = dead
      ;[last, dead] = [Infinity, false]
      return came
    },
    stop: async () => {
      agent.destroy()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
