import { taohuajing } from '../../cloudfunctions/market/demo'
import type { DrawRound, Market, Night, SeasonStall, Stall } from '../../cloudfunctions/market/documents'
import { drawRule, type Rule } from '../../cloudfunctions/market/draw-rule/contract'
import { draw } from '../../cloudfunctions/market/draw/contract'
import { layout } from '../../cloudfunctions/market/layout/contract'
import { schedule } from '../../cloudfunctions/market/schedule/contract'
import type { Notice } from '../../cloudfunctions/shared/documents'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { drawnStalls, drawsOf, drawTimes, hotVendor, nightWithDraw, roundOf } from '../support/draw-world'
import { everyone } from '../support/everyone'
import { aBooking } from '../support/small-night'
import { people, writeMarketWorld } from '../support/market-world'
import { wechatOf } from '../support/wechat'

/** Layouts, times and rounds that change late. */
const operator = 'o-operator-0001'
const at = (time: string) => new Date(`2026-11-${time}:00+08:00`)
const nightOf = (market: string) => `2026-11-30-${market}`
/** The number comes on the morning of the night, and may be entered until half an hour before it begins. */
const times = { ...drawTimes, closesAt: at('30T08:00'), numberAt: at('30T09:00'), revealBy: at('30T17:00') }

let cloud: Cloud
let draws: ReturnType<typeof drawsOf>

/** A night whose round is drawn late, with one booking; and its market with another layout. */
async function put(market: string, stalls: readonly Stall[]): Promise<void> {
  const night = nightWithDraw(market)
  const bookings = [aBooking(people.hot, 'A10')]
  const booked = { ...night, bookings, draw: { ...night.draw, times } }
  await cloud.put('market_nights', booked)
  const { _id, ...rest } = taohuajing
  const moved: Market = { ...rest, _id: market, plannedTo: '2026-12-31', layout: { version: 2, stalls: [...stalls] } }
  await cloud.put('markets', moved)
}
const drawn = taohuajing.layout.stalls.map((stall): Stall =>
  drawnStalls.includes(stall.code) ? { ...stall, mode: 'draw' } : stall,
)
const without = (code: string) => drawn.filter((stall) => stall.code !== code)
const crashes = [2, 3, 5]
const crashed = (request: number) => `crash${'x'.repeat(request)}`

beforeAll(async () => {
  cloud = await startCloud({ documents: writeMarketWorld(fridayMorning, everyone()) })
  draws = drawsOf(cloud)
  for (const market of ['open', 'frozen', ...crashes.map(crashed)]) await put(market, without('A01'))
  await cloud.tick('market')
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))

const rule: Rule = {
  opensDaysBefore: 6,
  opensAt: 600,
  closesDaysBefore: 1,
  closesAt: 1200,
  numberDaysBefore: 1,
  numberAt: 1275,
  revealDaysBefore: 0,
  revealAt: 720,
  source: '福彩3D 开奖号码',
  bonusMax: 20,
}
const read = async () => {
  const found = await cloud.call(operator, drawRule.readDrawRule, { market: 'taohuajing' })
  if (!found.ok) throw new Error(found.code)
  return found.value
}

test('a market’s rule for draws is changed onto the one that was read, counts for nights not planned yet, and may end', async () => {
  const market = 'taohuajing'
  const save = (from: number, change: Partial<Rule> = {}, key?: string) =>
    cloud.call(operator, drawRule.saveDrawRule, { market, from, ...rule, ...change }, key)
  expect(await read()).toMatchObject({ version: 1, appliesFrom: '2026-12-18', startsAt: 1050 })
  expect(await save(1, { closesAt: 1261 })).toMatchObject({ code: 'FREEZE_TOO_LATE' })
  await cloud.resetStats()
  const saved = await save(1, {}, 'tap-rule-00001')
  expect(saved).toEqual({ ok: true, value: { version: 2, appliesFrom: '2026-12-18' } })
  // One counts the tries.
  expect((await cloud.stats())['market']).toEqual({ saveDrawRule: { calls: 1, requests: 3 } })
  expect(await save(1, {}, 'tap-rule-00001')).toEqual(saved)
  expect(await save(1)).toMatchObject({ code: 'DRAW_MOVED_ON' })
  expect((await read()).rule).toEqual(rule)
  const stored = (await cloud.documents<Market>('markets')).find(({ _id }) => _id === market)
  if (!stored) throw new Error('no market')
  const withDraws: Market = { ...stored, layout: { version: 3, stalls: drawn } }
  await cloud.put('markets', withDraws)
  await cloud.setClock(new Date('2026-11-28T03:00:00+08:00'))
  await cloud.tick('market')
  const planned = (await cloud.documents<Night>('market_nights')).find(({ _id }) => _id === '2026-12-18-taohuajing')
  expect(planned?.draw).toMatchObject({
    bonusMax: 20,
    round: 1,
    times: { revealBy: { $date: '2026-12-18T04:00:00.000Z' } },
  })
  const stop = () => cloud.call(operator, drawRule.stopDraws, { market, from: 2 }, 'tap-stop-00001')
  expect(await stop()).toMatchObject({ ok: true, value: { version: 3 } })
  expect(await stop()).toMatchObject({ ok: true, value: { version: 3 } })
  expect(await read()).not.toHaveProperty('rule')
})

const usual = { closesAt: 1440, cancelBy: 900, startsAt: 1050, occupyBy: 1110, endsAt: 1500 }
const change = (market: string, input: Partial<typeof usual>, key?: string) =>
  cloud.call(operator, schedule.changeTimes, { night: nightOf(market), ...usual, ...input }, key)
const early = { startsAt: 960, cancelBy: 930, occupyBy: 1020 }
const told = async (market: string) =>
  (await cloud.documents<Notice>('notices')).filter(
    ({ opens, title }) => opens?.endsWith(nightOf(market)) === true && title.includes('时间改了'),
  )
/** Instants as they are stored. */
const as = (...instants: Date[]) => instants.map((instant) => ({ $date: instant.toISOString() }))
const revealBy = async (market: string) => {
  const round = await draws.round(market)
  const night = await draws.night(market)
  return [round.times.revealBy, night.draw?.times.revealBy, night.startsAt]
}
const all = as(at('30T16:00'), at('30T16:00'), at('30T16:00'))

test('a night with a draw begins sooner: the round is over by then, its window and number stay', async () => {
  expect(await change('open', { startsAt: 560, cancelBy: 560 })).toMatchObject({ code: 'DRAW_AFTER_START' })
  await cloud.resetStats()
  const done = await change('open', early, 'tap-early-0001')
  expect(done).toMatchObject({ ok: true, value: { startsAt: at('30T16:00').toISOString() } })
  // The load, the round, the night; and three more to tell the one who has a stall.
  expect((await cloud.stats())['market']).toEqual({ changeTimes: { calls: 1, requests: 6 } })
  expect(await revealBy('open')).toEqual(all)
  const { closesAt, numberAt } = (await draws.round('open')).times
  expect([closesAt, numberAt]).toEqual(as(times.closesAt, times.numberAt))
  expect(await change('open', early, 'tap-early-0001')).toEqual(done)
  // Later again: what was said of the draw holds. And what nobody with a stall goes by is told to nobody.
  expect(await change('open', { ...early, closesAt: 1380 })).toMatchObject({ ok: true })
  expect((await told('open')).map(({ to }) => to)).toEqual([people.hot])
})

test.each(crashes)(
  'a crash at request %i of changing times: after the repeat all is as if it came once',
  async (request) => {
    const market = crashed(request)
    // A tap is one night's alone: notices are known by its key.
    const key = `tap-crash-000${String(request)}`
    const wechat = wechatOf(cloud)
    const when = request % 2 === 0 ? 'before' : 'after'
    await wechat.plan({ kind: 'crash', function: 'market', action: 'changeTimes', at: request, when, times: 1 })
    await change(market, early, key)
    await wechat.forgetFaults()
    expect(await change(market, early, key)).toMatchObject({ ok: true })
    await cloud.tick('market')
    expect(await revealBy(market)).toEqual(all)
    expect((await told(market)).map(({ to }) => to)).toEqual([people.hot])
    expect((await draws.night(market)).changes).toHaveLength(1)
  },
)

const take = (market: string) => cloud.call(operator, layout.takeLayout, { night: nightOf(market) })
const who = hotVendor(4)

test('while people enter for a stall no layout takes it away; the refusal names it', async () => {
  expect(await draws.enter(who, roundOf('open'), ['A01'])).toMatchObject({ ok: true })
  expect(await draws.enter(who, roundOf('frozen'), ['A02'])).toMatchObject({ ok: true })
  expect(await take('open')).toEqual({
    ok: false,
    code: 'LAYOUT_COLLIDES',
    say: 'A01（摇号报名）挡着，先办好这些，再换布局',
  })
  await cloud.resetStats()
  const listed = await cloud.call(operator, layout.listLayoutNights, { market: 'open' })
  expect(listed).toMatchObject({ value: { items: [{ collisions: [{ stall: 'A01', why: 'wished' }] }] } })
  expect((await cloud.stats())['market']).toEqual({ listLayoutNights: { calls: 1, requests: 3 } })
  expect(await cloud.call(who, draw.withdrawDraw, { round: roundOf('open') })).toMatchObject({ ok: true })
  await cloud.resetStats()
  expect(await take('open')).toMatchObject({ ok: true })
  expect((await cloud.stats())['market']).toEqual({ takeLayout: { calls: 1, requests: 2 } })
})

test('once the list is frozen neither its stalls nor the time of its draw change any more', async () => {
  await cloud.setClock(at('30T08:00'))
  await cloud.tick('market')
  expect((await draws.round('frozen')).state).toBe('frozen')
  expect(await take('frozen')).toMatchObject({
    code: 'LAYOUT_COLLIDES',
    say: expect.stringContaining('A01（摇号名单）') as string,
  })
  expect(await change('frozen', early)).toMatchObject({ code: 'DRAW_FROZEN' })
  expect(await change('frozen', { startsAt: 1080, occupyBy: 1140, cancelBy: 960 })).toMatchObject({ ok: true })
  await cloud.setClock(at('30T10:00'))
  expect(await draws.reveal(roundOf('frozen'))).toMatchObject({ ok: true, value: { state: 'drawn' } })
  const { bookings } = await draws.night('frozen')
  const won = bookings.find(({ vendor }) => vendor === who)
  expect(won?.stall).toBe('A02')
  // What was drawn for is picked from now on, also under a layout that draws for it.
  expect(await take('frozen')).toMatchObject({ ok: true })
  const { stalls, draw: kept } = await draws.night('frozen')
  expect([stalls.some(({ mode }) => mode === 'draw'), kept?.over]).toEqual([false, true])
})

test('a stall that is somebody’s for the season is not taken from them by a layout', async () => {
  const season: SeasonStall = {
    _id: 'taohuajing-A04',
    market: 'taohuajing',
    stall: 'A04',
    rights: [
      {
        vendor: people.otherHot,
        shop: 'shop000014',
        from: '2026-11-01',
        until: '2026-12-31',
        by: 'actor',
        at: fridayMorning,
        key: 'season-0001',
      },
    ],
  }
  await cloud.put('market_seasons', season)
  const night = (await cloud.documents<Night>('market_nights')).find(({ _id }) => _id === '2026-12-05-taohuajing')
  if (!night) throw new Error('no such night')
  const stalls = night.stalls.map((stall): Stall => (stall.code === 'A04' ? { ...stall, mode: 'fixed' } : stall))
  const fixed: Night = { ...night, layoutVersion: 9, stalls }
  await cloud.put('market_nights', fixed)
  expect(await cloud.call(operator, layout.takeLayout, { night: night._id })).toMatchObject({
    code: 'LAYOUT_COLLIDES',
    say: 'A04（固定摊）挡着，先办好这些，再换布局',
  })
})

test('every query is served by an index', async () => {
  expect(await cloud.unservedQueries()).toEqual([])
  const rounds = await cloud.documents<DrawRound>('market_draws')
  expect(rounds.length).toBeGreaterThan(0)
})
