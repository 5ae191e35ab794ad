import { attendance } from '../../cloudfunctions/volunteer/attendance/contract'
import { shift as showing } from '../../cloudfunctions/volunteer/shift/contract'
import { signUp } from '../../cloudfunctions/volunteer/sign-up/contract'
import { hours } from '../../cloudfunctions/volunteer/hours/contract'
import { codeNow } from '../../cloudfunctions/volunteer/attendance/rules'
import type { HoursEntry } from '../../cloudfunctions/volunteer/documents'
import { standing } from '../../cloudfunctions/volunteer/standing/contract'
import { startCloud, type Cloud } from '../support/cloud'
import { everyone, holderOf } from '../support/everyone'
import { unfit } from '../support/unfit'
import { aShift, makeStaff, writeVolunteerWorld } from '../support/volunteer-world'
import { wechatOf } from '../support/wechat'
import { chen, instant, leader, mei, onDay } from './fixtures/attended-shifts'

const staff = 'o-staff-0001'
const other = holderOf('staff', 'here')

/** Mei was not there on four days. */
const missed = [22, 23, 24, 25].map((day) => {
  const shift = onDay(`miss${String(day)}`, day)
  const at = shift.endsAt
  const roles = shift.roles.map((role) => ({
    ...role,
    holders: role.holders.map((each) =>
      each.person === mei
        ? { ...each, missed: { id: `00000000-0000-4000-8000-0000000000${String(day)}`, at } }
        : { ...each, came: { at: shift.startsAt, by: 'code' as const, key: `in-${each.id}` } },
    ),
  }))
  return { ...shift, roles, closed: at, missed: [mei] }
})
/** What Mei leads by now, and who led it before is in. */
const handedOn = onDay('handed', 28, [chen, leader], { leader: mei })
const coming = aShift('coming', { startsAt: new Date('2026-11-30T09:00:00+08:00') })

let cloud: Cloud
beforeAll(async () => {
  const documents = writeVolunteerWorld({ volunteer_shifts: [...missed, handedOn, coming] }, everyone())
  cloud = await startCloud({ documents, now: instant(27, '10:00:00') })
  await wechatOf(cloud).setRiskyWords([unfit])
})
afterAll(() => cloud.stop())

const must = <T>(answer: { ok: true; value: T } | { ok: false; code: string }): T => {
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}

test('two absences pause sign-up, with the reason, until a second person excuses one, or the leader takes it back', async () => {
  const recordOf = async (who: string) => must(await cloud.call(who, standing.myStanding, {}))
  const record = await recordOf(mei)
  expect(record.items.map(({ starts }) => starts.slice(8, 10))).toEqual(['25', '24', '23', '22'])
  expect(record).toMatchObject({ count: 4, rule: { absences: 2, pauseDays: 14 } })
  expect(record.pausedUntil).toBe(new Date(+instant(25, '11:00:00') + 14 * 24 * 60 * 60_000).toISOString())
  const reach = () => cloud.call(mei, signUp.signUp, { shift: coming._id })
  expect(await reach()).toMatchObject({ code: 'BLOCKED' })
  expect(must(await cloud.call(mei, showing.showShift, { shift: coming._id })).whyNot?.code).toBe('BLOCKED')
  const [last, second, , first] = record.items
  const appeal = (item: typeof last, words = '那天送孩子去医院，没来得及说', who = mei) =>
    cloud.call(who, standing.appealMissed, { shift: item?.shift ?? '', absence: item?.absence ?? '', words })
  expect(await appeal(last, unfit)).toMatchObject({ code: 'WORDS_NOT_FIT' })
  expect(await appeal(last, '这不是我的，替她说', chen)).toMatchObject({ code: 'NO_SUCH_ABSENCE' })
  for (const item of [last, second, first]) must(await appeal(item))
  expect(await appeal(last, '再说一遍，真的有事')).toMatchObject({ code: 'ALREADY_APPEALED' })
  const place = coming.place
  const listed = must(await cloud.call(staff, standing.listMissedAppeals, { place })).items
  expect(listed.map(({ absence }) => absence)).toEqual([first, second, last].map((each) => each?.absence))
  const rule = (item: typeof last, ruling: 'excused' | 'upheld', who = staff, key?: string, reason = '看过病历了') =>
    cloud.call(who, standing.ruleMissed, { ...idsOf(item), ruling, reason }, key)
  const idsOf = (item: typeof last) => ({ shift: item?.shift ?? '', absence: item?.absence ?? '' })
  expect(await rule(last, 'excused', leader)).toMatchObject({ code: 'NOT_ALLOWED' })
  expect(await rule(last, 'excused', staff, undefined, unfit)).toMatchObject({ code: 'WORDS_NOT_FIT' })
  const ruled = must(await rule(last, 'excused', staff, 'rule-0001'))
  expect(must(await rule(last, 'excused', staff, 'rule-0001'))).toEqual(ruled)
  expect(await rule(last, 'upheld', other)).toMatchObject({ code: 'ALREADY_RULED' })
  must(await rule(second, 'excused'))
  must(await rule(first, 'upheld'))
  expect(must(await cloud.call(staff, standing.listMissedAppeals, { place })).items).toEqual([])
  // Two still count: the 22nd and the 23rd.
  expect(await recordOf(mei)).toMatchObject({ count: 2 })
  expect(await reach()).toMatchObject({ code: 'BLOCKED' })
  // The leader finds that she was there after all.
  const here = { shift: missed[1]?._id ?? '', holder: `h-${mei}`, reason: '签到表上有她' }
  must(await cloud.call(leader, attendance.markHere, here))
  expect(await recordOf(mei)).toMatchObject({ count: 1 })
  await cloud.resetStats()
  must(await reach())
  expect((await cloud.stats())['volunteer']?.['signUp']?.requests).toBe(2)
  expect(await cloud.unservedQueries()).toEqual([])
})

test('who leads or is staff lets themselves in by no code of theirs, and confirms nothing of their own', async () => {
  const [shift, now] = [handedOn._id, instant(28, '09:00:00')]
  await makeStaff(cloud, leader)
  await cloud.setClock(now)
  const codeOf = async (who: string) => codeNow(must(await cloud.call(who, attendance.attendanceCode, { shift })), now)
  const comes = (code: string) => cloud.call(leader, attendance.checkIn, { shift, code })
  expect(await comes(await codeOf(leader))).toMatchObject({ code: 'OWN_CODE' })
  must(await comes(await codeOf(mei)))
  await cloud.setClock(instant(28, '13:01:00'))
  expect(await cloud.tick('volunteer')).toMatchObject({ ok: true })
  const own = { shift, holder: `h-${leader}` }
  const byHand = { ...own, reason: '我自己记得' }
  for (const refused of [
    await cloud.call(leader, attendance.confirmServed, own),
    await cloud.call(leader, attendance.markHere, byHand),
    await cloud.call(leader, attendance.markLeft, byHand),
    await cloud.call(leader, attendance.markMissed, byHand),
  ])
    expect(refused).toMatchObject({ code: 'OWN_PLACE' })
  const all = await cloud.call(leader, attendance.confirmServed, { shift })
  expect(all).toMatchObject({ code: 'NOTHING_TO_CONFIRM' })
  expect(await cloud.call(leader, hours.addHours, { ...byHand, minutes: 60 })).toMatchObject({ code: 'OWN_HOURS' })
  const lines = await cloud.documents<HoursEntry>('volunteer_hours')
  expect(lines.filter(({ person }) => person === leader)).toEqual([])
})
