import type { Shift, Team } from '../../cloudfunctions/volunteer/documents'
import { profile } from '../../cloudfunctions/volunteer/profile/contract'
import { signUp } from '../../cloudfunctions/volunteer/sign-up/contract'
import { team as contract, type TeamView } from '../../cloudfunctions/volunteer/team/contract'
import type { Notice } from '../../cloudfunctions/shared/documents'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { aShift, writeVolunteerWorld } from '../support/volunteer-world'

/* Who is in a shift by somebody else's tap: by an organiser who decides, or by a team's captain. */

const staff = 'o-staff-0001'
const volunteer = (number: number) => `o-volunteer-${String(number).padStart(4, '0')}`
const [lin, mei, hua, yun, tao] = [1, 2, 3, 4, 5].map(volunteer) as [string, string, string, string, string]
/** Leads a shift, and holds no role but that of a volunteer. */
const leader = volunteer(9)
const later = (day: string, hour = '09') => ({ startsAt: new Date(`2026-12-0${day}T${hour}:00:00+08:00`) })
const shifts = {
  asks: aShift('asks', { ...later('1'), approval: true, leader }, [
    { name: '理发', max: 1, skill: 'barber' },
    { max: 2 },
  ]),
  same: aShift('same', later('1')),
  led: aShift('led', { ...later('2'), approval: true, leader }, [{ max: 4 }]),
  three: aShift('three', later('3'), [
    { name: '护理', max: 3, paper: 'health' },
    { name: '帮手', max: 3 },
  ]),
  evening: aShift('even', later('3', '10')),
  small: aShift('small', later('4'), [{ max: 2 }]),
  asked: aShift('asked', { ...later('5'), approval: true }, [{ max: 1 }]),
}

let cloud: Cloud
beforeAll(async () => {
  cloud = await startCloud({ documents: writeVolunteerWorld({ volunteer_shifts: Object.values(shifts) }) })
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))

const must = <T>(answer: { ok: true; value: T } | { ok: false; code: string }): T => {
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}
const stored = async (shift: Shift) => {
  const found = (await cloud.documents<Shift>('volunteer_shifts')).find(({ _id }) => _id === shift._id)
  if (!found) throw new Error('the shift is gone')
  return found
}
const titlesTo = async (who: string) =>
  (await cloud.documents<Notice>('notices')).filter(({ to }) => to === who).map(({ title }) => title)
const requestsOf = async (action: string) => (await cloud.stats())['volunteer']?.[action]?.requests
const join = (who: string, shift: Shift, role?: string) =>
  cloud.call(who, signUp.signUp, { shift: shift._id, ...(role === undefined ? {} : { role }) })
const asking = async (shift: Shift, by = staff) =>
  must(await cloud.call(by, signUp.listApplications, { shift: shift._id }))
const decide = async (
  shift: Shift,
  given: { name?: string; take: boolean; reason?: string },
  by = staff,
  key?: string,
) => {
  const { name, ...decision } = given
  const { items } = await asking(shift)
  const [first] = name === undefined ? items : items.filter((each) => each.name === name)
  return cloud.call(
    by,
    signUp.decideApplication,
    { shift: shift._id, applicant: first?.applicant ?? '', ...decision },
    key,
  )
}
const nameOf = (who: string) => `志愿者${String(Number(who.slice(-4)))}`.replace(/者1$/, '者')

test('the organiser decides about who asked: a place is taken by one write, and nobody is taken twice', async () => {
  must(await cloud.call(lin, profile.setSkills, { skills: ['barber'] }))
  must(await join(lin, shifts.asks, '理发'))
  for (const who of [mei, hua, yun]) must(await join(who, shifts.asks, ''))
  must(await join(mei, shifts.same))
  await cloud.resetStats()
  expect(await asking(shifts.asks)).toMatchObject({
    items: [
      { name: nameOf(lin), role: '理发', skills: ['barber'] },
      { name: nameOf(mei), whyNot: { code: 'CLASHES' } },
      { name: nameOf(hua) },
      { name: nameOf(yun) },
    ],
  })
  expect(await requestsOf('listApplications')).toBe(2)
  expect(await decide(shifts.asks, { name: nameOf(mei), take: true })).toMatchObject({ code: 'CLASHES' })
  expect(await decide(shifts.asks, { name: nameOf(mei), take: false })).toMatchObject({ code: 'REASON_MISSING' })

  const applicant = (await asking(shifts.asks)).items[0]?.applicant ?? ''
  const taken = { shift: shifts.asks._id, applicant, take: true }
  await cloud.resetStats()
  expect(await cloud.call(staff, signUp.decideApplication, taken, 'tap-take-0001')).toMatchObject({
    ok: true,
    value: { state: 'confirmed', role: '理发' },
  })
  // The shift, who asked, the decision; and three for the notice.
  expect(await requestsOf('decideApplication')).toBe(6)
  expect(await cloud.call(staff, signUp.decideApplication, taken, 'tap-take-0001')).toMatchObject({ ok: true })
  expect(await cloud.call(staff, signUp.decideApplication, taken)).toMatchObject({ code: 'NO_SUCH_APPLICATION' })
  expect(await titlesTo(lin)).toEqual(['报名通过了'])

  must(await decide(shifts.asks, { name: nameOf(mei), take: false, reason: '那天您有别的班' }, staff, 'tap-no-00001'))
  must(await decide(shifts.asks, { name: nameOf(hua), take: true }))
  // Their own: of two leaders who tap at once, one is late.
  expect(await decide(shifts.asks, { name: nameOf(yun), take: true }, volunteer(8))).toMatchObject({
    code: 'NOT_ALLOWED',
  })
  must(await decide(shifts.asks, { name: nameOf(yun), take: true }, leader))
  const shift = await stored(shifts.asks)
  expect(shift.roles.map(({ holders }) => holders.map(({ person }) => person))).toEqual([[lin], [hua, yun]])
  expect(shift.busy).toHaveLength(1 + 3 * 8)
  expect(shift.applied).toEqual([])
  must(await join(mei, shifts.led))
  must(await join(leader, shifts.led))
  expect(await decide(shifts.led, { name: nameOf(leader), take: true }, leader)).toMatchObject({ code: 'NOT_YOURSELF' })
  expect(await titlesTo(mei)).toEqual(['这一班没排上'])
})

test('of many who are taken for one place at once, one is', async () => {
  const people = [1, 2, 3, 4, 5, 6].map(volunteer)
  for (const who of people) must(await join(who, shifts.asked))
  const { items } = await asking(shifts.asked)
  const answers = await Promise.all(
    items.map(({ applicant }) =>
      cloud.call(staff, signUp.decideApplication, { shift: shifts.asked._id, applicant, take: true }),
    ),
  )
  expect(answers.map((each) => (each.ok ? each.value.state : each.code)).sort()).toEqual([
    ...Array.from({ length: 5 }, () => 'ROLE_FULL'),
    'confirmed',
  ])
  expect(await stored(shifts.asked)).toMatchObject({ roles: [{ holders: [{ person: expect.any(String) as string }] }] })
})

let four: TeamView
const viewOf = async (who: string) => must(await cloud.call(who, contract.myTeams, {})).items[0]

test('a team is made, joined by its code, left, and handed on', async () => {
  await cloud.resetStats()
  const made = must(await cloud.call(lin, contract.makeTeam, { name: '桃花井晨跑队' }, 'tap-make-0001'))
  expect(must(await cloud.call(lin, contract.makeTeam, { name: '桃花井晨跑队' }, 'tap-make-0001'))).toEqual(made)
  const code = made.code ?? ''
  expect(await cloud.call(mei, contract.joinTeam, { code: '222222' })).toMatchObject({ code: 'NO_SUCH_TEAM' })
  for (const who of [mei, hua, yun, tao]) must(await cloud.call(who, contract.joinTeam, { code }, `tap-join-${who}`))
  expect(await viewOf(mei)).toMatchObject({ captain: false, members: { length: 5 } })
  expect(await viewOf(mei)).not.toHaveProperty('code')

  must(await cloud.call(tao, contract.leaveTeam, { team: made.id }, 'tap-leave-001'))
  expect(await cloud.call(tao, contract.joinTeam, { code }, `tap-join-${tao}`)).toMatchObject({ code: 'TEAM_LEFT' })
  must(await cloud.call(tao, contract.joinTeam, { code }))
  const member = (await viewOf(lin))?.members.find(({ name }) => name === nameOf(tao))?.id ?? ''
  expect(await cloud.call(mei, contract.leaveTeam, { team: made.id, member })).toMatchObject({ code: 'NOT_CAPTAIN' })
  must(await cloud.call(lin, contract.leaveTeam, { team: made.id, member }, 'tap-out-00001'))
  must(await cloud.call(lin, contract.leaveTeam, { team: made.id, member }, 'tap-out-00001'))
  expect(await titlesTo(tao)).toContain('您不在队里了')
  expect(await cloud.call(tao, contract.joinTeam, { code })).toMatchObject({ code: 'NO_SUCH_TEAM' })
  expect(await cloud.stats()).toMatchObject({
    volunteer: { makeTeam: { calls: 2, requests: 6 }, myTeams: { calls: 3, requests: 3 } },
  })
  four = (await viewOf(lin)) as TeamView
  expect(four.members.map(({ name }) => name)).toEqual([lin, mei, hua, yun].map(nameOf))
})

const bring = (shift: Shift, given: { role?: string; members?: string[] } = {}, by = lin, key?: string) =>
  cloud.call(by, contract.signUpTeam, { team: four.id, shift: shift._id, ...given }, key)
const idOf = (who: string) => four.members.find(({ name }) => name === nameOf(who))?.id ?? ''

test('a team is signed up together or not at all, and whoever cannot come is named', async () => {
  const before = await stored(shifts.three)
  expect(await bring(shifts.three, {}, mei)).toMatchObject({ code: 'NOT_CAPTAIN' })
  expect(await bring(shifts.three, { role: '护理' })).toMatchObject({ code: 'MEMBERS_UNFIT' })
  expect(await bring(shifts.three, { role: '帮手' })).toMatchObject({
    code: 'NO_ROOM',
    say: expect.stringContaining('只剩 3 个名额，你们 4 个人') as string,
  })
  must(await join(yun, shifts.evening))
  expect(await bring(shifts.three, { members: [idOf(yun)] })).toMatchObject({
    code: 'MEMBERS_BUSY',
    say: expect.stringContaining(`${nameOf(yun)}那时候有别的安排`) as string,
  })
  expect(await stored(shifts.three)).toEqual(before)

  const some = { members: [idOf(mei), idOf(hua)] }
  await cloud.resetStats()
  const told = must(await bring(shifts.three, some, lin, 'tap-bring-001'))
  expect(told).toMatchObject({ state: 'confirmed', role: '帮手', names: [lin, mei, hua].map(nameOf) })
  // The shift and the team, what is known of all, the write; and four for two notices.
  expect(await requestsOf('signUpTeam')).toBe(7)
  expect(must(await bring(shifts.three, some, lin, 'tap-bring-001'))).toEqual(told)
  expect(await bring(shifts.three, some)).toMatchObject({ code: 'MEMBERS_IN' })
  expect(await titlesTo(mei)).toContain('队长给您报了一班')
  expect(await titlesTo(lin)).not.toContain('队长给您报了一班')
  const mine = must(await cloud.call(mei, signUp.listMyShifts, {})).items.find(
    ({ shift }) => shift === shifts.three._id,
  )
  expect(mine).toMatchObject({ state: 'confirmed', team: '桃花井晨跑队' })
  must(await cloud.call(mei, signUp.signOut, { shift: shifts.three._id }))
  expect((await stored(shifts.three)).roles[1]?.holders.map(({ person }) => person)).toEqual([lin, hua])
  expect(await stored(shifts.three)).toMatchObject({ people: [lin, hua] })
})

test('where the organiser decides, a team asks together', async () => {
  must(await bring(shifts.led, { members: [idOf(hua), idOf(yun)] }))
  expect((await asking(shifts.led)).items.filter(({ team }) => team === '桃花井晨跑队')).toHaveLength(3)
  must(await decide(shifts.led, { name: nameOf(hua), take: true }))
  expect((await stored(shifts.led)).roles[0]?.holders).toMatchObject([{ person: hua, team: '桃花井晨跑队' }])
})

test('a captain who leaves hands the team on, and queries are served by indexes', async () => {
  must(await cloud.call(lin, contract.leaveTeam, { team: four.id }))
  expect(await viewOf(mei)).toMatchObject({ captain: true, code: expect.stringMatching(/^\w{6}$/) as string })
  expect(await titlesTo(mei)).toContain('您现在是队长')
  for (const who of [mei, hua, yun]) must(await cloud.call(who, contract.leaveTeam, { team: four.id }))
  expect((await cloud.documents<Team>('volunteer_teams'))[0]?.members).toEqual([])
  expect(await cloud.unservedQueries()).toEqual([])
})
