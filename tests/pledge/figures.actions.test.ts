import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { approval } from '../../cloudfunctions/pledge/approval/contract'
import { board } from '../../cloudfunctions/pledge/board/contract'
import type { Pledge, Tally } from '../../cloudfunctions/pledge/documents'
import { desk } from '../../cloudfunctions/pledge/desk/contract'
import { evidence } from '../../cloudfunctions/pledge/evidence/contract'
import { figures } from '../../cloudfunctions/pledge/figures/contract'
import { beads } from '../../cloudfunctions/pledge/rhythm/rules'
import { builtFunctions } from '../../config/scripts/build-functions'
import { buildBroken } from '../support/broken'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { runHere } from '../support/in-process'
import { aPledge, must, secretaries, shownOn, writePledgeWorld } from '../support/pledge-world'
import { revived } from '../support/revived'
import { stopClock } from '../support/stop-clock'
import { sheetsOf } from '../support/xlsx'

const community = 'wangcheng.yueliangdao.taohuajing'
const wangfulu = 'wangcheng.gaotangling.wangfulu'
const [secretary] = secretaries
const made = Array.from({ length: 24 }, (_, index) =>
  aPledge(`made${String(index).padStart(3, '0')}`, {
    member: `o-member-00${String(10 + (index % 10))}`,
    facts: shownOn(['2026-10-09', '2026-10-16', '2026-10-23'].slice(0, index % 4)),
    ...(index % 3 === 0 ? { place: wangfulu } : {}),
    uncounted: true as const,
  }),
)

let cloud: Cloud
beforeAll(async () => {
  cloud = await startCloud({ documents: writePledgeWorld({ pledges: made }) })
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))

const names = { kept: 'onTime', keptLate: 'late', excused: 'excused' } as const

const stored = async () => revived(await cloud.documents<Pledge>('pledges'))

/** Everything counted again, from nothing but the pledges, by place and day. */
async function recounted(): Promise<Record<string, number>> {
  const sums: Record<string, number> = {}
  const add = (key: string) => (sums[key] = (sums[key] ?? 0) + 1)
  for (const pledge of await stored())
    for (const { due, state } of beads(pledge, '0001-01-01')) {
      const ended = pledge.doneAt !== undefined && due > '2026-11-27' && state === 'ahead'
      if (state === 'paused' || ended) continue
      const at = pledge.place.split('.').map((_, index, parts) => parts.slice(0, index + 1).join('.'))
      for (const place of at) {
        add(`${place} ${due} due`)
        if (state in names) add(`${place} ${due} ${names[state as keyof typeof names]}`)
      }
    }
  return sums
}

/** What the tallies say, in the same words. */
async function counted(): Promise<Record<string, number>> {
  const lines = (await cloud.documents<Tally>('pledge_tallies')).flatMap(({ place, year, months }) =>
    Object.entries(months).flatMap(([month, days]) =>
      Object.entries(days).flatMap(([day, counts]) =>
        Object.entries(counts).map(([name, count]): [string, number] => [
          `${place} ${String(year)}-${month.slice(1)}-${day.slice(1)} ${name}`,
          count,
        ]),
      ),
    ),
  )
  return Object.fromEntries(lines.filter(([, count]) => count !== 0))
}

test('figures are what a full recount finds, whatever happened, however many runs count at once', async () => {
  stopClock(fridayMorning)
  const { tick } = await runHere(cloud.url)(path.join(builtFunctions, 'pledge/index.js'))
  await Promise.all([tick(), tick(), tick()])
  await tick()
  jest.useRealTimers()
  expect(await counted()).toEqual(await recounted())

  const [one, two, three, four] = made.slice(1).filter(({ place }) => place === community)
  const show = { pledge: one?._id ?? '', words: '灯都亮着', where: '三栋', occurrence: '2026-11-20.0' }
  const { id } = must(await cloud.call(one?.member ?? '', evidence.showPledge, show))
  const reason = '住院做了个小手术'
  const pause = { pledge: two?._id ?? '', from: '2026-12-01', until: '2026-12-20', reason }
  must(await cloud.call(secretary, approval.pausePledge, pause))
  must(await cloud.call(secretary, approval.excuseOnce, { pledge: two?._id ?? '', occurrence: '2026-11-13.0', reason }))
  must(await cloud.call(secretary, approval.endPledge, { pledge: three?._id ?? '', as: 'excused', reason }))
  const amend = {
    ...{ words: '每月一号把三栋楼道的灯看一遍', whom: '三栋' },
    rhythm: [{ kind: 'month' as const, day: 1 }],
  }
  must(await cloud.call(secretary, approval.amendPledge, { pledge: four?._id ?? '', rev: 0, ...amend, why: reason }))
  await Promise.all([cloud.tick('pledge'), cloud.tick('pledge')])
  expect(await counted()).toEqual(await recounted())
  must(await cloud.call(secretary, evidence.sendBack, { pledge: one?._id ?? '', fact: id, hint: '拍一下灯泡' }))
  await cloud.tick('pledge')
  expect(await counted()).toEqual(await recounted())
  // What a transaction that met another one left is counted by the next run.
  const left = (await cloud.documents<Pledge>('pledges')).filter(({ uncounted }) => uncounted)
  expect(left).toEqual([])
})

test('the figures of a place: up to today, by month, of each place below, in one request; they open to their pledges', async () => {
  await cloud.resetStats()
  const seen = must(await cloud.call(undefined, figures.figures, { place: 'wangcheng', year: 2026 }))
  expect((await cloud.stats())['pledge']?.['figures']).toEqual({ calls: 1, requests: 1 })
  const { due, onTime, late, excused, open } = seen.values
  expect(open).toBe(due - onTime - late - excused)
  const all = (await stored()).flatMap((pledge) =>
    beads(pledge, '0001-01-01').filter(({ due, state }) => due <= '2026-11-27' && state !== 'paused'),
  )
  expect(due).toBe(all.length)
  expect(seen.months.map(({ month }) => month)).toEqual(['2026-10', '2026-11'])
  expect(seen.below.reduce((sum, { values }) => sum + values.due, 0)).toBe(due)
  const rows = must(await cloud.call(undefined, board.board, { figure: 'excusedOnce' })).items
  expect(rows).toHaveLength(excused)
  expect(await cloud.unservedQueries()).toEqual([])
})

test('the year of a branch is a sheet: each member, the sum, each promise, in the numbers of the figures', async () => {
  const { bytes, name } = must(await cloud.call(secretary, desk.yearSheet, { branch: community, year: 2026 }))
  expect(name).toContain('2026年承诺.xlsx')
  const [members, promises] = sheetsOf(bytes)
  const here = (await stored()).filter(({ place }) => place === community)
  expect(promises?.rows).toHaveLength(here.length + 1)
  const whole = must(await cloud.call(undefined, figures.figures, { place: community, year: 2026 })).values
  const last = members?.rows.at(-1) ?? []
  const plain = last.map((cell) => (Array.isArray(cell) ? cell[0] : cell))
  expect(plain.slice(0, 2)).toEqual(['合计', here.length])
  // The figures go up to today, the sheet to the end of the year.
  expect(plain.slice(3, 6)).toEqual([whole.onTime, whole.late, whole.excused])
  expect(Number(plain[2])).toBeGreaterThanOrEqual(whole.due)
  expect(JSON.stringify(members)).not.toContain('o-member')
  expect(await cloud.call('o-member-0011', desk.yearSheet, { branch: community, year: 2026 })).toMatchObject({
    code: 'NOT_ALLOWED',
  })
})

/** The first count dies between the pledges and the tallies. */
const dies = {
  file: 'pledge/figures/counting.ts',
  from: '    for (const [id, sums] of changesOf(fresh)) {',
  to: '    if (process.env["DIED"] === undefined) {\n process.env["DIED"] = "yes"\n throw new Error("died")\n }\n    for (const [id, sums] of changesOf(fresh)) {',
}

/** Counts everything anew by a build that dies once, twice as often as it takes; whether the figures are right. */
async function rightAfterDeath(build: string): Promise<boolean> {
  const anew = (await stored()).map((pledge) => ({ ...pledge, counted: '', uncounted: true }))
  const empty = (await cloud.documents<Tally>('pledge_tallies')).map((tally) => ({ ...tally, months: {} }))
  for (const each of anew) await cloud.put('pledges', each)
  for (const each of empty) await cloud.put('pledge_tallies', each)
  delete process.env['DIED']
  const { tick } = await runHere(cloud.url)(build)
  for (let ticks = 0; ticks < 2; ticks++) await tick()
  expect(process.env['DIED']).toBe('yes')
  return isDeepStrictEqual(await counted(), await recounted())
}

test('a count that dies half way loses nothing; the same death catches a twin without a transaction', async () => {
  stopClock(fridayMorning)
  const apart = {
    file: 'shared/database.ts',
    from: 'database.runTransaction((transaction) => work(inside(transaction)))',
    to: 'work(inside(database as unknown as Transaction))',
  }
  expect(await rightAfterDeath(await buildBroken('pledge', 'counts-and-dies', [dies]))).toBe(true)
  expect(await rightAfterDeath(await buildBroken('pledge', 'counts-apart', [dies, apart]))).toBe(false)
  jest.useRealTimers()
})
