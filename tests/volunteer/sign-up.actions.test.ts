import { booking } from '../../cloudfunctions/market/booking/contract'
import { demo as demoMarket } from '../../cloudfunctions/market/demo'
import type { Vendor } from '../../cloudfunctions/market/documents'
import type { Shift } from '../../cloudfunctions/volunteer/documents'
import { night as nightContract } from '../../cloudfunctions/market/night/contract'
import { series } from '../../cloudfunctions/market/series/contract'
import { shift as shiftContract, type ShiftItem } from '../../cloudfunctions/volunteer/shift/contract'
import { signUp, type SignUp } from '../../cloudfunctions/volunteer/sign-up/contract'
import { optionsOf } from '../../config/scripts/seed'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { unfit } from '../support/unfit'
import { aShift, writeVolunteerWorld } from '../support/volunteer-world'
import { wechatOf } from '../support/wechat'

const [lin, mei, hua, yun] = ['o-volunteer-0001', 'o-volunteer-0002', 'o-volunteer-0003', 'o-volunteer-0004'] as const
/** A vendor who serves too. */
const both = 'o-both-0001'
const evening = new Date('2026-11-28T19:00:00+08:00')
const hourMs = 60 * 60_000

const shifts = {
  two: aShift('two', {}, [{ max: 2 }]),
  sameTime: aShift('same'),
  approval: aShift('asks', { startsAt: new Date('2026-11-28T13:00:00+08:00'), approval: true }),
  skilled: aShift('skill', { startsAt: new Date('2026-11-29T09:00:00+08:00') }, [
    { name: '理发', max: 1, skill: 'barber' },
    { name: '护理', max: 1, paper: 'health' },
    { name: '帮手', max: 3 },
  ]),
  evening: aShift('even', { startsAt: evening }),
  notYet: aShift('later', { startsAt: new Date('2026-12-20T09:00:00+08:00') }),
  cancelled: aShift('rain', { startsAt: new Date('2026-11-30T09:00:00+08:00'), cancelled: '有雨' }),
}

let cloud: Cloud
beforeAll(async () => {
  const roles = (['vendor', 'volunteer'] as const).map((role) => ({ role, place: 'wangcheng.yueliangdao.taohuajing' }))
  const market = demoMarket(optionsOf('town', fridayMorning, 1))
  const documents = writeVolunteerWorld({ ...market, volunteer_shifts: Object.values(shifts) }, [{ _id: both, roles }])
  cloud = await startCloud({ documents })
})
afterAll(() => cloud.stop())

const join = (who: string, shift: Shift, role?: string, key?: string) =>
  cloud.call(who, signUp.signUp, { shift: shift._id, ...(role === undefined ? {} : { role }) }, key)
const out = (who: string, shift: Shift, key?: string) => cloud.call(who, signUp.signOut, { shift: shift._id }, key)
const accept = (who: string, shift: Shift) => cloud.call(who, signUp.acceptPlace, { shift: shift._id })
const show = async (who: string | undefined, shift: Shift) => {
  const answer = await cloud.call(who, shiftContract.showShift, { shift: shift._id })
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}
const mine = async (who: string): Promise<SignUp[]> => {
  const answer = await cloud.call(who, signUp.listMyShifts, {})
  if (!answer.ok) throw new Error(answer.code)
  return answer.value.items
}
const list = async (who: string | undefined, input: Parameters<typeof cloud.call>[2] = {}): Promise<ShiftItem[]> => {
  const answer = await cloud.call(who, shiftContract.listShifts, input)
  if (!answer.ok) throw new Error(answer.code)
  return answer.value.items
}
const requestsOf = async (action: string) => (await cloud.stats())['volunteer']?.[action]?.requests

test('from free to full: two are in, two wait in order, one leaves, the next is asked and takes the place', async () => {
  await cloud.resetStats()
  expect(await join(lin, shifts.two)).toMatchObject({ ok: true, value: { state: 'confirmed' } })
  expect(await requestsOf('signUp')).toBe(2)
  expect(await join(mei, shifts.two, undefined, 'tap-mei-0001')).toMatchObject({
    ok: true,
    value: { state: 'confirmed' },
  })
  expect(await join(hua, shifts.two, undefined, 'tap-hua-0001')).toMatchObject({
    ok: true,
    value: { state: 'waiting' },
  })
  expect(await join(yun, shifts.two)).toMatchObject({ ok: true, value: { state: 'waiting' } })
  expect(await show(yun, shifts.two)).toMatchObject({ mine: 'waiting', ahead: 1, confirmed: 2, waiting: 2, places: 2 })

  expect(await out(mei, shifts.two, 'out-mei-0001')).toMatchObject({ ok: true, value: { state: 'out' } })
  expect(await show(hua, shifts.two)).toMatchObject({
    mine: 'offered',
    until: expect.stringMatching('2026-11-27T02:3') as string,
  })
  expect(await show(yun, shifts.two)).toMatchObject({ mine: 'waiting', ahead: 0 })
  // Who comes now waits behind: the place is kept.
  expect(await join(mei, shifts.two)).toMatchObject({ ok: true, value: { state: 'waiting' } })
  expect(await accept(hua, shifts.two)).toMatchObject({ ok: true, value: { state: 'confirmed' } })

  // Late repeats of taps find what they found first, and change nothing.
  const before = await cloud.documents('volunteer_shifts')
  expect(await join(mei, shifts.two, undefined, 'tap-mei-0001')).toMatchObject({ ok: true, value: { state: 'out' } })
  expect(await join(hua, shifts.two, undefined, 'tap-hua-0001')).toMatchObject({
    ok: true,
    value: { state: 'confirmed' },
  })
  expect(await out(mei, shifts.two, 'out-mei-0001')).toMatchObject({ ok: true, value: { state: 'out' } })
  expect(await cloud.documents('volunteer_shifts')).toEqual(before)
})

test('a place that nobody takes in time is nobody’s; the timer tells them and asks the next', async () => {
  expect(await out(lin, shifts.two)).toMatchObject({ ok: true })
  expect(await show(yun, shifts.two)).toMatchObject({ mine: 'offered' })
  await cloud.setClock(new Date(+fridayMorning + 31 * 60_000))
  expect(await accept(yun, shifts.two)).toMatchObject({ ok: false, code: 'NO_OFFER' })
  await cloud.tick('volunteer')
  expect(await show(mei, shifts.two)).toMatchObject({ mine: 'offered' })
  expect((await show(yun, shifts.two)).mine).toBeUndefined()
  const told = (await cloud.documents<{ to: string; title: string }>('notices')).map(
    ({ to, title }) => `${to} ${title}`,
  )
  expect(told).toEqual(expect.arrayContaining([`${yun} 没来得及确认`, `${mei} 候补到名额了`]))
  await cloud.setClock(fridayMorning)
})

test('why not is told before the tap, and the tap says the same', async () => {
  const cases: [string, Shift, string | undefined, string][] = [
    [hua, shifts.sameTime, undefined, 'CLASHES'],
    [lin, shifts.notYet, undefined, 'NOT_YET'],
    [lin, shifts.cancelled, undefined, 'SHIFT_CANCELLED'],
    [lin, shifts.skilled, '理发', 'SKILL_MISSING'],
    [lin, shifts.skilled, '护理', 'PAPER_MISSING'],
  ]
  for (const [who, shift, role, code] of cases) {
    const answer = await join(who, shift, role)
    expect(answer).toMatchObject({ ok: false, code })
    const shown = await show(who, shift)
    const why = role === undefined ? shown.whyNot : shown.roles.find(({ name }) => name === role)?.whyNot
    expect(why).toEqual({ code, say: answer.ok ? '' : answer.say })
  }
  expect(await join(lin, shifts.skilled, '厨师')).toMatchObject({ code: 'NO_SUCH_ROLE' })
  expect(await join(lin, { ...shifts.two, _id: '2026-11-28T0900-nobody' })).toMatchObject({ code: 'NO_SUCH_SHIFT' })
  expect(await join('o-resident-0001', shifts.skilled)).toMatchObject({ code: 'NOT_ALLOWED' })
  expect((await show('o-resident-0001', shifts.skilled)).whyNot).toMatchObject({ code: 'NOT_A_VOLUNTEER' })
  // Without a word about the role, they get the one that they can do.
  expect(await join(lin, shifts.skilled)).toMatchObject({ ok: true, value: { role: '帮手', state: 'confirmed' } })
  expect(await join(lin, shifts.skilled)).toMatchObject({ code: 'ALREADY_IN' })
})

const aVendor = async () =>
  (await cloud.documents<Vendor>('market_vendors')).find(({ kinds }) => kinds.includes('craft'))

test('nobody serves while their own stall is open; touching is no clash', async () => {
  const night = '2026-11-28-taohuajing'
  await cloud.put('market_vendors', { ...(await aVendor()), _id: both, shop: 'shopboth01' } as never)
  expect(await cloud.call(both, booking.bookStall, { night, stall: 'C12' })).toMatchObject({ ok: true })
  expect(await join(both, shifts.evening)).toMatchObject({ ok: false, code: 'STALL_OPEN' })
  expect(await join(both, shifts.sameTime)).toMatchObject({ ok: true })
})

test('nobody takes a stall while they serve', async () => {
  const night = '2026-11-28-taohuajing'
  expect(await cloud.call(both, booking.cancelBooking, { night })).toMatchObject({ ok: true })
  expect(await join(both, shifts.evening)).toMatchObject({ ok: true })
  const say = `那时候您报了「${shifts.evening.title}」，先退掉那一班再来`
  expect(await cloud.call(both, booking.bookStall, { night, stall: 'C12' })).toMatchObject({ code: 'SHIFT_CLASH', say })
  expect(await cloud.call(both, nightContract.nightMap, { night })).toMatchObject({
    value: { whyNot: { code: 'SHIFT_CLASH', say } },
  })
  const alone = { market: 'taohuajing', from: '2026-11-28', until: '2026-11-28', weekdays: [6], orAny: true }
  expect(await cloud.call(both, series.bookSeries, alone)).toMatchObject({
    value: { nights: [{ code: 'SHIFT_CLASH' }] },
  })
  expect(await out(both, shifts.evening)).toMatchObject({ ok: true })
  expect(await cloud.call(both, booking.bookStall, { night, stall: 'C12' })).toMatchObject({ ok: true })
})

test('where the organiser decides, a tap asks; who asked may take it back', async () => {
  expect(await join(lin, shifts.approval)).toMatchObject({ ok: true, value: { state: 'applied' } })
  await wechatOf(cloud).setRiskyWords([unfit])
  expect(await cloud.call(lin, signUp.signOut, { shift: shifts.approval._id, why: unfit })).toMatchObject({
    code: 'WORDS_NOT_FIT',
  })
  expect(await out(lin, shifts.approval)).toMatchObject({ ok: true, value: { state: 'out' } })
  expect(await out(lin, shifts.approval)).toMatchObject({ ok: false, code: 'NOT_IN' })
})

test('what is mine comes soonest first, each with its state, in one request', async () => {
  await cloud.resetStats()
  expect((await mine(lin)).map(({ shift }) => shift)).toEqual([shifts.skilled._id])
  expect((await mine(hua)).map(({ state }) => state)).toEqual(['confirmed'])
  expect(await requestsOf('listMyShifts')).toBe(2)
})

test('after its deadline who is in can no longer leave by themselves', async () => {
  await cloud.setClock(new Date(+shifts.skilled.startsAt - 2 * hourMs))
  expect(await out(lin, shifts.skilled)).toMatchObject({ ok: false, code: 'OUT_TOO_LATE' })
  expect((await mine(lin))[0]?.whyNotOut?.code).toBe('OUT_TOO_LATE')
  await cloud.setClock(fridayMorning)
})

test('what is on: soonest first or nearest first, by place and category, in two requests', async () => {
  await cloud.resetStats()
  const all = await list(lin)
  expect(all.map(({ starts }) => starts)).toEqual(all.map(({ starts }) => starts).sort())
  expect(await requestsOf('listShifts')).toBe(2)
  expect(await list(undefined, { category: 'market' })).toEqual([])
  expect(await list(undefined, { community: 'wangcheng.gaotangling' })).toEqual([])
  const near = await list(undefined, { near: { latitude: 28.28, longitude: 112.92 }, from: '2026-11-29' })
  expect(near.length).toBeGreaterThan(0)
  expect(near.every(({ starts, distance }) => starts > '2026-11-28T16' && (distance ?? 0) < 600)).toBe(true)
  expect(await cloud.unservedQueries()).toEqual([])
})
