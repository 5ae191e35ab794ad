import { approval } from '../../cloudfunctions/pledge/approval/contract'
import { board as boardContract } from '../../cloudfunctions/pledge/board/contract'
import { promise, type PledgeView } from '../../cloudfunctions/pledge/promise/contract'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { aPledge, must, secretaries, shownOn, titlesOf, writePledgeWorld } from '../support/pledge-world'

const branch = 'wangcheng.yueliangdao.taohuajing'
const [shi, zhou] = ['o-member-0001', 'o-member-0002'] as const
const [secretary, second, elsewhere] = secretaries

let cloud: Cloud
const running = aPledge('running', { member: zhou, facts: shownOn(['2026-10-09', '2026-10-16']) })
beforeAll(async () => {
  cloud = await startCloud({ documents: writePledgeWorld({ pledges: [running] }) })
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))

const vague = {
  list: 'own' as const,
  words: '积极做好社区环境卫生工作',
  whom: '桃花井社区',
  rhythm: [{ kind: 'month' as const, day: 31 }],
  from: '2026-12-01',
  until: '2027-06-30',
}
const precise = { ...vague, words: '每月最后一天前清一次北门两个雨水篦子', whom: '夜市北门' }
const draft = async (who: string, shape: typeof vague = precise, key?: string): Promise<PledgeView> =>
  must(await cloud.call(who, promise.draftPledge, { branch, ...shape }, key))
const submit = (who: string, { id }: PledgeView, key?: string) =>
  cloud.call(who, promise.submitPledge, { pledge: id }, key)

test('a vague promise is warned of, returned with a hint, mended, approved by the branch and public from then on', async () => {
  const made = await draft(shi, vague, 'tap-draft-0001')
  expect((await draft(shi, vague, 'tap-draft-0001')).id).toBe(made.id)
  expect(made.vague.map(({ words }) => words)).toEqual(['积极', '做好社区环境卫生工作'])
  const submitted = must(await submit(shi, made))
  expect(submitted.state).toBe('submitted')
  expect(await submit(shi, made)).toMatchObject({ code: 'NOT_A_DRAFT' })
  const back = { pledge: made.id, rev: submitted.rev, hint: '写清楚清哪里、多久一次' }
  expect(must(await cloud.call(secretary, approval.returnPledge, back))).toMatchObject({
    state: 'returned',
    say: back.hint,
  })
  expect(await titlesOf(cloud, shi)).toContain('承诺退回来改一改')

  const shown = must(await cloud.call(shi, promise.mine, {})).items.find(({ id }) => id === made.id)
  const mended = must(await cloud.call(shi, promise.writePledge, { pledge: made.id, rev: shown?.rev ?? 0, ...precise }))
  expect(mended.vague).toEqual([])
  expect(await cloud.call(undefined, boardContract.one, { pledge: made.id })).toMatchObject({ code: 'NO_SUCH_PLEDGE' })
  const again = must(await submit(shi, mended))
  const waiting = must(await cloud.call(secretary, approval.listSubmitted, { branch })).items
  expect(waiting.map(({ id }) => id)).toEqual([made.id])
  // Somebody changed nothing meanwhile, but the page of the secretary is from before.
  expect(await cloud.call(second, approval.approvePledge, { pledge: made.id, rev: submitted.rev })).toMatchObject({
    code: 'PLEDGE_CHANGED',
  })
  must(await cloud.call(second, approval.approvePledge, { pledge: made.id, rev: again.rev }, 'tap-yes-0001'))
  expect(
    must(await cloud.call(second, approval.approvePledge, { pledge: made.id, rev: again.rev }, 'tap-yes-0001')).state,
  ).toBe('public')
  expect(must(await cloud.call(undefined, boardContract.one, { pledge: made.id }))).toMatchObject({
    words: precise.words,
    nextDue: '2026-12-31',
  })
  await cloud.setClock(new Date('2026-12-01T00:00:00+08:00'))
  expect(must(await cloud.call(undefined, boardContract.one, { pledge: made.id })).state).toBe('active')
})

test('nobody decides about their own, nor a secretary of another branch', async () => {
  const own = await draft(secretary, precise)
  const { rev } = must(await submit(secretary, own))
  const mine = { pledge: own.id, rev }
  expect(await cloud.call(secretary, approval.approvePledge, mine)).toMatchObject({ code: 'OWN_PLEDGE' })
  expect(await cloud.call(secretary, approval.returnPledge, { ...mine, hint: '写清楚一点' })).toMatchObject({
    code: 'OWN_PLEDGE',
  })
  expect(await cloud.call(elsewhere, approval.approvePledge, mine)).toMatchObject({ code: 'NOT_ALLOWED' })
  expect(await cloud.call(zhou, promise.writePledge, { ...mine, ...precise })).toMatchObject({ code: 'NOT_YOURS' })
  expect(must(await cloud.call(second, approval.approvePledge, mine)).state).toBe('public')
  const ends = { pledge: own.id, as: 'excused' as const, reason: '调到别的街道了' }
  expect(await cloud.call(secretary, approval.endPledge, ends)).toMatchObject({ code: 'OWN_PLEDGE' })
})

test('five a year at most, also from two phones at once', async () => {
  const who = 'o-member-0003'
  const drafts = await Promise.all(
    Array.from({ length: 8 }, (_, index) => draft(who, precise, `tap-many-000${String(index)}`)),
  )
  const answers = await Promise.all(
    drafts.flatMap((each) => [submit(who, each, `tap-sub-${each.id}`), submit(who, each, `tap-sub-${each.id}`)]),
  )
  const told = drafts.map((_, index) =>
    answers[index * 2]?.ok === true ? 'yes' : (answers[index * 2] as { code: string }).code,
  )
  expect(told.filter((each) => each === 'yes')).toHaveLength(5)
  expect(told.filter((each) => each === 'TOO_MANY_PLEDGES')).toHaveLength(3)
  const stored = (await cloud.documents<{ member: string; state: string }>('pledges')).filter(
    ({ member }) => member === who,
  )
  expect(stored.filter(({ state }) => state === 'submitted')).toHaveLength(5)
  // A dropped draft gives its place back to nobody: it had none.
  const left = drafts[told.indexOf('TOO_MANY_PLEDGES')]
  must(await cloud.call(who, promise.dropPledge, { pledge: left?.id ?? '' }, 'tap-drop-0001'))
  must(await cloud.call(who, promise.dropPledge, { pledge: left?.id ?? '' }, 'tap-drop-0001'))
  // One that was sent back gives its place back, however often and however many at once it is dropped.
  const back = drafts[told.indexOf('yes')]
  const { rev = 0 } = must(await cloud.call(who, promise.mine, {})).items.find(({ id }) => id === back?.id) ?? {}
  must(await cloud.call(secretary, approval.returnPledge, { pledge: back?.id ?? '', rev, hint: '写清楚是哪一个' }))
  const drops = [1, 2, 3].map((tap) =>
    cloud.call(who, promise.dropPledge, { pledge: back?.id ?? '' }, `tap-drop-010${String(tap)}`),
  )
  expect((await Promise.all(drops)).every(({ ok }) => ok)).toBe(true)
  must(await submit(who, await draft(who, precise, 'tap-many-0009')))
})

test.each([
  [{ from: '2026-11-01' }, 'STARTS_PAST'],
  [{ until: '2026-11-30' }, 'DATES_WRONG'],
  [{ until: '2028-06-30' }, 'DATES_WRONG'],
  [{ rhythm: [{ kind: 'once' as const, by: '2027-12-31' }] }, 'NEVER_DUE'],
])('%j: %s', async (given, code) => {
  const shape = { ...precise, ...given }
  expect(await cloud.call(shi, promise.draftPledge, { branch, ...shape })).toMatchObject({ code })
})

test('a rhythm is changed with a reason: what was due stays, both texts stay readable', async () => {
  const before = must(await cloud.call(undefined, boardContract.one, { pledge: running._id }))
  const amend = {
    ...{ pledge: running._id, rev: 0, why: '楼道改由物业每天看' },
    ...{
      words: '每周一晚看一遍车棚的充电桩',
      whom: '时代倾城二期车棚',
      rhythm: [{ kind: 'week' as const, weekday: 1 }],
    },
  }
  must(await cloud.call(secretary, approval.amendPledge, amend))
  const after = must(await cloud.call(undefined, boardContract.one, { pledge: running._id }))
  expect(after.words).toBe(amend.words)
  expect(after.before).toEqual([expect.objectContaining({ words: before.words, until: '2026-11-29', why: amend.why })])
  const past = (beads: typeof after.beads) => beads.filter(({ due }) => due <= '2026-11-27')
  expect(past(after.beads)).toEqual(past(before.beads))
  expect(after.nextDue).toBe('2026-11-27')
  expect(after.beads.find(({ due }) => due > '2026-11-27')?.due).toBe('2026-11-30')
})

test('one time is let go with a public reason, a pause ahead counts neither way, neither can be done about the past', async () => {
  const times = { pledge: running._id, reason: '那天停电，楼道进不去' }
  expect(await cloud.call(secretary, approval.excuseOnce, { ...times, occurrence: '2026-10-09.0' })).toMatchObject({
    code: 'ALREADY_MET',
  })
  expect(await cloud.call(secretary, approval.excuseOnce, { ...times, occurrence: '2026-10-10.0' })).toMatchObject({
    code: 'NO_SUCH_TIME',
  })
  must(await cloud.call(secretary, approval.excuseOnce, { ...times, occurrence: '2026-10-23.0' }))
  const pause = { pledge: running._id, from: '2026-12-01', until: '2026-12-15', reason: '住院做手术' }
  expect(await cloud.call(secretary, approval.pausePledge, { ...pause, from: '2026-11-20' })).toMatchObject({
    code: 'PAUSE_PAST',
  })
  must(await cloud.call(secretary, approval.pausePledge, pause))
  const states = new Map(
    must(await cloud.call(undefined, boardContract.one, { pledge: running._id })).beads.map(({ due, state }) => [
      due,
      state,
    ]),
  )
  expect([states.get('2026-10-23'), states.get('2026-12-07'), states.get('2026-12-14')]).toEqual([
    'excused',
    'paused',
    'paused',
  ])
  expect(await cloud.unservedQueries()).toEqual([])
})

test('when its time is over, and what is late had its month, a pledge is done or was not fulfilled', async () => {
  const kept = aPledge('kept', {
    span: { from: '2026-10-05', until: '2026-10-18' },
    facts: shownOn(['2026-10-09', '2026-10-16']),
    due: fridayMorning,
  })
  const missed = aPledge('missed', { span: { from: '2026-10-05', until: '2026-10-18' }, due: fridayMorning })
  for (const each of [kept, missed]) await cloud.put('pledges', each)
  await cloud.tick('pledge')
  const stateOf = async (id: string) => must(await cloud.call(undefined, boardContract.one, { pledge: id })).state
  expect([await stateOf(kept._id), await stateOf(missed._id)]).toEqual(['done', 'unfulfilled'])
})
