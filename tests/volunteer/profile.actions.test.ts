import type { Volunteer } from '../../cloudfunctions/volunteer/documents'
import { profile } from '../../cloudfunctions/volunteer/profile/contract'
import { signUp } from '../../cloudfunctions/volunteer/sign-up/contract'
import type { Member, Notice, Photo } from '../../cloudfunctions/shared/documents'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { aShift, writeVolunteerWorld } from '../support/volunteer-world'
import { until, wechatOf } from '../support/wechat'

const staff = 'o-staff-0001'
const taohuajing = 'wangcheng.yueliangdao.taohuajing'
const wangfulu = 'wangcheng.gaotangling.wangfulu'
/** One in December, one in the next June: a paper may hold for one and not for the other. */
const shifts = {
  soon: aShift('soon', { startsAt: new Date('2026-12-05T09:00:00+08:00') }, [{ name: '护理', paper: 'health' }]),
  late: aShift('late', { startsAt: new Date('2026-12-12T09:00:00+08:00') }, [{ name: '护理', paper: 'health' }]),
}

let cloud: Cloud
beforeAll(async () => {
  const volunteer_shifts = Object.values(shifts).map((each) => ({ ...each, opensAt: fridayMorning }))
  const both = { _id: 'o-both-0001', uploads: 'of-both', roles: ['staff', 'volunteer'] as const }
  const roles = both.roles.map((role) => ({ role, place: taohuajing }))
  cloud = await startCloud({ documents: writeVolunteerWorld({ volunteer_shifts }, [{ ...both, roles }]) })
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))

const must = <T>(answer: { ok: true; value: T } | { ok: false; code: string }): T => {
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}
const member = async (who: string) => (await cloud.documents<Member>('members')).find(({ _id }) => _id === who)
const stored = async (who: string) => (await cloud.documents<Volunteer>('volunteers')).find(({ _id }) => _id === who)
const noticesTo = async (who: string) => (await cloud.documents<Notice>('notices')).filter(({ to }) => to === who)
const mine = async (who: string) => must(await cloud.call(who, profile.myVolunteer, {}))
const requestsOf = async (action: string) => (await cloud.stats())['volunteer']?.[action]?.requests

/** Sends a health certificate, whose photo WeChat lets pass. */
async function putPaper(who: string, holds: string, key?: string, name = 'health-0001') {
  const { folder } = await mine(who)
  const file = await wechatOf(cloud).upload(who, `photos/${folder}/${name}.jpg`)
  const paper = { kind: 'health', number: '430112199001010011', until: holds, file } as const
  const answer = await cloud.call(who, profile.putPaper, paper, key)
  if (answer.ok)
    await until(async () =>
      (await cloud.documents<Photo>('photos')).some((each) => each.file === file && each.state === 'fine'),
    )
  return answer
}
const open = async (who: string) =>
  must(await cloud.call(staff, profile.openPapers, { volunteer: (await stored(who))?.id ?? '' }))
const waitingOf = async (who: string) => {
  const { volunteer, papers } = await open(who)
  return { volunteer, paper: papers.find(({ state }) => state === 'waiting')?.id ?? '' }
}

test('a resident is a volunteer of their community at once, moves, resigns, and late repeats change nothing', async () => {
  const who = 'o-resident-0101'
  const wanted = { community: taohuajing }
  expect(await mine(who)).toMatchObject({ enrolled: false, skills: [], papers: [] })
  expect(await cloud.call(who, profile.enroll, { community: 'wangcheng.yueliangdao' })).toMatchObject({
    code: 'PLACE_TOO_WIDE',
  })
  await cloud.resetStats()
  const enrolled = await cloud.call(who, profile.enroll, wanted, 'tap-enroll-01')
  expect(enrolled).toMatchObject({ ok: true, value: { enrolled: true, community: { name: '桃花井社区' } } })
  expect(await requestsOf('enroll')).toBe(3)
  expect(await cloud.call(who, profile.enroll, wanted, 'tap-enroll-01')).toEqual(enrolled)
  expect(await cloud.call(who, profile.enroll, wanted)).toEqual(enrolled)
  expect((await member(who))?.roles).toEqual([{ role: 'volunteer', place: taohuajing }])
  expect(await cloud.call(who, signUp.listMyShifts, {})).toMatchObject({ ok: true })

  must(await cloud.call(who, profile.setSkills, { skills: ['repair', 'barber'] }))
  must(await cloud.call(who, profile.enroll, { community: `${wangfulu}.g1` }, 'tap-move-0001'))
  await cloud.call(who, profile.enroll, wanted, 'tap-enroll-01')
  expect((await member(who))?.roles).toEqual([{ role: 'volunteer', place: `${wangfulu}.g1` }])
  expect(await mine(who)).toMatchObject({ community: { name: '森林海网格' }, skills: ['barber', 'repair'] })
  expect((await stored(who))?.can).toContain(`barber@${wangfulu}`)

  const left = must(await cloud.call(who, profile.resign, {}, 'tap-resign-01'))
  expect(left.enrolled).toBe(false)
  expect(must(await cloud.call(who, profile.resign, {}, 'tap-resign-01'))).toEqual(left)
  await cloud.call(who, profile.enroll, { community: `${wangfulu}.g1` }, 'tap-move-0001')
  expect((await member(who))?.roles).toEqual([])
  expect(await stored(who)).not.toHaveProperty('can')
  expect(await cloud.call(who, profile.resign, {})).toMatchObject({ code: 'NOT_ENROLLED' })
  must(await cloud.call(who, profile.enroll, wanted))
  await cloud.tick('volunteer')
  expect((await member(who))?.roles).toEqual([{ role: 'volunteer', place: taohuajing }])
  expect(await stored(who)).toMatchObject({ roleChanges: [], skills: ['barber', 'repair'] })
})

test('who only holds the role says what they can do; with a shift to come nobody resigns', async () => {
  const who = 'o-volunteer-0009'
  expect(await mine(who)).toMatchObject({ enrolled: true, community: { name: '桃花井社区' } })
  must(await cloud.call(who, profile.setSkills, { skills: ['nurse'] }))
  await putPaper(who, '2027-11-01')
  const { volunteer, paper } = await waitingOf(who)
  must(await cloud.call(staff, profile.approvePaper, { volunteer, paper }))
  must(await cloud.call(who, signUp.signUp, { shift: shifts.soon._id }))
  expect(await cloud.call(who, profile.resign, {})).toMatchObject({ code: 'SHIFTS_TO_COME' })
  must(await cloud.call(who, signUp.signOut, { shift: shifts.soon._id }))
  must(await cloud.call(who, profile.resign, {}))
  expect((await member(who))?.roles).toEqual([])
})

test('a paper counts once staff approved the one that they saw, and for shifts until its last date', async () => {
  const who = 'o-volunteer-0002'
  const join = (shift: keyof typeof shifts) => cloud.call(who, signUp.signUp, { shift: shifts[shift]._id })
  expect(await putPaper(who, '2026-11-26')).toMatchObject({ code: 'PAPER_EXPIRED' })
  await cloud.resetStats()
  expect(await putPaper(who, '2026-12-11')).toMatchObject({
    ok: true,
    value: { papers: [{ kind: 'health', number: '尾号 0011', state: 'waiting' }] },
  })
  expect(await cloud.everything()).not.toContain('430112199001010011')
  expect(await join('soon')).toMatchObject({ code: 'PAPER_MISSING' })

  const list = must(await cloud.call(staff, profile.listPapers, { place: 'wangcheng.yueliangdao.taohuajing' }))
  expect(list.items).toMatchObject([{ community: '桃花井社区', kinds: ['health'] }])
  const seen = await waitingOf(who)
  expect(await open(who)).toMatchObject({ papers: [{ number: '430112199001010011', photo: 'fine' }] })
  await putPaper(who, '2026-12-11', undefined, 'health-0002')
  expect(await cloud.call(staff, profile.approvePaper, seen)).toMatchObject({ code: 'PAPER_CHANGED' })
  const { volunteer, paper } = await waitingOf(who)
  const reason = '照片反光，看不清编号'
  must(await cloud.call(staff, profile.refusePaper, { volunteer, paper, reason }, 'tap-refuse-01'))
  must(await cloud.call(staff, profile.refusePaper, { volunteer, paper, reason }, 'tap-refuse-01'))
  expect(await mine(who)).toMatchObject({ papers: [{ state: 'refused', say: reason }] })
  expect(await cloud.call(staff, profile.approvePaper, { volunteer, paper })).toMatchObject({ code: 'PAPER_CHANGED' })

  await putPaper(who, '2026-12-11', undefined, 'health-0003')
  const better = await waitingOf(who)
  await cloud.resetStats()
  must(await cloud.call(staff, profile.approvePaper, better, 'tap-approve-1'))
  // The profile, its photos, the decision; and three for the notice.
  expect(await requestsOf('approvePaper')).toBe(6)
  must(await cloud.call(staff, profile.approvePaper, better, 'tap-approve-1'))
  expect((await noticesTo(who)).map(({ title }) => title).sort()).toEqual(['健康证没有通过', '健康证通过了'])
  expect(await join('soon')).toMatchObject({ ok: true })
  expect(await join('late')).toMatchObject({ code: 'PAPER_MISSING' })
  expect((await mine(who)).papers).toMatchObject([{ state: 'accepted', until: '2026-12-11' }])
  expect(must(await cloud.call(staff, profile.listPapers, { place: taohuajing })).items).toEqual([])
})

test('nobody decides about their own paper, nor about one whose photo nobody had a look at', async () => {
  const who = 'o-both-0001'
  await putPaper(who, '2027-11-01')
  const ask = await waitingOf(who)
  expect(await cloud.call(who, profile.approvePaper, ask)).toMatchObject({ code: 'NOT_YOURSELF' })
  expect(await cloud.call(who, profile.refusePaper, { ...ask, reason: '不清楚' })).toMatchObject({
    code: 'NOT_YOURSELF',
  })
  const [photo] = (await cloud.documents<Photo>('photos')).filter(({ owner }) => owner === who)
  if (!photo) throw new Error('there is no photo')
  await cloud.put('photos', { ...photo, state: 'checking', at: new Date(photo.at) } as Photo)
  expect(await cloud.call(staff, profile.approvePaper, ask)).toMatchObject({ code: 'PHOTO_NOT_CHECKED' })
  expect(await cloud.call('o-staff-elsewhere', profile.openPapers, { volunteer: ask.volunteer })).toMatchObject({
    code: 'NOT_ALLOWED',
  })
  expect(await cloud.unservedQueries()).toEqual([])
})
