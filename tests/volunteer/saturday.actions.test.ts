import { demoOpenid } from '../../cloudfunctions/shared/demo'
import type { Notice } from '../../cloudfunctions/shared/documents'
import { privacy } from '../../cloudfunctions/member/privacy/contract'
import { activity } from '../../cloudfunctions/volunteer/activity/contract'
import { callForHelp as contract } from '../../cloudfunctions/volunteer/call-for-help/contract'
import { helpCalls } from '../../cloudfunctions/volunteer/call-for-help/rules'
import type { Holder, Shift, Volunteer } from '../../cloudfunctions/volunteer/documents'
import { profile } from '../../cloudfunctions/volunteer/profile/contract'
import { roster as rosters } from '../../cloudfunctions/volunteer/roster/contract'
import { signUp } from '../../cloudfunctions/volunteer/sign-up/contract'
import { shift as shiftContract } from '../../cloudfunctions/volunteer/shift/contract'
import { attendance } from '../../cloudfunctions/volunteer/attendance/contract'
import { canOf } from '../../cloudfunctions/volunteer/profile/rules'
import { busyMarks } from '../../cloudfunctions/volunteer/shift/rules'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { everyone, holderOf } from '../support/everyone'
import { must } from '../support/pledge-world'
import { sheetsOf } from '../support/xlsx'
import { aShift, aVolunteer, writeVolunteerWorld } from '../support/volunteer-world'

/*
 * What an organiser does before, on and after a Saturday.
 */

const staff = 'o-staff-0001'
const place = 'wangcheng.yueliangdao.taohuajing'
const v = (number: number) => demoOpenid('volunteer', number)
const [near, inIt, clashing, paused, unskilled] = [v(1), v(2), v(3), v(4), v(5)]
const [ofStreet, resigned, far, called] = [v(6), v(7), v(8), v(9)]

const holder = (person: string): Holder => ({
  ...{ id: `h-${person}`, person, name: person.slice(-4), at: fridayMorning, key: `key-${person}` },
})
const withPlaces = (name: string, people: readonly string[], given: Partial<Shift> = {}): Shift => {
  const shift = aShift(name, { people: [...people], ...given }, [{ holders: people.map(holder) }])
  return { ...shift, busy: [...shift.busy, ...people.flatMap((person) => busyMarks(person, shift))] }
}

/** Two barbers are wanted, and one is in; who guides is there. */
const atRisk = aShift('risk', { people: [inIt, v(10)] }, [
  { name: '理发', min: 2, max: 3, skill: 'barber', holders: [holder(inIt)] },
  { name: '引导', min: 1, max: 2, holders: [holder(v(10))] },
])
const clash = withPlaces('clash', [clashing], { startsAt: new Date('2026-11-28T10:45:00+08:00') })
/** Whoever was not there twice signs up for nothing. */
const absences = [24, 25].map((day) => {
  const startsAt = new Date(`2026-11-${String(day)}T09:00:00+08:00`)
  const shift = withPlaces(`gone${String(day)}`, [paused], { startsAt, closed: startsAt, missed: [paused] })
  const missed = { id: `00000000-0000-4000-8000-0000000000${String(day)}`, at: startsAt }
  return { ...shift, roles: shift.roles.map((role) => ({ ...role, holders: [{ ...holder(paused), missed }] })) }
})
/** Sunday's wants many, of whoever comes. */
const sunday = aShift('sunday', { startsAt: new Date('2026-11-29T09:00:00+08:00') }, [{ min: 80, max: 90 }])
const later = aShift('later', { startsAt: new Date('2026-11-29T09:45:00+08:00') }, [{ min: 80, max: 90 }])

const phone = '13812345678'
/** Whose number everybody would like to have: Mei's, who is in Saturday's shift. */
const mei = v(11)
const saturday = withPlaces('satday', [mei, v(12)], {
  ...{ startsAt: new Date('2026-11-28T20:00:00+08:00'), endsAt: new Date('2026-11-29T00:00:00+08:00') },
  ...{ leader: v(12), people: [mei, v(12), v(13)] },
  waiting: [
    { id: 'w-13', person: v(13), name: '=HYPERLINK("http://a")', role: '', at: fridayMorning, key: 'w', sequence: 1 },
  ],
})

const registered = (number: number, given: Partial<Volunteer> = {}): Volunteer =>
  aVolunteer(v(number), {
    id: `NEAR${String(number).padStart(6, 'Z').replace(/0/g, 'X').replace(/1/g, 'Y')}`,
    ...given,
  })
const elsewhere = (at: string, skills: Volunteer['skills']) => ({ place: at, skills, can: canOf(at, skills) })
const barber = { skills: ['barber' as const] }
const volunteers = [
  registered(1, { ...barber, calledAt: new Date('2026-11-20T10:00:00+08:00') }),
  ...[2, 3, 4].map((number) => registered(number, barber)),
  registered(5),
  registered(6, elsewhere('wangcheng.yueliangdao.zhonghualing', ['barber'])),
  registered(7, barber),
  registered(8, elsewhere('wangcheng.gaotangling.wangfulu', ['barber'])),
  registered(9, { ...barber, calledAt: new Date('2026-11-25T10:00:00+08:00') }),
  ...Array.from({ length: 60 }, (_, index) => registered(index + 10)),
].map((each) => {
  if (each._id !== resigned) return each
  const { can: _, ...gone } = each
  return { ...gone, resigned: fridayMorning }
})

let cloud: Cloud
beforeAll(async () => {
  cloud = await startCloud({
    documents: writeVolunteerWorld(
      { volunteer_shifts: [atRisk, clash, ...absences, sunday, later, saturday], volunteers },
      everyone(),
      { volunteers: 70, vendors: 1 },
    ),
  })
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))

const rosterOf = (who: string, shift = saturday._id) => cloud.call(who, rosters.roster, { shift })

test('a phone that a volunteer left is read by the organiser and the leader alone, from the day before until the day after', async () => {
  const left = must(await cloud.call(mei, profile.setContact, { phone }))
  expect(left.phone).toBe('138****5678')
  must(await cloud.call(v(13), profile.setContact, { phone: '13900000013' }))
  const stored = JSON.stringify(await cloud.documents<Volunteer>('volunteers'))
  expect(stored).not.toContain(phone)
  for (const [time, shown] of [
    ['2026-11-26T23:59:59', false],
    ['2026-11-27T00:00:00', true],
    ['2026-11-29T23:59:59', true],
    ['2026-11-30T00:00:00', false],
  ] as const) {
    await cloud.setClock(new Date(`${time}+08:00`))
    for (const who of [staff, v(12)]) {
      const { confirmed, waiting } = must(await rosterOf(who))
      expect(confirmed.map((each) => each.phone)).toEqual([shown ? phone : undefined, undefined])
      // Whoever waits is not called.
      expect(JSON.stringify(waiting)).not.toContain('13900000013')
    }
  }
  await cloud.setClock(fridayMorning)
  for (const who of [
    mei,
    v(13),
    near,
    holderOf('staff', 'away'),
    holderOf('auditor', 'here'),
    'o-resident-0001',
    undefined,
  ])
    for (const capability of [rosters.roster, rosters.rosterSheet])
      expect((await cloud.call(who as string, capability, { shift: saturday._id })).ok).toBe(false)
  // Nor does anything else that is asked about the shift or its people tell it.
  const answers = [
    await cloud.call(v(13), shiftContract.showShift, { shift: saturday._id }),
    await cloud.call(v(12), attendance.attendance, { shift: saturday._id }),
    await cloud.call(staff, signUp.listApplications, { shift: saturday._id }),
    await cloud.call(staff, profile.openPapers, { volunteer: volunteers[10]?.id ?? '' }),
    await cloud.call(staff, activity.listActivities, { place }),
  ]
  expect(answers.map(({ ok }) => ok)).not.toContain(false)
  expect(JSON.stringify(answers)).not.toContain(phone)
  await cloud.resetStats()
  must(await rosterOf(staff))
  expect((await cloud.stats())['volunteer']?.['roster']?.requests).toBe(2)
  expect(await cloud.unservedQueries()).toEqual([])
})

test('the roster as an Excel file: the same phones, and no name is a formula; a phone goes when its owner wants, or leaves', async () => {
  const { name, bytes } = must(await cloud.call(staff, rosters.rosterSheet, { shift: saturday._id }))
  expect(name).toBe('11月28日 周六 周末清洁日 名单.xlsx')
  const [confirmed, others] = sheetsOf(bytes)
  expect(confirmed?.rows.slice(0, 3)).toMatchObject([
    ['姓名', '岗位', '电话', '到场', '队伍'],
    ['0011', undefined, phone, '还没到'],
    ['0012', undefined, undefined, '还没到'],
  ])
  expect(others?.rows[1]).toMatchObject(['=HYPERLINK("http://a")', undefined, '候补第 1 位'])
  const taken: unknown[] = []
  for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
    const part = must(await cloud.call(mei, privacy.exportMine, cursor === undefined ? {} : { cursor }))
    taken.push(part.rows)
    cursor = part.cursor
  }
  expect(JSON.stringify(taken)).toContain(phone)
  expect(must(await cloud.call(mei, profile.setContact, {})).phone).toBeUndefined()
  expect(must(await rosterOf(staff)).confirmed[0]?.phone).toBeUndefined()
  const free = v(70)
  must(await cloud.call(free, profile.setContact, { phone }))
  must(await cloud.call(free, profile.resign, {}))
  expect((await cloud.documents<Volunteer>('volunteers')).find(({ _id }) => _id === free)?.phone).toBeUndefined()
})

const help = (who: string, shift: Shift, key?: string) =>
  cloud.call(who, contract.callForHelp, { shift: shift._id }, key)
const toldOf = async ({ _id }: Shift) =>
  (await cloud.documents<Notice>('notices')).filter(({ opens }) => opens === `/volunteer/shift?shift=${_id}`)

test('who could come is told, the nearest and longest not called first; nobody twice, however often it is tapped', async () => {
  for (const who of [near, v(10), holderOf('auditor', 'here'), holderOf('staff', 'away')])
    expect(await help(who, atRisk)).toMatchObject({ code: 'NOT_ALLOWED' })
  await cloud.resetStats()
  const first = must(await help(staff, atRisk, 'tap-help-0001'))
  expect((await cloud.stats())['volunteer']?.['callForHelp']?.requests).toBe(4 + 1 + 3 + 1)
  expect(first).toMatchObject({ shift: atRisk._id, told: 3 })
  expect(Date.parse(first.again) - Date.parse(first.at)).toBe(helpCalls.every)
  const told = await toldOf(atRisk)
  // Not those who are in it, busy then, paused, resigned, far away, or no barbers.
  expect(told.map(({ to }) => to).sort()).toEqual([near, ofStreet, called].sort())
  expect([inIt, clashing, paused, unskilled, far].filter((person) => told.some(({ to }) => to === person))).toEqual([])
  expect(told[0]).toMatchObject({
    title: '附近的活动缺人手',
    words: '11月28日 周六 09:00 在桃花井社区服务中心「周末清洁日」，还差 1 人，您方便来吗',
  })
  expect(must(await help(staff, atRisk, 'tap-help-0001'))).toEqual(first)
  expect(await help(holderOf('staff', 'here'), atRisk)).toMatchObject({
    code: 'CALLED_LATELY',
    say: '刚喊过人，11月27日 22:00 以后还缺，可以再喊',
  })
  expect(await toldOf(atRisk)).toHaveLength(3)
  const { short = [] } = must(await cloud.call(staff, activity.listActivities, { place }))
  expect(short.find(({ shift }) => shift === atRisk._id)).toMatchObject({ missing: 1, help: { told: 3, at: first.at } })
  await cloud.setClock(new Date(first.again))
  expect(must(await help(staff, atRisk)).told).toBe(3)
  expect(await toldOf(atRisk)).toHaveLength(6)
  expect(await cloud.unservedQueries()).toEqual([])
})

test('so many are told at most; the next time those come first who were not told now; then the shift forgets who it was', async () => {
  expect(must(await help(staff, sunday)).told).toBe(helpCalls.most)
  await cloud.tick('volunteer')
  const stored = (await cloud.documents<Shift>('volunteer_shifts')).find(({ _id }) => _id === sunday._id)
  expect(stored?.help).toMatchObject({ told: helpCalls.most })
  expect(stored?.help?.called).toBeUndefined()
  const before = new Set((await toldOf(sunday)).map(({ to }) => to))
  expect(before.size).toBe(helpCalls.most)
  must(await help(staff, later))
  const free = [...Array.from({ length: 60 }, (_, index) => v(index + 10)), unskilled].filter((who) => !before.has(who))
  const next = new Set((await toldOf(later)).map(({ to }) => to))
  expect(free.filter((who) => !next.has(who))).toEqual([])
  expect(await cloud.unservedQueries()).toEqual([])
})

test('whoever leaves takes their phone along: no roster and nothing that is stored has them', async () => {
  must(await cloud.call(mei, profile.setContact, { phone }))
  expect(must(await rosterOf(staff)).confirmed).toMatchObject([{ name: '0011', phone }, { name: '0012' }])
  must(await cloud.call(mei, privacy.leave, { sure: '注销' }))
  for (const minutes of [1, 2, 3]) {
    await cloud.setClock(new Date(+fridayMorning + minutes * 60_000))
    for (const domain of ['volunteer', 'member']) expect(await cloud.tick(domain)).toMatchObject({ ok: true })
  }
  expect(must(await rosterOf(staff)).confirmed).toMatchObject([{ name: '0012' }])
  expect((await cloud.everything()).split('\n').filter((line) => line.includes(mei))).toEqual([])
})
