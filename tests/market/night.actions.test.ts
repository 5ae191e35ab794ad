import { booking } from '../../cloudfunctions/market/booking/contract'
import type { Night } from '../../cloudfunctions/market/documents'
import { night } from '../../cloudfunctions/market/night/contract'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { nightIds, people, writeMarketWorld } from '../support/market-world'

let cloud: Cloud

beforeAll(async () => {
  cloud = await startCloud({ documents: writeMarketWorld(fridayMorning) })
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))

const list = async (cursor?: string) => {
  const reply = await cloud.call(people.resident, night.listNights, cursor === undefined ? {} : { cursor })
  if (!reply.ok) throw new Error(reply.say)
  return reply.value
}
const map = async (who: string | undefined, id = nightIds.tonight) => {
  const reply = await cloud.call(who, night.nightMap, { night: id })
  if (!reply.ok) throw new Error(reply.say)
  return reply.value
}

test('nights come next first, page by page, each once', async () => {
  const first = await list()
  expect(first.items[0]).toMatchObject({ id: nightIds.tonight, state: 'open', free: 62, total: 62 })
  expect(first.items).toHaveLength(14)
  const second = await list(first.cursor)
  expect(second.cursor).toBeUndefined()
  const dates = [...first.items, ...second.items].map(({ date }) => date)
  expect(dates).toEqual([...new Set(dates)].sort())
  expect(dates).toHaveLength(21)
})

test('past midnight the night still belongs to the date it opened on, until it ends', async () => {
  const next = async () => {
    const { today, items } = await list()
    return [today, ...items.slice(0, 2).map(({ date, state }) => `${date} ${state}`)]
  }
  await cloud.setClock(new Date('2026-11-28T01:59:00+08:00'))
  expect(await next()).toEqual(['2026-11-28', '2026-11-27 running', '2026-11-28 cancelled'])
  await cloud.setClock(new Date('2026-11-28T02:00:00+08:00'))
  expect(await next()).toEqual(['2026-11-28', '2026-11-28 cancelled', '2026-11-29 open'])
})

test('the map shows three rows of 62 stalls, and one request is enough for it', async () => {
  await cloud.resetStats()
  const { rows, me, whyNot } = await map(people.hot)
  expect((await cloud.stats())['market']?.['nightMap']).toEqual({ calls: 1, requests: 1 })
  expect(rows.map(({ row, stalls }) => [row, stalls.length])).toEqual([
    ['A', 21],
    ['B', 20],
    ['C', 21],
  ])
  expect(me).toEqual({ kinds: ['hot', 'cold'], stalls: [], waitedFor: [] })
  expect(whyNot).toBeUndefined()
})

test.each([
  ['a resident', people.resident, 'NOT_ALLOWED'],
  ['nobody', undefined, 'NOT_ALLOWED'],
  ['a vendor of another place', people.elsewhere, 'NOT_ALLOWED'],
  ['a suspended vendor', people.suspended, 'VENDOR_NOT_APPROVED'],
])('%s reads on the map why they can take no stall', async (_, who, code) => {
  const { whyNot } = await map(who)
  expect(whyNot?.code).toBe(code)
  expect(whyNot?.say).toMatch(/[\u4e00-\u9fff]/)
})

test('whoever is no vendor reads of a cancelled night that it is cancelled', async () => {
  expect((await map(people.resident, nightIds.cancelled)).whyNot?.code).toBe('NIGHT_CANCELLED')
})

test('a stall out of use is closed, and nobody counts it as free', async () => {
  const { night: summary, rows } = await map(people.hot, nightIds.withRepair)
  expect(summary).toMatchObject({ free: 61, total: 61 })
  expect(rows[0]?.stalls[1]).toMatchObject({ code: 'A02', state: 'closed' })
})

test('a night that there is not is refused', async () => {
  const reply = await cloud.call(people.hot, night.nightMap, { night: '2031-01-01-taohuajing' })
  expect(reply).toEqual({ ok: false, code: 'NO_SUCH_NIGHT', say: night.nightMap.refusals.NO_SUCH_NIGHT })
})

test('what anyone may read carries no openid and no key', async () => {
  expect(
    await cloud.call(people.hot, booking.bookStall, { night: nightIds.tonight, stall: 'A07' }, 'tap-secret-1'),
  ).toMatchObject({ ok: true })
  const seen = JSON.stringify([await map(people.resident), await list()])
  expect(seen).not.toContain(people.hot)
  expect(seen).not.toContain('tap-secret-1')
})

test('the timer plans the nights that are missing, and running it again plans none', async () => {
  const dates = async () => (await cloud.documents<Night>('market_nights')).map(({ date }) => date).sort()
  const before = await dates()
  await cloud.setClock(new Date('2026-12-01T03:10:00+08:00'))
  expect(await cloud.tick('market')).toMatchObject({
    ok: true,
    value: { planned: expect.arrayContaining(['2026-12-21-taohuajing']) as unknown },
  })
  expect(await cloud.tick('market')).toEqual({
    ok: true,
    value: {
      ...{ planned: [], tended: 0, drawsTended: 0, settled: 0, refunded: 0, asked: 0, grants: 0, papers: 0 },
      seasons: 0,
    },
  })
  const after = await dates()
  expect(after).toEqual([...new Set(after)])
  expect(after.slice(0, before.length)).toEqual(before)
  expect(after.at(-1)).toBe('2026-12-21')
})
