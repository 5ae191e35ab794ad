import { rmSync } from 'node:fs'
import path from 'node:path'
import { clientOf } from '../config/scripts/client'
import { startLocalCloud } from '../config/scripts/local-cloud'
import { writeDocuments } from '../config/scripts/seed'
import { median } from './median'
import { looks, now, yearWorld } from './year-world'

type Client = ReturnType<typeof clientOf>

interface Cloud {
  client: Client
  events: number
  stop: () => void
}

async function cloudOf(days: number): Promise<Cloud> {
  const { documents, events } = await yearWorld(days)
  const file = writeDocuments(documents)
  const started = await startLocalCloud({ port: 0, seed: 'none', scale: 1, now, documents: file, timers: false })
  rmSync(path.dirname(file), { recursive: true, force: true })
  return { client: clientOf(started.url), events, stop: () => started.process.kill('SIGTERM') }
}

async function timed(call: Promise<{ ok: boolean }>): Promise<number> {
  const start = performance.now()
  const reply = await call
  if (!reply.ok) throw new Error(`the bench was refused: ${JSON.stringify(reply)}`)
  return performance.now() - start
}

const rounds = 24
const warm = 6
const [month, year] = [31, 365]

/** Times both turn by turn, so that what else the machine does falls on both alike. */
async function compare(small: Cloud, large: Cloud) {
  const rows = []
  for (const [action, look] of Object.entries(looks)) {
    const times: [number[], number[]] = [[], []]
    await large.client.resetStats()
    for (let round = 0; round < rounds; round++)
      for (const [index, { client }] of [small, large].entries()) {
        const time = await timed(look(client))
        if (round >= warm) times[index]?.push(time)
      }
    const { calls = 1, requests = 0 } = (await large.client.stats())['market']?.[action] ?? {}
    const [before, after] = [median(times[0]), median(times[1])]
    rows.push({
      action,
      'requests per call': requests / calls,
      'a month, ms': before.toFixed(1),
      'a year, ms': after.toFixed(1),
      exponent: (Math.log(after / before) / Math.log(year / month)).toFixed(2),
    })
  }
  return rows
}

/** What people look at, with a month and with a year of three markets' nights behind it. */
export async function yearOfNights() {
  const start = performance.now()
  const small = await cloudOf(month)
  const large = await cloudOf(year)
  try {
    const ready = ((performance.now() - start) / 1000).toFixed(0)
    const rows = await compare(small, large)
    const unserved = (await Promise.all([small, large].map(({ client }) => client.unservedQueries()))).flat()
    const title = `Three markets, ${year} nights each against ${month}: ${large.events} events against ${small.events} (both there after ${ready} s); queries without an index: ${unserved.length}`
    return { title, rows, unserved }
  } finally {
    small.stop()
    large.stop()
  }
}
