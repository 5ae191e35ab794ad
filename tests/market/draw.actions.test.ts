import { draw } from '../../cloudfunctions/market/draw/contract'
import { misfitsOf } from '../../cloudfunctions/market/draw/check.rules'
import { commitmentOf } from '../../cloudfunctions/market/draw/lot.rules'
import { booking } from '../../cloudfunctions/market/booking/contract'
import type { Vendor } from '../../cloudfunctions/market/documents'
import { schedule } from '../../cloudfunctions/market/schedule/contract'
import { swap } from '../../cloudfunctions/market/swap/contract'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { auditor, drawnStalls, drawnWrongs, drawsOf, drawTimes, hotVendor, roundOf } from '../support/draw-world'
import { everyone, holderOf } from '../support/everyone'
import { people, writeMarketWorld } from '../support/market-world'

let cloud: Cloud
let draws: ReturnType<typeof drawsOf>

beforeAll(async () => {
  cloud = await startCloud({ documents: writeMarketWorld(fridayMorning, everyone()) })
  draws = drawsOf(cloud)
  await draws.begin('main', 'race', 'late', 'again', 'empty', 'pairs', 'rain', 'storm')
  for (const market of ['race', 'late', 'again', 'rain', 'storm'])
    await Promise.all([0, 1, 2, 4, 5, 6].map((index) => draws.enter(hotVendor(index), roundOf(market))))
})
afterAll(() => cloud.stop())

const main = roundOf('main')
const withdraw = (who: string, key?: string) => cloud.call(who, draw.withdrawDraw, { round: main }, key)
const show = async (who: string | undefined, night = '2026-11-30-main') => {
  const shown = await cloud.call(who, draw.showDraw, { night })
  if (!shown.ok) throw new Error(shown.code)
  return shown.value
}
const later = (instant: Date, ms: number) => new Date(+instant + ms)

test('the timer opens a round: the commitment is public, the secret stands nowhere', async () => {
  const { rounds, stalls } = await show(undefined)
  expect(rounds).toMatchObject([
    { id: main, number: 1, state: 'open', source: '福彩3D 开奖号码（2026年11月28日 周六）' },
  ])
  expect(rounds[0]?.commitment).toMatch(/^[0-9a-f]{64}$/)
  expect(stalls.map(({ code }) => code)).toEqual(drawnStalls)
  const before = await draws.round('main')
  await cloud.tick('market')
  expect(await draws.round('main')).toEqual(before)
})

test('somebody takes part, changes their mind, leaves and comes back; a late repeat of a tap changes nothing', async () => {
  await cloud.resetStats()
  const first = await draws.enter(people.hot, main, ['A01'], 'enter-0001')
  expect(first).toMatchObject({ ok: true, value: { entrants: 1 } })
  expect((await cloud.stats())['market']).toEqual({ enterDraw: { calls: 1, requests: 2 } })
  expect(await draws.enter(people.hot, main, ['A02', 'A03'], 'enter-0002')).toMatchObject({ ok: true })
  expect(await draws.enter(people.hot, main, ['A01'], 'enter-0001')).toMatchObject({ ok: true })
  expect((await show(people.hot)).me?.entry).toEqual({ choices: ['A02', 'A03'] })
  expect(await withdraw(people.hot, 'leave-0001')).toMatchObject({ ok: true, value: { entrants: 0 } })
  expect(await draws.enter(people.hot, main, ['A01'], 'enter-0001')).toMatchObject({ value: { entrants: 0 } })
  expect(await withdraw(people.hot)).toMatchObject({ code: 'NOT_ENTERED' })
  expect(await draws.enter(people.hot, main, ['A01', 'A02'], 'enter-0003')).toMatchObject({ value: { entrants: 1 } })
  expect(await withdraw(people.hot, 'leave-0001')).toMatchObject({ value: { entrants: 1 } })
  expect((await show(people.hot)).me?.entry).toEqual({ choices: ['A01', 'A02'] })
  expect((await show(people.otherHot)).me).not.toHaveProperty('entry')
})

test.each<[string, string, string[], string | undefined, string]>([
  ['a stall that is not drawn for', people.otherHot, ['A01', 'A04'], undefined, 'NO_SUCH_STALL'],
  ['a stall of another kind', people.craft, ['A01'], undefined, 'KIND_MISMATCH'],
  ['beside oneself', people.otherHot, ['A01'], 'shop000014', 'PAIR_SELF'],
  ['beside nobody', people.otherHot, ['A01'], 'shop-nowhere', 'PAIR_UNKNOWN'],
  ['without a profile', people.withoutProfile, ['A01'], undefined, 'VENDOR_NOT_APPROVED'],
  ['with papers that end before that night', people.lapsing, ['A01'], undefined, 'PAPERS_EXPIRED'],
  ['in a pause that lasts beyond it', people.paused, ['A01'], undefined, 'VENDOR_PAUSED'],
  ['suspended', people.suspended, ['A01'], undefined, 'VENDOR_NOT_APPROVED'],
  ['the same stall twice', people.otherHot, ['A01', 'A01'], undefined, 'BAD_INPUT'],
  ['without a wish', people.otherHot, [], undefined, 'BAD_INPUT'],
])('%s is no entry', async (_, who, choices, pair, code) => {
  expect(await draws.enter(who, main, choices, undefined, pair)).toMatchObject({ ok: false, code })
})

test('whoever has a stall that night takes no part, and whoever books one later is off the list', async () => {
  const night = '2026-11-30-main'
  expect(await cloud.call(hotVendor(8), booking.bookStall, { night, stall: 'A10' })).toMatchObject({ ok: true })
  expect((await show(hotVendor(8))).whyNot?.code).toBe('ONE_STALL_EACH')
  expect(await draws.enter(hotVendor(8), main)).toMatchObject({ code: 'ONE_STALL_EACH' })
  expect(await draws.enter(hotVendor(9), main)).toMatchObject({ ok: true })
  expect(await cloud.call(hotVendor(9), booking.bookStall, { night, stall: 'A11' })).toMatchObject({ ok: true })
  expect(await cloud.call(hotVendor(7), booking.bookStall, { night, stall: 'A01' })).toMatchObject({
    code: 'STALL_BY_DRAW',
  })
})

test('whoever lost their approval since is off the list', async () => {
  const who = hotVendor(11)
  expect(await draws.enter(who, main)).toMatchObject({ ok: true })
  const vendor = (await cloud.documents<Vendor>('market_vendors')).find(({ _id }) => _id === who)
  if (!vendor) throw new Error('there is no profile')
  const suspended: Vendor = { ...vendor, state: 'suspended' }
  await cloud.put('market_vendors', suspended)
})

const cancel = (night: string) => cloud.call(holderOf('operator', 'here'), schedule.cancelNight, { night, why: 'rain' })
const entrants = [0, 1, 2, 4, 5, 6].map(hotVendor)

test('a cancelled night ends its draw: nobody enters any more, and each who had is told once, of the cancel', async () => {
  const night = '2026-11-30-rain'
  expect(await cloud.call(hotVendor(0), booking.bookStall, { night, stall: 'A10' })).toMatchObject({ ok: true })
  const read = await cloud.call(holderOf('operator', 'here'), schedule.readNight, { night })
  expect(read).toMatchObject({ ok: true, value: { concerned: entrants.length } })
  expect(await cancel(night)).toMatchObject({ ok: true })
  expect(await draws.round('rain')).toMatchObject({ state: 'void', voided: { reason: '有大雨', key: 'cancelled' } })
  expect(await draws.enter(hotVendor(7), roundOf('rain'))).toMatchObject({ code: 'NIGHT_CANCELLED' })
  expect(await cloud.call(auditor, draw.voidDraw, { round: roundOf('rain'), reason: '有大雨' })).toMatchObject({
    code: 'ALREADY_VOID',
  })
  await cloud.tick('market')
  expect(await cancel(night)).toMatchObject({ ok: true })
  expect(await draws.told(night)).toEqual(entrants.map((who) => `${who} 11月30日 周一 不出摊了`))
  expect((await show(hotVendor(0), night)).whyNot?.code).toBe('NIGHT_CANCELLED')
})

test('two who each name the other stand together or not at all; who is named by one alone is asked', async () => {
  const round = roundOf('pairs')
  const [a, b] = [hotVendor(1), hotVendor(2)]
  expect(await draws.enter(a, round, ['A01', 'A05'], undefined, 'shop000024')).toMatchObject({ ok: true })
  expect((await show(b, '2026-11-30-pairs')).me).toMatchObject({ suitors: [{ shop: 'shop000014' }] })
  expect((await show(a, '2026-11-30-pairs')).me?.entry?.partner).toMatchObject({ agreed: false })
  expect(await draws.enter(b, round, ['A02'], undefined, 'shop000014')).toMatchObject({ ok: true })
  expect((await show(a, '2026-11-30-pairs')).me?.entry?.partner).toMatchObject({ shop: 'shop000024', agreed: true })
  expect(await draws.enter(hotVendor(4), round, ['A03'], undefined, 'shop000014')).toMatchObject({ ok: true })
})

test('of entries at the very instant of the freeze, exactly those that were told yes are in the list', async () => {
  await cloud.setClock(later(drawTimes.closesAt, -1))
  const vendors = Array.from({ length: 40 }, (_, index) => hotVendor(10 + index))
  const asked = vendors.map(async (who, index) => {
    if (index === 25) await cloud.setClock(drawTimes.closesAt)
    if (index > 20) await new Promise((resolve) => setTimeout(resolve, index))
    return draws.enter(who, roundOf('race'))
  })
  const frozen = (async () => {
    for (let left = 20; left > 0; left--) await cloud.tick('market')
  })()
  const answers = await Promise.all(asked)
  await frozen
  await cloud.tick('market')
  const { list = '' } = await draws.prove(roundOf('race'))
  for (const [index, answer] of answers.entries()) {
    const shop = `shop${String(104 + 10 * index).padStart(6, '0')}`
    expect([shop, list.includes(`entrant ${shop} `)]).toEqual([shop, answer.ok])
    if (!answer.ok) expect(answer.code).toBe('DRAW_CLOSED')
  }
})

test('at the end of the window the list is frozen and public, and nothing about it moves any more', async () => {
  await cloud.setClock(drawTimes.closesAt)
  await cloud.tick('market')
  const { round, list, names, drawn } = await draws.prove(main)
  expect(round).toMatchObject({ state: 'frozen', entrants: 1 })
  expect((await draws.night('main')).draw?.listed).toBe(1)
  expect(list?.split('\n').slice(4)).toEqual([
    ...drawnStalls.map((code) => `stall ${code} hot`),
    'entrant shop000004 100 cold,hot A01,A02 -',
  ])
  expect(names).toHaveLength(1)
  expect(drawn).toBeUndefined()
  expect(await draws.enter(people.otherHot, main)).toMatchObject({ code: 'DRAW_CLOSED' })
  expect(await withdraw(people.hot)).toMatchObject({ code: 'DRAW_CLOSED' })
  expect((await draws.prove(roundOf('pairs'))).list?.split('\n').slice(-3)).toEqual([
    'entrant shop000014 100 hot A01,A05 shop000024',
    'entrant shop000024 100 hot A02 shop000014',
    'entrant shop000044 100 hot A03 -',
  ])
})

test('a round that nobody joined is void, and its stalls are picked', async () => {
  expect(await draws.round('empty')).toMatchObject({ state: 'void', voided: { reason: '没有人报名' } })
  const { draw: left, stalls } = await draws.night('empty')
  expect([left?.over, stalls.filter(({ mode }) => mode === 'draw')]).toEqual([true, []])
})

test('the number is not entered before it is known, by nobody but the auditor, and never twice', async () => {
  await cloud.setClock(later(drawTimes.numberAt, -60_000))
  expect(await draws.reveal(main)).toMatchObject({ code: 'NUMBER_TOO_EARLY' })
  await cloud.setClock(drawTimes.numberAt)
  const asked = { round: main, number: '386', origin: '中国福彩网' }
  expect(await cloud.call(people.hot, draw.revealDraw, asked)).toMatchObject({ code: 'NOT_ALLOWED' })
  await cloud.resetStats()
  const told = await Promise.all([1, 2, 3, 4].map((each) => draws.reveal(main, `reveal-000${each}`, `38${each}`)))
  expect(told.filter(({ ok }) => ok)).toHaveLength(1)
  expect(told.flatMap((each) => (each.ok ? [] : [each.code]))).toEqual([
    'ALREADY_DRAWN',
    'ALREADY_DRAWN',
    'ALREADY_DRAWN',
  ])
  const { list = '', round, drawn } = await draws.prove(main)
  if (!drawn) throw new Error('nothing was drawn')
  expect(drawn.outcome.winners).toEqual([{ shop: 'shop000004', stall: 'A01' }])
  expect(commitmentOf(main, drawn.secret)).toBe(round.commitment)
  expect(
    misfitsOf({
      ...drawn,
      round: main,
      commitment: round.commitment,
      source: round.source,
      list,
      hash: round.hash ?? '',
    }),
  ).toEqual([])
  expect(drawnWrongs(await draws.night('main'), await draws.round('main'))).toEqual([])
  // Whoever was not let onto the list reads why they have no stall; whoever has one is told nothing.
  await cloud.tick('market')
  expect(await draws.told('2026-11-30-main')).toEqual([`${people.hot} 摇号中签了`, `${hotVendor(11)} 没进摇号名单`])
  expect((await show(hotVendor(11))).me?.result).toEqual({})
})

test('a cancel after the freeze ends the draw too: no number is entered, and nobody hears of a stall to be had', async () => {
  const night = '2026-11-30-storm'
  expect(await cancel(night)).toMatchObject({ ok: true })
  expect(await draws.reveal(roundOf('storm'))).toMatchObject({ code: 'DRAW_VOID' })
  expect(await draws.told(night)).toEqual(entrants.map((who) => `${who} 11月30日 周一 不出摊了`))
  expect((await draws.night('storm')).draw?.over).toBe(true)
})

test('winners have their stalls, everybody is told once, and what is left is picked', async () => {
  expect(await draws.reveal(roundOf('race'))).toMatchObject({ ok: true, value: { state: 'drawn' } })
  const night = await draws.night('race')
  expect(drawnWrongs(night, await draws.round('race'))).toEqual([])
  const { outcome } = (await draws.round('race')).drawn ?? {}
  expect(outcome?.winners.map(({ stall }) => stall).sort()).toEqual(drawnStalls)
  await cloud.tick('market')
  expect((await draws.told(night._id)).filter((each) => each.includes('签'))).toHaveLength(
    (outcome?.winners.length ?? 0) + (outcome?.rest.length ?? 0),
  )
  expect((await show(night.bookings[0]?.vendor, night._id)).me?.result).toEqual({ stall: night.bookings[0]?.stall })
  expect(await draws.reveal(roundOf('pairs'))).toMatchObject({ ok: true })
  const stalls = (await draws.night('pairs')).bookings.map(({ shop, stall }) => `${shop} ${stall}`)
  expect(stalls.sort()).toEqual(['shop000014 A01', 'shop000024 A02', 'shop000044 A03'])
  const race = await draws.night('race')
  expect(race.waiting.length + race.bookings.filter(({ waitedSince }) => waitedSince !== undefined).length).toBe(
    outcome?.rest.length,
  )
  const left = { night: '2026-11-30-pairs', stall: 'A05' }
  expect(await cloud.call(hotVendor(7), booking.bookStall, left)).toMatchObject({ ok: true })
})

test('an auditor makes a drawn round void: the stalls wait for the lot again, and a new round gives them', async () => {
  const [id, picker] = ['2026-11-30-again', hotVendor(12)]
  expect(await cloud.call(picker, booking.bookStall, { night: id, stall: 'A10' })).toMatchObject({ ok: true })
  expect(await draws.reveal(roundOf('again'))).toMatchObject({ ok: true })
  const won = (await draws.night('again')).bookings.filter(({ drawn }) => drawn !== undefined)
  expect(won).toHaveLength(4)
  const [{ vendor: winner = '', stall: drawnStall = '' } = {}] = won
  // One who had booked changes with a winner: what they came to is theirs, whatever becomes of the round.
  const asked = await cloud.call(winner, swap.offerSwap, { night: id, stall: 'A10' })
  if (!asked.ok) throw new Error(asked.code)
  expect(await cloud.call(picker, swap.acceptSwap, { night: id, swap: asked.value.id })).toMatchObject({ ok: true })
  const voided = { round: roundOf('again'), reason: '公共数字录错了' }
  expect(await cloud.call(people.hot, draw.voidDraw, voided)).toMatchObject({ code: 'NOT_ALLOWED' })
  expect(await cloud.call(auditor, draw.voidDraw, voided)).toMatchObject({ ok: true })
  expect(await cloud.call(auditor, draw.voidDraw, voided)).toMatchObject({ code: 'ALREADY_VOID' })
  const night = await draws.night('again')
  expect(night.bookings.map(({ vendor, stall }) => `${vendor} ${stall}`)).toEqual([`${picker} ${drawnStall}`])
  const again = drawnStalls.filter((code) => code !== drawnStall)
  expect(night.stalls.filter(({ mode }) => mode === 'draw').map(({ code }) => code)).toEqual(again)
  await cloud.tick('market')
  expect(await show(undefined, night._id)).toMatchObject({
    rounds: [
      { number: 2, state: 'open', entrants: 6, numberAt: '2026-11-29T13:15:00.000Z' },
      { number: 1, state: 'void', voided: '公共数字录错了' },
    ],
  })
  // What was drawn before stays to be read and checked.
  expect((await draws.prove(roundOf('again'))).drawn?.outcome.winners).toHaveLength(4)
})

test('without its number in time a round is void by itself, and says why', async () => {
  await cloud.setClock(drawTimes.revealBy)
  expect(await draws.reveal(roundOf('late'))).toMatchObject({ code: 'REVEAL_TOO_LATE' })
  await cloud.tick('market')
  await cloud.tick('market')
  const late = { state: 'void', voided: '到时间没有录入公共数字' }
  expect((await show(undefined, '2026-11-30-late')).rounds).toMatchObject([{ number: 2, state: 'open' }, late])
})

test('the auditor sees all rounds, the latest night first, page by page; no query goes without an index', async () => {
  const found: string[] = []
  for (let cursor: string | undefined; ;) {
    const page = await cloud.call(auditor, draw.listDraws, cursor === undefined ? {} : { cursor })
    if (!page.ok) throw new Error(page.code)
    found.push(...page.value.items.map(({ id }) => id))
    cursor = page.value.cursor
    if (cursor === undefined) break
  }
  expect(found).toHaveLength((await cloud.documents('market_draws')).length)
  expect([...found].sort().reverse()).toEqual(found)
  expect(await cloud.unservedQueries()).toEqual([])
})
