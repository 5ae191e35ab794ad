import { booking } from '../../cloudfunctions/market/booking/contract'
import { desk } from '../../cloudfunctions/market/desk/contract'
import type { Market, Night } from '../../cloudfunctions/market/documents'
import { night } from '../../cloudfunctions/market/night/contract'
import { schedule, type WeekHours } from '../../cloudfunctions/market/schedule/contract'
import type { Notice } from '../../cloudfunctions/shared/documents'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { nightIds, people, writeMarketWorld } from '../support/market-world'
import { leaveUndone } from './fixtures/undone'

const operator = 'o-operator-0001'
const market = 'taohuajing'
const { tonight } = nightIds

let cloud: Cloud

beforeAll(async () => {
  cloud = await startCloud({ documents: writeMarketWorld(fridayMorning) })
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))

const at = (time: string) => new Date(`2026-11-${time}:00+08:00`)
const read = async () => {
  const reply = await cloud.call(operator, schedule.readSchedule, { market })
  if (!reply.ok) throw new Error(reply.code)
  return reply.value
}
const stored = async (id: string) => {
  const found = (await cloud.documents<Night>('market_nights')).find(({ _id }) => _id === id)
  if (!found) throw new Error('the night is gone')
  return found
}
const told = async (id: string) =>
  (await cloud.documents<Notice>('notices')).filter(({ opens }) => opens?.endsWith(id) === true)
const book = (who: string, night: string, stall: string) => cloud.call(who, booking.bookStall, { night, stall })
const open = (date: string, key?: string) => cloud.call(operator, schedule.openNight, { market, date }, key)
const startOf = async (night: string) => {
  const reply = await cloud.call(operator, schedule.readNight, { night })
  return reply.ok ? reply.value.night.startsAt : reply.code
}
const ladderOn = async (id: string) => {
  const reply = await cloud.call(people.hot, night.nightMap, { night: id })
  return reply.ok ? reply.value.ladder : reply.code
}

test('the schedule is read in one request', async () => {
  await cloud.resetStats()
  const { nights, hours, appliesFrom } = await read()
  expect((await cloud.stats())['market']).toEqual({ readSchedule: { calls: 1, requests: 1 } })
  expect([nights.length, nights[0]?.id, hours.length, appliesFrom]).toEqual([21, tonight, 2, '2026-12-18'])
})

test('the desk says what waits, soonest first, in two requests; to others nothing', async () => {
  await cloud.resetStats()
  const quiet = await cloud.call(operator, desk.listWaits, {})
  expect(quiet).toMatchObject({
    ok: true,
    value: { markets: [{ id: market, next: { id: tonight } }], waits: [{ kind: 'reports', count: 2 }] },
  })
  expect((await cloud.stats())['market']).toEqual({ listWaits: { calls: 1, requests: 2 } })
  const before = await stored(tonight)
  const offered = (stall: string, minutes: number) => ({
    stall,
    kind: 'hot',
    fee: 3000,
    vendor: `o-vendor-${stall}`,
    shop: 'shop000001',
    name: `${stall} 的摊`,
    sells: '炸串',
    at: fridayMorning,
    key: `key-${stall}`,
    waitedSince: fridayMorning,
    until: new Date(+fridayMorning + minutes * 60_000),
  })
  const busy = { ...before, layoutVersion: 9, bookings: [offered('A03', 30), offered('A01', 20), offered('A02', 0)] }
  await cloud.put('market_nights', busy)
  await leaveUndone(cloud)
  const reply = await cloud.call(operator, desk.listWaits, {})
  if (!reply.ok) throw new Error(reply.code)
  expect(reply.value.waits).toMatchObject([
    { kind: 'offers', count: 2, oldest: [{ title: 'A01 等 A01 的摊 确认' }, { title: 'A03 等 A03 的摊 确认' }] },
    { kind: 'approvals', count: 1, oldest: [{ title: '新来的', opens: '/desk/market/shop?shop=shopnew001' }] },
    {
      kind: 'appeals',
      count: 1,
      oldest: [{ opens: expect.stringContaining('/desk/market/appeals?market=taohuajing&absence=') as string }],
    },
    {
      kind: 'reports',
      count: 3,
      oldest: [
        {},
        {},
        {
          title: '油烟太大',
          opens: expect.stringContaining('/desk/market/reports?market=taohuajing&report=') as string,
        },
      ],
    },
    { kind: 'layouts', count: 1, oldest: [{ opens: '/desk/market/layout-nights?market=taohuajing' }] },
  ])
  expect(JSON.stringify(reply)).not.toContain('o-vendor')
  expect(await cloud.call(people.hot, desk.listWaits, {})).toMatchObject({ ok: false, code: 'NOT_ALLOWED' })
  await cloud.put('market_nights', before)
})

test('a changed rule counts for nights planned from then on, and says from which date', async () => {
  const { version, hours } = await read()
  const next = hours.map((each): WeekHours => ({ ...each, startsAt: 18 * 60 }))
  const save = (from: number, rule: WeekHours[], key?: string) =>
    cloud.call(operator, schedule.saveHours, { market, from, hours: rule, stallsEach: 2 }, key)
  expect(
    await save(
      version,
      next.map((each) => ({ ...each, occupyBy: 1000 })),
    ),
  ).toMatchObject({
    ok: false,
    code: 'OCCUPY_BY_NOT_AFTER_START',
  })
  const saved = await save(version, next, 'tap-hours-0001')
  expect(saved).toEqual({ ok: true, value: { version: version + 1, appliesFrom: '2026-12-18' } })
  expect(await save(version, next, 'tap-hours-0001')).toEqual(saved)
  expect((await read()).ladder).toEqual([0, 7, 30])
  const climb = (ladder: number[]) =>
    cloud.call(operator, schedule.saveHours, { market, from: version + 1, hours: next, ladder })
  expect(await climb([7, 0])).toMatchObject({ ok: false, code: 'LADDER_FALLS' })
  for (const no of [[], [0, 1, 2, 3, 4, 5, 6], [366], [-1], [0.5]])
    expect(await climb(no)).toMatchObject({ ok: false, code: 'BAD_INPUT' })
  expect(await climb([3, 14])).toMatchObject({ ok: true, value: { version: version + 2 } })
  expect(await save(version, hours)).toMatchObject({ ok: false, code: 'HOURS_MOVED_ON' })
  await cloud.setClock(new Date('2026-11-28T03:00:00+08:00'))
  await cloud.tick('market')
  expect(await startOf('2026-12-17-taohuajing')).toBe('2026-12-17T09:30:00.000Z')
  expect(await startOf('2026-12-18-taohuajing')).toBe('2026-12-18T10:00:00.000Z')
  expect((await stored('2026-12-17-taohuajing')).stallsEach).toBeUndefined()
  expect(await ladderOn('2026-12-17-taohuajing')).toEqual([0, 7, 30])
  expect(await ladderOn('2026-12-18-taohuajing')).toEqual([3, 14])
  expect((await read()).ladder).toEqual([3, 14])
  expect([(await stored('2026-12-18-taohuajing')).stallsEach, (await read()).stallsEach]).toEqual([2, 2])
})

test('a planned night is opened by hand, once, and a repeat leaves it as it is', async () => {
  expect(await book(people.hot, nightIds.notYetOpen, 'A01')).toMatchObject({ ok: false, code: 'NIGHT_NOT_OPEN' })
  await cloud.resetStats()
  expect(await open('2026-12-10', 'tap-open-0001')).toMatchObject({ ok: true, value: { state: 'open' } })
  expect((await cloud.stats())['market']).toEqual({ openNight: { calls: 1, requests: 2 } })
  expect(await open('2026-12-10', 'tap-open-0001')).toMatchObject({ ok: true, value: { state: 'open' } })
  expect((await stored(nightIds.notYetOpen)).changes).toHaveLength(1)
  expect(await book(people.hot, nightIds.notYetOpen, 'A01')).toMatchObject({ ok: true })
})

test('a night outside of the weekly rule is opened, and stands as one however often it is asked for at once', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => open('2027-01-05')))
  expect(answers.map((answer) => answer.ok && answer.value.state)).toEqual(['open', 'open', 'open'])
  const { stalls, changes } = await stored('2027-01-05-taohuajing')
  expect([stalls.length, changes?.length]).toEqual([62, 1])
  expect(await book(people.hot, '2027-01-05-taohuajing', 'A01')).toMatchObject({ ok: true })
  expect(await open('2026-11-26')).toMatchObject({ ok: false, code: 'DATE_PAST' })
  expect(await open('2027-02-27')).toMatchObject({ ok: false, code: 'DATE_TOO_FAR' })
  expect(await open('2026-11-28')).toMatchObject({ ok: false, code: 'NIGHT_CANCELLED' })
})

const times = { closesAt: 1440, cancelBy: 960, startsAt: 1080, occupyBy: 1140, endsAt: 1500 }

test('whoever has a stall is told of other times, once, and may give it back no earlier than before', async () => {
  const night = '2026-12-01-taohuajing'
  expect(await book(people.hot, night, 'A01')).toMatchObject({ ok: true })
  const change = (input: object, key?: string) =>
    cloud.call(operator, schedule.changeTimes, { night, ...times, ...input }, key)
  expect(await change({ cancelBy: 929 })).toMatchObject({ ok: false, code: 'CANCEL_BY_EARLIER' })
  expect(await change({ endsAt: 1100 })).toMatchObject({ ok: false, code: 'END_TOO_SOON' })
  const done = await change({}, 'tap-times-0001')
  expect(done).toMatchObject({ ok: true, value: { startsAt: '2026-12-01T10:00:00.000Z' } })
  expect(await change({}, 'tap-times-0001')).toEqual(done)
  expect((await told(night)).map(({ to, title }) => [to, title])).toEqual([[people.hot, '12月1日 周二 时间改了']])
  expect(await cloud.call(operator, schedule.changeTimes, { night: nightIds.cancelled, ...times })).toMatchObject({
    code: 'NIGHT_CANCELLED',
  })
})

test('a stall goes out of use one night: whoever has it is moved first, told why, and pays no more', async () => {
  const night = '2026-12-02-taohuajing'
  const close = (stall: string, more: object = {}, key?: string) =>
    cloud.call(operator, schedule.closeStall, { night, stall, reason: '积水', ...more }, key)
  expect(await close('A05')).toMatchObject({ ok: true })
  expect(await book(people.otherHot, night, 'A05')).toMatchObject({ ok: false, code: 'STALL_CLOSED' })
  expect(await book(people.hot, night, 'A01')).toMatchObject({ ok: true })
  expect(await close('A01')).toMatchObject({ ok: false, code: 'STALL_BOOKED' })
  expect(await close('A01', { end: true })).toMatchObject({ ok: false, code: 'MOVE_FIRST' })
  expect(await close('A01', { to: 'A05' })).toMatchObject({ ok: false, code: 'STALL_NOT_FREE' })
  await cloud.resetStats()
  expect(await close('A01', { to: 'A02' }, 'tap-close-0001')).toMatchObject({ ok: true })
  // Whom to tell and that it was told: three more than the read and the write.
  expect((await cloud.stats())['market']).toEqual({ closeStall: { calls: 1, requests: 5 } })
  expect(await close('A01', { to: 'A02' }, 'tap-close-0001')).toMatchObject({ ok: true })
  expect(await stored(night)).toMatchObject({ usable: 60, bookings: [{ stall: 'A02', vendor: people.hot, fee: 3000 }] })
  expect((await told(night)).map(({ to, title }) => [to, title])).toEqual([[people.hot, 'A01 换到 A02']])
  expect(await cloud.call(operator, schedule.reopenStall, { night, stall: 'A01' })).toMatchObject({ ok: true })
  expect(await cloud.call(operator, schedule.reopenStall, { night, stall: 'A01' })).toMatchObject({ ok: true })
  expect((await stored(night)).usable).toBe(61)
  expect(await book(people.otherHot, night, 'A01')).toMatchObject({ ok: true })
})

test('where nowhere is free the stall is taken, told, and nothing is held against its vendor', async () => {
  const night = '2026-12-03-taohuajing'
  const before = await stored(night)
  const crafts = before.stalls.filter(({ kind }) => kind === 'craft').map(({ code }) => code)
  const [first = '', ...others] = crafts
  for (const stall of others)
    expect(await cloud.call(operator, schedule.closeStall, { night, stall, reason: '积水' })).toMatchObject({
      ok: true,
    })
  expect(await book(people.craft, night, first)).toMatchObject({ ok: true })
  const end = () =>
    cloud.call(operator, schedule.closeStall, { night, stall: first, reason: '塌方', end: true }, 'tap-end-00001')
  expect(await end()).toMatchObject({ ok: true })
  expect(await end()).toMatchObject({ ok: true })
  expect(await stored(night)).toMatchObject({ bookings: [], released: [{ vendor: people.craft, stall: first }] })
  expect((await told(night)).map(({ words }) => words)).toEqual([expect.stringContaining('不收费，也不算未到场')])
})

const vendors = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => `o-vendor-${String(from + index).padStart(4, '0')}`)
const cancel = (night: string, key?: string) =>
  cloud.call(operator, schedule.cancelNight, { night, why: 'rain', words: '气象台发了暴雨红色预警' }, key)

test('a night with 62 bookings and 300 who wait is cancelled: each is told exactly once, and so after any repeat', async () => {
  const night = '2026-11-30-taohuajing'
  const { stalls, ...rest } = await stored(night)
  const bookings = stalls.map(({ code, kind, fee }, index) => ({
    stall: code,
    kind,
    fee,
    vendor: vendors(62)[index] ?? '',
    shop: `shop${String(index + 1).padStart(6, '0')}`,
    name: '某摊',
    sells: '某物',
    at: fridayMorning,
    key: `key-${code}`,
  }))
  const lapsed = { ...bookings[0], vendor: 'o-vendor-0099', until: fridayMorning }
  const waiting = vendors(300, 101).map((vendor) => ({
    vendor,
    shop: vendor,
    name: '某摊',
    sells: '某物',
    kinds: ['hot'],
    at: fridayMorning,
    key: `wait-${vendor}`,
  }))
  const full = { ...rest, stalls, waiting, bookings: [...bookings, lapsed] }
  await cloud.put('market_nights', full)
  const reason = '有大雨：气象台发了暴雨红色预警'
  await cloud.resetStats()
  expect(await cancel(night, 'tap-cancel-001')).toEqual({ ok: true, value: { night, reason } })
  // Load, the write that cancels, a fresh look, the write that owes; then 362 inboxes, who muted, and quit.
  expect((await cloud.stats())['market']).toEqual({ cancelNight: { calls: 1, requests: 368 } })
  expect(await cancel(night, 'tap-cancel-001')).toEqual({ ok: true, value: { night, reason } })
  expect(await cancel(night, 'tap-cancel-002')).toEqual({ ok: true, value: { night, reason } })
  await cloud.tick('market')
  const letters = await told(night)
  expect(letters.map(({ to }) => to).sort()).toEqual([...vendors(62), ...vendors(300, 101)])
  expect(letters[0]?.words).toContain('不用来了')
  const after = await stored(night)
  expect([after.waiting, after.bookings.length]).toEqual([[], 62])
  expect([after.untold, after.owed, after.changes?.length]).toEqual([undefined, [], 1])
  expect(await book('o-vendor-0104', night, 'A01')).toMatchObject({ ok: false, code: 'NIGHT_CANCELLED' })
  expect(JSON.stringify(after.changes)).not.toContain(operator)
})

test('a night is cancelled while many reach for its stalls: whoever has one is told, and nobody gets one after', async () => {
  const night = '2026-12-04-taohuajing'
  const { stalls } = await stored(night)
  const hot = stalls.filter(({ kind }) => kind === 'hot').map(({ code }) => code)
  const some = vendors(120).filter((_, index) => [0, 3, 5, 8].includes(index % 10))
  const reach = some.map((who, index) => book(who, night, hot[index % hot.length] ?? ''))
  const [cancelled] = await Promise.all([cancel(night), ...reach])
  expect(cancelled).toMatchObject({ ok: true })
  const { bookings } = await stored(night)
  expect((await told(night)).map(({ to }) => to).sort()).toEqual(bookings.map(({ vendor }) => vendor).sort())
  expect((await Promise.all(reach)).filter(({ ok }) => ok)).toHaveLength(bookings.length)
})

test('an ended night is not cancelled, and one that runs is', async () => {
  await cloud.setClock(at('27T20:00'))
  expect(await cancel(tonight)).toMatchObject({ ok: true })
  await cloud.setClock(at('30T02:00'))
  expect(await cancel(nightIds.withRepair)).toMatchObject({ ok: false, code: 'NIGHT_ENDED' })
  expect((await cloud.documents<Market>('markets')).map(({ hoursVersion }) => hoursVersion)).toEqual([3])
  expect(await cloud.unservedQueries()).toEqual([])
})
