import type { Notice } from '../../cloudfunctions/shared/documents'
import { attendance as contract } from '../../cloudfunctions/volunteer/attendance/contract'
import { codeNow } from '../../cloudfunctions/volunteer/attendance/rules'
import type { HoursEntry, Shift } from '../../cloudfunctions/volunteer/documents'
import { hours } from '../../cloudfunctions/volunteer/hours/contract'
import { shift as showing } from '../../cloudfunctions/volunteer/shift/contract'
import { signUp } from '../../cloudfunctions/volunteer/sign-up/contract'
import { startCloud, type Cloud } from '../support/cloud'
import { everyone, holderOf } from '../support/everyone'
import { unfit } from '../support/unfit'
import {
  attendedShifts as shifts,
  chen,
  instant,
  leader,
  lin,
  mei,
  near,
  second,
  walker,
  wang,
} from './fixtures/attended-shifts'
import { writeVolunteerWorld } from '../support/volunteer-world'
import { wechatOf } from '../support/wechat'

const staff = 'o-staff-0001'
const other = holderOf('staff', 'here')

let cloud: Cloud
beforeAll(async () => {
  const documents = writeVolunteerWorld({ volunteer_shifts: Object.values(shifts) }, everyone())
  cloud = await startCloud({ documents, now: instant(20, '08:00:00') })
})
afterAll(() => cloud.stop())

const must = <T>(answer: { ok: true; value: T } | { ok: false; code: string }): T => {
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}
/** The code that the leader's phone shows. */
async function codeAt(shift: Shift, now: Date, who = leader): Promise<string> {
  return codeNow(must(await cloud.call(who, contract.attendanceCode, { shift: shift._id })), now)
}
async function itIs(now: Date): Promise<void> {
  await cloud.setClock(now)
  expect(await cloud.tick('volunteer')).toMatchObject({ ok: true })
}
const inAt = (who: string, shift: Shift, code: string, more: object = {}) =>
  cloud.call(who, contract.checkIn, { shift: shift._id, code, ...more })
const outAt = (who: string, shift: Shift, code: string, key?: string) =>
  cloud.call(who, contract.checkOut, { shift: shift._id, code }, key)
const stored = async ({ _id }: Shift): Promise<Shift> => {
  const found = (await cloud.documents<Shift>('volunteer_shifts')).find((each) => each._id === _id)
  if (!found) throw new Error('the shift is gone')
  return found
}
const placeOf = async (shift: Shift, person: string) =>
  (await stored(shift)).roles.flatMap(({ holders }) => holders).find((each) => each.person === person)
const linesOf = async (shift: Shift, person = lin) =>
  (await cloud.documents<HoursEntry>('volunteer_hours')).filter(
    (each) => each.shift === shift._id && each.person === person,
  )
const sheet = async (shift: Shift, who = leader) =>
  must(await cloud.call(who, contract.attendance, { shift: shift._id }))
const rowOf = async (shift: Shift, person: string) =>
  (await sheet(shift)).people.find(({ holder }) => holder === `h-${person}`)

test('by the code that the leader shows now, by the place, in and out: the minutes within the shift stand in the book at once', async () => {
  const { scanned } = shifts
  await itIs(instant(20, '08:44:00'))
  const early = await codeAt(scanned, instant(20, '08:44:00'))
  expect(await inAt(lin, scanned, early)).toMatchObject({ code: 'NOT_YET' })
  const listed = must(await cloud.call(lin, signUp.listMyShifts, {})).items[0]
  expect(listed?.attendance).toMatchObject({ state: 'expected', next: 'in', whyNot: { code: 'NOT_YET' } })
  // Whoever leads finds it among theirs, in the one request; nobody else does.
  await cloud.resetStats()
  const led = async (who: string) => must(await cloud.call(who, signUp.listMyShifts, {})).led.map((each) => each.shift)
  expect(await led(leader)).toContain(scanned._id)
  expect((await cloud.stats())['volunteer']?.['listMyShifts']?.requests).toBe(1)
  expect(await led(lin)).toEqual([])
  expect(must(await cloud.call(leader, showing.showShift, { shift: scanned._id })).leads).toBe(true)
  expect(must(await cloud.call(lin, showing.showShift, { shift: scanned._id })).leads).toBeUndefined()
  await itIs(instant(20, '08:50:00'))
  const code = await codeAt(scanned, instant(20, '08:50:00'))
  // An old picture of the code, somebody else's code, and the leader's own are worth nothing.
  expect(await inAt(lin, scanned, early)).toMatchObject({ code: 'CODE_OLD' })
  expect(await inAt(lin, scanned, `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`)).toMatchObject({
    code: 'CODE_FALSE',
  })
  expect(await inAt(lin, shifts.forgotten, code)).toMatchObject({ code: 'OTHER_SHIFT' })
  expect(await inAt(leader, scanned, code)).toMatchObject({ code: 'OWN_CODE' })
  expect(await cloud.call(lin, contract.checkIn, { shift: scanned._id })).toMatchObject({ code: 'NOTHING_SHOWN' })
  expect(await outAt(lin, scanned, code)).toMatchObject({ code: 'NOT_HERE' })
  await cloud.resetStats()
  expect(must(await inAt(lin, scanned, code))).toMatchObject({ state: 'here', next: 'out' })
  expect((await cloud.stats())['volunteer']?.['checkIn']?.requests).toBe(2)
  expect(must(await inAt(leader, scanned, await codeAt(scanned, instant(20, '08:50:00'), staff)))).toMatchObject({
    ...{ state: 'here', ways: ['place'] },
  })
  const far = { latitude: 28.2762 + 0.002, longitude: 112.9215 }
  const byPlace = (at: object) => cloud.call(mei, contract.checkIn, { shift: scanned._id, near: at as typeof near })
  expect(await byPlace(far)).toMatchObject({ code: 'TOO_FAR' })
  expect(must(await byPlace(near))).toMatchObject({ state: 'here' })
  expect(await cloud.call(lin, signUp.signOut, { shift: scanned._id })).toMatchObject({ code: 'OUT_TOO_LATE' })
  expect((await sheet(scanned)).counts).toEqual({ expected: 1, here: 3, gone: 0, missed: 0 })
  await itIs(instant(20, '10:30:30'))
  const late = await codeAt(scanned, instant(20, '10:30:30'))
  await cloud.resetStats()
  const out = must(await outAt(lin, scanned, late, 'tap-out-0001'))
  expect((await cloud.stats())['volunteer']?.['checkOut']?.requests).toBe(3)
  expect(out).toMatchObject({ state: 'gone', minutes: 90 })
  expect(must(await outAt(lin, scanned, late, 'tap-out-0001'))).toEqual(out)
  await itIs(instant(20, '10:31:00'))
  expect(await linesOf(scanned)).toMatchObject([{ minutes: 90, kind: 'scan', total: 90, day: '2026-11-20' }])
  expect((await placeOf(scanned, lin))?.went?.unposted).toBeUndefined()
  expect(must(await cloud.call(lin, signUp.listMyShifts, { which: 'coming' })).items[0]?.state).toBe('served')
})

test('whoever did not come is missed at the end, is told so, and brought back by the leader alone with a reason', async () => {
  const { scanned } = shifts
  await itIs(instant(20, '11:00:00'))
  expect(await rowOf(scanned, chen)).toMatchObject({ state: 'missed' })
  const notices = (await cloud.documents<Notice>('notices')).filter(({ to }) => to === chen)
  expect(notices.map(({ title, words }) => [title, words.includes('近 90 天第 1 次，这次先提醒')])).toEqual([
    ['记了一次没到场', true],
  ])
  await itIs(instant(20, '11:01:00'))
  expect((await cloud.documents<Notice>('notices')).filter(({ to }) => to === chen)).toHaveLength(1)
  const here = (who: string, holder: string, reason = '手机没电，人一直在') =>
    cloud.call(who, contract.markHere, { shift: scanned._id, holder: `h-${holder}`, reason })
  await wechatOf(cloud).setRiskyWords([unfit])
  expect(await here(leader, chen, unfit)).toMatchObject({ code: 'WORDS_NOT_FIT' })
  expect(await here(mei, chen)).toMatchObject({ code: 'NOT_ALLOWED' })
  expect(await here(leader, walker)).toMatchObject({ code: 'NOT_IN_SHIFT' })
  expect(must(await here(leader, chen))).toMatchObject({ state: 'gone', minutes: 120, cameBy: 'hand' })
  await itIs(instant(20, '11:02:00'))
  expect(await linesOf(scanned, chen)).toMatchObject([{ minutes: 120, kind: 'hand', reason: '手机没电，人一直在' }])
  expect((await stored(scanned)).missed).not.toContain(chen)
})

test('who forgot to check out is asked, goes by the clock two hours later, and counts once the leader confirmed; not their own', async () => {
  const { forgotten } = shifts
  await itIs(instant(21, '08:58:00'))
  const code = await codeAt(forgotten, instant(21, '08:58:00'), staff)
  for (const who of [lin, mei, leader]) must(await inAt(who, forgotten, code))
  await itIs(instant(21, '11:00:00'))
  const asked = (await cloud.documents<Notice>('notices')).filter(
    ({ _id, title }) => title === '别忘了签退' && _id > '20261121',
  )
  expect(asked.map(({ to }) => to).sort()).toEqual([lin, mei, leader].sort())
  await itIs(instant(21, '12:59:00'))
  expect(must(await outAt(mei, forgotten, await codeAt(forgotten, instant(21, '12:59:00'))))).toMatchObject({
    minutes: 120,
  })
  await itIs(instant(21, '13:01:00'))
  expect(await rowOf(forgotten, lin)).toMatchObject({ state: 'gone', minutes: 120, wentBy: 'clock', toConfirm: true })
  expect(await linesOf(forgotten)).toEqual([])
  expect(await outAt(lin, forgotten, code)).toMatchObject({ code: 'CODE_OLD' })
  const confirm = (who: string, holder?: string) =>
    cloud.call(who, contract.confirmServed, { shift: forgotten._id, ...(holder ? { holder: `h-${holder}` } : {}) })
  expect(await confirm(leader, leader)).toMatchObject({ code: 'OWN_PLACE' })
  // All of them: but for the leader's own.
  expect(must(await confirm(leader)).people).toMatchObject([{ holder: `h-${lin}` }])
  expect(await confirm(leader)).toMatchObject({ code: 'NOTHING_TO_CONFIRM' })
  await itIs(instant(21, '13:02:00'))
  expect(await linesOf(forgotten)).toMatchObject([{ minutes: 120, kind: 'hand' }])
  expect(await linesOf(forgotten, leader)).toEqual([])
  must(await confirm(staff))
  await itIs(instant(21, '13:03:00'))
  expect(await linesOf(forgotten, leader)).toMatchObject([{ minutes: 120, kind: 'hand' }])
})

test('by the leader’s hand: who is there, when they went, who was not; never the leader’s own', async () => {
  const { byHand } = shifts
  await itIs(instant(22, '09:10:00'))
  const at = { shift: byHand._id, reason: '手机没带' }
  expect(await cloud.call(leader, contract.markHere, { ...at, holder: `h-${leader}` })).toMatchObject({
    code: 'OWN_PLACE',
  })
  const from = instant(22, '09:10:00').toISOString()
  must(await cloud.call(leader, contract.markHere, { ...at, holder: `h-${lin}`, from }))
  must(await cloud.call(mei, contract.checkIn, { shift: byHand._id, near }))
  await wechatOf(cloud).setRiskyWords([unfit])
  const unfitly = { shift: byHand._id, reason: unfit }
  for (const refused of [
    await cloud.call(leader, contract.markMissed, { ...unfitly, holder: `h-${mei}` }),
    await cloud.call(leader, contract.markLeft, { ...unfitly, holder: `h-${lin}` }),
  ])
    expect(refused).toMatchObject({ code: 'WORDS_NOT_FIT' })
  // Somebody who gave a position and is not there.
  expect(must(await cloud.call(leader, contract.markMissed, { ...at, holder: `h-${mei}` }))).toMatchObject({
    state: 'missed',
  })
  expect(await cloud.call(mei, contract.checkIn, { shift: byHand._id, near })).toMatchObject({ code: 'MARKED_MISSED' })
  await itIs(instant(22, '10:10:00'))
  const left = (time?: string) =>
    cloud.call(leader, contract.markLeft, {
      ...at,
      holder: `h-${lin}`,
      ...(time ? { at: instant(22, time).toISOString() } : {}),
    })
  expect(await left('09:09:00')).toMatchObject({ code: 'TIME_IMPLAUSIBLE' })
  expect(must(await left('09:55:00'))).toMatchObject({ state: 'gone', minutes: 45 })
  expect(await left()).toMatchObject({ code: 'ALREADY_SERVED' })
  expect(await cloud.call(leader, contract.markMissed, { ...at, holder: `h-${lin}` })).toMatchObject({
    code: 'ALREADY_SERVED',
  })
  await itIs(instant(22, '11:00:00'))
  expect(await linesOf(byHand)).toMatchObject([{ minutes: 45, kind: 'hand', reason: '手机没带' }])
  expect((await sheet(byHand)).counts).toEqual({ expected: 0, here: 0, gone: 1, missed: 3 })
})

test('a scan that a phone kept without network counts from the code’s own time, once the leader confirmed; whom the clock missed meanwhile is not missed', async () => {
  const { offline } = shifts
  await itIs(instant(23, '08:55:00'))
  const came = await codeAt(offline, instant(23, '08:55:00'))
  // The phone's clock is ten minutes slow.
  const kept = { madeAt: instant(23, '08:45:00').toISOString() }
  await itIs(instant(23, '10:40:00'))
  expect(await inAt(lin, offline, came)).toMatchObject({ code: 'CODE_OLD' })
  expect(must(await inAt(lin, offline, came, kept))).toMatchObject({
    state: 'here',
    cameAt: instant(23, '08:55:00').toISOString(),
  })
  await itIs(instant(23, '11:05:00'))
  expect(await rowOf(offline, chen)).toMatchObject({ state: 'missed' })
  const out = await codeAt(offline, instant(23, '11:05:00'))
  expect(must(await outAt(lin, offline, out))).toMatchObject({ toConfirm: true, minutes: 120 })
  const scan = await codeAt(offline, instant(23, '10:50:00'))
  const late = must(await inAt(chen, offline, scan, { madeAt: instant(23, '10:50:00').toISOString() }))
  expect(late).toMatchObject({ state: 'here' })
  expect((await stored(offline)).missed).toEqual([mei, leader])
  expect(await linesOf(offline)).toEqual([])
  must(await cloud.call(leader, contract.confirmServed, { shift: offline._id, holder: `h-${lin}` }))
  await itIs(instant(23, '11:06:00'))
  expect(await linesOf(offline)).toMatchObject([{ minutes: 120 }])
})

test('who has no place joins by the leader’s code where one is free; not by the place, not twice, not while busy', async () => {
  const { walkIns } = shifts
  await itIs(instant(24, '09:05:00'))
  const code = await codeAt(walkIns, instant(24, '09:05:00'))
  expect(await inAt(walker, walkIns, code)).toMatchObject({ code: 'NOT_IN' })
  const byPlace = { shift: walkIns._id, near, join: true }
  expect(await cloud.call(walker, contract.checkIn, byPlace)).toMatchObject({ code: 'NOT_IN' })
  expect((await sheet(walkIns)).free).toBe(1)
  const joined = must(
    await cloud.call(walker, contract.checkIn, { shift: walkIns._id, code, join: true }, 'tap-join-1'),
  )
  expect(joined).toMatchObject({ state: 'here', next: 'out' })
  must(await cloud.call(walker, contract.checkIn, { shift: walkIns._id, code, join: true }, 'tap-join-1'))
  expect(await inAt(second, walkIns, code, { join: true })).toMatchObject({ code: 'FULL' })
  expect((await stored(walkIns)).roles[0]?.holders).toHaveLength(5)
  expect(must(await cloud.call(walker, showing.showShift, { shift: walkIns._id })).attendance).toMatchObject({
    next: 'out',
  })
  expect(await cloud.unservedQueries()).toEqual([])
})

test('where nobody at all was noted as there, nobody is missed by the clock', async () => {
  await itIs(instant(25, '11:01:00'))
  expect(await rowOf(shifts.unnoted, wang)).toMatchObject({ state: 'expected' })
  expect((await stored(shifts.unnoted)).closed).toBeDefined()
})

test('with minutes noted by hand, never more than the shift lasted', async () => {
  const { capped } = shifts
  await itIs(instant(26, '08:58:00'))
  must(await inAt(lin, capped, await codeAt(capped, instant(26, '08:58:00'))))
  await itIs(instant(26, '11:00:00'))
  const byHand = { shift: capped._id, holder: `h-${lin}`, minutes: 90, reason: '扫码没扫上' }
  const hand = must(await cloud.call(leader, hours.addHours, byHand))
  must(await outAt(lin, capped, await codeAt(capped, instant(26, '11:00:00'))))
  must(await cloud.call(other, hours.confirmHours, { hours: hand.id }))
  await itIs(instant(26, '11:01:00'))
  expect((await linesOf(capped)).map(({ minutes, kind }) => [kind, minutes]).sort()).toEqual([
    ['hand', 90],
    ['scan', 30],
  ])
})
