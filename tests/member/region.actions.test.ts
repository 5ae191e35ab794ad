import { profile } from '../../cloudfunctions/member/profile/contract'
import { region } from '../../cloudfunctions/member/region/contract'
import { role } from '../../cloudfunctions/member/role/contract'
import type { Region } from '../../cloudfunctions/shared/documents'
import { startCloud, type Cloud } from '../support/cloud'
import { wechatOf } from '../support/wechat'

let cloud: Cloud
let wechat: ReturnType<typeof wechatOf>
const refused = new Set<string>()

beforeAll(async () => {
  cloud = await startCloud({ seed: 'demo' })
  wechat = wechatOf(cloud)
})
afterAll(() => cloud.stop())
afterEach(() => wechat.forgetFaults())

const admin = 'o-admin-0002'
const community = 'wangcheng.yueliangdao.taohuajing'

const list = async (under?: string, cursor?: string) => {
  const input = { ...(under === undefined ? {} : { under }), ...(cursor === undefined ? {} : { cursor }) }
  const reply = await cloud.call(undefined, region.listRegions, input)
  if (!reply.ok) throw new Error(reply.code)
  return reply.value
}
const names = async (under?: string) => (await list(under)).items.map(({ name }) => name)
const add = (under: string, slug: string, name = '新的地方', key?: string, by = admin) =>
  cloud.call(by, region.addRegion, { under, slug, name }, key)
const retire = (place: string, key?: string) => cloud.call(admin, region.retireRegion, { place }, key)
const stored = async (id: string) => (await cloud.documents<Region>('regions')).find(({ _id }) => _id === id)

async function expectNo(reply: Promise<{ ok: boolean }>, code: string): Promise<void> {
  const words: Record<string, string> = { ...region.addRegion.refusals, ...region.retireRegion.refusals }
  expect(await reply).toEqual({ ok: false, code, say: words[code] })
  refused.add(code)
}

test('anyone walks the tree from the district down, one request a level', async () => {
  await cloud.resetStats()
  expect(await list()).toEqual({ items: [{ place: 'wangcheng', name: '望城区', kind: 'district' }] })
  expect((await cloud.stats())['member']).toEqual({ listRegions: { calls: 1, requests: 1 } })
  expect(await names('wangcheng')).toEqual(['月亮岛街道', '高塘岭街道'])
  expect(await names('wangcheng.yueliangdao')).toEqual(['桃花井社区'])
  expect(await names(community)).toEqual(['第一网格', '第二网格', '第三网格'])
  expect((await list(`${community}.g1`)).items[0]).toEqual({
    place: `${community}.g1.u1`,
    name: '时代倾城二期东邻',
    kind: 'unit',
  })
  expect(await names('nowhere')).toEqual([])
})

test('an admin adds a place, which stands last; a repeated tap finds it', async () => {
  await cloud.resetStats()
  const made = await add(community, 'g4', '第四网格', 'tap-region-0001')
  expect(made).toEqual({ ok: true, value: { place: `${community}.g4`, name: '第四网格', kind: 'grid' } })
  expect((await cloud.stats())['member']?.['addRegion']?.requests).toBe(3)
  expect(await add(community, 'g4', '第四网格', 'tap-region-0001')).toEqual(made)
  expect(await names(community)).toEqual(['第一网格', '第二网格', '第三网格', '第四网格'])
  await expectNo(add(community, 'g4'), 'SLUG_TAKEN')
})

test('of ten who want one name at once, one gets it', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => add(community, 'g9', `第九网格${index}`)))
  const won = answers.flatMap((answer) => (answer.ok ? [answer.value.name] : []))
  expect(won).toHaveLength(1)
  expect((await stored(`${community}.g9`))?.name).toBe(won[0])
  for (const answer of answers) if (!answer.ok) expect(answer.code).toBe('SLUG_TAKEN')
})

test('the rules of the tree refuse, each in its own words', async () => {
  await expectNo(add('wangcheng.nowhere', 'x'), 'NO_SUCH_PLACE')
  await expectNo(add(`${community}.g1.u1`, 'x'), 'TOO_DEEP')
  await expectNo(retire(`${community}.g1`), 'HAS_CHILDREN')
  await expectNo(retire('wangcheng.nowhere'), 'NO_SUCH_PLACE')
  for (const slug of ['', 'A', 'a.b', 'a b', '../x', '桃', 'x'.repeat(21)])
    expect(await add(community, slug)).toMatchObject({ code: 'BAD_INPUT' })
  for (const who of ['o-staff-0001', 'o-resident-0001', 'o-vendor-0001'])
    expect(await add(community, 'x', '新的地方', undefined, who)).toMatchObject({ code: 'NOT_ALLOWED' })
  expect(await add('wangcheng', 'x', '新的地方', undefined, 'o-admin-0001')).toMatchObject({ code: 'NOT_ALLOWED' })
})

test('a place is renamed, by words that are fit; an old tap does not bring the old name back', async () => {
  const place = `${community}.g4`
  const rename = (name: string, key: string) => cloud.call(admin, region.renameRegion, { place, name }, key)
  expect(await rename('北门网格', 'tap-rename-0001')).toMatchObject({ value: { name: '北门网格' } })
  await rename('南门网格', 'tap-rename-0002')
  expect(await rename('北门网格', 'tap-rename-0001')).toMatchObject({ value: { name: '北门网格' } })
  expect((await stored(place))?.name).toBe('南门网格')
  await wechat.setRiskyWords(['违禁词'])
  expect(await rename('违禁词网格', 'tap-rename-0003')).toMatchObject({ code: 'WORDS_NOT_FIT' })
  await wechat.setRiskyWords([])
})

test('a place that is retired is offered no more and takes nothing new, and stays where it is', async () => {
  const place = `${community}.g4`
  expect(await retire(place, 'tap-retire-0001')).toMatchObject({ ok: true })
  expect(await retire(place, 'tap-retire-0001')).toMatchObject({ ok: true })
  expect(await names(community)).not.toContain('南门网格')
  expect((await stored(place))?.retired).toMatchObject({ by: expect.stringMatching(/^actor-/) as string })
  await expectNo(add(place, 'u1'), 'PLACE_RETIRED')
  await expectNo(cloud.call(admin, region.renameRegion, { place, name: '东门网格' }), 'PLACE_RETIRED')
  await expectNo(add(community, 'g4'), 'SLUG_TAKEN')
  const code = await cloud.call('o-resident-0001', profile.myCode, {})
  const grant = { place, role: 'lead' as const, person: code.ok ? code.value.code : '' }
  expect(await cloud.call(admin, role.grantRole, grant)).toMatchObject({ code: 'PLACE_RETIRED' })
})

test('a place and its end at once: either it has no child, or it is in use', async () => {
  for (let round = 0; round < 10; round++) {
    const place = `${community}.r${round}`
    await add(community, `r${round}`)
    await Promise.all([add(place, 'u1'), retire(place)])
    const [parent, child] = [await stored(place), await stored(`${place}.u1`)]
    expect([round, parent?.retired !== undefined, child !== undefined]).toEqual([
      round,
      child === undefined,
      child !== undefined,
    ])
  }
})

test('a crash between the claim on a name and the place leaves a name that the next one brings to life', async () => {
  await wechat.plan({
    kind: 'crash',
    function: 'member',
    action: 'addRegion',
    request: 'database.modifyDocument',
    when: 'after',
    times: 1,
  })
  await add(community, 'lost', '断电网格')
  expect(await stored(`${community}.lost`)).toBeUndefined()
  await expectNo(add(community, 'lost', '别的网格'), 'SLUG_TAKEN')
  expect(await stored(`${community}.lost`)).toMatchObject({ name: '断电网格', kind: 'grid' })
})

test('more places than a page go on by cursor, equal ones by path', async () => {
  const under = 'wangcheng.gaotangling.huangshiling'
  for (let index = 0; index < 60; index++) await add(under, `n${String(index).padStart(2, '0')}`, `网格${index}`)
  const first = await list(under)
  expect(first.items).toHaveLength(50)
  const second = await list(under, first.cursor)
  expect(second).toMatchObject({ items: { length: 11 } })
  expect(second.cursor).toBeUndefined()
  expect(new Set([...first.items, ...second.items].map(({ place }) => place)).size).toBe(61)
})

test('an admin sees the way down to a place and what is no longer used below it, in one request', async () => {
  const grid = `${community}.g31`
  await add(community, 'g31', '试用网格')
  await retire(grid)
  await cloud.resetStats()
  const reply = await cloud.call(admin, region.listAllRegions, { under: community })
  expect((await cloud.stats())['member']).toEqual({ listAllRegions: { calls: 1, requests: 1 } })
  if (!reply.ok) throw new Error(reply.code)
  expect(reply.value.path.map(({ name }) => name)).toEqual(['望城区', '月亮岛街道', '桃花井社区'])
  expect(reply.value.slugs).toEqual(expect.arrayContaining(['g1', 'g31']))
  expect(reply.value.items).toContainEqual({ place: grid, name: '试用网格', kind: 'grid', retired: true })
  expect(reply.value.items[0]).toEqual({ place: `${community}.g1`, name: '第一网格', kind: 'grid' })
  expect(await names(community)).not.toContain('试用网格')
  const end = await cloud.call(admin, region.listAllRegions, { under: grid })
  expect(end).toMatchObject({ ok: true, value: { items: [], slugs: [] } })
  expect(end.ok && end.value.path[3]).toEqual({ place: grid, name: '试用网格', kind: 'grid', retired: true })
})

test('nobody but the admins of a place or of one above lists what is no longer used', async () => {
  const ask = (who: string, under: string) => cloud.call(who, region.listAllRegions, { under })
  for (const who of ['o-staff-0001', 'o-resident-0001', 'o-vendor-0001'])
    expect(await ask(who, community)).toMatchObject({ code: 'NOT_ALLOWED' })
  expect(await ask('o-admin-0001', community)).toMatchObject({ ok: true })
  expect(await ask('o-admin-0001', 'wangcheng')).toMatchObject({ code: 'NOT_ALLOWED' })
  expect(await ask(admin, 'wangcheng.nowhere')).toMatchObject({ code: 'NO_SUCH_PLACE' })
})

test('every refusal of these contracts was met above, and every query was served by an index', async () => {
  const all = [region.addRegion, region.renameRegion, region.retireRegion].flatMap(({ refusals }) =>
    Object.keys(refusals),
  )
  expect([...refused].sort()).toEqual([...new Set(all)].sort())
  expect(await cloud.unservedQueries()).toEqual([])
})
