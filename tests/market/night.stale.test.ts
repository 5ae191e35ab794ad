import { rmSync } from 'node:fs'
import path from 'node:path'
import type { DrawRound, Night, StallSigns } from '../../cloudfunctions/market/documents'
import { draw } from '../../cloudfunctions/market/draw/contract'
import { gate } from '../../cloudfunctions/market/gate/contract'
import { placing } from '../../cloudfunctions/market/placing/contract'
import { season } from '../../cloudfunctions/market/season/contract'
import { spare } from '../../cloudfunctions/market/spare/contract'
import { swap } from '../../cloudfunctions/market/swap/contract'
import { demoPlace } from '../../cloudfunctions/shared/demo'
import type { Capability } from '../../cloudfunctions/shared/contract'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { anOpenRound, auditor } from '../support/draw-world'
import { everyone } from '../support/everyone'
import { writeMarketWorld } from '../support/market-world'
import { aBooking, aWaiter, hotVendor, smallNight } from '../support/small-night'
import { buildTwin } from '../support/twin'
import { at, operator } from './fixtures/evening'

/*
 * Each write on facts that are out of date: the action reads what stands under `was`, and writes onto the document as it
 * is. Whatever came between, the write refuses, and the reason is the present one.
 */

let cloud: Cloud
let functions: string
beforeAll(async () => {
  functions = await buildTwin('market', path.join(__dirname, 'fixtures/stale-database.ts'), 'stale')
  cloud = await startCloud({ functions, documents: writeMarketWorld(fridayMorning, everyone()) })
  const stands = { stall: 'A01', token: 'ABCDEFGHJK22', at: fridayMorning, by: 'actor-0001', key: 'signs-0001' }
  const signs: StallSigns = { _id: 'stale', place: demoPlace, rev: 1, signs: [stands] }
  await cloud.put('market_signs', signs)
  await cloud.setClock(at('18:10'))
})
afterAll(async () => {
  await cloud.stop()
  rmSync(functions, { recursive: true, force: true })
})

const stale = <C extends Capability>(capability: C): C => ({ ...capability, domain: 'stale' })
const stored = async <T extends { _id: string }>(collection: string, id: string) => {
  const found = (await cloud.documents<T & { was?: unknown }>(collection)).find(({ _id }) => _id === id)
  if (!found) throw new Error(`${id} is gone`)
  return found
}
const [me, other] = [hotVendor(0), hotVendor(1)]
const group = 'o-vendor-0018'
const shopOf = (who: string) => `shop00${who.slice(-4)}`
const stalls = ['A01', 'A02', 'A03'].map((code) => ({ code }))
const mine = aBooking(me, 'A01')
const theirs = aBooking(other, 'A02')
const arrived = { at: at('17:40'), heard: at('17:40'), by: 'sign' as const, key: 'came-0001' }
const absence = { ...mine, id: '00000000-0000-4000-8000-000000000009', absentAt: at('18:05') }
const offer = {
  ...{ id: 'swap-00000001', key: 'offer-0001', at: at('10:00'), until: at('23:00') },
  from: { key: mine.key, stall: 'A01' },
  to: { key: theirs.key, stall: 'A02' },
}
const later = at('19:00')

type Ask = (night: string) => Promise<{ ok: boolean }>
const markHere: Ask = (night) => cloud.call(operator, stale(gate.markHere), { night, stall: 'A01', reason: '当面看到' })
const sign = 'ABCDEFGHJK22'
const checkIn: Ask = (night) => cloud.call(me, stale(gate.checkIn), { night, sign })
const checkOut: Ask = (night) => cloud.call(me, stale(gate.checkOut), { night })
const place: Ask = (night) =>
  cloud.call(operator, stale(placing.placeVendor), { night, stall: 'A03', shop: shopOf(me), reason: '这一排要检修' })
const accept: Ask = (night) => cloud.call(other, stale(swap.acceptSwap), { night, swap: offer.id })
const takeSpare: Ask = (night) => cloud.call(group, stale(spare.takeSpare), { night, stall: 'A03' })
const skip: Ask = (night) => cloud.call(me, stale(season.skipNight), { night })
const before = { bookings: [mine] }
const swaps = { bookings: [mine, theirs], swaps: [offer], startsAt: later }
const late = { occupyBy: at('18:00'), bookings: [] }
const moved = (stall: string) => [{ ...mine, stall }, theirs]

const rows: [what: string, ask: Ask, was: Partial<Night>, is: Partial<Night>, code: string][] = [
  ['who is there: the night was cancelled', markHere, before, { ...before, cancelled: '有暴雨' }, 'NIGHT_CANCELLED'],
  ['who is there: they gave it back', markHere, before, { bookings: [] }, 'NO_BOOKING'],
  [
    'who was missed is there: somebody got the stall',
    checkIn,
    { absent: [absence] },
    { absent: [absence], bookings: [aBooking(other, 'A01')] },
    'STALL_GIVEN',
  ],
  [
    'who was missed is there: they got another stall',
    markHere,
    { absent: [absence] },
    { absent: [absence], bookings: [aBooking(me, 'A02', { key: 'another' })] },
    'STALL_GIVEN',
  ],
  [
    'packing up: it is somebody else’s',
    checkOut,
    { bookings: [{ ...mine, arrived }] },
    { bookings: [{ ...theirs, arrived }] },
    'NOT_HERE',
  ],
  ['placing: the night was cancelled', place, {}, { cancelled: '有暴雨' }, 'NIGHT_CANCELLED'],
  [
    'placing: it ended',
    place,
    {},
    { endsAt: at('18:00'), closesAt: at('18:00'), startsAt: at('17:00') },
    'NIGHT_ENDED',
  ],
  ['placing: somebody came to the stall', place, {}, { bookings: [aBooking(other, 'A03')] }, 'STALL_TAKEN'],
  [
    'placing: the stall went out of use',
    place,
    {},
    { stalls: smallNight('x', [...stalls.slice(0, 2), { code: 'A03', outOfUse: '在修' }]).stalls },
    'STALL_CLOSED',
  ],
  [
    'placing: the stall waits for the lot now',
    place,
    {},
    {
      stalls: smallNight('x', [...stalls.slice(0, 2), { code: 'A03', mode: 'draw' }]).stalls,
      draw: { source: '福彩3D', round: 1, times: anOpenRound('2026-11-27-x').times },
    },
    'STALL_BY_DRAW',
  ],
  ['a swap: one of them moved', accept, swaps, { ...swaps, bookings: moved('A03') }, 'NO_SUCH_SWAP'],
  [
    'a swap: the other one moved',
    accept,
    swaps,
    { ...swaps, bookings: [mine, { ...theirs, stall: 'A03' }] },
    'NO_SUCH_SWAP',
  ],
  ['a swap: it was taken back', accept, swaps, { ...swaps, swaps: [] }, 'NO_SUCH_SWAP'],
  ['a swap: the night began', accept, swaps, { ...swaps, startsAt: at('18:00') }, 'SWAP_TOO_LATE'],
  ['a swap: the night was cancelled', accept, swaps, { ...swaps, cancelled: '有暴雨' }, 'NIGHT_CANCELLED'],
  [
    'for the public good: somebody took it',
    takeSpare,
    late,
    { ...late, bookings: [aBooking(me, 'A03')] },
    'STALL_TAKEN',
  ],
  [
    'for the public good: somebody waits for it',
    takeSpare,
    late,
    { ...late, waiting: [aWaiter(me)] },
    'SOMEBODY_WAITS',
  ],
  [
    'for the public good: the last time to be there moved',
    takeSpare,
    late,
    { ...late, occupyBy: later },
    'NOT_YET_SPARE',
  ],
  [
    'for the public good: they have one by now',
    takeSpare,
    late,
    { ...late, bookings: [aBooking(group, 'A01', { key: 'spare-one' })] },
    'ONE_STALL_EACH',
  ],
  [
    'staying away: it is no season’s any more',
    skip,
    { bookings: [{ ...mine, season: true }], startsAt: at('22:00') },
    { bookings: [], startsAt: at('22:00') },
    'NO_SEASON_STALL',
  ],
]

test.each(rows)('%s since the read', async (_, ask, was, is, code) => {
  const night = {
    ...smallNight('stale', stalls, is),
    was: smallNight('stale', stalls, was),
  }
  await cloud.put('market_nights', night)
  const unchanged = await stored<Night>('market_nights', night._id)
  expect(await ask(night._id)).toMatchObject({ ok: false, code })
  expect(await stored('market_nights', night._id)).toEqual(unchanged)
})

test('what was noted of an arrival or of packing up since the read stays as it was noted first', async () => {
  const noted = { ...smallNight('noted', stalls, { bookings: [{ ...mine, arrived }] }), was: before }
  await cloud.put('market_nights', noted)
  expect(await markHere(noted._id)).toMatchObject({ ok: true, value: { arrivedAt: arrived.at.toISOString() } })
  const left = { at: at('18:00'), key: 'left-0001' }
  const gone = {
    ...smallNight('gone', stalls, { bookings: [{ ...mine, arrived, left }] }),
    was: { bookings: [{ ...mine, arrived }] },
  }
  await cloud.put('market_nights', gone)
  expect(await checkOut(gone._id)).toMatchObject({ ok: true, value: { leftAt: left.at.toISOString() } })
  expect((await stored<Night>('market_nights', gone._id)).bookings).toHaveLength(1)
  const came = {
    ...smallNight('camealready', stalls, { absent: [{ ...absence, came: arrived }] }),
    was: { absent: [absence] },
  }
  await cloud.put('market_nights', came)
  expect(await markHere(came._id)).toMatchObject({ ok: true, value: { came: true } })
  expect((await stored<Night>('market_nights', came._id)).bookings).toEqual([])
})

test('who came to have a stall since the read is moved from it, and has not two', async () => {
  const given = { bookings: [aBooking(me, 'A01', { key: 'since-0001' })], startsAt: at('22:00') }
  const came = { ...smallNight('came', stalls, given), was: { bookings: [] } }
  await cloud.put('market_nights', came)
  expect(await place(came._id)).toMatchObject({ ok: true, value: { from: 'A01', stall: 'A03' } })
  expect((await stored<Night>('market_nights', came._id)).bookings.map(({ stall }) => stall)).toEqual(['A03'])
})

const night = smallNight('stalelot', [{ code: 'A01', mode: 'draw' }], { startsAt: at('22:00') })
const round: DrawRound = { ...anOpenRound(night._id), entries: [], changes: 0 }
const entry = (who: string, taps: string[] = []) => ({
  ...{ vendor: who, shop: shopOf(who), name: '老街炸串', sells: '炸串', kinds: ['hot' as const], choices: ['A01'] },
  ...{ at: at('10:00'), taps },
})
const enter = () => cloud.call(me, stale(draw.enterDraw), { round: round._id, choices: ['A01'] }, 'enter-stale-1')
const withdraw = () => cloud.call(me, stale(draw.withdrawDraw), { round: round._id })
const voidIt = () => cloud.call(auditor, stale(draw.voidDraw), { round: round._id, reason: '名单里有一家重名' })

const voided = { reason: '录错了', at: at('18:00'), key: 'void-0001' }
const frozen = { at: at('18:00'), list: '', hash: '', entrants: 1 }
const over = { ...round.times, closesAt: at('18:00') }
test.each<[string, () => Promise<{ ok: boolean }>, Partial<DrawRound>, Partial<DrawRound>, string]>([
  ['entering: the list was frozen', enter, {}, { state: 'frozen', frozen }, 'DRAW_CLOSED'],
  ['entering: the window ended', enter, {}, { times: over }, 'DRAW_CLOSED'],
  ['entering: it was made void', enter, {}, { state: 'void', voided }, 'DRAW_CLOSED'],
  [
    'entering: it is full',
    enter,
    {},
    { entries: Array.from({ length: 800 }, (_, i) => entry(String(i))) },
    'DRAW_FULL',
  ],
  [
    'leaving: the list was frozen',
    withdraw,
    { entries: [entry(me)] },
    { entries: [entry(me)], state: 'frozen', frozen },
    'DRAW_CLOSED',
  ],
  ['leaving: they left', withdraw, { entries: [entry(me)] }, { entries: [] }, 'NOT_ENTERED'],
  ['making it void: somebody did', voidIt, {}, { state: 'void', voided }, 'ALREADY_VOID'],
])('of a draw, %s since the read', async (_, ask, was, is, code) => {
  await cloud.put('market_nights', night)
  const rounds = { ...round, ...is, was: { ...round, ...was } }
  await cloud.put('market_draws', rounds)
  const unchanged = await stored('market_draws', round._id)
  expect(await ask()).toMatchObject({ ok: false, code })
  expect(await stored('market_draws', round._id)).toEqual(unchanged)
})

test.each([
  ['entered', []],
  ['changed what they asked for', [entry(me, ['enter-first'])]],
])('two phones of one vendor that at once %s leave one entry, which knows both taps', async (_, was) => {
  await cloud.put('market_nights', night)
  const taps = [...was.flatMap(({ taps }) => taps), 'enter-other']
  const is = { ...round, entries: [entry(me, taps)], changes: 1, was: { ...round, entries: was } }
  await cloud.put('market_draws', is)
  expect(await enter()).toMatchObject({ ok: true, value: { entrants: 1 } })
  const { entries } = await stored<DrawRound>('market_draws', round._id)
  expect(entries.map(({ taps }) => taps)).toEqual([[...taps, 'enter-stale-1']])
})
