import path from 'node:path'
import { approval } from '../../cloudfunctions/pledge/approval/contract'
import type { Item } from '../../cloudfunctions/pledge/documents'
import { items } from '../../cloudfunctions/pledge/items/contract'
import { promise } from '../../cloudfunctions/pledge/promise/contract'
import { builtFunctions } from '../../config/scripts/build-functions'
import { asLongAsARequest, buildBroken } from '../support/broken'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { runHere, type FunctionHere } from '../support/in-process'
import { aDraft, anItem, must, secretaries, writePledgeWorld } from '../support/pledge-world'
import { stopClock } from '../support/stop-clock'
import { wechatOf } from '../support/wechat'

const branch = 'wangcheng.yueliangdao.taohuajing'
const shi = 'o-member-0001'
const [secretary, , elsewhere] = secretaries
const few = { wants: 2 }
const member = (number: number) => `o-member-${String(number).padStart(4, '0')}`
const wanting = (item: string) =>
  Array.from({ length: 6 }, (_, index) =>
    aDraft(`${item.slice(0, 4)}by${String(index)}`, { member: member(index + 5), item }),
  )

const [lamp, road, real, twin] = [
  anItem('lamp', few),
  anItem('road', { place: 'wangcheng.gaotangling.wangfulu' }),
  anItem('real', few),
  anItem('twin', few),
]

let cloud: Cloud
beforeAll(async () => {
  const pledges = [lamp, real, twin].flatMap(({ _id }) => wanting(_id))
  cloud = await startCloud({ documents: writePledgeWorld({ pledge_items: [lamp, road, real, twin], pledges }) })
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))

const draft = {
  ...{ branch, list: 'own' as const, words: '每周五晚把三栋的灯看一遍', whom: '时代倾城二期三栋' },
  ...{ rhythm: [{ kind: 'week' as const, weekday: 5 }], from: '2026-12-01', until: '2027-01-31' },
}
const itemOf = async (id: string) => must(await cloud.call(undefined, items.oneItem, { item: id }))
const listed = async (room?: true) =>
  must(await cloud.call(undefined, items.listItems, { list: 'problem', ...(room ? { room } : {}) })).items.map(
    ({ id }) => id,
  )

test('the branch puts an item on a list; whoever promises takes it, and who took it is seen once it is public', async () => {
  const given = { list: 'need' as const, words: '三户老人没人陪着去医院', whom: '金星北社区', origin: 'wish' as const }
  const added = must(await cloud.call(secretary, items.addItem, { branch, ...given, wants: 3 }, 'tap-item-0001'))
  expect(must(await cloud.call(secretary, items.addItem, { branch, ...given, wants: 3 }, 'tap-item-0001')).id).toBe(
    added.id,
  )
  expect(await cloud.call(elsewhere, items.addItem, { branch, ...given, wants: 3 })).toMatchObject({
    code: 'NOT_ALLOWED',
  })
  await wechatOf(cloud).setRiskyWords(['不适合'])
  expect(await cloud.call(secretary, items.closeItem, { item: added.id, as: 'done', say: '不适合的话' })).toMatchObject(
    {
      code: 'WORDS_NOT_FIT',
    },
  )
  expect(await cloud.call(shi, promise.draftPledge, { ...draft, item: 'nosuchitem00' })).toMatchObject({
    code: 'NO_SUCH_ITEM',
  })
  expect(await cloud.call(shi, promise.draftPledge, { ...draft, item: road._id })).toMatchObject({
    code: 'ITEM_OF_OTHERS',
  })
  const made = must(await cloud.call(shi, promise.draftPledge, { ...draft, item: added.id }))
  expect(made).toMatchObject({ item: added.id, list: 'need' })
  const { rev } = must(await cloud.call(shi, promise.submitPledge, { pledge: made.id }))
  expect(await itemOf(added.id)).toMatchObject({ state: 'taken', taken: 1, takers: [] })
  must(await cloud.call(secretary, approval.approvePledge, { pledge: made.id, rev }))
  expect((await itemOf(added.id)).takers).toMatchObject([{ pledge: made.id, words: draft.words, state: 'public' }])
  const over = { item: added.id, as: 'done' as const, say: '三户都有人陪了' }
  must(await cloud.call(secretary, items.closeItem, over, 'tap-over-0001'))
  must(await cloud.call(secretary, items.closeItem, over, 'tap-over-0001'))
  expect(await cloud.call(secretary, items.closeItem, over)).toMatchObject({ code: 'ITEM_CLOSED' })
  const late = must(await cloud.call(shi, promise.draftPledge, { ...draft, item: added.id }))
  expect(await cloud.call(shi, promise.submitPledge, { pledge: late.id })).toMatchObject({ code: 'ITEM_CLOSED' })
})

test('a full item stands no more among those with room, and again when a pledge leaves it', async () => {
  const [first, second, third] = wanting(lamp._id)
  const submit = (pledge: typeof first) =>
    cloud.call(pledge?.member ?? '', promise.submitPledge, { pledge: pledge?._id ?? '' })
  must(await submit(first))
  const { rev } = must(await submit(second))
  expect(await submit(third)).toMatchObject({ code: 'ALL_TAKEN' })
  expect((await itemOf(lamp._id)).state).toBe('full')
  expect(await listed(true)).not.toContain(lamp._id)
  expect(await listed()).toContain(lamp._id)
  // Returned it keeps its place; dropped it gives it back.
  const hint = '写清楚哪几盏灯'
  must(await cloud.call(secretary, approval.returnPledge, { pledge: second?._id ?? '', rev, hint }))
  expect(await submit(third)).toMatchObject({ code: 'ALL_TAKEN' })
  must(await cloud.call(second?.member ?? '', promise.dropPledge, { pledge: second?._id ?? '' }))
  expect(await listed(true)).toContain(lamp._id)
  must(await submit(third))
  // One whose pledge is gone, after a call that died before it left, makes room too.
  const left = { ...lamp, takers: [first?._id ?? '', 'gonepledge00'] }
  await cloud.put('pledge_items', left)
  must(await submit(wanting(lamp._id)[3]))
  expect(await cloud.unservedQueries()).toEqual([])
})

/** Six members hand in what takes an item that wants two, at once; how many took it. */
async function takeAtOnce(fn: FunctionHere, item: string): Promise<number> {
  // WeChat judges the words of whoever uses the mini-program at the time.
  await Promise.all(wanting(item).map(({ member }) => cloud.call(member, promise.mine, {})))
  await Promise.all(
    wanting(item).map(({ _id, member }) => fn.call(member, promise.submitPledge, { pledge: _id }, `take-${_id}`)),
  )
  const stored = (await cloud.documents<Item>('pledge_items')).find(({ _id }) => _id === item)
  return stored?.takers.length ?? 0
}

test('no more take an item than it wants, however many at once; the same race catches a twin without that condition', async () => {
  stopClock(fridayMorning)
  const load = runHere(cloud.url)
  expect(await takeAtOnce(await load(path.join(builtFunctions, 'pledge/index.js')), real._id)).toBe(2)
  const broken = await buildBroken('pledge', 'takes-unasked', [
    {
      file: 'pledge/items/taking.ts',
      from: 'const room = { closed: command.exists(false), [lastTaken(item)]: command.exists(false) }\n  const take',
      to: `if (item.takers.length >= item.wants) return "ALL_TAKEN"\n  ${asLongAsARequest}\n  const room = {}\n  const take`,
    },
  ])
  expect(await takeAtOnce(await load(broken), twin._id)).toBeGreaterThan(2)
  jest.useRealTimers()
})
