import { rmSync } from 'node:fs'
import path from 'node:path'
import { board, type BoardSort } from '../cloudfunctions/pledge/board/contract'
import { activity } from '../cloudfunctions/volunteer/activity/contract'
import { hours } from '../cloudfunctions/volunteer/hours/contract'
import { shift } from '../cloudfunctions/volunteer/shift/contract'
import { signUp } from '../cloudfunctions/volunteer/sign-up/contract'
import { demoOpenid } from '../cloudfunctions/shared/demo'
import { clientOf } from '../config/scripts/client'
import { startLocalCloud } from '../config/scripts/local-cloud'
import { seedDocuments, writeDocuments } from '../config/scripts/seed'
import { median } from './median'

const now = new Date('2026-11-27T10:00:00+08:00')
const near = { latitude: 28.2762, longitude: 112.9215 }
const community = 'wangcheng.yueliangdao.taohuajing'
const me = demoOpenid('volunteer', 7)
const staff = demoOpenid('staff', 1)

type Domain = 'volunteer' | 'pledge'
type Client = ReturnType<typeof clientOf>
type Page = { ok: true; value: { cursor?: string | undefined } } | { ok: false; code: string }
/** One page of a list that goes on by a cursor. */
type Read = (client: Client, cursor: string | undefined) => Promise<unknown>

const from = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor })

const boardPage =
  (sort: BoardSort, where: { community?: string; list?: 'need' } = {}): Read =>
  (client, cursor) =>
    client.call(undefined, board.board, { sort, ...where, ...from(cursor) })

/** Lists by name, of the volunteers' and of the pledges' domain. */
const lists: Readonly<Record<Domain, Readonly<Record<string, Read>>>> = {
  volunteer: {
    'listShifts, soonest': (client, cursor) => client.call(me, shift.listShifts, from(cursor)),
    'listShifts, nearest': (client, cursor) => client.call(me, shift.listShifts, { near, ...from(cursor) }),
    'listShifts, of a place and category': (client, cursor) =>
      client.call(me, shift.listShifts, { community, category: 'clean', ...from(cursor) }),
    listMyShifts: (client, cursor) => client.call(me, signUp.listMyShifts, from(cursor)),
    myHours: (client, cursor) => client.call(me, hours.myHours, from(cursor)),
    'listActivities, of a place': (client, cursor) =>
      client.call(staff, activity.listActivities, { place: community, ...from(cursor) }),
  },
  pledge: {
    'board, newest': boardPage('newest'),
    'board, due': boardPage('due'),
    'board, late': boardPage('late', { community }),
    'board, done': boardPage('done'),
    'board, needs of a place': boardPage('newest', { community, list: 'need' }),
    'board, search': (client, cursor) => client.call(undefined, board.board, { search: '楼道的灯', ...from(cursor) }),
  },
}

/** What the other domain would bring is left out: it is neither read nor written here. */
const without = { volunteer: { members: 1, pledges: 0 }, pledge: { volunteers: 1, activities: 1, shifts: 1 } }

const farPage = 200

/** Where a list goes on after so many pages, or after its last but one. */
async function cursorAfter(client: Client, read: Read, pages: number): Promise<string | undefined> {
  let cursor: string | undefined
  for (let page = 1; page < pages; page++) {
    const answer = (await read(client, cursor)) as Page
    if (!answer.ok) throw new Error(answer.code)
    if (answer.value.cursor === undefined) return cursor
    cursor = answer.value.cursor
  }
  return cursor
}

async function timeOf(client: Client, read: Read, cursor: string | undefined): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 25; round++) {
    const start = performance.now()
    await read(client, cursor)
    times.push(performance.now() - start)
  }
  return median(times.slice(5))
}

interface Measured {
  ms: number
  requests: number
}

/** The first page and a far one of each list of a domain, in a district of this scale. */
async function measure(domain: Domain, scale: number): Promise<{ pages: Map<string, Measured>; unserved: unknown[] }> {
  const documents = writeDocuments(await seedDocuments('wangcheng', now, scale, { vendors: 10, ...without[domain] }))
  const started = await startLocalCloud({ port: 0, seed: 'none', scale: 1, now, documents, timers: false })
  rmSync(path.dirname(documents), { recursive: true, force: true })
  const client = clientOf(started.url)
  try {
    const pages = new Map<string, Measured>()
    for (const [name, read] of Object.entries(lists[domain])) {
      const far = await cursorAfter(client, read, farPage)
      for (const [page, cursor] of [
        ['first page', undefined],
        ['page 200 or the last', far],
      ] as const) {
        const ms = await timeOf(client, read, cursor)
        await client.resetStats()
        await read(client, cursor)
        const requests = Object.values((await client.stats())[domain] ?? {}).reduce(
          (sum, each) => sum + each.requests,
          0,
        )
        pages.set(`${name}, ${page}`, { ms, requests })
      }
    }
    return { pages, unserved: await client.unservedQueries() }
  } finally {
    started.process.kill('SIGTERM')
  }
}

/**
 * What people look at in parts of the district and in all of it: requests, milliseconds, and the exponent by which the
 * time grows from the smallest to the largest.
 */
export async function districtOf(domain: Domain, scales: readonly [number, ...number[]]) {
  const measured: Awaited<ReturnType<typeof measure>>[] = []
  for (const scale of scales) measured.push(await measure(domain, scale))
  const [smallest, largest] = [scales[0], scales.at(-1) ?? 1]
  const rows = [...(measured.at(-1)?.pages ?? [])].map(([what, { ms, requests }]) => {
    const at = measured.map(({ pages }) => pages.get(what)?.ms ?? NaN)
    const exponent = Math.log(ms / (at[0] ?? NaN)) / Math.log(largest / smallest)
    return {
      what,
      requests,
      ...Object.fromEntries(scales.map((scale, index) => [`ms at ${String(scale)}`, at[index]?.toFixed(1)])),
      exponent: exponent.toFixed(2),
    }
  })
  return { rows, unserved: measured.flatMap(({ unserved }) => unserved) }
}
