import { booking } from '../../cloudfunctions/market/booking/contract'
import type { DrawRound, Night } from '../../cloudfunctions/market/documents'
import { misfitsOf } from '../../cloudfunctions/market/draw/check.rules'
import { draw } from '../../cloudfunctions/market/draw/contract'
import { desk, type WaitKind } from '../../cloudfunctions/market/desk/contract'
import { fees } from '../../cloudfunctions/market/fees/contract'
import { figures } from '../../cloudfunctions/market/figures/contract'
import { gate } from '../../cloudfunctions/market/gate/contract'
import { passCode } from '../../cloudfunctions/market/gate/rules'
import { inspection } from '../../cloudfunctions/market/inspection/contract'
import { night as nights } from '../../cloudfunctions/market/night/contract'
import { record } from '../../cloudfunctions/market/record/contract'
import { spare } from '../../cloudfunctions/market/spare/contract'
import { waiting } from '../../cloudfunctions/market/waiting/contract'
import { warning } from '../../cloudfunctions/market/warning/contract'
import { profile } from '../../cloudfunctions/member/profile/contract'
import type { Notice } from '../../cloudfunctions/shared/documents'
import { auditor, hotVendor } from '../support/draw-world'
import { shopsOf } from '../support/shops'
import { smallNight } from '../support/small-night'
import { at, done, operator, secondOperator, startEvening, tonight, type Evening } from './fixtures/evening'
import { wrongs } from './model/laws'

/*
 * One Friday, told from top to bottom: five want the two stalls that are drawn for, two stalls are left to be had, and
 * two more hope that somebody does not come. Each test goes on where the one before it ended.
 */

const newcomer = 'o-newcomer-0001'
const entrants = [newcomer, ...[1, 2, 4, 5].map(hotVendor)]
const [hopeful, other] = [hotVendor(7), hotVendor(8)]
const group = 'o-vendor-0018'
const round = `${tonight}-1`

let evening: Evening
let shops: ReturnType<typeof shopsOf>
/** Who has which part, once it was drawn: two winners, and three who come one after another. */
let won: string[] = []
let rest: string[] = []

const nightWithDraw = (): Night => ({
  ...smallNight('taohuajing', [
    { code: 'A01', mode: 'draw' },
    { code: 'A02', mode: 'draw' },
    { code: 'A03' },
    { code: 'A04' },
  ]),
  draw: {
    source: '福彩3D 开奖号码',
    round: 1,
    times: { opensAt: at('09:00', 26), closesAt: at('20:00', 26), numberAt: at('21:15', 26), revealBy: at('12:00') },
  },
  due: at('09:00', 26),
})

/** It is that time, from which the cloud's clock goes on, and the timer runs; then everything that must hold of the night holds. */
async function itIs(time: string, day = 27): Promise<Night> {
  await evening.cloud.setClock(at(time, day))
  await done(evening.cloud.tick('market'))
  const night = await evening.nightOf()
  expect([time, ...wrongs(night, at(time, day), true)]).toEqual([time])
  expect(night.owed ?? []).toEqual([])
  return night
}
const seats = ({ bookings }: Night) => bookings.map(({ stall, vendor }) => `${stall} ${vendor}`).sort()
const titlesTo = async (who: string) => (await shops.noticesOf(who)).map(({ title }) => title)
const call: Evening['cloud']['call'] = (...args) => evening.cloud.call(...args)
/** What the desk says of one kind that waits. */
const waitsOf = async (kind: WaitKind, who = operator) =>
  (await done(call(who, desk.listWaits, {}))).waits.find((each) => each.kind === kind)?.oldest
const accept = (who: string, stall: string) => call(who, waiting.acceptOffer, { night: tonight, stall })

beforeAll(async () => {
  evening = await startEvening()
  shops = shopsOf(evening.cloud)
  await evening.cloud.setClock(at('08:00', 26))
  await evening.cloud.put('market_nights', nightWithDraw())
})
afterAll(() => evening.cloud.stop())

test('Thursday: somebody nobody knew comes with two papers and is approved', async () => {
  expect(await call(newcomer, booking.bookStall, { night: tonight, stall: 'A03' })).toMatchObject({
    code: 'NOT_ALLOWED',
  })
  await done(shops.putPaper(newcomer, 'food', '2027-06-30', 'food-of-newcomer'))
  await done(shops.putPaper(newcomer, 'health', '2026-12-30', 'health-of-newcomer'))
  await done(shops.submit(newcomer, ['hot'], undefined, '渡口油粑粑'))
  expect((await waitsOf('approvals'))?.map(({ title }) => title)).toEqual(['渡口油粑粑'])
  await done(shops.open(newcomer))
  await done(shops.approve(newcomer))
  expect(await titlesTo(newcomer)).toEqual(['摊位资料通过了'])
})

test('Thursday: five draw for two stalls; anybody draws again from what is public', async () => {
  await itIs('09:00', 26)
  for (const who of entrants) await done(call(who, draw.enterDraw, { round, choices: ['A01', 'A02'] }))
  expect(await call(newcomer, booking.bookStall, { night: tonight, stall: 'A01' })).toMatchObject({
    code: 'STALL_BY_DRAW',
  })
  await itIs('20:00', 26)
  expect(await call(hopeful, draw.enterDraw, { round, choices: ['A01'] })).toMatchObject({ code: 'DRAW_CLOSED' })
  const frozen = await done(call(undefined, draw.proveDraw, { round }))
  expect([frozen.round.state, frozen.round.entrants, frozen.drawn]).toEqual(['frozen', 5, undefined])

  const reveal = { round, number: '386', origin: '中国福彩网 2026313 期' }
  expect(await call(auditor, draw.revealDraw, reveal)).toMatchObject({ code: 'NUMBER_TOO_EARLY' })
  await evening.cloud.setClock(at('21:15', 26))
  await done(call(auditor, draw.revealDraw, reveal))
  const { drawn, list = '', round: shown } = await done(call(undefined, draw.proveDraw, { round }))
  if (!drawn) throw new Error('nothing was drawn')
  const { commitment, source, hash = '' } = shown
  expect([list, hash]).toEqual([frozen.list, frozen.round.hash])
  expect(misfitsOf({ ...drawn, round, commitment, source, list, hash })).toEqual([])
  const { entries } = (await evening.cloud.documents<DrawRound>('market_draws')).find(({ _id }) => _id === round) ?? {
    entries: [],
  }
  const who = (shop: string) => entries.find((each) => each.shop === shop)?.vendor ?? ''
  won = [...drawn.outcome.winners].sort((one, two) => (one.stall < two.stall ? -1 : 1)).map(({ shop }) => who(shop))
  rest = drawn.outcome.rest.map(who)
  expect([...won, ...rest].sort()).toEqual([...entrants].sort())
})

test('Thursday: who won nothing waits in the order of the draw; what is left goes round until it is taken', async () => {
  const [first = '', second = '', third = ''] = rest
  const night = await itIs('21:16', 26)
  expect(seats(night)).toEqual([`A01 ${won[0]}`, `A02 ${won[1]}`, `A03 ${first}`, `A04 ${second}`])
  expect(night.waiting.map(({ vendor }) => vendor)).toEqual([third])
  await done(accept(first, 'A03'))
  expect(seats(await itIs('23:20', 26))).toContain(`A04 ${third}`)
  expect(await titlesTo(second)).toContain('没来得及确认')
  // Nobody is asked to answer in their sleep.
  await itIs('08:30')
  await done(accept(third, 'A04'))
})

test('Friday morning: two more wait, and each reads where they stand', async () => {
  await itIs('10:00')
  for (const [index, who] of [hopeful, other].entries())
    expect(await done(call(who, waiting.joinWaiting, { night: tonight }))).toMatchObject({
      state: 'waiting',
      position: index + 1,
    })
})

test('Friday noon: a warning of rain reaches those who have a stall, once, and changes nothing else', async () => {
  const before = await itIs('12:00')
  const words = '今晚有雨，照常出摊，带好雨棚和防水布'
  const warn = (key?: string, who = operator, say = words) =>
    call(who, warning.warnNight, { night: tonight, words: say }, key)
  await done(call(operator, profile.me, {}))
  await done(call(secondOperator, profile.me, {}))
  expect(await warn(undefined, hopeful)).toMatchObject({ code: 'NOT_ALLOWED' })
  await evening.cloud.resetStats()
  await done(warn('tap-warn-00001'))
  // The night, the words, the change; then whom it reaches: who muted it, one for each of the four, and to be quit.
  expect((await evening.cloud.stats())['market']).toEqual({ warnNight: { calls: 1, requests: 8 } })
  await done(warn('tap-warn-00001'))
  expect(await warn('tap-warn-00002', secondOperator)).toMatchObject({ code: 'SAID_ALREADY' })
  await evening.wechat.setRiskyWords(['收保护费'])
  expect(await warn(undefined, operator, '今晚来收保护费')).toMatchObject({ code: 'WORDS_NOT_FIT' })
  const storm = '风也大，棚子压稳，照常出摊'
  for (let request = 1; request <= 8; request++) {
    const crash = { kind: 'crash', function: 'market', action: 'warnNight', at: request, when: 'after', times: 1 }
    await evening.wechat.plan(crash)
    await warn('tap-warn-00003', operator, storm)
  }
  await evening.wechat.forgetFaults()
  await done(warn('tap-warn-00003', operator, storm))
  await itIs('12:01')
  const everybody = before.bookings.map(({ vendor }) => vendor).sort()
  const notices = await evening.cloud.documents<Notice>('notices')
  const toldOf = (words: string) => notices.filter((each) => each.words === words).map(({ to }) => to)
  expect([toldOf(words).sort(), toldOf(storm).sort()]).toEqual([everybody, everybody])
  const { rev: _before, changes: _, ...was } = before
  const { rev: _after, changes, ...is } = await evening.nightOf()
  expect(is).toEqual({ ...was, owed: [] })
  expect(changes?.filter(({ what }) => what === 'warned')).toHaveLength(2)
  expect(await done(call(undefined, nights.nightMap, { night: tonight }))).toMatchObject({ night: { state: 'open' } })
})

test('Friday evening: one scans the stall’s code, one shows theirs; two do not come', async () => {
  await itIs('16:30')
  await done(evening.checkIn(won[0] ?? '', 'A01'))
  const code = passCode(await evening.passOf(rest[0] ?? ''), at('16:30'))
  await done(call(operator, gate.scanPass, { night: tonight, code }))
  await itIs('18:29')
  // The desk says whom to call while they may still come; whose stall is given on waits for nobody.
  const missing = await waitsOf('noShows')
  expect(missing?.map(({ title, opens }) => [title.slice(0, 3), opens])).toEqual(
    ['A02', 'A04'].map((stall) => [stall, `/desk/market/gate?night=${tonight}&stall=${stall}`]),
  )
  const night = await itIs('18:30')
  expect(await waitsOf('noShows')).toBeUndefined()
  expect(night.absent?.map(({ vendor }) => vendor).sort()).toEqual([won[1], rest[2]].sort())
  expect(seats(night)).toEqual([`A01 ${won[0]}`, `A02 ${hopeful}`, `A03 ${rest[0]}`, `A04 ${other}`])
})

test('Friday evening: one offer is accepted, one lapses; nobody waits, and the stall does good', async () => {
  await evening.cloud.setClock(at('18:35'))
  await done(accept(hopeful, 'A02'))
  await done(evening.checkIn(hopeful, 'A02'))
  const take = () => call(group, spare.takeSpare, { night: tonight, stall: 'A04' })
  expect(await take()).toMatchObject({ code: 'STALL_TAKEN' })
  await itIs('18:46')
  expect(await titlesTo(other)).toContain('没来得及确认')
  await itIs('18:50')
  expect(await titlesTo(group)).toEqual(['今晚有空摊可以做公益'])
  expect(await take()).toMatchObject({ ok: true, value: { stall: 'A04' } })
  await done(evening.checkIn(group, 'A04'))
  const map = JSON.stringify(await call(undefined, nights.nightMap, { night: tonight }))
  expect(map).not.toMatch(/o-(?:vendor|newcomer)/)
})

test('Friday evening: a round takes points at one stall, and its vendor answers', async () => {
  await itIs('20:00')
  const marks = { hygiene: 'mend', fire: 'fine', noise: 'fine', footprint: 'bad' } as const
  const unseen = async () => (await waitsOf('rounds'))?.map(({ title }) => title)
  expect(await unseen()).toEqual(['A 排 4 个摊还没看'])
  const look = { night: tonight, stall: 'A01', ...marks, words: '桌子摆到盲道上了' }
  const seen = await done(call(operator, inspection.inspect, look))
  expect(seen.points).toBeGreaterThan(0)
  expect(await unseen()).toEqual(['A 排 3 个摊还没看'])
  const words = '收进来了，地也拖了'
  const who = won[0] ?? ''
  await done(call(who, inspection.answerInspection, { night: tonight, inspection: seen.id, words }))
  expect(await done(call(who, inspection.myInspections, {}))).toMatchObject({
    points: seen.points,
    items: [{ answer: { words } }],
  })
})

test('Saturday, past midnight: four pack up, one with a photo of the clean pitch', async () => {
  await itIs('01:30', 28)
  const [first = ''] = won
  const { folder } = await done(call(first, gate.myPass, {}))
  const file = await evening.wechat.upload(first, `photos/${folder ?? ''}/left-clean-0001.jpg`)
  await done(call(first, gate.checkOut, { night: tonight, file }))
  for (const who of [rest[0] ?? '', hopeful, group]) await done(call(who, gate.checkOut, { night: tonight }))
  const { seats: all } = await done(call(operator, gate.roster, { night: tonight }))
  expect(all.map(({ state }) => state).sort()).toEqual(['absent', 'absent', 'left', 'left', 'left', 'left'])
})

test('Saturday: both who did not come are warned; one says why, and a second person excuses it', async () => {
  await itIs('10:00', 28)
  const recordOf = (who: string) => done(call(who, record.myRecord, {}))
  const [missed = '', excused = ''] = [won[1], rest[2]]
  for (const who of [missed, excused]) expect(await recordOf(who)).toMatchObject({ count: 1 })
  const absence = (await recordOf(excused)).items[0]?.id ?? ''
  await done(call(excused, record.appealAbsence, { night: tonight, absence, words: '电动车半路坏了，有修车单' }))
  expect(await waitsOf('appeals', secondOperator)).toMatchObject([
    { opens: `/desk/market/appeals?market=taohuajing&absence=${absence}` },
  ])
  const ruling = { night: tonight, absence, ruling: 'excused', reason: '看过修车单，属实' } as const
  expect(await call(excused, record.ruleAppeal, ruling)).toMatchObject({ code: 'NOT_ALLOWED' })
  await done(call(secondOperator, record.ruleAppeal, ruling))
  expect([(await recordOf(missed)).count, (await recordOf(excused)).count]).toEqual([1, 0])
})

test('Saturday: the accounts: two in cash, one let go, one still owed; what does good, or was excused, owes nothing', async () => {
  const shopIds = new Map<string, string>()
  for (const who of [...won, ...rest, hopeful, group]) shopIds.set(who, await shops.shopOf(who))
  const shopOf = (who = '') => shopIds.get(who) ?? ''
  for (const who of [won[0], rest[0]])
    await done(call(operator, fees.takeCash, { night: tonight, shop: shopOf(who), amount: 3000 }))
  const reason = '来顶空摊，头一晚免收'
  await done(call(operator, fees.waiveFee, { night: tonight, shop: shopOf(hopeful), amount: 3000, reason }))
  const { sums, items } = await done(call(operator, fees.listFees, { night: tonight }))
  expect(sums).toMatchObject({ paid: 6000, waived: 3000, toPay: 3000, toRefund: 0 })
  const stateOf = (who?: string) => items.find(({ shop }) => shop === shopOf(who))?.state
  expect([won[0], won[1], rest[0], rest[2], hopeful, group].map(stateOf)).toEqual([
    'paid',
    'owed',
    'paid',
    undefined,
    'waived',
    'nothing',
  ])
})

test('Saturday: the night’s report says all this in numbers', async () => {
  const { values } = await done(call(operator, figures.nightFigures, { night: tonight }))
  expect(values).toMatchObject({
    ...{ usable: 4, booked: 5, spare: 1, waited: 5, offered: 5, givenBack: 0 },
    ...{ came: 3, late: 0, noShows: 1, excused: 1 },
    ...{ charged: 12_000, waived: 3000, paid: 6000, refunded: 0, toPay: 3000, toRefund: 0 },
    ...{ looks: 1, hygiene: 1, fire: 0, noise: 0, footprint: 3 },
  })
})

test('nobody was told anything twice, and every query had its index', async () => {
  const told = (await evening.cloud.documents<Notice>('notices')).map(
    ({ to, title, words }) => `${to} ${title} ${words}`,
  )
  expect(told.filter((each, index) => told.indexOf(each) !== index)).toEqual([])
  expect(await shops.unserved()).toEqual([])
})
