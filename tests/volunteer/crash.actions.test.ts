import path from 'node:path'
import { attendance } from '../../cloudfunctions/volunteer/attendance/contract'
import { callForHelp } from '../../cloudfunctions/volunteer/call-for-help/contract'
import { certificate } from '../../cloudfunctions/volunteer/certificate/contract'
import { codeNow } from '../../cloudfunctions/volunteer/attendance/rules'
import { standing } from '../../cloudfunctions/volunteer/standing/contract'
import type { Certificate, HoursEntry, Shift, Team, Volunteer, Wish } from '../../cloudfunctions/volunteer/documents'
import { hours } from '../../cloudfunctions/volunteer/hours/contract'
import { point } from '../../cloudfunctions/volunteer/point/contract'
import { activity as activities } from '../../cloudfunctions/volunteer/activity/contract'
import { team as teams } from '../../cloudfunctions/volunteer/team/contract'
import { profile as person } from '../../cloudfunctions/member/profile/contract'
import { profile } from '../../cloudfunctions/volunteer/profile/contract'
import type { Notice, Photo } from '../../cloudfunctions/shared/documents'
import { signUp as places } from '../../cloudfunctions/volunteer/sign-up/contract'
import { wish } from '../../cloudfunctions/volunteer/wish/contract'
import { wishDesk } from '../../cloudfunctions/volunteer/wish-desk/contract'
import { builtFunctions } from '../../config/scripts/build-functions'
import { capabilities } from '../../config/scripts/contract'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { startSweep } from '../support/crash-sweep'
import { stopClock } from '../support/stop-clock'
import { anActivity, aShift, aVolunteer, writeVolunteerWorld } from '../support/volunteer-world'
import { until, wechatOf } from '../support/wechat'
import { chen, instant, leader, lin, mei, near, onDay, walker } from './fixtures/attended-shifts'

/*
 * Everything that changes something of the volunteers', dying after every request that changes something. What comes
 * later goes on from there.
 */

const staff = 'o-staff-0001'
const resident = 'o-resident-0001'
const taohuajing = 'wangcheng.yueliangdao.taohuajing'

/** A shift of this morning, from nine to eleven. */
const attended = onDay('sweep', 27)

/** One of Sunday with one place left. */
const coming = onDay('coming', 29, [lin, mei])

/** One of Sunday that lacks people. */
const lacking = aShift('lacking', { startsAt: instant(29, '12:00:00') })

/** An activity whose one shift is over. */
const ended = anActivity({
  _id: 'ended00001',
  published: instant(10, '09:00:00'),
  times: [{ shift: '2026-11-20T0900-ended0', startsAt: instant(20, '09:00:00'), endsAt: instant(20, '11:00:00') }],
})

/** Two of next week with room for a team; for one of them one asks. */
const room = [{ max: 6 }]
const nextDay = (day: string) => ({ startsAt: new Date(`2026-12-0${day}T14:00:00+08:00`) })
const together = aShift('joint', nextDay('8'), room)
const asking = aShift('asking', { ...nextDay('9'), approval: true }, room)

let cloud: Cloud
let fn: Awaited<ReturnType<typeof startSweep>>

async function itIs(now: Date): Promise<void> {
  jest.setSystemTime(now)
  await cloud.setClock(now)
  // WeChat judges words of whoever was here lately alone.
  for (const who of [staff, resident, leader, chen, 'o-lead-0001']) await cloud.send('nobody', who, {})
  await fn.tick()
}

beforeAll(async () => {
  cloud = await startCloud({
    documents: writeVolunteerWorld(
      {
        volunteer_activities: [ended],
        volunteer_shifts: [attended, coming, lacking, together, asking],
        volunteers: [lin, mei].map((who) => aVolunteer(who)),
      },
      [],
      { volunteers: 10, vendors: 1 },
    ),
  })
  stopClock()
  fn = await startSweep(path.join(builtFunctions, 'volunteer/index.js'), cloud)
  await itIs(fridayMorning)
})
afterAll(async () => {
  jest.useRealTimers()
  await fn.stop()
  await cloud.stop()
})

const registered = async (who: string): Promise<Volunteer> => {
  const found = (await cloud.documents<Volunteer>('volunteers')).find(({ _id }) => _id === who)
  if (!found) throw new Error(`${who} is not registered`)
  return found
}

test('a volunteer, what they can do, and their papers', async () => {
  await fn.sweep(resident, profile.enroll, { community: taohuajing })
  await fn.sweep(resident, profile.enroll, { community: `${taohuajing}.g1` })
  await fn.sweep(resident, profile.setSkills, { skills: ['barber'] })
  await fn.sweep(resident, profile.setContact, { phone: '13800138000' })
  const { folder } = await fn.ask(resident, profile.myVolunteer, {})
  const send = async (name: string) => {
    const file = await wechatOf(cloud).upload(resident, `photos/${folder}/${name}.jpg`)
    return { kind: 'health', number: '430112199001010011', until: '2027-06-30', file } as const
  }
  await fn.sweep(resident, profile.putPaper, await send('health-0001'))
  const asked = async () => {
    const { id: volunteer, offered } = await registered(resident)
    return { volunteer, paper: offered[0]?.id ?? '' }
  }
  await fn.sweep(staff, profile.refusePaper, { ...(await asked()), reason: '照片反光，看不清' })
  const second = await send('health-0002')
  await fn.ask(resident, profile.putPaper, second)
  await until(async () =>
    (await cloud.documents<Photo>('photos')).some(({ file, state }) => file === second.file && state === 'fine'),
  )
  await fn.sweep(staff, profile.approvePaper, await asked())
  await fn.sweep(resident, profile.resign, {})
})

test('who was there, by themselves and by a hand; what they served stands in the book once', async () => {
  const shift = attended._id
  const at = (who: string) => ({ shift, holder: `h-${who}` })
  await fn.sweep(lin, attendance.checkIn, { shift, near })
  const code = codeNow(await fn.ask(leader, attendance.attendanceCode, { shift }), fridayMorning)
  await fn.sweep(walker, attendance.checkIn, { shift, code, join: true })
  await fn.sweep(leader, attendance.markHere, { ...at(mei), reason: '手机没电了' })
  await fn.sweep(leader, attendance.markMissed, { ...at(chen), reason: '一直没看见人' })
  await itIs(instant(27, '10:30:00'))
  expect(await fn.sweep(lin, attendance.checkOut, { shift, near })).toMatchObject({ minutes: 30 })
  await fn.sweep(leader, attendance.markLeft, { ...at(mei), reason: '家里有事先走' })
  const [missed] = (await fn.ask(chen, standing.myStanding, {})).items
  const absence = { shift, absence: missed?.absence ?? '' }
  await fn.sweep(chen, standing.appealMissed, { ...absence, words: '在后门引导，没碰上面' })
  await fn.sweep(staff, standing.ruleMissed, { ...absence, ruling: 'excused', reason: '有人作证' })
  for (const time of ['11:00:00', '13:01:00']) await itIs(instant(27, time))
  await fn.sweep(leader, attendance.confirmServed, { shift })
  await fn.tick()
  const lines = await cloud.documents<HoursEntry>('volunteer_hours')
  expect(lines.map(({ person, minutes, seq }) => [person, minutes, seq]).sort()).toEqual([
    [lin, 30, 1],
    [mei, 30, 1],
    [walker, 60, 1],
  ])
  const [after] = await cloud.documents<Shift>('volunteer_shifts')
  expect(after?.missed).toEqual([chen, leader])
})

test('a wish, from asking to thanks and every way around; its hours stand in the book once', async () => {
  const asked = {
    kind: 'help',
    category: 'errand',
    words: '想请人代取一次药',
    address: '三栋 1204',
    suits: '上午',
  } as const
  const { id } = await fn.sweep(resident, wish.askWish, { community: taohuajing, ...asked })
  await fn.sweep(leader, wish.claimWish, { wish: await passed(id) })
  await fn.sweep(leader, wish.giveBackWish, { wish: id, reason: '家里有事' })
  await fn.ask(chen, wish.claimWish, { wish: id })
  await fn.sweep(chen, wish.finishWish, { wish: id, words: '取好送到了', minutes: 60 })
  await fn.sweep(resident, wish.denyWish, { wish: id, reason: '药拿错了一盒' })
  await fn.ask(chen, wish.finishWish, { wish: id, words: '换好了', minutes: 60 })
  await fn.sweep(staff, wishDesk.confirmWish, { wish: id })
  await fn.sweep(resident, wish.thankWish, { wish: id, grade: 'good', words: '谢谢' })
  await fn.tick()
  const lines = await cloud.documents<HoursEntry>('volunteer_hours')
  expect(lines.filter(({ kind }) => kind === 'wish').map(({ person, minutes }) => [person, minutes])).toEqual([
    [chen, 60],
  ])

  const { number } = await fn.sweep(chen, certificate.makeCertificate, {})
  await fn.sweep(staff, certificate.revokeCertificate, { number, reason: '名字写错了' })
  expect((await cloud.documents<Certificate>('volunteer_certificates')).map(({ _id }) => _id)).toEqual([number])

  // So often one asks within an hour.
  await itIs(instant(27, '14:30:00'))
  const other = await fn.ask(resident, wish.askWish, { community: taohuajing, ...asked })
  await fn.sweep(staff, wishDesk.returnWish, { wish: other.id, hint: '哪家医院' })
  await fn.sweep(resident, wish.mendWish, { wish: other.id, ...asked })
  await fn.ask(chen, wish.claimWish, { wish: await passed(other.id) })
  await fn.sweep(resident, wish.withdrawWish, { wish: other.id })
  const whom = { community: taohuajing, ...asked, whom: '三栋的奶奶' }
  const third = await fn.sweep('o-lead-0001', wish.askWishFor, whom)
  await fn.sweep(staff, wishDesk.declineWish, { wish: third.id, reason: '已经有人去过了' })
})

test('a service point: added, mended, closed, open again', async () => {
  const shape = {
    ...{ name: '河堤驿站', kind: 'station' as const, where: '河堤入口', latitude: 28.281, longitude: 112.918 },
    ...{ hours: '每天 9:00–18:00', offers: '热水、急救包' },
  }
  const { id } = await fn.sweep(staff, point.addPoint, { place: taohuajing, ...shape, phone: '0731-80000009' })
  await fn.sweep(staff, point.mendPoint, { point: id, rev: 0, ...shape })
  await fn.sweep(staff, point.closePoint, { point: id, reason: '河堤施工' })
  await fn.sweep(staff, point.reopenPoint, { point: id })
})

test('places: the last one, waiting, moving up, giving back', async () => {
  const shift = coming._id
  await fn.sweep(walker, places.signUp, { shift })
  // The number in the order of waiting is drawn anew where the write did not happen.
  await fn.ask(chen, places.signUp, { shift })
  await fn.sweep(lin, places.signOut, { shift })
  await fn.tick()
  await fn.sweep(chen, places.acceptPlace, { shift })
  const found = (await cloud.documents<Shift>('volunteer_shifts')).find(({ _id }) => _id === shift)
  expect(found?.roles.flatMap(({ holders }) => holders.map(({ person }) => person)).sort()).toEqual(
    [mei, walker, chen].sort(),
  )
  expect(found?.waiting).toEqual([])
})

test('a shift that lacks people calls for help: each is told once, and asked last the next time', async () => {
  expect(await fn.sweep(staff, callForHelp.callForHelp, { shift: lacking._id })).toMatchObject({ told: 2 })
  await fn.tick()
  const told = (await cloud.documents<Notice>('notices')).filter(({ opens }) => opens?.endsWith(lacking._id))
  expect(told.map(({ to }) => to).sort()).toEqual([lin, mei].sort())
  expect((await registered(lin)).calledAt).toBeDefined()
})

test('an activity: planned, a series, led, published, changed, copied, cancelled, settled', async () => {
  const place = taohuajing
  const words = { title: '楼道清洁', words: '一起把楼道扫干净', where: '社区服务中心门口' }
  const shape = {
    ...{ ...words, category: 'clean' as const, latitude: 28.2762, longitude: 112.9215, approval: false },
    ...{ roles: [{ name: '', min: 1, max: 3 }], opensDaysBefore: 14, outHours: 3 },
  }
  const { id: activity } = await fn.sweep(staff, activities.makeActivity, { place, ...shape })
  const series = { activity, from: '2026-11-30', until: '2026-12-04', startsAt: 9 * 60, endsAt: 11 * 60 }
  const { times } = await fn.sweep(staff, activities.addShifts, { ...series, weekdays: [1, 3, 5] })
  const [monday, wednesday, friday] = times.map(({ id }) => id) as [string, string, string]
  await fn.sweep(staff, activities.dropShift, { activity, shift: friday })
  const code = await cloud.call(lin, person.myCode, {})
  if (!code.ok) throw new Error(code.code)
  await fn.sweep(staff, activities.setLeader, { activity, person: code.value.code })
  const { rev } = await fn.sweep(staff, activities.publishActivity, { activity })
  await fn.ask(mei, places.signUp, { shift: monday })
  await fn.ask(mei, places.signUp, { shift: wednesday })
  const wider = { ...shape, words: '一起把楼道和门前扫干净', roles: [{ name: '', min: 1, max: 5 }] }
  await fn.sweep(staff, activities.changeActivity, { activity, rev, ...wider })
  await fn.sweep(staff, activities.copyWeek, { activity, monday: '2026-11-30' })
  await fn.sweep(staff, activities.cancelShift, { shift: wednesday, reason: '那天下雨' })
  await fn.sweep(staff, activities.cancelActivity, { activity, reason: '楼道在刷漆' })
  await fn.sweep(staff, activities.settleActivity, { activity: ended._id })
  const made = (await cloud.documents<Shift>('volunteer_shifts')).filter((each) => each.activity === activity)
  expect(made.map(({ cancelled, people }) => [cancelled, people])).toEqual([
    ['楼道在刷漆', [mei]],
    ['那天下雨', [mei]],
    ['楼道在刷漆', []],
    ['楼道在刷漆', []],
  ])
})

test('a team: made, joined, signed up, somebody out of it; who asked for a place, taken and sent away', async () => {
  const { code = '', id: team } = await fn.sweep(lin, teams.makeTeam, { name: '银发义剪队' })
  await fn.sweep(mei, teams.joinTeam, { code })
  await fn.ask(chen, teams.joinTeam, { code })
  await fn.sweep(lin, teams.signUpTeam, { team, shift: together._id })
  await fn.sweep(lin, teams.signUpTeam, { team, shift: asking._id })
  const waits = await fn.ask(staff, places.listApplications, { shift: asking._id })
  const [first, second, third] = waits.items.map(({ applicant }) => applicant) as [string, string, string]
  await fn.sweep(staff, places.decideApplication, { shift: asking._id, applicant: first, take: true })
  const no = { shift: asking._id, applicant: second, take: false, reason: '这一班人够了' }
  await fn.sweep(staff, places.decideApplication, no)
  await fn.ask(staff, places.decideApplication, { shift: asking._id, applicant: third, take: true })
  await fn.sweep(leader, places.signUp, { shift: asking._id })
  await fn.sweep(leader, places.signOut, { shift: asking._id, why: '家里来了客人' })
  const { members } = (await fn.ask(lin, teams.myTeams, {})).items[0] ?? { members: [] }
  await fn.sweep(lin, teams.leaveTeam, { team, member: members[2]?.id ?? '' })
  await fn.sweep(lin, teams.leaveTeam, { team })
  const [left] = await cloud.documents<Team>('volunteer_teams')
  expect(left).toMatchObject({ people: [mei], code: expect.not.stringContaining(code) as string })
})

test('hours by hand: added, confirmed, refused, taken back', async () => {
  const mended = { shift: attended._id, holder: `h-${mei}`, minutes: 15, reason: '扫码没扫上' }
  const one = await fn.sweep(leader, hours.addHours, mended)
  await fn.sweep(staff, hours.confirmHours, { hours: one.id })
  const other = await fn.sweep(leader, hours.addHours, mended)
  await fn.sweep(staff, hours.refuseHours, { hours: other.id, reason: '名单上没有这一段' })
  const lines = (await cloud.documents<HoursEntry>('volunteer_hours')).filter(({ person }) => person === mei)
  const byHand = lines.find(({ kind, minutes }) => kind === 'hand' && minutes === 15)
  await fn.sweep(staff, hours.reverseHours, { entry: byHand?._id ?? '', reason: '那天提前散了' })
  const after = (await cloud.documents<HoursEntry>('volunteer_hours')).filter(({ person }) => person === mei)
  expect(after.map(({ minutes }) => minutes).sort()).toEqual([...lines.map(({ minutes }) => minutes), -15].sort())
})

/** Staff let a wish pass that they have seen. */
async function passed(id: string): Promise<string> {
  const found = (await cloud.documents<Wish>('volunteer_wishes')).find(({ _id }) => _id === id)
  await fn.sweep(staff, wishDesk.passWish, { wish: id, seen: found?.rev ?? 0 })
  return id
}

test('nothing that changes something of the volunteers’ is left out', async () => {
  const changing = (await capabilities()).filter(({ domain, changes }) => domain === 'volunteer' && changes === true)
  expect([...fn.swept].sort()).toEqual(changing.map(({ name }) => name).sort())
})
