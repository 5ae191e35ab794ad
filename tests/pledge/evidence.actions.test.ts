import path from 'node:path'
import { board } from '../../cloudfunctions/pledge/board/contract'
import { desk } from '../../cloudfunctions/pledge/desk/contract'
import { evidence } from '../../cloudfunctions/pledge/evidence/contract'
import type { Pledge } from '../../cloudfunctions/pledge/documents'
import type { Member, Photo } from '../../cloudfunctions/shared/documents'
import { attendance } from '../../cloudfunctions/volunteer/attendance/contract'
import type { Shift } from '../../cloudfunctions/volunteer/documents'
import { builtFunctions } from '../../config/scripts/build-functions'
import { asLongAsARequest, buildBroken } from '../support/broken'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { runHere, type FunctionHere } from '../support/in-process'
import { aPledge, leads, must, secretaries, shownOn, titlesOf, writePledgeWorld } from '../support/pledge-world'
import { stopClock } from '../support/stop-clock'
import { aVolunteer } from '../support/volunteer-world'
import { until, wechatOf } from '../support/wechat'
import { leader, near, onDay } from '../volunteer/fixtures/attended-shifts'

const branch = 'wangcheng.yueliangdao.taohuajing'
const shi = 'o-member-0001'
const [secretary, , elsewhere] = secretaries
const neighbour = 'o-resident-0007'

const patrol = aPledge('patrol', { facts: shownOn(['2026-10-09', '2026-10-16']) })
const visits = aPledge('visits', { facts: shownOn(['2026-10-09']) })
/** Three who promised to be at this morning's activity: one of them leads it. */
const linked = [shi, 'o-member-0002', leader].map((member, at) =>
  aPledge(`linked${String(at)}`, { member, activity: { id: 'activity01', title: '周末清洁日' } }),
)
const cleaning = onDay('linked', 27, [shi, 'o-member-0002', leader])
const own = aPledge('own', { member: secretary })
const raced = Array.from({ length: 12 }, (_, index) =>
  aPledge(`raced${'abcdefghijkl'.charAt(index)}`, { member: 'o-member-0009' }),
)

let cloud: Cloud
let wechat: ReturnType<typeof wechatOf>
beforeAll(async () => {
  cloud = await startCloud({
    documents: writePledgeWorld({
      pledges: [patrol, visits, own, ...raced, ...linked],
      volunteer_shifts: [cleaning],
      volunteers: linked.map(({ member }) => aVolunteer(member)),
    }),
  })
  wechat = wechatOf(cloud)
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))

const show = (given: Partial<Parameters<typeof cloud.call<typeof evidence.showPledge>>[2]> = {}, key?: string) =>
  cloud.call(
    shi,
    evidence.showPledge,
    { pledge: patrol._id, words: '灯都亮着，换了一个灯泡', where: '三栋', ...given },
    key,
  )
const factsOf = async (id: string) =>
  (await cloud.documents<Pledge>('pledges')).find(({ _id }) => _id === id)?.facts ?? []

test('what was done is shown: of the oldest unless told which, once for each time; it needs a photo or the place', async () => {
  expect(await cloud.call(shi, evidence.showPledge, { pledge: patrol._id, words: '都看过了' })).toMatchObject({
    code: 'NOTHING_SHOWN',
  })
  await cloud.resetStats()
  const shown = must(await show({}, 'tap-show-0001'))
  expect(shown).toMatchObject({ due: '2026-10-23', state: 'shown', where: '三栋' })
  expect((await cloud.stats())['pledge']?.['showPledge']).toEqual({ calls: 1, requests: 2 })
  expect(must(await show({}, 'tap-show-0001')).id).toBe(shown.id)
  expect(await show({ occurrence: '2026-10-23.0' })).toMatchObject({ code: 'ALREADY_SHOWN' })
  expect(await show({ occurrence: '2026-12-04.0' })).toMatchObject({ code: 'NOT_YET' })
  expect(await show({ occurrence: '2026-10-24.0' })).toMatchObject({ code: 'NO_SUCH_TIME' })
  expect(must(await show()).due).toBe('2026-10-30')
  expect(
    await cloud.call('o-member-0002', evidence.showPledge, { pledge: patrol._id, words: '灯亮', where: '三栋' }),
  ).toMatchObject({ code: 'NOT_YOURS' })
  await wechat.setRiskyWords(['不适合'])
  expect(await show({ words: '不适合的话' })).toMatchObject({ code: 'WORDS_NOT_FIT' })
  expect(await show({ where: '不适合的地方' })).toMatchObject({ code: 'WORDS_NOT_FIT' })
})

test('photos are seen once they were let pass; one that was refused leaves the words and the time', async () => {
  const { folder } = must(await cloud.call(shi, evidence.myEvidence, { pledge: visits._id }))
  const upload = (name: string) => wechat.upload(shi, `photos/${folder ?? ''}/${name}.jpg`)
  const [good, bad, other] = [await upload('a-lamp-0001'), await upload('unfit-lamp-01'), await upload('a-lamp-0002')]
  await wechat.setRiskyWords(['unfit-lamp'])
  const input = { pledge: visits._id, words: '陪他写完了作业', files: [good, bad] }
  expect(
    await cloud.call(shi, evidence.showPledge, { ...input, files: ['cloud://env.bucket/photos/x/a-lamp-01.jpg'] }),
  ).toMatchObject({ code: 'NOT_YOUR_FILE' })
  const shown = must(await cloud.call(shi, evidence.showPledge, { ...input, occurrence: '2026-11-20.0' }))
  await until(async () => (await cloud.documents<Photo>('photos')).every(({ state }) => state !== 'checking'))
  const [mine] = must(await cloud.call(shi, evidence.myEvidence, { pledge: visits._id })).items
  expect(mine).toMatchObject({ id: shown.id, photos: [good], checking: 0, code: shown.code })
  const seen = must(await cloud.call(undefined, board.one, { pledge: visits._id }))
  expect(seen.shown[0]).toMatchObject({ words: input.words, photos: [good] })
  expect(seen.beads.find(({ due }) => due === '2026-11-20')?.state).toBe('keptLate')
  expect(JSON.stringify(seen)).not.toContain(shown.code ?? '-')
  // A photo is of one time, also where it was of another pledge.
  expect(await cloud.call(shi, evidence.showPledge, { ...input, files: [good] })).toMatchObject({ code: 'PHOTO_USED' })
  expect(await show({ files: [good] })).toMatchObject({ code: 'PHOTO_USED' })
  must(await cloud.call(shi, evidence.showPledge, { ...input, files: [other] }))
})

test('somebody else looks at it: a secretary of the branch or a lead within it, never the member', async () => {
  const waits = must(await cloud.call(leads[0], evidence.listShown, { branch })).items
  const [first, second] = waits.find(({ pledge }) => pledge === patrol._id)?.shown ?? []
  const fact = { pledge: patrol._id, fact: first?.id ?? '' }
  expect(await cloud.call(elsewhere, evidence.verifyEvidence, fact)).toMatchObject({ code: 'NOT_ALLOWED' })
  expect(await cloud.call(leads[1], evidence.verifyEvidence, fact)).toMatchObject({ code: 'NOT_ALLOWED' })
  expect(await cloud.call(shi, evidence.verifyEvidence, fact)).toMatchObject({ code: 'NOT_ALLOWED' })
  must(await cloud.call(leads[0], evidence.verifyEvidence, fact, 'tap-verify-01'))
  must(await cloud.call(leads[0], evidence.verifyEvidence, fact, 'tap-verify-01'))
  expect(await cloud.call(secretary, evidence.verifyEvidence, fact)).toMatchObject({ code: 'LOOKED_AT' })
  const hint = '拍一下换下来的灯泡'
  must(await cloud.call(secretary, evidence.sendBack, { pledge: patrol._id, fact: second?.id ?? '', hint }))
  expect(await titlesOf(cloud, shi)).toEqual(expect.arrayContaining(['有人核实了您做的', '这一次请补一补']))
  const items = must(await cloud.call(shi, evidence.myEvidence, { pledge: patrol._id })).items
  expect(items.slice(0, 2)).toMatchObject([{ state: 'back', hint }, { state: 'verified' }])
  // What was sent back is open again, and counts from when it is shown anew.
  expect(must(await show()).due).toBe('2026-10-30')
  // A secretary with a pledge of their own, by each way.
  const mine = { pledge: own._id, words: '灯都亮着', where: '三栋' }
  const { id, code = '' } = must(await cloud.call(secretary, evidence.showPledge, mine))
  const listed = must(await cloud.call(secretary, evidence.listShown, { branch })).items
  expect(listed.find(({ pledge }) => pledge === own._id)).toMatchObject({ own: true })
  for (const answer of [
    await cloud.call(secretary, evidence.verifyEvidence, { pledge: own._id, fact: id }),
    await cloud.call(secretary, evidence.sendBack, { pledge: own._id, fact: id, hint: '拍清楚一点' }),
    await cloud.call(secretary, evidence.confirmDone, { pledge: own._id, code }),
  ])
    expect(answer).toMatchObject({ code: 'OWN_PLEDGE' })
})

test('the secretary’s desk says what waits, each number as long as its list', async () => {
  await cloud.resetStats()
  const waits = must(await cloud.call(secretary, desk.pledgeDesk, { branch }))
  expect((await cloud.stats())['pledge']?.['pledgeDesk']).toEqual({ calls: 1, requests: 1 })
  const { items } = must(await cloud.call(secretary, evidence.listShown, { branch }))
  const latePage = async (cursor?: string): Promise<number> => {
    const page = must(
      await cloud.call(undefined, board.board, { branch, sort: 'late', ...(cursor === undefined ? {} : { cursor }) }),
    )
    return page.items.length + (page.cursor === undefined ? 0 : await latePage(page.cursor))
  }
  const late = await latePage()
  expect(waits).toEqual({ today: '2026-11-27', submitted: 0, shown: items.length, late, rounds: 0 })
  expect(late).toBeGreaterThan(10)
  expect(await cloud.call(elsewhere, desk.pledgeDesk, { branch })).toMatchObject({ code: 'NOT_ALLOWED' })
  expect(await cloud.unservedQueries()).toEqual([])
})

test('the one it was done for confirms by the code, once; a code says nothing of another time', async () => {
  const { code = '', id } = must(await show({ occurrence: '2026-11-13.0' }))
  const asked = must(await cloud.call(neighbour, evidence.askConfirm, { pledge: patrol._id, code }))
  expect(asked).toMatchObject({ due: '2026-11-13', shown: '灯都亮着，换了一个灯泡', confirmed: false })
  expect(must(await cloud.call(shi, evidence.askConfirm, { pledge: patrol._id, code })).own).toBe(true)
  expect(await cloud.call(neighbour, evidence.confirmDone, { pledge: visits._id, code })).toMatchObject({
    code: 'NO_SUCH_CODE',
  })
  expect(await cloud.call(shi, evidence.confirmDone, { pledge: patrol._id, code })).toMatchObject({
    code: 'OWN_PLEDGE',
  })
  const confirm = (who: string, key?: string) =>
    cloud.call(who, evidence.confirmDone, { pledge: patrol._id, code }, key)
  must(await confirm(neighbour, 'tap-confirm-01'))
  must(await confirm(neighbour, 'tap-confirm-01'))
  expect(await confirm('o-resident-0008')).toMatchObject({ code: 'ALREADY_CONFIRMED' })
  const { shown } = must(await cloud.call(undefined, board.one, { pledge: patrol._id }))
  expect(shown.filter(({ confirmed }) => confirmed).map((each) => each.id)).toEqual([id])
  expect(await titlesOf(cloud, shi)).toContain('对方确认您做到了')
})

test('the week: what is late, what is due until Sunday, done or not, each with one tap', async () => {
  const week = must(await cloud.call('o-member-0009', evidence.myWeek, {}))
  expect(week).toMatchObject({ today: '2026-11-27', monday: '2026-11-23', sunday: '2026-11-29' })
  const of = (pledge: string) => week.items.filter((each) => each.pledge === pledge)
  expect(of(raced[0]?._id ?? '')).toHaveLength(8)
  expect(week.items.every(({ canShow }) => canShow)).toBe(true)
  const shown = must(await cloud.call(shi, evidence.myWeek, {}))
  const due = shown.items.filter(({ pledge, bead }) => pledge === patrol._id && bead.due >= '2026-11-23')
  expect(due).toMatchObject([{ bead: { due: '2026-11-27', state: 'due' }, canShow: true }])
  must(await show({ occurrence: '2026-11-27.0' }))
  const after = must(await cloud.call(shi, evidence.myWeek, {}))
  expect(after.items.find(({ pledge, bead }) => pledge === patrol._id && bead.due === '2026-11-27')).toMatchObject({
    bead: { state: 'kept' },
    canShow: false,
    evidence: { state: 'shown' },
    inRow: 1,
  })
  expect(await cloud.unservedQueries()).toEqual([])
})

/** Each pledge is shown from six phones at once; how many facts there are too many of one time, and too many were told yes. */
async function showAtOnce(fn: FunctionHere, pledges: readonly Pledge[], round: string) {
  const tries = pledges.flatMap(({ _id }) => [1, 2, 3, 4, 5, 6].map((phone) => ({ _id, phone })))
  const answers = await Promise.all(
    tries.map(({ _id, phone }) =>
      fn.call(
        'o-member-0009',
        evidence.showPledge,
        { pledge: _id, words: '灯都亮着', where: '三栋', occurrence: '2026-11-20.0' },
        `${round}-${_id}-${String(phone)}`,
      ),
    ),
  )
  const stored = (await Promise.all(pledges.map(({ _id }) => factsOf(_id)))).map((facts) => facts.length)
  return { yes: answers.filter(({ ok }) => ok).length, stored }
}

test('shown from many phones at once it stands once; the same race catches a twin that reads, compares and then writes', async () => {
  stopClock(fridayMorning)
  const load = runHere(cloud.url)
  const half = raced.slice(0, 6)
  const real = await showAtOnce(await load(path.join(builtFunctions, 'pledge/index.js')), half, 'real')
  expect(real).toEqual({ yes: 6, stored: half.map(() => 1) })
  const twin = await buildBroken('pledge', 'reads-first', [
    {
      file: 'shared/database.ts',
      from: '  const query = database.collection(from.name).where({ ...conditions, _id: id })\n',
      to: `  const there = await find(from, { where: { ...conditions, _id: id }, sort: [], limit: 1 })\n  if (there.length === 0) return false\n  ${asLongAsARequest}\n  const query = database.collection(from.name).where({ _id: id })\n`,
    },
  ])
  const broken = await showAtOnce(await load(twin), raced.slice(6), 'twin')
  expect(broken.yes).toBeGreaterThan(6)
  jest.useRealTimers()
})

test('a check-in at a linked activity shows what is due, once; whoever leads stands for it, never for themselves', async () => {
  const shift = cleaning._id
  const shownIn = async ({ _id }: Pledge) =>
    (await factsOf(_id)).filter((fact) => fact.shift === shift).map(({ state, occurrence }) => `${state} ${occurrence}`)
  const heard = async () => {
    await cloud.tick('pledge')
    return Promise.all(linked.map(shownIn))
  }
  const holder = `h-${shi}`
  const people = await cloud.documents<Member>('members')
  for (const { member: _id } of linked) {
    const known = people.find((each) => each._id === _id)
    const roles: Member['roles'] = [...(known?.roles ?? []), { role: 'volunteer', place: branch }]
    const able: Member = { ...known, _id, roles }
    await cloud.put('members', able)
  }
  must(await cloud.call(leader, attendance.markHere, { shift, holder, reason: '手机没电了' }))
  for (const who of ['o-member-0002', leader]) must(await cloud.call(who, attendance.checkIn, { shift, near }))
  const today = '2026-11-27.0'
  const all = [[`verified ${today}`], [`shown ${today}`], [`shown ${today}`]]
  expect(await heard()).toEqual(all)
  expect(await titlesOf(cloud, shi)).toContain('签到算做了一次')
  // The timer may hear of it again.
  const stored = (await cloud.documents<Shift>('volunteer_shifts')).find(({ _id }) => _id === shift)
  await cloud.put('volunteer_shifts', { ...cleaning, ...stored, arrivals: true } as Shift)
  expect(await heard()).toEqual(all)
  // That they came is taken back, and noted again.
  must(await cloud.call(leader, attendance.markMissed, { shift, holder, reason: '认错人了' }))
  expect(await heard()).toEqual([[`back ${today}`], ...all.slice(1)])
  must(await cloud.call(leader, attendance.markHere, { shift, holder, reason: '后来到了' }))
  expect(await heard()).toEqual([[`back ${today}`, `verified ${today}`], ...all.slice(1)])
  expect(await cloud.unservedQueries()).toEqual([])
})
