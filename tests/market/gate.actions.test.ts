import { gate } from '../../cloudfunctions/market/gate/contract'
import { passCode, whyNotPass } from '../../cloudfunctions/market/gate/rules'
import { night as nights } from '../../cloudfunctions/market/night/contract'
import { spare } from '../../cloudfunctions/market/spare/contract'
import { profile } from '../../cloudfunctions/member/profile/contract'
import type { Night } from '../../cloudfunctions/market/documents'
import { attendance } from '../../cloudfunctions/volunteer/attendance/contract'
import { codeNow } from '../../cloudfunctions/volunteer/attendance/rules'
import type { HoursEntry, Shift } from '../../cloudfunctions/volunteer/documents'
import { signUp } from '../../cloudfunctions/volunteer/sign-up/contract'
import { aBooking, aWaiter, smallNight } from '../support/small-night'
import { aShift } from '../support/volunteer-world'
import { until } from '../support/wechat'
import { at, operator, secondOperator, startEvening, tonight, type Evening } from './fixtures/evening'

let evening: Evening

/** Vendors of hot food, one for each test that needs one. */
const hot = (number: number) => `o-vendor-${String(number * 10 + 4).padStart(4, '0')}`
const group = 'o-vendor-0018'
const otherGroup = 'o-vendor-0028'

beforeAll(async () => {
  evening = await startEvening()
  for (let number = 0; number < 12; number++) await evening.book(hot(number), `A${String(number + 1).padStart(2, '0')}`)
})
afterAll(() => evening.cloud.stop())

const setClock = (time: string, day?: number) => evening.cloud.setClock(at(time, day))
const scan = (code: string, madeAt?: Date, who = operator) =>
  evening.cloud.call(who, gate.scanPass, { night: tonight, code, ...(madeAt ? { madeAt: madeAt.toISOString() } : {}) })
const tick = async () => expect(await evening.cloud.tick('market')).toMatchObject({ ok: true })

test('a sign belongs to one stall, is on no public map, and an old one opens nothing', async () => {
  const { cloud, signOf } = evening
  const tokens = new Set(Array.from({ length: 21 }, (_, index) => signOf(`A${String(index + 1).padStart(2, '0')}`)))
  expect(tokens.size).toBe(21)
  const map = JSON.stringify(await cloud.call(hot(0), nights.nightMap, { night: tonight }))
  expect([...tokens].filter((token) => map.includes(token))).toEqual([])
  const again = await cloud.call(operator, gate.makeSigns, { market: 'taohuajing' })
  expect(again).toMatchObject({ ok: true, value: { missing: 0 } })
  const renew = (key: string) => cloud.call(operator, gate.renewSign, { market: 'taohuajing', stall: 'A12' }, key)
  const first = await renew('tap-renew-0001')
  expect(await renew('tap-renew-0001')).toEqual(first)
  await setClock('16:00')
  expect(await evening.checkIn(hot(11), 'A12')).toMatchObject({ ok: false, code: 'OTHER_STALL' })
  expect(await cloud.call(operator, gate.listSigns, { market: 'taohuajing' })).toEqual(first)
})

test('the vendor scans the sign: at the own stall, within the time, and as often as they like', async () => {
  await setClock('15:29')
  expect(await evening.checkIn(hot(0), 'A01')).toMatchObject({ ok: false, code: 'GATE_NOT_OPEN' })
  await setClock('15:30')
  expect(await evening.checkIn(hot(0), 'A02')).toMatchObject({ ok: false, code: 'OTHER_STALL' })
  expect(await evening.checkIn('o-vendor-0005', 'C12')).toMatchObject({ ok: false, code: 'NO_BOOKING' })
  await evening.cloud.resetStats()
  const first = await evening.checkIn(hot(0), 'A01')
  expect(first).toMatchObject({ ok: true, value: { stall: 'A01', state: 'here' } })
  expect((await evening.cloud.stats())['market']).toMatchObject({ checkIn: { calls: 1, requests: 3 } })
  await setClock('15:40')
  expect(await evening.checkIn(hot(0), 'A01')).toEqual(first)
})

test('two scans at once are one arrival', async () => {
  await setClock('16:00')
  const { key } = await evening.passOf(hot(1))
  const code = passCode({ key, night: tonight, stall: 'A02' }, at('16:00'))
  const answers = await Promise.all([evening.checkIn(hot(1), 'A02'), scan(code), evening.checkIn(hot(1), 'A02')])
  expect(new Set(answers.map((answer) => (answer.ok ? answer.value.arrivedAt : answer.code))).size).toBe(1)
  expect((await evening.seatOf('A02'))?.arrived).toMatchObject({ heard: expect.any(Date) as Date })
})

test('staff scan a pass: the phone alone can tell it, the cloud asks again; a false, old or foreign one is none', async () => {
  await setClock('17:00')
  const pass = await evening.passOf(hot(2))
  const code = passCode(pass, at('17:00'))
  const list = await evening.cloud.call(operator, gate.roster, { night: tonight })
  if (!list.ok) throw new Error(list.code)
  const seat = list.value.seats.find(({ stall }) => stall === 'A03')
  expect(whyNotPass(code, seat?.key ?? '', at('17:00'))).toBeNull()
  expect(JSON.stringify(list)).not.toMatch(/o-vendor/)

  expect(await scan(passCode(pass, at('16:57')))).toMatchObject({ code: 'PASS_OLD' })
  expect(await scan(code.slice(0, -1) + (code.endsWith('0') ? '1' : '0'))).toMatchObject({ code: 'PASS_FALSE' })
  expect(await scan(code.replace('A03', 'A04'))).toMatchObject({ code: 'PASS_FALSE' })
  expect(await scan(code.replace('11-27', '11-30'))).toMatchObject({ code: 'OTHER_NIGHT' })
  expect(await scan(code, undefined, hot(2))).toMatchObject({ code: 'NOT_ALLOWED' })
  const seen = await scan(code)
  expect(seen).toMatchObject({ ok: true, value: { stall: 'A03', state: 'here', shop: pass.shop } })
  expect(await scan(code, undefined, secondOperator)).toEqual(seen)
})

test('a scan made without network counts by its own time, if that can be', async () => {
  await setClock('18:10')
  const pass = await evening.passOf(hot(3))
  const code = passCode(pass, at('17:40'))
  expect(await scan(passCode(pass, at('18:13')), at('18:13'))).toMatchObject({ code: 'TIME_IMPLAUSIBLE' })
  expect(await scan(code, at('18:00'))).toMatchObject({ code: 'PASS_OLD' })
  expect(await scan(code, at('17:40'))).toMatchObject({ ok: true, value: { arrivedAt: at('17:40').toISOString() } })
  const ahead = await evening.checkIn(hot(4), 'A05', at('18:11'))
  expect(ahead).toMatchObject({ ok: true })
  expect((await evening.seatOf('A05'))?.arrived?.at.getTime()).toBeLessThan(+at('18:11'))
})

test('by hand, with a reason; nobody their own', async () => {
  const mark = { night: tonight, stall: 'A06', reason: '手机没电了，人在' }
  expect(await evening.cloud.call(operator, gate.markHere, mark)).toMatchObject({ ok: true, value: { state: 'here' } })
  const arrived = (await evening.seatOf('A06'))?.arrived
  expect(arrived).toMatchObject({ by: 'hand', reason: mark.reason })
  expect(arrived?.actor).toMatch(/^actor-/)
  const absent = { night: tonight, stall: 'A06', reason: '人不在，码是别人扫的' }
  expect(await evening.cloud.call(operator, gate.markAbsent, absent)).toMatchObject({ code: 'NOT_YET_ABSENT' })
})

test('at the time to be there the timer releases who is missing, tells each once, and touches nobody else', async () => {
  await setClock('18:29')
  await tick()
  expect((await evening.nightOf()).absent ?? []).toEqual([])
  await setClock('18:30')
  await tick()
  await tick()
  const { absent = [], bookings, due } = await evening.nightOf()
  expect(absent.map(({ stall }) => stall)).toEqual(['A07', 'A08', 'A09', 'A10', 'A11', 'A12'])
  expect(bookings.map(({ stall }) => stall)).toEqual(['A01', 'A02', 'A03', 'A04', 'A05', 'A06'])
  expect(due).toEqual(at('18:40'))
  const told = await evening.noticesTo(hot(6))
  expect(told).toHaveLength(1)
  expect(told[0]?.words).toMatch(/没有签到.*第 1 次.*提醒.*申诉/)
  // A tap to book that comes once more now takes nothing back.
  const map = await evening.cloud.call(hot(6), nights.nightMap, { night: tonight })
  const stalls = map.ok ? map.value.rows.flatMap(({ stalls }) => stalls) : []
  expect(stalls.find(({ code }) => code === 'A07')?.state).toBe('free')
})

test('who comes late has the stall again while it is free, and no penalty', async () => {
  await setClock('18:50')
  expect(await evening.checkIn(hot(6), 'A07')).toMatchObject({ ok: true, value: { state: 'here' } })
  expect((await evening.seatOf('A07'))?.vendor).toBe(hot(6))
  expect((await evening.absenceOf(hot(6)))?.came).toBeDefined()
})

test('a scan in time that is heard late undoes the absence; where somebody has the stall, it is noted alone', async () => {
  const pass = { night: tonight, stall: 'A08', key: '' }
  const list = await evening.cloud.call(operator, gate.roster, { night: tonight })
  const keyOf = (stall: string) => (list.ok && list.value.seats.find((each) => each.stall === stall)?.key) || ''
  const inTime = (stall: string) => scan(passCode({ ...pass, stall, key: keyOf(stall) }, at('18:20')), at('18:20'))
  expect(await inTime('A08')).toMatchObject({ ok: true, value: { state: 'here' } })
  expect(await evening.seatOf('A08')).toMatchObject({ vendor: hot(7) })

  await evening.book(hot(20), 'A09')
  expect(await evening.checkIn(hot(8), 'A09')).toMatchObject({ code: 'STALL_GIVEN' })
  expect(await inTime('A09')).toMatchObject({ ok: true, value: { state: 'absent', came: true } })
  expect(await evening.seatOf('A09')).toMatchObject({ vendor: hot(20) })
  expect((await evening.absenceOf(hot(8)))?.came?.at).toEqual(at('18:20'))
})

test('a sign scanned and nobody there: staff release it with a reason, and staff alone bring it back', async () => {
  const absent = { night: tonight, stall: 'A01', reason: '人不在，码是别人扫的' }
  const mark = (key: string) => evening.cloud.call(operator, gate.markAbsent, absent, key)
  const first = await mark('tap-absent-0001')
  expect(first).toMatchObject({ ok: true, value: { state: 'absent' } })
  expect(await mark('tap-absent-0001')).toEqual(first)
  expect(await mark('tap-absent-0002')).toMatchObject({ code: 'NO_BOOKING' })
  expect((await evening.noticesTo(hot(0)))[0]?.words).toContain(absent.reason)
  expect(await evening.checkIn(hot(0), 'A01')).toMatchObject({ code: 'MARKED_ABSENT' })
  const back = { night: tonight, stall: 'A01', reason: '刚才去接货了，人回来了' }
  expect(await evening.cloud.call(secondOperator, gate.markHere, back)).toMatchObject({ value: { state: 'here' } })
})

test('empty stalls do good: groups are told once, and the first has the stall, whatever its kind, free of charge', async () => {
  const { cloud } = evening
  const told = await evening.noticesTo(group)
  expect(told.map(({ title }) => title)).toEqual(['今晚有空摊可以做公益'])
  expect(await evening.noticesTo(hot(30))).toEqual([])
  await setClock('18:20')
  const take = (who: string, stall: string, key?: string) =>
    cloud.call(who, spare.takeSpare, { night: tonight, stall }, key)
  expect(await take(group, 'A10')).toMatchObject({ code: 'NOT_YET_SPARE' })
  await setClock('19:00')
  expect(await take(hot(30), 'A10')).toMatchObject({ code: 'NOT_FOR_GOOD' })
  expect(await take(group, 'A02')).toMatchObject({ code: 'STALL_TAKEN' })
  const answers = await Promise.all([take(group, 'A10', 'tap-spare-0001'), take(otherGroup, 'A10')])
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  const winner = answers[0]?.ok ? group : otherGroup
  expect(await evening.seatOf('A10')).toMatchObject({ vendor: winner, kind: 'good', fee: 0, spare: true })
  expect(await take(winner, 'A11')).toMatchObject({ code: 'ONE_STALL_EACH' })
  const list = await cloud.call(winner === group ? otherGroup : group, spare.listSpare, { night: tonight })
  expect(list.ok && list.value.stalls.map(({ stall }) => stall)).toEqual(expect.arrayContaining(['A11', 'A12']))
})

test('the booth is a shift of the volunteers, once: who comes has hours; it ends with its night', async () => {
  const { cloud } = evening
  const must = <T>(answer: { ok: true; value: T } | { ok: false; code: string }): T => {
    if (!answer.ok) throw new Error(answer.code)
    return answer.value
  }
  const booths = async () =>
    (await cloud.documents<Shift>('volunteer_shifts')).filter(({ title }) => title.startsWith('公益摊'))
  const follow = async () => expect(await cloud.tick('volunteer')).toMatchObject({ ok: true })
  await follow()
  await follow()
  const [booth, ...others] = await booths()
  if (!booth) throw new Error('the booth is no shift')
  expect(others).toEqual([])
  const asTold = { startsAt: { $date: at('19:30').toISOString() }, endsAt: { $date: at('02:00', 28).toISOString() } }
  expect(booth).toMatchObject({ ...asTold, category: 'market' })
  const [early, late] = ['o-volunteer-0001', 'o-volunteer-0002'] as const
  const shift = booth._id
  // Whose own stall is open meanwhile serves in no booth; a stall that closes as the booth opens is no clash.
  const stallUntil = (endsAt: Date) =>
    cloud.put('market_nights', smallNight('early', [{ code: 'A01' }], { endsAt, bookings: [aBooking(early, 'A01')] }))
  await stallUntil(at('19:31'))
  expect(await cloud.call(early, signUp.signUp, { shift })).toMatchObject({ code: 'STALL_OPEN' })
  await stallUntil(at('19:30'))
  expect(await cloud.call(early, signUp.signUp, { shift })).toMatchObject({ ok: true, value: { state: 'confirmed' } })
  const leader = booth.leader ?? ''
  await setClock('19:20')
  const code = async () => codeNow(must(await cloud.call(leader, attendance.attendanceCode, { shift })), at('19:20'))
  must(await cloud.call(early, attendance.checkIn, { shift, code: await code() }))
  must(await cloud.call(late, attendance.checkIn, { shift, code: await code(), join: true }))
  await setClock('20:20')
  const done = codeNow(must(await cloud.call(leader, attendance.attendanceCode, { shift })), at('20:20'))
  expect(must(await cloud.call(late, attendance.checkOut, { shift, code: done }))).toMatchObject({ minutes: 50 })
  await follow()
  const lines = await cloud.documents<HoursEntry>('volunteer_hours')
  expect(lines.filter((each) => each.shift === shift).map(({ person, minutes }) => [person, minutes])).toEqual([
    [late, 50],
  ])

  // Whoever serves somewhere meanwhile takes no stall, not for the public good either.
  const busy = leader === group ? otherGroup : group
  const holder = { id: 'h-busy', person: busy, name: '公益摊', at: at('10:00'), key: 'tap-busy-0001' }
  const times = { startsAt: at('20:00'), endsAt: at('22:00'), people: [busy] }
  await cloud.put('volunteer_shifts', aShift('busy', times, [{ holders: [holder] }]))
  const spareOne = { night: tonight, stall: 'A12' }
  expect(await cloud.call(busy, spare.takeSpare, spareOne)).toMatchObject({ code: 'SHIFT_CLASH' })

  // Another night with a booth, which its operator then cancels.
  const night = (await cloud.documents<Night>('market_nights')).find(({ _id }) => _id === tonight)
  if (!night) throw new Error('the night is gone')
  const storm = {
    ...night,
    _id: '2026-11-27-storm',
    bookings: [{ ...aBooking(otherGroup, 'A11'), at: at('20:00'), spare: true }],
  }
  await cloud.put('market_nights', storm)
  await follow()
  expect((await booths()).map(({ cancelled }) => cancelled)).toEqual([undefined, undefined])
  const cancelled = { ...storm, cancelled: '大风' }
  await cloud.put('market_nights', cancelled)
  await follow()
  await follow()
  expect((await booths()).map(({ cancelled }) => cancelled ?? '').sort()).toEqual(['', '大风'])
  expect(await cloud.unservedQueries()).toEqual([])
})

test('packing up after midnight, with a photo that is shown when WeChat found it fine', async () => {
  const { cloud, wechat } = evening
  const who = hot(1)
  await setClock('00:30', 28)
  await cloud.call(who, profile.me, {})
  const mine = await cloud.call(who, gate.myPass, {})
  const folder = mine.ok ? mine.value.folder : undefined
  const file = await wechat.upload(who, `photos/${folder ?? ''}/clean-pitch.jpg`)
  const out = (key: string, who_ = who, picture = file) =>
    cloud.call(who_, gate.checkOut, { night: tonight, file: picture }, key)
  expect(await out('tap-out-00001', hot(11))).toMatchObject({ code: 'NOT_HERE' })
  expect(await out('tap-out-00002', hot(2))).toMatchObject({ code: 'NOT_YOUR_FILE' })
  expect(await out('tap-out-00003', who, file.replace('clean', 'other'))).toMatchObject({ code: 'FILE_MISSING' })
  const first = await out('tap-out-00004')
  expect(first).toMatchObject({ ok: true, value: { state: 'left' } })
  expect(await out('tap-out-00004')).toEqual(first)
  await until(async () => {
    const list = await cloud.call(operator, gate.roster, { night: tonight })
    return list.ok && list.value.seats.find(({ stall }) => stall === 'A02')?.photo === file
  })
})

test('when the night is over nobody arrives any more, and the timer has nothing left to do there', async () => {
  await setClock('02:00', 28)
  expect(await evening.checkIn(hot(10), 'A11')).toMatchObject({ code: 'NIGHT_OVER' })
  await tick()
  expect((await evening.nightOf()).due).toBeUndefined()
  expect(await evening.cloud.unservedQueries()).toEqual([])
})

test('whoever comes after all and has their stall again waits no more', async () => {
  const who = hot(20)
  const absence = { ...aBooking(who, 'A01'), id: '00000000-0000-4000-8000-000000000001', absentAt: at('18:30') }
  const small = smallNight('comes', [{ code: 'A01' }], { absent: [absence], waiting: [aWaiter(who)] })
  await evening.cloud.put('market_nights', small)
  await setClock('18:40')
  const here = { night: small._id, stall: 'A01', reason: '刚到' }
  expect(await evening.cloud.call(operator, gate.markHere, here)).toMatchObject({ ok: true, value: { state: 'here' } })
  expect(await evening.nightOf(small._id)).toMatchObject({ bookings: [{ vendor: who }], waiting: [] })
})
