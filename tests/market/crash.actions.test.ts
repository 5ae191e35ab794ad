import { approval } from '../../cloudfunctions/market/approval/contract'
import { booking } from '../../cloudfunctions/market/booking/contract'
import { drawRule } from '../../cloudfunctions/market/draw-rule/contract'
import { draw } from '../../cloudfunctions/market/draw/contract'
import type { Market, Night, StallReport, Vendor } from '../../cloudfunctions/market/documents'
import { favourite } from '../../cloudfunctions/market/favourite/contract'
import { fees } from '../../cloudfunctions/market/fees/contract'
import { gate } from '../../cloudfunctions/market/gate/contract'
import { passCode } from '../../cloudfunctions/market/gate/rules'
import { inspection } from '../../cloudfunctions/market/inspection/contract'
import { layout } from '../../cloudfunctions/market/layout/contract'
import { placing } from '../../cloudfunctions/market/placing/contract'
import { record } from '../../cloudfunctions/market/record/contract'
import { report } from '../../cloudfunctions/market/report/contract'
import { schedule } from '../../cloudfunctions/market/schedule/contract'
import { season } from '../../cloudfunctions/market/season/contract'
import { series } from '../../cloudfunctions/market/series/contract'
import { spare } from '../../cloudfunctions/market/spare/contract'
import { swap } from '../../cloudfunctions/market/swap/contract'
import { vendor } from '../../cloudfunctions/market/vendor/contract'
import { waiting } from '../../cloudfunctions/market/waiting/contract'
import { warning } from '../../cloudfunctions/market/warning/contract'
import { demo as demoMarket } from '../../cloudfunctions/market/demo'
import { demo as demoPlaces } from '../../cloudfunctions/member/demo'
import { demo as demoPeople } from '../../cloudfunctions/shared/demo'
import type { Member, Photo } from '../../cloudfunctions/shared/documents'
import path from 'node:path'
import { builtFunctions } from '../../config/scripts/build-functions'
import { capabilities } from '../../config/scripts/contract'
import { optionsOf, writeDocuments } from '../../config/scripts/seed'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { buildBroken } from '../support/broken'
import { startSweep } from '../support/crash-sweep'
import { auditor, hotVendor, nightWithDraw, roundOf } from '../support/draw-world'
import { everyone } from '../support/everyone'
import { stopClock } from '../support/stop-clock'
import { shopsOf } from '../support/shops'
import { aBooking, smallNight } from '../support/small-night'
import { until } from '../support/wechat'
import { at, operator, secondOperator, tonight } from './fixtures/evening'

/*
 * Everything that changes something of the market, done once in the course of two days, and in each case dying after
 * every request that changes something. What comes later goes on from there.
 */

/** Whose crashes are tried elsewhere, and where. */
const elsewhere: Record<string, string> = {
  payFee: 'pay.actions.test.ts: the money is WeChat Pay’s, which no restored document takes back',
  confirmFee: 'pay.actions.test.ts',
}

const market = 'taohuajing'
const [h0, h1, h2, h3, h4, h5] = [0, 1, 2, 3, 4, 5].map(hotVendor) as [string, string, string, string, string, string]
const newcomer = 'o-newcomer-0001'
const resident = 'o-resident-0001'
const group = 'o-vendor-0018'
const shopOf = (who: string) => `shop00${who.slice(-4)}`
const [sunday, monday] = ['2026-11-29', '2026-11-30'].map((date) => `${date}-${market}`) as [string, string]

let cloud: Cloud
let shops: ReturnType<typeof shopsOf>
let fn: Awaited<ReturnType<typeof startSweep>>

async function itIs(now: Date): Promise<void> {
  jest.setSystemTime(now)
  await cloud.setClock(now)
  // WeChat judges words of whoever was here lately alone.
  for (const who of [operator, secondOperator, auditor, newcomer, resident, h2, h3]) await cloud.send('nobody', who, {})
  await fn.tick()
}
const one = async <T extends { _id: string }>(collection: string, id: string): Promise<T> => {
  const found = (await cloud.documents<T>(collection)).find(({ _id }) => _id === id)
  if (!found) throw new Error(`${id} is gone`)
  return found
}
const book = (who: string, stall: string, night = tonight) => fn.ask(who, booking.bookStall, { night, stall })

beforeAll(async () => {
  const options = { ...optionsOf('town', fridayMorning, 1), vendors: 60, volunteers: 20 }
  const people = demoPeople(options)
  const members = [...(people['members'] as Member[]), ...everyone()]
  const world = demoMarket(options)
  const nights = (world['market_nights'] as Night[]).slice(0, 4)
  const markets = (world['markets'] as Market[]).map((each) => ({ ...each, plannedTo: '2026-12-31' }))
  const documents = writeDocuments({
    ...{ ...people, ...demoPlaces(options), ...world },
    ...{ members, markets, market_nights: nights },
  })
  cloud = await startCloud({ documents })
  shops = shopsOf(cloud)
  stopClock()
  fn = await startSweep(path.join(builtFunctions, 'market/index.js'), cloud)
  await itIs(fridayMorning)
})
afterAll(async () => {
  jest.useRealTimers()
  await fn.stop()
  await cloud.stop()
})

test('a vendor, their papers and what others decide about them', async () => {
  const { folder } = await fn.ask(newcomer, vendor.myShop, {})
  const file = await shops.photograph(newcomer, 'paper', folder, 'food')
  const paper = { market, paper: 'food', number: '430112198001010011', until: '2027-06-30', file } as const
  await fn.sweep(newcomer, vendor.putPaper, paper)
  await until(
    async () =>
      (await one<Photo>('photos', (await cloud.documents<Photo>('photos'))[0]?._id ?? '')).state !== 'checking',
  )
  const profile = { market, name: '渡口油粑粑', sells: '油粑粑', kinds: ['goods'] as 'goods'[] }
  await fn.sweep(newcomer, vendor.submitShop, profile)
  const { shop } = await one<Vendor>('market_vendors', newcomer)
  await fn.sweep(operator, approval.askShop, { shop, hint: '招牌照片看不清' })
  await fn.ask(newcomer, vendor.submitShop, profile)
  const { rev } = await one<Vendor>('market_vendors', newcomer)
  await fn.sweep(operator, approval.approveShop, { shop, seen: rev })
  await fn.sweep(operator, approval.suspendShop, { shop, reason: '油倒进了下水道' })
  await fn.sweep(operator, approval.reinstateShop, { shop, reason: '整改好了' })
  await fn.sweep(resident, favourite.keepShop, { shop: shopOf(h0), as: 'following' })
})

test('a booking, a swap and a waiting list', async () => {
  await fn.sweep(h0, booking.holdStall, { night: tonight, stall: 'A01' })
  await fn.sweep(h0, booking.bookStall, { night: tonight, stall: 'A01' })
  await fn.sweep(h0, booking.cancelBooking, { night: tonight })
  await book(h0, 'A01')
  await book(h1, 'A03')
  const offered = await fn.sweep(h0, swap.offerSwap, { night: tonight, stall: 'A03' })
  await fn.sweep(h1, swap.acceptSwap, { night: tonight, swap: offered.id })
  const other = await fn.ask(h1, swap.offerSwap, { night: tonight, stall: 'A03' })
  await fn.sweep(h0, swap.declineSwap, { night: tonight, swap: other.id })

  const full = smallNight('full', [{ code: 'A01' }, { code: 'A02' }], {
    bookings: [aBooking(h2, 'A01'), aBooking(h3, 'A02')],
  })
  await cloud.put('market_nights', full)
  const night = full._id
  await fn.sweep(h4, waiting.joinWaiting, { night })
  await fn.sweep(h4, waiting.leaveWaiting, { night })
  for (const who of [h4, h5]) await fn.ask(who, waiting.joinWaiting, { night })
  await fn.sweep(h2, booking.cancelBooking, { night })
  await fn.sweep(h4, waiting.acceptOffer, { night, stall: 'A01' })
  await fn.ask(h3, booking.cancelBooking, { night })
  await fn.sweep(h5, waiting.declineOffer, { night })
})

test('stalls for weeks, and the operator’s hand', async () => {
  const { version, stalls } = await fn.ask(operator, layout.readLayout, { market })
  const fixed = stalls.map((stall) => (stall.code === 'A20' ? { ...stall, mode: 'fixed' as const } : stall))
  await fn.sweep(operator, layout.saveLayout, { market, from: version, stalls: fixed })
  await fn.sweep(operator, layout.takeLayout, { night: sunday })
  await fn.ask(operator, layout.takeLayout, { night: monday })
  await fn.sweep(operator, season.grantSeason, {
    market,
    stall: 'A20',
    shop: shopOf(h3),
    from: '2026-11-28',
    until: '2026-12-31',
  })
  await fn.sweep(h3, season.skipNight, { night: sunday })
  const over = { market, stall: 'A20', from: '2026-11-28', last: '2026-11-29', reason: '连着三晚没来' }
  await fn.sweep(operator, season.endSeason, over)
  await fn.sweep(h2, series.bookSeries, {
    market,
    from: '2026-11-28',
    until: '2026-11-30',
    weekdays: [1, 6, 7],
    orAny: true,
  })
  await fn.sweep(operator, placing.placeVendor, {
    night: sunday,
    stall: 'A07',
    shop: shopOf(h5),
    reason: '这一排要检修',
  })
  await fn.sweep(operator, schedule.closeStall, { night: sunday, stall: 'A07', reason: '积水', to: 'A09' })
  await fn.sweep(operator, schedule.reopenStall, { night: sunday, stall: 'A07' })
  await fn.sweep(operator, schedule.changeTimes, {
    night: sunday,
    closesAt: 1440,
    cancelBy: 930,
    startsAt: 1080,
    occupyBy: 1140,
    endsAt: 1560,
  })
  await fn.sweep(operator, warning.warnNight, { night: sunday, words: '傍晚有阵雨，带好雨布' })
  await fn.sweep(operator, schedule.cancelNight, { night: sunday, why: 'rain', words: '气象台发了预警' })
  await fn.sweep(operator, schedule.openNight, { market, date: '2026-12-30' })
  const { version: rule, hours } = await fn.ask(operator, schedule.readSchedule, { market })
  await fn.sweep(operator, schedule.saveHours, {
    market,
    from: rule,
    hours: hours.map((each) => ({ ...each, startsAt: 1080, occupyBy: 1140 })),
  })
  const draws = {
    opensDaysBefore: 6,
    opensAt: 600,
    closesDaysBefore: 1,
    closesAt: 1200,
    numberDaysBefore: 1,
    numberAt: 1275,
    revealDaysBefore: 0,
    revealAt: 720,
  }
  await fn.sweep(operator, drawRule.saveDrawRule, {
    market,
    from: 1,
    ...draws,
    source: '福彩3D 开奖号码',
    bonusMax: 20,
  })
  await fn.sweep(operator, drawRule.stopDraws, { market, from: 2 })
})

test('the evening: gate, rounds, empty stalls, fees, complaints', async () => {
  for (const [index, who] of [h2, h3, h4].entries()) await book(who, `A${String(5 + 2 * index).padStart(2, '0')}`)
  const { signs } = await fn.sweep(operator, gate.makeSigns, { market })
  await fn.sweep(operator, gate.renewSign, { market, stall: 'B01' })
  await itIs(at('17:40'))
  const sign = signs.find(({ stall }) => stall === 'A03')?.token ?? ''
  await fn.sweep(h0, gate.checkIn, { night: tonight, sign })
  const { passes } = await fn.ask(h1, gate.myPass, {})
  const pass = passes.find(({ night }) => night === tonight)
  if (!pass) throw new Error('there is no pass')
  await fn.sweep(operator, gate.scanPass, { night: tonight, code: passCode(pass, at('17:40')) })
  await fn.sweep(operator, gate.markHere, { night: tonight, stall: 'A05', reason: '扫不了码，当面看到' })
  const look = { night: tonight, stall: 'A05', hygiene: 'mend', fire: 'fine', noise: 'fine', footprint: 'bad' } as const
  const { id } = await fn.sweep(operator, inspection.inspect, { ...look, words: '桌子摆到了盲道上' })
  await fn.sweep(h2, inspection.answerInspection, { night: tonight, inspection: id, words: '已经收回来了' })
  await itIs(at('18:40'))
  const absent = (await one<Night>('market_nights', tonight)).absent ?? []
  expect(absent.map(({ vendor }) => vendor).sort()).toEqual([h3, h4].sort())
  await fn.sweep(h3, record.appealAbsence, {
    night: tonight,
    absence: absent.find((each) => each.vendor === h3)?.id ?? '',
    words: '电动车半路坏了',
  })
  await fn.sweep(secondOperator, record.ruleAppeal, {
    night: tonight,
    absence: absent.find((each) => each.vendor === h3)?.id ?? '',
    ruling: 'excused',
    reason: '看了修车单',
  })
  await fn.sweep(group, spare.takeSpare, { night: tonight, stall: 'A11' })
  await fn.sweep(operator, fees.takeCash, { night: tonight, shop: shopOf(h0), amount: 3000 })
  await fn.sweep(operator, fees.waiveFee, { night: tonight, shop: shopOf(h1), amount: 3000, reason: '停电两个小时' })
  await fn.ask(operator, fees.waiveFee, { night: tonight, shop: shopOf(h0), amount: 3000, reason: '停电两个小时' })
  await fn.sweep(secondOperator, fees.refundFee, {
    night: tonight,
    shop: shopOf(h0),
    amount: 3000,
    reason: '停电两个小时',
  })
  await fn.sweep(resident, report.complain, {
    night: tonight,
    stall: 'A05',
    kind: 'smoke',
    words: '油烟正对着窗户',
    files: [],
  })
  const [complaint] = (await cloud.documents<StallReport>('market_reports')).filter(
    ({ words }) => words === '油烟正对着窗户',
  )
  await fn.sweep(operator, report.answerReport, { report: complaint?._id ?? '', answer: '已经请摊主挪了位置' })
  await fn.sweep(operator, gate.markAbsent, { night: tonight, stall: 'A05', reason: '人不在，码是别人扫的' })
  await fn.sweep(h0, gate.checkOut, { night: tonight })
})

test('a draw, from the first entry to its end', async () => {
  await cloud.put('market_nights', nightWithDraw('yaohao'))
  for (const name of ['yaozuo', 'yaoqu']) await cloud.put('market_nights', nightWithDraw(name))
  await fn.tick()
  const [round, second] = [roundOf('yaohao'), roundOf('yaozuo')]
  const choices = ['A01', 'A02']
  await fn.sweep(h0, draw.enterDraw, { round, choices })
  await fn.sweep(h0, draw.withdrawDraw, { round })
  for (const who of [h0, h1, h2]) await fn.ask(who, draw.enterDraw, { round, choices })
  for (const who of [h0, h1]) await fn.ask(who, draw.enterDraw, { round: second, choices })
  for (const who of [h0, h1]) await fn.ask(who, draw.enterDraw, { round: roundOf('yaoqu'), choices })
  await fn.sweep(operator, schedule.cancelNight, { night: '2026-11-30-yaoqu', why: 'wind' })
  await itIs(at('20:01', 28))
  await fn.sweep(auditor, draw.voidDraw, { round: second, reason: '名单里有一家重名' })
  await itIs(at('21:16', 28))
  await fn.sweep(auditor, draw.revealDraw, { round, number: '386', origin: '中国福彩网 2026314 期' })
})

test('the same deaths find a twin that tells people only after it wrote', async () => {
  const owing = { file: 'market/warning/actions.ts', from: 'changed(owed(told), record)', to: 'changed({}, record)' }
  const twin = await startSweep(await buildBroken('market', 'tells-later', [owing]), cloud)
  const words = '路面结冰，推车慢一点'
  await expect(twin.sweep(operator, warning.warnNight, { night: monday, words })).rejects.toThrow('missing')
  await twin.stop()
})

test('nothing that changes the market is left out', async () => {
  const changing = (await capabilities()).filter(({ domain, changes }) => domain === 'market' && changes === true)
  const tried = [...fn.swept, ...Object.keys(elsewhere)].sort()
  expect(tried).toEqual(changing.map(({ name }) => name).sort())
})
