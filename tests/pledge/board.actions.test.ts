import path from 'node:path'
import { approval } from '../../cloudfunctions/pledge/approval/contract'
import { board as contract, type BoardSort, type Card } from '../../cloudfunctions/pledge/board/contract'
import type { Pledge, Regard } from '../../cloudfunctions/pledge/documents'
import { evidence } from '../../cloudfunctions/pledge/evidence/contract'
import type { Input } from '../../cloudfunctions/shared/contract'
import type { Member, Notice } from '../../cloudfunctions/shared/documents'
import { builtFunctions } from '../../config/scripts/build-functions'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { startSweep } from '../support/crash-sweep'
import { aFact, aPledge, must, secretaries, shownOn, writePledgeWorld } from '../support/pledge-world'
import { stopClock } from '../support/stop-clock'

const wangfulu = 'wangcheng.gaotangling.wangfulu'
const day = (index: number) => `2026-10-${String(1 + (index % 28)).padStart(2, '0')}`

/** Ninety pledges: of two communities, of each list, some kept up to today, some behind since October, some done. */
const many = Array.from({ length: 90 }, (_, index): Pledge => {
  const kept = ['2026-10-09', '2026-10-16', '2026-10-23', '2026-10-30', '2026-11-06', '2026-11-13', '2026-11-20']
  const done = index % 9 === 0
  return aPledge(`many${String(index).padStart(3, '0')}`, {
    member: `o-member-00${String(10 + (index % 50))}`,
    ...(index % 3 === 0 ? { place: wangfulu, branch: '望府路社区党支部' } : {}),
    list: (['problem', 'need', 'task', 'own'] as const)[index % 4] ?? 'own',
    facts: shownOn(index % 2 === 0 ? kept : kept.slice(0, index % 7)),
    publishedAt: new Date(`${day(index)}T09:00:00+08:00`),
    ...(done ? { state: 'done' as const, doneAt: new Date(`${day(index)}T18:00:00+08:00`) } : {}),
    ...(index === 40
      ? {
          versions: [
            {
              from: '2026-10-05',
              words: '每周五晚清一次梅园路的污水井',
              whom: '梅园路',
              rhythm: [{ kind: 'week', weekday: 5 }],
            },
          ],
        }
      : {}),
  })
})

const [, secretary] = secretaries
/** With evidence that nobody looked at yet. */
const followed = aPledge('followed', { facts: [aFact('2026-11-20', { state: 'shown' })], list: 'own' })
const everything = [...many, followed]

let cloud: Cloud
beforeAll(async () => {
  cloud = await startCloud({
    documents: writePledgeWorld({ pledges: [...everything, aPledge('hidden', { state: 'submitted' })] }),
  })
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))

/** All pages of a list. */
async function all(input: Input<typeof contract.board>): Promise<Card[]> {
  const cards: Card[] = []
  let cursor: string | undefined
  do {
    const page = await cloud.call(undefined, contract.board, { ...input, ...(cursor === undefined ? {} : { cursor }) })
    if (!page.ok) throw new Error(page.code)
    cards.push(...page.value.items)
    cursor = page.value.cursor
  } while (cursor !== undefined)
  return cards
}
const ids = (list: readonly { _id: string }[]) => list.map(({ _id }) => _id).sort()
const idsOf = (cards: readonly Card[]) => cards.map(({ id }) => id).sort()
const isLate = ({ beads }: Card) => beads.some(({ state }) => state === 'late' || state === 'veryLate')

test('every public pledge is on the board once, the newest first; nothing else is', async () => {
  const cards = await all({})
  expect(idsOf(cards)).toEqual(ids(everything))
  const published = new Map(everything.map(({ _id, publishedAt }) => [_id, Number(publishedAt)]))
  const times = cards.map(({ id }) => published.get(id) ?? 0)
  expect(times).toEqual([...times].sort((one, other) => other - one))
})

test('by place and list, alone and together', async () => {
  expect(idsOf(await all({ community: wangfulu }))).toEqual(ids(everything.filter(({ place }) => place === wangfulu)))
  expect(idsOf(await all({ community: 'wangcheng' }))).toEqual(ids(everything))
  expect(idsOf(await all({ branch: wangfulu, list: 'need' }))).toEqual(
    ids(everything.filter(({ place, list }) => place === wangfulu && list === 'need')),
  )
})

test('what is late, what is due and what is done are three lists, each in its order; as days pass a pledge moves by itself', async () => {
  const late = await all({ sort: 'late' })
  const due = await all({ sort: 'due' })
  const done = await all({ sort: 'done' })
  expect(late.length + due.length + done.length).toBe(everything.length)
  expect(late.every(isLate)).toBe(true)
  expect(due.some(isLate)).toBe(false)
  const dues = due.map(({ nextDue }) => nextDue ?? '')
  expect(dues).toEqual([...dues].sort())
  expect(done.every(({ state }) => state === 'done')).toBe(true)
  await cloud.setClock(new Date('2026-11-28T00:00:00+08:00'))
  const after = await all({ sort: 'late' })
  expect(after.length).toBe(late.length + due.length)
})

test('words are found by their signs', async () => {
  const found = await all({ search: '污水井' })
  expect(found.map(({ words }) => words)).toEqual(['每周五晚清一次梅园路的污水井'])
  expect(await all({ search: '梅园路 污水' })).toHaveLength(1)
  expect(await all({ search: '飞机场' })).toEqual([])
})

test('a page costs one request without photos, and each query has its index', async () => {
  await cloud.resetStats()
  for (const sort of ['newest', 'due', 'late', 'done'] satisfies BoardSort[])
    expect(await cloud.call(undefined, contract.board, { sort, community: wangfulu })).toMatchObject({ ok: true })
  expect((await cloud.stats())['pledge']?.['board']?.requests).toBe(4)
  expect(await cloud.unservedQueries()).toEqual([])
})

test('a branch’s board goes on paper: the newest first, of what is still true when it is read, in two requests', async () => {
  await cloud.resetStats()
  const paper = must(await cloud.call(undefined, contract.noticeBoard, { branch: wangfulu }))
  expect((await cloud.stats())['pledge']?.['noticeBoard']).toEqual({ calls: 1, requests: 2 })
  expect(paper.branch).toMatch(/党支部$/)
  expect(paper.items.map(({ id }) => id)).toEqual((await all({ branch: wangfulu })).map(({ id }) => id).slice(0, 60))
  expect(
    Object.keys(paper.items[0] ?? {})
      .sort()
      .join(),
  ).toBe('by,id,rhythm,state,where,words')
  expect(await cloud.call(undefined, contract.noticeBoard, { branch: 'wangcheng.nowhere' })).toMatchObject({
    code: 'NO_SUCH_BRANCH',
  })
})

test('thanks count once for each person, from many at once too, and a crash between the two writes loses none', async () => {
  const pledge = many[1]?._id ?? ''
  const people = Array.from({ length: 30 }, (_, index) => `o-resident-${String(index)}`)
  await Promise.all(
    people.flatMap((who) =>
      [1, 2].map((tap) => cloud.call(who, contract.thankPledge, { pledge }, `thanks-${who}-${String(tap)}`)),
    ),
  )
  await cloud.plan({
    kind: 'crash',
    function: 'pledge',
    action: 'thankPledge',
    request: 'database.modifyDocument',
    at: 1,
    when: 'before',
    times: 1,
  })
  await cloud.call('o-resident-crash', contract.thankPledge, { pledge }, 'thanks-crash-01')
  await cloud.noFaults()
  await cloud.tick('pledge')
  await cloud.tick('pledge')
  const one = await cloud.call('o-resident-0', contract.one, { pledge })
  expect(one).toMatchObject({ ok: true, value: { thanks: 31, thanked: true, following: false } })
  expect(await cloud.call('o-resident-0', contract.followPledge, { pledge, follow: true })).toMatchObject({ ok: true })
  expect(await cloud.call('o-resident-0', contract.one, { pledge })).toMatchObject({ value: { following: true } })
  expect(await cloud.call(many[1]?.member ?? '', contract.thankPledge, { pledge })).toMatchObject({
    code: 'OWN_PLEDGE',
  })
})

test('who follows a pledge hears of each step once, in whatever the timer dies, however many they are; who muted it does not', async () => {
  stopClock(fridayMorning)
  const fn = await startSweep(path.join(builtFunctions, 'pledge/index.js'), cloud)
  const pledge = followed._id
  const follower = (index: number) => `o-follower-${String(index).padStart(3, '0')}`
  const [swept, gone, muted] = [follower(0), follower(1), follower(2)]
  const follows = (index: number) => {
    const regard: Regard = {
      ...{ _id: `regard${String(index).padStart(18, '0')}`, person: follower(index), pledge, key: 'follow' },
      following: follower(index) !== gone,
    }
    return cloud.put('pledge_regards', regard)
  }
  await fn.sweep(swept, contract.followPledge, { pledge, follow: true })
  for (const index of [1, 2]) await follows(index)
  const quiet: Member = { _id: muted, roles: [], notices: { muted: ['pledge'] } }
  await cloud.put('members', quiet)
  await cloud.send('nobody', secretary, {})
  await fn.sweep(secretary, evidence.verifyEvidence, { pledge, fact: 'fact-2026-11-20' })
  const { rev } = (await cloud.documents<Pledge>('pledges')).find(({ _id }) => _id === pledge) ?? followed
  const [said] = followed.versions
  const change = { words: '每周六晚把三栋楼道的灯看一遍', whom: said?.whom ?? '', rhythm: said?.rhythm ?? [] }
  await fn.sweep(secretary, approval.amendPledge, { pledge, rev, ...change, why: '周五要值班' })
  // More than one minute tells.
  for (let index = 3; index < 105; index++) await follows(index)
  await fn.ask(secretary, approval.endPledge, { pledge, as: 'excused', reason: '物业换成了声控灯' })
  for (let minute = 0; minute < 3; minute++) await fn.tick()
  const all = await cloud.documents<Notice>('notices')
  const heard = (who: string) => all.flatMap(({ to, title, unread }) => (to === who && unread ? title : [])).sort()
  const over = ['您关注的承诺不用做了']
  const whole = [...over, '您关注的承诺又做了一次', '您关注的承诺调整了']
  for (let index = 0; index < 105; index++) {
    const hears = [gone, muted].includes(follower(index)) ? [] : index < 3 ? whole : over
    expect([follower(index), heard(follower(index))]).toEqual([follower(index), hears])
  }
  expect(heard(followed.member).some((title) => title.includes('关注'))).toBe(false)
  expect((await cloud.documents<Pledge>('pledges')).filter(({ news = [] }) => news.length > 0)).toEqual([])
  expect(await cloud.unservedQueries()).toEqual([])
  await fn.stop()
  jest.useRealTimers()
})
