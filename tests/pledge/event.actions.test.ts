import { event } from '../../cloudfunctions/pledge/event/contract'
import { evidence } from '../../cloudfunctions/pledge/evidence/contract'
import type { Pledge } from '../../cloudfunctions/pledge/documents'
import type { Rhythm } from '../../cloudfunctions/pledge/rhythm/contract'
import type { Notice } from '../../cloudfunctions/shared/documents'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { aPledge, must, secretaries, titlesOf, writePledgeWorld } from '../support/pledge-world'

const community = 'wangcheng.yueliangdao.taohuajing'
const staff = 'o-staff-0001'
const pumps: Rhythm[] = [
  { kind: 'year', month: 4, day: 30 },
  { kind: 'event', event: 'rainstorm', within: 1 },
]
const waiting = (id: string, given: Partial<Pledge> = {}) => {
  const made = aPledge(id, { member: 'o-member-0011' })
  return aPledge(id, { ...made, versions: made.versions.map((each) => ({ ...each, rhythm: pumps })), ...given })
}
/** More than a page of them, one elsewhere, one that is over. */
const many = Array.from({ length: 53 }, (_, index) => waiting(`pump${String(index).padStart(3, '0')}`))
const elsewhere = waiting('far', { place: 'wangcheng.gaotangling.wangfulu' })
const over = waiting('over', { state: 'done', doneAt: fridayMorning })
const weekly = aPledge('weekly', { member: 'o-member-0012', due: fridayMorning })
const shown = aPledge('shown', { member: 'o-member-0013', due: fridayMorning })

/** Those of one morning, elsewhere, more than two rounds of them. */
const crowd = Array.from({ length: 120 }, (_, index) => {
  const [place, due] = ['wangcheng.gaotangling.wangfulu' as const, new Date('2026-12-11T09:00:00+08:00')]
  return aPledge(`crowd${String(index).padStart(3, '0')}`, { place, due, member: `o-crowd-${String(index)}` })
})

let cloud: Cloud
beforeAll(async () => {
  const pledges = [...many, elsewhere, over, weekly, shown, ...crowd]
  cloud = await startCloud({ documents: writePledgeWorld({ pledges }) })
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))

const stored = async () => cloud.documents<Pledge>('pledges')

test('its member is reminded two days before, on the day, late and very late, once each, and not of what was shown', async () => {
  const told = async (who: string, at: string) => {
    await cloud.setClock(new Date(`${at}+08:00`))
    const before = (await titlesOf(cloud, who)).length
    for (let ticks = 0; ticks < 3; ticks++) await cloud.tick('pledge')
    return (await titlesOf(cloud, who)).slice(before)
  }
  const [one, other] = [weekly.member, shown.member]
  // Of one time only what holds now, and of what is older than three days nothing.
  await told(one, '2026-11-27T10:00:00')
  expect(await titlesOf(cloud, one)).toEqual(['今天到期'])
  expect(await told(one, '2026-11-28T08:59:00')).toEqual([])
  must(
    await cloud.call(other, evidence.showPledge, {
      ...{ pledge: shown._id, words: '灯都亮着', where: '三栋', occurrence: '2026-11-27.0' },
    }),
  )
  const otherBefore = (await titlesOf(cloud, other)).length
  expect(await told(one, '2026-11-28T09:00:00')).toEqual(expect.arrayContaining(['过了一天还没晒', '过了很久还没晒']))
  expect((await titlesOf(cloud, other)).slice(otherBefore)).not.toContain('过了一天还没晒')
  expect(await told(one, '2026-12-02T09:01:00')).toEqual(['后天到期'])
  expect((await told(one, '2026-12-05T09:01:00')).sort()).toEqual(['过了一天还没晒', '过了很久还没晒'].sort())
  expect(await cloud.unservedQueries()).toEqual([])
})

test('a rainstorm opens one time for all who promised something for it there, each once, and tells them', async () => {
  const storm = { place: community, kind: 'rainstorm' as const, words: '气象台发了暴雨红色预警' }
  expect(await cloud.call(secretaries[0], event.callEvent, storm)).toMatchObject({ code: 'NOT_ALLOWED' })
  expect(must(await cloud.call(staff, event.callEvent, storm, 'tap-storm-001'))).toMatchObject({ calling: true })
  must(await cloud.call(staff, event.callEvent, storm, 'tap-storm-001'))
  expect(await cloud.call(staff, event.callEvent, storm)).toMatchObject({ code: 'ALREADY_CALLED' })
  await Promise.all([cloud.tick('pledge'), cloud.tick('pledge')])
  const [seen] = must(await cloud.call(secretaries[0], event.listEvents, { place: community })).items
  expect(seen).toMatchObject({ called: 53, calling: false })
  const called = (await stored()).filter((each) => each.called.length > 0)
  expect(called.map(({ _id }) => _id).sort()).toEqual(many.map(({ _id }) => _id).sort())
  expect(called.every((each) => each.called.length === 1 && each.dueKey?.startsWith('2026-11-28') === true)).toBe(true)
  const titles = (await titlesOf(cloud, 'o-member-0011')).filter((title) => title === '您承诺的事用得上了')
  expect(titles).toHaveLength(53)
  const shows = { pledge: many[0]?._id ?? '', words: '抽了两个小时的水', where: '时代倾城二期' }
  expect(must(await cloud.call('o-member-0011', evidence.showPledge, shows)).due).toBe('2026-11-28')
  expect(await cloud.unservedQueries()).toEqual([])
})

test('a whole morning is told in one run, each once, however many they are', async () => {
  await cloud.setClock(new Date('2026-12-11T09:00:30+08:00'))
  await cloud.tick('pledge')
  expect((await stored()).filter(({ _id, remindedTo }) => _id.startsWith('crowd') && remindedTo)).toHaveLength(120)
  await cloud.tick('pledge')
  const told = (await cloud.documents<Notice>('notices')).filter(({ to }) => to.startsWith('o-crowd-'))
  expect(told).toHaveLength(crowd.length)
  expect(new Set(told.map(({ title }) => title))).toEqual(new Set(['今天到期']))
})
