import { booking } from '../../cloudfunctions/market/booking/contract'
import { gate } from '../../cloudfunctions/market/gate/contract'
import { inspection } from '../../cloudfunctions/market/inspection/contract'
import { record } from '../../cloudfunctions/market/record/contract'
import { profile } from '../../cloudfunctions/member/profile/contract'
import { until } from '../support/wechat'
import { at, operator, secondOperator, startEvening, tonight, type Evening } from './fixtures/evening'

let evening: Evening

const hot = (number: number) => `o-vendor-${String(number * 10 + 4).padStart(4, '0')}`
const [here, missed, marked, swept] = [hot(0), hot(1), hot(2), hot(3)]

beforeAll(async () => {
  evening = await startEvening()
  await evening.book(here, 'A01')
  await evening.book(missed, 'A02')
  await evening.book(marked, 'A03')
  await evening.book(swept, 'A04')
  await setClock('18:00')
  await evening.checkIn(here, 'A01')
  await evening.checkIn(marked, 'A03')
})
afterAll(() => evening.cloud.stop())

const setClock = (time: string, day?: number) => evening.cloud.setClock(at(time, day))
const tick = async () => expect(await evening.cloud.tick('market')).toMatchObject({ ok: true })
const recordOf = async (who: string) => {
  const mine = await evening.cloud.call(who, record.myRecord, {})
  if (!mine.ok) throw new Error(mine.code)
  return mine.value
}
const idOf = async (who: string) => (await evening.absenceOf(who))?.id ?? ''
const appeal = async (who: string, key?: string, words = '电动车半路坏了，有修车单') =>
  evening.cloud.call(who, record.appealAbsence, { night: tonight, absence: await idOf(missed), words }, key)
const rule = async (who: string, vendor: string, ruling: 'excused' | 'upheld', key?: string) =>
  evening.cloud.call(
    who,
    record.ruleAppeal,
    { night: tonight, absence: await idOf(vendor), ruling, reason: '看过修车单，属实' },
    key,
  )

describe('a crash at any request', () => {
  test.each([2, 3, 4])('of a check-in (%i) leaves one arrival once it is repeated', async (request) => {
    await setClock('18:05')
    const plan = { kind: 'crash', function: 'market', action: 'checkIn', at: request, when: 'after', times: 1 }
    await evening.wechat.plan(plan)
    await evening.checkIn(swept, 'A04', undefined, 'tap-crash-0001')
    await evening.wechat.forgetFaults()
    expect(await evening.checkIn(swept, 'A04', undefined, 'tap-crash-0001')).toMatchObject({ value: { state: 'here' } })
    expect((await evening.nightOf()).bookings.filter(({ arrived }) => arrived)).toHaveLength(3)
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'of an absence by hand (%i) leaves one absence and one notice',
    async (request) => {
      await setClock('18:30')
      const mark = () =>
        evening.cloud.call(
          operator,
          gate.markAbsent,
          { night: tonight, stall: 'A03', reason: '码是别人扫的' },
          'tap-crash-0002',
        )
      await evening.wechat.plan({
        kind: 'crash',
        function: 'market',
        action: 'markAbsent',
        at: request,
        when: 'after',
        times: 1,
      })
      await mark()
      await evening.wechat.forgetFaults()
      expect(await mark()).toMatchObject({ ok: true, value: { state: 'absent' } })
      await evening.cloud.tick('market')
      const { absent = [], bookings, owed = [] } = await evening.nightOf()
      expect(absent.filter(({ vendor }) => vendor === marked)).toHaveLength(1)
      expect(bookings.some(({ vendor }) => vendor === marked)).toBe(false)
      expect(owed).toEqual([])
      expect(await evening.noticesTo(marked)).toHaveLength(1)
    },
  )
})

test('the timer that dies at any request releases and tells once all the same', async () => {
  for (const request of [1, 2, 3, 4, 5, 6, 7, 8]) {
    await evening.wechat.plan({ kind: 'crash', function: 'market', at: request, when: 'after', times: 1 })
    await evening.cloud.tick('market').catch(() => undefined)
  }
  await evening.wechat.forgetFaults()
  await tick()
  const { absent = [] } = await evening.nightOf()
  expect(absent.filter(({ vendor }) => vendor === missed)).toHaveLength(1)
  expect(await evening.noticesTo(missed)).toHaveLength(1)
})

test('an appeal: once, in words that were checked; a second person decides; what was excused counts no more', async () => {
  expect(await recordOf(missed)).toMatchObject({
    count: 1,
    items: [{ state: 'counts', stall: 'A02' }],
  })
  expect(await appeal(here)).toMatchObject({ code: 'NO_SUCH_ABSENCE' })
  await evening.wechat.setRiskyWords(['骗子'])
  expect(await appeal(missed, undefined, '运营方是骗子')).toMatchObject({ code: 'WORDS_NOT_FIT' })
  const first = await appeal(missed, 'tap-appeal-001')
  expect(first).toMatchObject({ ok: true, value: { appeal: { state: 'open' } } })
  expect(await appeal(missed, 'tap-appeal-001')).toEqual(first)
  expect(await appeal(missed)).toMatchObject({ code: 'ALREADY_APPEALED' })
  const list = () => evening.cloud.call(secondOperator, record.listAppeals, { market: 'taohuajing' })
  expect(await list()).toMatchObject({ ok: true, value: { items: [{ stall: 'A02' }] } })

  for (const request of [1, 2, 3, 4, 5]) {
    await evening.wechat.plan({
      kind: 'crash',
      function: 'market',
      action: 'ruleAppeal',
      at: request,
      when: 'after',
      times: 1,
    })
    await rule(secondOperator, missed, 'excused', 'tap-rule-00001')
  }
  await evening.wechat.forgetFaults()
  const ruled = await rule(secondOperator, missed, 'excused', 'tap-rule-00001')
  expect(ruled).toMatchObject({ ok: true, value: { state: 'excused', appeal: { reason: '看过修车单，属实' } } })
  expect(await rule(operator, missed, 'upheld')).toMatchObject({ code: 'ALREADY_RULED' })
  await tick()
  expect((await recordOf(missed)).count).toBe(0)
  const results = (await evening.noticesTo(missed)).filter(({ title }) => title.includes('申诉有结果'))
  expect(results.map(({ words }) => words)).toEqual([expect.stringContaining('看过修车单')])
  expect(await list()).toMatchObject({ value: { items: [] } })
})

test('who recorded an absence by hand does not decide on it', async () => {
  const words = '我在隔壁借水，几分钟就回来'
  const mine = { night: tonight, absence: await idOf(marked), words }
  expect(await rule(secondOperator, marked, 'upheld')).toMatchObject({ code: 'NOT_APPEALED' })
  expect(await evening.cloud.call(marked, record.appealAbsence, mine)).toMatchObject({ ok: true })
  expect(await rule(operator, marked, 'excused')).toMatchObject({ code: 'SECOND_PERSON' })
  expect(await rule(secondOperator, marked, 'upheld')).toMatchObject({ value: { state: 'counts' } })
  expect(await recordOf(marked)).toMatchObject({ count: 1, items: [{ appeal: { state: 'upheld' } }] })
})

/** Tonight as if it had been planned with this ladder, or with none of its own. */
const plannedBy = async (ladder?: number[]) => {
  const { ladder: _, ...night } = await evening.nightOf()
  await evening.cloud.put('market_nights', { ...night, ...(ladder ? { ladder } : {}) })
}

test('a second absence pauses bookings by its night’s ladder, night by night, until it is excused', async () => {
  const book = (night: string) => evening.cloud.call(marked, booking.bookStall, { night, stall: 'A21' })
  const friday = '2026-11-27'
  const next = '2026-11-29-taohuajing'
  await plannedBy([0, 5])
  await setClock('19:00')
  await evening.book(marked, 'A20')
  await setClock('19:46')
  await tick()
  expect(await recordOf(marked)).toMatchObject({
    count: 2,
    paused: { to: '2026-12-02', days: 5 },
    markets: [{ ladder: [0, 7, 30] }],
  })
  expect((await evening.noticesTo(marked)).some(({ words }) => words.includes('按规则停订 5 天，12月2日'))).toBe(true)
  expect(await book(next)).toMatchObject({ say: expect.stringMatching(/停订 5 天，12月2日/) as string })
  await plannedBy()
  expect(await recordOf(marked)).toMatchObject({ count: 2, paused: { to: '2026-12-04', days: 7 } })
  const told = await book(next)
  expect(told).toMatchObject({ ok: false, code: 'VENDOR_PAUSED' })
  expect(told.ok ? '' : told.say).toMatch(/停订 7 天，12月4日.*申诉/)
  expect(await book(`${friday}-taohuajing`)).toMatchObject({ code: 'VENDOR_PAUSED' })
  expect(await book('2026-12-04-taohuajing')).toMatchObject({ ok: true })
  const words = '孩子发烧送医院了'
  const mine = { night: tonight, absence: await idOf(marked), words }
  expect(await evening.cloud.call(marked, record.appealAbsence, mine)).toMatchObject({ ok: true })
  expect(await rule(secondOperator, marked, 'excused')).toMatchObject({ ok: true })
  expect(await book(next)).toMatchObject({ ok: true })
})

const marks = { hygiene: 'fine', fire: 'fine', noise: 'fine', footprint: 'fine' } as const
const inspect = (who: string, stall: string, more: object = {}, key?: string) =>
  evening.cloud.call(who, inspection.inspect, { night: tonight, stall, ...marks, ...more }, key)

test('a round: marks and a photo in one write, points from the marks, the vendor is told, sees it and answers once', async () => {
  const { cloud, wechat } = evening
  expect(await inspect(operator, 'A02')).toMatchObject({ code: 'NOBODY_HERE' })
  expect(await inspect(operator, 'A01', { noise: 'bad' })).toMatchObject({ code: 'WORDS_OWED' })
  await cloud.call(operator, profile.me, {})
  const list = await cloud.call(operator, inspection.round, { night: tonight })
  if (!list.ok) throw new Error(list.code)
  expect(list.value.stalls.find(({ stall }) => stall === 'A01')).toMatchObject({ here: true, seen: [] })
  const file = await wechat.upload(operator, `photos/${list.value.folder ?? ''}/round-photo.jpg`)
  const more = { noise: 'bad', fire: 'mend', words: '音响太大，灭火器够不着', file }
  const seen = await inspect(operator, 'A01', more, 'tap-round-0001')
  expect(seen).toMatchObject({ ok: true, value: { points: 5, name: expect.any(String) as string } })
  expect(await inspect(operator, 'A01', more, 'tap-round-0001')).toEqual(seen)
  expect((await evening.nightOf()).inspected).toHaveLength(1)
  expect(JSON.stringify(seen)).not.toMatch(/o-operator|actor-/)

  const mine = await cloud.call(here, inspection.myInspections, {})
  expect(mine).toMatchObject({ ok: true, value: { points: 5, items: [{ words: more.words }] } })
  await until(async () => {
    const one = await cloud.call(here, inspection.myInspectionsOf, { night: tonight })
    return one.ok && one.value.items[0]?.photo === file
  })
  const id = seen.ok ? seen.value.id : ''
  const answer = (who: string, key?: string) =>
    cloud.call(who, inspection.answerInspection, { night: tonight, inspection: id, words: '音响已经关小' }, key)
  expect(await answer(missed)).toMatchObject({ code: 'NO_SUCH_INSPECTION' })
  const first = await answer(here, 'tap-answer-001')
  expect(first).toMatchObject({ ok: true, value: { answer: { words: '音响已经关小' } } })
  expect(await answer(here, 'tap-answer-001')).toEqual(first)
  expect(await answer(here)).toMatchObject({ code: 'ALREADY_ANSWERED' })
  expect((await evening.noticesTo(here)).map(({ words }) => words)).toEqual([expect.stringContaining('扣 5 分')])
})

test('reading costs one request each, and every query has its index', async () => {
  const { cloud } = evening
  await cloud.resetStats()
  await recordOf(marked)
  await cloud.call(marked, gate.myPass, {})
  await cloud.call(marked, inspection.myInspections, {})
  await cloud.call(operator, gate.roster, { night: tonight })
  await cloud.call(operator, inspection.round, { night: tonight })
  await cloud.call(operator, record.listAppeals, { market: 'taohuajing' })
  const requests = Object.entries((await cloud.stats())['market'] ?? {}).map(([name, { requests }]) => [name, requests])
  expect(Object.fromEntries(requests)).toEqual({
    myRecord: 1,
    myPass: 1,
    myInspections: 1,
    roster: 1,
    round: 1,
    listAppeals: 1,
  })
  expect(await cloud.unservedQueries()).toEqual([])
})

test('a check-in and the timer at the same instant: the stall is kept or released, never both', async () => {
  const night = '2026-12-04-taohuajing'
  const vendors = Array.from({ length: 8 }, (_, index) => hot(10 + index))
  await setClock('10:00', 30)
  for (const [index, who] of vendors.entries()) await evening.book(who, `A${String(index + 1).padStart(2, '0')}`, night)
  await evening.cloud.setClock(new Date('2026-12-04T18:30:00+08:00'))
  const scan = (who: string, index: number) =>
    evening.cloud.call(who, gate.checkIn, { night, sign: evening.signOf(`A${String(index + 1).padStart(2, '0')}`) })
  const [, ...answers] = await Promise.all([evening.cloud.tick('market'), ...vendors.map(scan)])
  const { bookings, absent = [] } = await evening.nightOf(night)
  for (const [index, who] of vendors.entries()) {
    const mine = bookings.filter(({ vendor }) => vendor === who)
    expect([who, mine.length, mine[0]?.arrived !== undefined]).toEqual([who, 1, true])
    expect(answers[index]).toMatchObject({ ok: true, value: { state: 'here' } })
  }
  const ours = absent.filter(({ vendor }) => vendors.includes(vendor))
  expect(ours.every(({ came }) => came !== undefined)).toBe(true)
})
