import path from 'node:path'
import { approval } from '../../cloudfunctions/pledge/approval/contract'
import type { Item } from '../../cloudfunctions/pledge/documents'
import { items } from '../../cloudfunctions/pledge/items/contract'
import { promise } from '../../cloudfunctions/pledge/promise/contract'
import { builtFunctions } from '../../config/scripts/build-functions'
import { asLongAsARequest, buildBroken } from '../support/broken'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { startSweep } from '../support/crash-sweep'
import { runHere, type FunctionHere } from '../support/in-process'
import { aDraft, anItem, must, secretaries, titlesOf, writePledgeWorld } from '../support/pledge-world'
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

const since = (day: string) => ({ newestKey: `2026-11-${day}T01:00:00.000Z~item` })
const [old, more] = [anItem('old', { ...few, ...since('10') }), anItem('more', { ...few, ...since('12') })]
/** Each is closed and merged at once. */
const torn = ['torna', 'tornb', 'tornc', 'tornd', 'torne', 'tornf', 'torng', 'tornh'].map((id) => anItem(id))

const [lamp, road, real, twin] = [
  anItem('lamp', few),
  anItem('road', { place: 'wangcheng.gaotangling.wangfulu' }),
  anItem('real', few),
  anItem('twin', few),
]

let cloud: Cloud
beforeAll(async () => {
  const pledges = [lamp, real, twin, old, more].flatMap(({ _id }) => wanting(_id))
  const pledge_items = [lamp, road, real, twin, old, more, ...torn]
  cloud = await startCloud({ documents: writePledgeWorld({ pledge_items, pledges }) })
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))

const draft = {
  ...{ branch, list: 'own' as const, words: '每周五晚把三栋的灯看一遍', whom: '时代倾城二期三栋' },
  ...{ rhythm: [{ kind: 'week' as const, weekday: 5 }], from: '2026-12-01', until: '2027-01-31' },
}
const itemOf = async (id: string) => must(await cloud.call(undefined, items.oneItem, { item: id }))
/** All items of the list, page after page. */
const listed = async (room?: true, cursor?: string): Promise<string[]> => {
  const input = { list: 'problem' as const, ...(room ? { room } : {}), ...(cursor === undefined ? {} : { cursor }) }
  const page = must(await cloud.call(undefined, items.listItems, input))
  const further = page.cursor === undefined ? [] : await listed(room, page.cursor)
  return [...page.items.map(({ id }) => id), ...further]
}

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
      from: 'const taken = await takePlace(item, pledge._id, now)',
      to: `if (item.takers.length >= item.wants) return "ALL_TAKEN"\n  ${asLongAsARequest}\n  const taken = await claim(items, item._id, {}, { takers: command.push({ each: [pledge._id] }) })`,
    },
  ])
  expect(await takeAtOnce(await load(broken), twin._id)).toBeGreaterThan(2)
  jest.useRealTimers()
})

/** Half of these are closed and merged at once, by this function; how many ended both ways. */
async function tear(fn: FunctionHere, some: readonly Item[]): Promise<number> {
  for (const who of secretaries) await cloud.send('nobody', who, {})
  await Promise.all(
    some.flatMap(({ _id }) => [
      fn.call(secretary, items.closeItem, { item: _id, as: 'dropped', say: '街道统一办了' }, `drop-${_id}`),
      fn.call(secretaries[1], items.mergeItem, { item: _id, into: old._id }, `merge-${_id}`),
    ]),
  )
  const stored = await cloud.documents<Item>('pledge_items')
  return stored.filter(({ _id, closed, merged }) => closed && merged && some.some((each) => each._id === _id)).length
}

test('two that say the same become one: who took it and who follows go along, and each hears once, whatever dies', async () => {
  stopClock(fridayMorning)
  const fn = await startSweep(path.join(builtFunctions, 'pledge/index.js'), cloud)
  const [ofOld, ofMore, ofBoth, gone] = ['o-resident-0011', 'o-resident-0012', 'o-resident-0013', 'o-resident-0014']
  const follow = (who: string, { _id: item }: Item, follow = true) => fn.sweep(who, items.followItem, { item, follow })
  await follow(ofOld, old)
  await fn.ask(ofMore, items.followItem, { item: more._id, follow: true })
  for (const each of [old, more]) await fn.ask(ofBoth, items.followItem, { item: each._id, follow: true })
  await fn.ask(gone, items.followItem, { item: more._id, follow: true })
  const [taking, also, late] = wanting(more._id)
  const [first, second] = wanting(old._id)
  for (const each of [taking, also, late, first, second]) await cloud.send('nobody', each?.member ?? '', {})
  const submit = (pledge: typeof first) =>
    cloud.call(pledge?.member ?? '', promise.submitPledge, { pledge: pledge?._id ?? '' })
  for (const each of [taking, also, first]) expect(await submit(each)).toMatchObject({ ok: true })
  expect(await cloud.call(secretary, items.mergeItem, { item: old._id, into: more._id })).toMatchObject({
    code: 'INTO_NEWER',
  })
  expect(await cloud.call(elsewhere, items.mergeItem, { item: more._id, into: old._id })).toMatchObject({
    code: 'NOT_ALLOWED',
  })
  await fn.sweep(secretary, items.mergeItem, { item: more._id, into: old._id })
  // Three took what wants two: they keep it, and no more take it, whichever of the two they name.
  expect(await itemOf(more._id)).toMatchObject({ id: old._id, state: 'full', taken: 3 })
  for (const each of [second, late]) expect(await submit(each)).toMatchObject({ code: 'ALL_TAKEN' })
  expect(await cloud.call(secretary, items.closeItem, { item: more._id, as: 'done', say: '灯都换好了' })).toMatchObject(
    {
      code: 'ITEM_CLOSED',
    },
  )
  const follows = async (who: string) => must(await cloud.call(who, items.oneItem, { item: more._id })).following
  expect([await follows(ofMore), await follows(gone), await follows('o-resident-0015')]).toEqual([true, true, false])
  await follow(gone, old, false)
  expect(await follows(gone)).toBe(false)
  await fn.sweep(secretary, items.closeItem, { item: old._id, as: 'done', say: '灯都换好了' })
  await fn.tick()
  for (const who of [ofOld, ofMore, ofBoth])
    expect([who, await titlesOf(cloud, who)]).toEqual([who, ['您关注的事有人领了', '您关注的事办好了']])
  expect(await titlesOf(cloud, gone)).not.toContain('您关注的事办好了')
  expect(await cloud.unservedQueries()).toEqual([])
  await fn.stop()
  jest.useRealTimers()
})

test('what is closed and merged at once ends one way; the same race catches a twin that closes unasked', async () => {
  stopClock(fridayMorning)
  const load = runHere(cloud.url)
  for (const each of [old, ...torn]) await cloud.put('pledge_items', each)
  const half = torn.length / 2
  expect(await tear(await load(path.join(builtFunctions, 'pledge/index.js')), torn.slice(0, half))).toBe(0)
  const broken = await buildBroken('pledge', 'closes-unasked', [
    {
      file: 'pledge/items/actions.ts',
      from: 'if (!(await claim(items, item._id, goesOn, closed)))',
      to: `${asLongAsARequest}\n    if (!(await claim(items, item._id, {}, closed)))`,
    },
  ])
  expect(await tear(await load(broken), torn.slice(half))).toBeGreaterThan(0)
  jest.useRealTimers()
})
