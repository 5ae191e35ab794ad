import { booking } from '../../cloudfunctions/market/booking/contract'
import type { Market, Night, OldLayout } from '../../cloudfunctions/market/documents'
import { layout, type LaidStall } from '../../cloudfunctions/market/layout/contract'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { nightIds, people, writeMarketWorld } from '../support/market-world'
import { wechatOf } from '../support/wechat'

const operator = 'o-operator-0001'
const market = 'taohuajing'

let cloud: Cloud
let wechat: ReturnType<typeof wechatOf>

beforeAll(async () => {
  cloud = await startCloud({ documents: writeMarketWorld(fridayMorning) })
  wechat = wechatOf(cloud)
})
afterAll(() => cloud.stop())

const read = async (version?: number) => {
  const reply = await cloud.call(operator, layout.readLayout, version === undefined ? { market } : { market, version })
  if (!reply.ok) throw new Error(reply.code)
  return reply.value
}
const save = (from: number, stalls: LaidStall[], key?: string) =>
  cloud.call(operator, layout.saveLayout, { market, from, stalls }, key)
const stored = async () => (await cloud.documents<Market>('markets')).find(({ _id }) => _id === market)
const old = async () => (await cloud.documents<OldLayout>('market_layouts')).map(({ version }) => version).sort()
const storedNight = async (id: string) => {
  const found = (await cloud.documents<Night>('market_nights')).find(({ _id }) => _id === id)
  if (!found) throw new Error('the night is gone')
  return found
}
const withFee = (stalls: LaidStall[], fee: number) =>
  stalls.map((stall) => (stall.code === 'A01' ? { ...stall, fee } : stall))

test('an operator finds the markets that they run, and one request is enough', async () => {
  await cloud.resetStats()
  expect(await cloud.call(operator, layout.listMarkets, {})).toEqual({
    ok: true,
    value: { items: [{ id: market, name: '烟火桃花井夜市' }] },
  })
  expect(await cloud.call('o-operator-away', layout.listMarkets, {})).toMatchObject({ ok: false })
  await read()
  expect((await cloud.stats())['market']).toMatchObject({ readLayout: { calls: 1, requests: 1 } })
})

test('a saved layout is the next version, the one before stays readable, and the tap may be repeated', async () => {
  const { stalls } = await read()
  await cloud.resetStats()
  expect(await save(1, withFee(stalls, 3100), 'tap-save-0002')).toEqual({ ok: true, value: { version: 2 } })
  // The count of tries is one of them, and the version that is replaced is kept.
  expect((await cloud.stats())['market']).toEqual({ saveLayout: { calls: 1, requests: 5 } })
  expect(await save(1, withFee(stalls, 3100), 'tap-save-0002')).toEqual({ ok: true, value: { version: 2 } })
  expect(await read()).toMatchObject({ version: 2, inForce: 2, savedAt: expect.any(String) as string })
  expect(await read(1)).toMatchObject({ version: 1, inForce: 2, stalls })
  expect(await save(2, withFee(stalls, 3200))).toMatchObject({ ok: true, value: { version: 3 } })
  expect(await save(1, withFee(stalls, 3100), 'tap-save-0002')).toEqual({ ok: true, value: { version: 2 } })
  expect(await cloud.call(operator, layout.listLayouts, { market })).toMatchObject({
    value: {
      items: [
        { version: 2, stalls: 62, rows: 3, changes: 1 },
        { version: 1, stalls: 62, rows: 3, changes: 1 },
      ],
    },
  })
  expect(JSON.stringify(await stored())).not.toContain(operator)
})

test('of two operators who save at once one is told of the other, and neither’s version is lost', async () => {
  const { version, stalls } = await read()
  const answers = await Promise.all([1, 2, 3, 4].map((fee) => save(version, withFee(stalls, fee))))
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect(answers.flatMap((answer) => (answer.ok ? [] : [answer.code]))).toEqual(Array(3).fill('LAYOUT_MOVED_ON'))
  expect((await read()).version).toBe(version + 1)
  expect(await old()).toEqual([1, 2, 3])
  // The second looks at the new one and saves onto it.
  expect(await save(version + 1, withFee(stalls, 2))).toMatchObject({ ok: true, value: { version: version + 2 } })
})

test.each([
  ['a stall twice', (stalls: LaidStall[]) => [...stalls, ...stalls.slice(0, 1)], 'SAME_CODE_TWICE'],
  ['no stalls', () => [], 'BAD_INPUT'],
  ['201 stalls', ([stall]: LaidStall[]) => Array<LaidStall | undefined>(201).fill(stall) as LaidStall[], 'BAD_INPUT'],
  ['a stall 00', ([stall]: LaidStall[]) => [{ ...stall, code: 'A00' } as LaidStall], 'BAD_INPUT'],
  ['a stall with more in it', ([stall]: LaidStall[]) => [{ ...stall, row: 'B' } as unknown as LaidStall], 'BAD_INPUT'],
  ['nothing changed', (stalls: LaidStall[]) => stalls, 'NOTHING_CHANGED'],
])('a layout with %s is refused', async (_, change, code) => {
  const { version, stalls } = await read()
  expect(await save(version, change(stalls))).toMatchObject({ ok: false, code })
})

test('a reason that does not fit is refused, and nothing is kept of it', async () => {
  await wechat.setRiskyWords(['骂人'])
  const { version, stalls } = await read()
  const rude = stalls.map((stall) => (stall.code === 'A01' ? { ...stall, outOfUse: '骂人的话' } : stall))
  expect(await save(version, rude)).toMatchObject({ ok: false, code: 'WORDS_NOT_FIT' })
  expect((await read()).version).toBe(version)
})

test('nights to come keep the layout that they were planned with, and say what another one would hit', async () => {
  expect(await cloud.call(people.hot, booking.bookStall, { night: nightIds.tonight, stall: 'A02' })).toMatchObject({
    ok: true,
  })
  const { version, stalls } = await read()
  const next = stalls
    .filter(({ code }) => code !== 'C21')
    .map((stall) => (stall.code === 'A02' ? { ...stall, kind: 'cold' as const } : stall))
  expect(await save(version, next)).toMatchObject({ ok: true })
  await cloud.resetStats()
  const list = await cloud.call(operator, layout.listLayoutNights, { market })
  expect((await cloud.stats())['market']).toEqual({ listLayoutNights: { calls: 1, requests: 2 } })
  if (!list.ok) throw new Error(list.code)
  expect(list.value.items).toHaveLength(20)
  expect(list.value.items[0]).toMatchObject({
    night: nightIds.tonight,
    version: 1,
    changes: 3,
    collisions: [{ stall: 'A02', why: 'kind' }],
  })
  expect((await storedNight(nightIds.tonight)).stalls).toHaveLength(62)
})

test('a night takes the new layout only where nobody is hit by it', async () => {
  const take = (night: string, key?: string) => cloud.call(operator, layout.takeLayout, { night }, key)
  expect(await take(nightIds.tonight)).toMatchObject({ ok: false, code: 'LAYOUT_COLLIDES' })
  expect(await take(nightIds.cancelled)).toMatchObject({ ok: false, code: 'NIGHT_BEGUN' })
  const { version } = await read()
  await cloud.resetStats()
  const taken = await take(nightIds.withRepair, 'tap-take-0001')
  expect(taken).toEqual({ ok: true, value: { night: nightIds.withRepair, version } })
  expect((await cloud.stats())['market']).toEqual({ takeLayout: { calls: 1, requests: 2 } })
  const before = await storedNight(nightIds.withRepair)
  expect(before).toMatchObject({ layoutVersion: version, usable: 61, changes: [{ what: 'layout' }] })
  expect(await take(nightIds.withRepair, 'tap-take-0001')).toEqual(taken)
  expect(await storedNight(nightIds.withRepair)).toEqual(before)
  expect(await cloud.call(people.hot, booking.cancelBooking, { night: nightIds.tonight })).toMatchObject({ ok: true })
  expect(await take(nightIds.tonight)).toMatchObject({ ok: true })
})

test('of a layout taken and a stall of it booked at once, nobody ends with a stall that changed under them', async () => {
  const { version, stalls } = await read()
  const gone = stalls.filter(({ code }) => code !== 'A03')
  expect(await save(version, gone)).toMatchObject({ ok: true })
  const ids = (await cloud.documents<Night>('market_nights'))
    .map(({ _id }) => _id)
    .sort()
    .slice(3, 7)
  await Promise.all(
    ids.flatMap((night) => [
      cloud.call(operator, layout.takeLayout, { night }),
      cloud.call(people.hot, booking.bookStall, { night, stall: 'A03' }),
    ]),
  )
  for (const id of ids) {
    const { stalls, bookings } = await storedNight(id)
    const codes = stalls.map(({ code }) => code)
    expect(bookings.filter(({ stall }) => !codes.includes(stall))).toEqual([])
    expect(codes.includes('A03')).toBe(bookings.some(({ stall }) => stall === 'A03'))
  }
  expect(await cloud.unservedQueries()).toEqual([])
})
