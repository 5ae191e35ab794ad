import { booking } from '../../cloudfunctions/market/booking/contract'
import type { Favourite, Night, StallReport } from '../../cloudfunctions/market/documents'
import { favourite } from '../../cloudfunctions/market/favourite/contract'
import { gate } from '../../cloudfunctions/market/gate/contract'
import { report } from '../../cloudfunctions/market/report/contract'
import { vendor } from '../../cloudfunctions/market/vendor/contract'
import { privacy } from '../../cloudfunctions/member/privacy/contract'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { nightIds, people, writeMarketWorld } from '../support/market-world'
import { operator, shopsOf } from '../support/shops'
import { until, wechatOf } from '../support/wechat'

const shop = 'shop000004'
const stall = 'A05'
const [follower, quiet] = ['o-resident-0011', 'o-resident-0012']

let cloud: Cloud
let shops: ReturnType<typeof shopsOf>
let wechat: ReturnType<typeof wechatOf>
const refused = new Set<string>()

beforeAll(async () => {
  cloud = await startCloud({ documents: writeMarketWorld(fridayMorning) })
  shops = shopsOf(cloud)
  wechat = wechatOf(cloud)
  const booked = await cloud.call(people.hot, booking.bookStall, { night: nightIds.tonight, stall })
  if (!booked.ok) throw new Error(booked.code)
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))
afterEach(() => wechat.forgetFaults())

const words = [favourite, report, vendor].flatMap((table) =>
  Object.values<{ refusals: Readonly<Record<string, string>> }>(table).flatMap(({ refusals }) =>
    Object.entries(refusals),
  ),
)
async function expectNo(reply: Promise<{ ok: boolean }>, code: string): Promise<void> {
  const answer = await reply
  expect(answer).toMatchObject({ ok: false, code })
  expect(words).toContainEqual([code, (answer as unknown as { say: string }).say])
  refused.add(code)
}

const tonight = (time: string) => new Date(`2026-11-27T${time}:00+08:00`)
const keep = (who: string, as: 'following' | 'muted' | 'none', key?: string) =>
  cloud.call(who, favourite.keepShop, { shop, as }, key)
const list = (who: string) => cloud.call(who, favourite.listFavourites, {})
const page = (who: string | undefined) => cloud.call(who, vendor.shopPage, { shop })
const told = async (who: string) => (await shops.noticesOf(who)).filter(({ kind }) => kind === 'favourite')

test('anyone reads a vendor’s page: what they sell, since when, where next; nothing of who they are', async () => {
  await cloud.resetStats()
  const read = await page(undefined)
  expect(read).toMatchObject({
    ok: true,
    value: {
      shop,
      kinds: ['hot', 'cold'],
      stood: 0,
      missed: 0,
      inspected: { times: 0, fine: 0 },
      lately: [],
      resting: false,
      mine: false,
      favourite: 'none',
      next: [{ stall }],
    },
  })
  expect(JSON.stringify(read)).not.toMatch(/o-vendor|摊主/)
  expect(await page(people.hot)).toMatchObject({ value: { mine: true } })
  expect((await cloud.stats())['market']).toEqual({ shopPage: { calls: 2, requests: 2 } })
  await expectNo(cloud.call(undefined, vendor.shopPage, { shop: 'shopOfNobody1' }), 'NO_SUCH_SHOP')
  // The record counts nights that are over and were stood at: seen at the gate.
  await cloud.setClock(tonight('17:45'))
  const here = { night: nightIds.tonight, stall, reason: '手机没电', madeAt: tonight('17:45').toISOString() }
  expect(await cloud.call(operator, gate.markHere, here)).toMatchObject({ ok: true })
  await cloud.setClock(new Date('2026-11-28T10:00:00+08:00'))
  expect(await page(undefined)).toMatchObject({
    value: { stood: 1, next: [], lately: [{ night: nightIds.tonight, date: '2026-11-27', stall }] },
  })
})

test('a vendor’s public record tells how often they did not come and what rounds found, and no word of why', async () => {
  const kept = (await cloud.documents<Night>('market_nights')).find(({ _id }) => _id === nightIds.tonight)
  const booked = kept?.bookings.find((each) => each.shop === shop)
  if (!kept || !booked) throw new Error('nobody stands there')
  const absence = (id: string, state?: 'open' | 'excused' | 'upheld') => ({
    ...{ ...booked, id, absentAt: tonight(`18:3${id}`), marked: { by: 'actor-1', reason: '走错了地方', key: id } },
    ...(state ? { appeal: { words: '孩子发烧', at: tonight('20:00'), key: id, state } } : {}),
  })
  const fine = { hygiene: 'fine', fire: 'fine', noise: 'fine', footprint: 'fine' } as const
  const seen = (id: string, noise: 'fine' | 'bad') => ({
    ...{ id, stall, vendor: people.hot, shop, name: '', marks: { ...fine, noise }, words: '音响太大', by: 'actor-1' },
    ...{ photo: 'photos/secret.jpg', at: tonight('21:00'), key: id },
  })
  const known = {
    ...kept,
    absent: [absence('1'), absence('2', 'upheld'), absence('3', 'open'), absence('4', 'excused')],
    inspected: [seen('1', 'fine'), seen('2', 'bad'), { ...seen('3', 'bad'), shop: 'shop000014' }],
  }
  await cloud.put('market_nights', known)
  await cloud.resetStats()
  const read = await page(undefined)
  expect(read).toMatchObject({ value: { missed: 2, inspected: { times: 2, fine: 1 } } })
  expect(JSON.stringify(read)).not.toMatch(/走错|发烧|音响|secret|actor|bad/)
  expect((await cloud.stats())['market']).toEqual({ shopPage: { calls: 1, requests: 1 } })
  expect(await cloud.unservedQueries()).toEqual([])
  await cloud.setClock(new Date('2027-01-27T10:00:00+08:00'))
  expect(await page(undefined)).toMatchObject({ value: { missed: 0, inspected: { times: 0, fine: 0 } } })
  await cloud.put('market_nights', kept)
})

test('a resident follows a vendor, mutes them, lets them go; a late repeat brings nothing back', async () => {
  expect(await keep(follower, 'following', 'tap-keep-0001')).toEqual({ ok: true, value: { shop, as: 'following' } })
  expect(await keep(follower, 'muted', 'tap-keep-0002')).toMatchObject({ value: { as: 'muted' } })
  expect(await keep(follower, 'following', 'tap-keep-0001')).toMatchObject({ value: { as: 'muted' } })
  expect(await keep(follower, 'none')).toMatchObject({ value: { as: 'none' } })
  expect(await list(follower)).toMatchObject({ value: { items: [] } })
  expect(await keep(follower, 'following')).toMatchObject({ value: { as: 'following' } })
  expect(await page(follower)).toMatchObject({ value: { favourite: 'following' } })
  expect(await list(follower)).toMatchObject({
    value: { items: [{ shop, as: 'following', tonight: { night: nightIds.tonight, stall } }] },
  })
  await expectNo(cloud.call(follower, favourite.keepShop, { shop: 'shopOfNobody1', as: 'following' }), 'NO_SUCH_SHOP')
  await cloud.resetStats()
  await keep(follower, 'following')
  expect((await cloud.stats())['market']).toEqual({ keepShop: { calls: 1, requests: 2 } })
})

test('my favourites page by cursor', async () => {
  for (let number = 101; number <= 121; number++)
    await cloud.call('o-resident-0013', favourite.keepShop, { shop: `shop000${String(number)}`, as: 'following' })
  const first = await list('o-resident-0013')
  if (!first.ok) throw new Error(first.code)
  expect(first.value.items).toHaveLength(20)
  const { cursor = '' } = first.value
  const rest = await cloud.call('o-resident-0013', favourite.listFavourites, { cursor })
  expect(rest).toMatchObject({ ok: true, value: { items: [{ shop: 'shop000121' }] } })
})

test('an hour before the night, followers are told once, whatever call died; who muted them is not', async () => {
  await keep(quiet, 'muted')
  await cloud.setClock(tonight('16:29'))
  await cloud.tick('market')
  expect(await told(follower)).toEqual([])
  await cloud.setClock(tonight('16:30'))
  for (const at of [2, 3, 4, 5, 6, 7, 8]) {
    await wechat.plan({ kind: 'crash', function: 'market', at, when: 'after', times: 1 })
    await cloud.tick('market')
    await wechat.forgetFaults()
  }
  for (const time of ['16:31', '16:32', '20:00']) {
    await cloud.setClock(tonight(time))
    await cloud.tick('market')
  }
  expect(await told(follower)).toMatchObject([
    { title: expect.stringMatching(/今晚出摊$/) as string, opens: `/market/shop?shop=${shop}` },
  ])
  expect(await told(quiet)).toEqual([])
  const [kept] = await shops.some<Favourite>('market_favourites', { openid: follower })
  expect(kept?.told).toBe('2026-11-27')
  expect((await cloud.documents<Night>('market_nights')).filter((night) => night.followersTold)).toHaveLength(1)
})

test('more followers than one minute tells are all told, each once', async () => {
  const night = '2026-11-29-taohuajing'
  const other = 'shop000005'
  expect(await cloud.call(people.craft, booking.bookStall, { night, stall: 'C12' })).toMatchObject({ ok: true })
  const crowd = Array.from({ length: 230 }, (_, index) => `o-crowd-${String(index).padStart(4, '0')}`)
  for (const openid of crowd) {
    const fresh: Favourite = { _id: `${openid}:${other}`, openid, shop: other, as: 'following', told: '', taps: [] }
    await cloud.put('market_favourites', fresh)
  }
  const count = async () => (await cloud.everything()).split(`/market/shop?shop=${other}`).length - 1
  await cloud.setClock(new Date('2026-11-29T16:30:00+08:00'))
  await cloud.tick('market')
  expect(await count()).toBe(200)
  for (const minute of ['31', '32']) {
    await cloud.setClock(new Date(`2026-11-29T16:${minute}:00+08:00`))
    await cloud.tick('market')
  }
  expect(await count()).toBe(230)
})

const complain = (who: string, more: object = {}, key?: string) =>
  cloud.call(
    who,
    report.complain,
    { night: nightIds.tonight, stall, kind: 'smoke', words: '油烟正对着三栋的窗户', files: [], ...more },
    key,
  )

test('a complaint about a stall is stored with its photo, answered once, and told to whoever made it', async () => {
  const who = 'o-resident-0014'
  await expectNo(complain(who), 'NOT_BEGUN')
  await cloud.setClock(tonight('20:00'))
  await expectNo(complain(who, { night: '2026-11-27-nowhere' }), 'NO_SUCH_NIGHT')
  await expectNo(complain(who, { stall: 'A06' }), 'NOBODY_THERE')
  await expectNo(complain(people.hot), 'OWN_STALL')
  const mine = await cloud.call(who, report.myReports, {})
  if (!mine.ok) throw new Error(mine.code)
  await expectNo(complain(who, { files: ['cloud://env.bucket/photos/another/of-mine.jpg'] }), 'NOT_YOUR_FILE')
  const files = [
    await shops.photograph(who, 'report', mine.value.folder, 'smoke-0001'),
    await shops.photograph(who, 'report', mine.value.folder, 'smoke-0002'),
  ]
  const [file = ''] = files
  expect(await complain(who, { files: [file, file] })).toMatchObject({ ok: false, code: 'BAD_INPUT' })
  const sent = await complain(who, { files }, 'tap-report-01')
  expect(sent).toMatchObject({ ok: true, value: { stall, kind: 'smoke', state: 'open' } })
})

test('the operator answers, not about their own stall, and not twice', async () => {
  const who = 'o-resident-0014'
  await cloud.setClock(tonight('20:00'))
  expect(await complain(who, {}, 'tap-report-01')).toMatchObject({ ok: true })
  const [stored, ...more] = await shops.some<StallReport>('market_reports', { openid: who })
  expect(more).toEqual([])
  expect(stored).toMatchObject({ shop, stall, night: nightIds.tonight, state: 'open' })
  const ask = { market: 'taohuajing', state: 'open' } as const
  const shown = await until(async () => {
    const open = await cloud.call(operator, report.listReports, ask)
    return open.ok && open.value.items.find(({ files }) => files.length === 2)
  })
  expect(JSON.stringify(shown)).not.toMatch(/o-resident|openid/)
  const answer = { report: shown.report, answer: '请摊主换了油烟机的朝向' }
  const done = await cloud.call(operator, report.answerReport, answer, 'tap-answer-01')
  expect(done).toMatchObject({ ok: true, value: { state: 'closed', answer: answer.answer } })
  expect(await cloud.call(operator, report.answerReport, answer, 'tap-answer-01')).toMatchObject({ ok: true })
  await expectNo(cloud.call(operator, report.answerReport, answer), 'ALREADY_DECIDED')
  await expectNo(
    cloud.call(operator, report.answerReport, { ...answer, report: `20261127T120000000Z-${'0'.repeat(20)}` }),
    'NO_SUCH_REPORT',
  )
  await expectNo(cloud.call(operator, report.listReports, { market: 'nowhere', state: 'open' }), 'NO_SUCH_MARKET')
  expect((await shops.noticesOf(who)).filter(({ title }) => title.includes('有答复了'))).toHaveLength(1)
  expect(await cloud.call(who, report.myReports, {})).toMatchObject({ value: { items: [{ state: 'closed' }] } })
  // Six in one hour are too many.
  for (let turn = 0; turn < 6; turn++) await complain('o-resident-0015')
  expect(await complain('o-resident-0015')).toMatchObject({
    code: 'TOO_MANY',
    say: expect.stringMatching(/^您说的都收到了，有人去查。还有要说的，请 \d+ 分钟后再试$/) as string,
  })
  await cloud.setClock(new Date('2026-12-02T10:00:00+08:00'))
  await expectNo(complain(who), 'TOO_LATE')
})

test('an operator who complained themselves leaves the answer to another', async () => {
  await cloud.setClock(tonight('21:30'))
  const sent = await complain(operator)
  if (!sent.ok) throw new Error(sent.code)
  const answer = { report: sent.value.report, answer: '我自己看过了没问题' }
  await expectNo(cloud.call(operator, report.answerReport, answer), 'NOT_YOURSELF')
})

test('whoever leaves takes along what they kept; their complaint stays without them', async () => {
  const who = 'o-resident-0014'
  await cloud.call(who, favourite.keepShop, { shop, as: 'following' })
  const shelves: Record<string, unknown>[] = []
  for (let cursor: string | undefined; ;) {
    const part = await cloud.call(who, privacy.exportMine, cursor === undefined ? {} : { cursor })
    if (!part.ok) throw new Error(part.code)
    shelves.push(...part.value.rows)
    cursor = part.value.cursor
    if (cursor === undefined) break
  }
  expect(shelves).toContainEqual(
    expect.objectContaining({ 内容: '油烟正对着三栋的窗户', 答复: '请摊主换了油烟机的朝向' }),
  )
  expect(shelves).toContainEqual({ 摊: shop, 收藏成: 'following' })
  const [before] = await shops.some<StallReport>('market_reports', { openid: who })
  // A vendor goes too: nobody follows them any more.
  for (const each of [who, people.hot]) await cloud.call(each, privacy.leave, { sure: '注销' })
  for (const minutes of [1, 2, 3]) {
    await cloud.setClock(new Date(+fridayMorning + minutes * 60_000))
    await cloud.tick('member')
  }
  const all = await cloud.everything()
  expect([all.includes(who), all.includes(people.hot)]).toEqual([false, false])
  expect(await shops.some<StallReport>('market_reports', { _id: before?._id })).toMatchObject([
    { words: '油烟正对着三栋的窗户' },
  ])
  expect(await list(follower)).toMatchObject({ value: { items: [] } })
})

test('every query is served by an index', async () => expect(await shops.unserved()).toEqual([]))
