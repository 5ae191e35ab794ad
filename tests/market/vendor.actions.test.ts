import { approval } from '../../cloudfunctions/market/approval/contract'
import { booking } from '../../cloudfunctions/market/booking/contract'
import { vendor } from '../../cloudfunctions/market/vendor/contract'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { nightIds, writeMarketWorld } from '../support/market-world'
import { operator, shopsOf } from '../support/shops'
import { wechatOf } from '../support/wechat'

const place = 'wangcheng.yueliangdao.taohuajing'
const second = 'o-operator-0002'

let cloud: Cloud
let shops: ReturnType<typeof shopsOf>
let wechat: ReturnType<typeof wechatOf>
const refused = new Set<string>()

beforeAll(async () => {
  const roles = [{ role: 'operator', place }] as const
  const more = [second, 'o-both-roles'].map((_id) => ({ _id, roles: [...roles], listings: [], uploads: `of-${_id}` }))
  cloud = await startCloud({ documents: writeMarketWorld(fridayMorning, more) })
  shops = shopsOf(cloud)
  wechat = wechatOf(cloud)
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))
afterEach(() => wechat.forgetFaults())

/** All the words of refusals: one code may have others in another action. */
const words = [vendor, approval].flatMap((table) =>
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

const days = (count: number, hour = '10:00') =>
  new Date(+new Date(`2026-11-27T${hour}:00+08:00`) + count * 24 * 3600_000)
const book = (who: string, stall: string, night = nightIds.tonight) =>
  cloud.call(who, booking.bookStall, { night, stall })

test('whoever comes with nothing sends three things, is approved, and books a stall', async () => {
  const who = 'o-newcomer-0001'
  await expectNo(shops.submit(who, ['hot']), 'PAPERS_MISSING')
  expect(await cloud.call(who, vendor.myShop, {})).toMatchObject({
    ok: true,
    value: { markets: [{ id: 'taohuajing', name: '烟火桃花井夜市' }], today: '2026-11-27' },
  })
  await cloud.resetStats()
  const sent = await shops.submit(who, ['goods'], 'tap-submit-01')
  expect(sent).toMatchObject({ ok: true, value: { state: 'submitted', name: '桥头小绿植', kinds: ['goods'] } })
  expect(await shops.submit(who, ['goods'], 'tap-submit-01')).toEqual(sent)
  expect((await shops.mine(who))?.steps).toHaveLength(1)
  expect(await book(who, 'B12')).toMatchObject({ ok: false, code: 'NOT_ALLOWED' })

  const list = await cloud.call(operator, approval.listShops, { market: 'taohuajing', which: 'waiting' })
  expect(list).toMatchObject({ ok: true, value: { items: [{ name: '桥头小绿植', state: 'submitted' }] } })
  expect(await shops.open(who)).toMatchObject({ ok: true, value: { can: ['approve', 'ask'], stood: 0, papers: [] } })
  expect(await shops.approve(who)).toMatchObject({ ok: true, value: { state: 'approved', can: ['suspend'] } })
  expect(await cloud.stats()).toMatchObject({
    market: {
      // With one each to count the try; the first time a profile is made before it is sent, a repeat only reads.
      submitShop: { calls: 2, requests: 6 },
      listShops: { calls: 1, requests: 1 },
      openShop: { calls: 1, requests: 1 },
    },
  })

  expect((await shops.member(who))?.roles).toEqual([{ role: 'vendor', place }])
  expect((await shops.member(who))?.roleChanges).toMatchObject([{ change: 'granted', as: 'operator', role: 'vendor' }])
  expect(await shops.noticesOf(who)).toMatchObject([{ kind: 'market', title: '摊位资料通过了' }])
  expect((await shops.mine(who))?.granting).toBeUndefined()
  expect(await book(who, 'B12')).toMatchObject({ ok: true })
})

test('papers: sealed, seen by their owner and whoever approves, and counted once approved', async () => {
  const who = 'o-newcomer-0002'
  await expectNo(shops.putPaper(who, 'food', '2026-11-26'), 'PAPER_EXPIRED')
  expect(await shops.putPaper(who, 'food', '2027-06-30')).toMatchObject({
    ok: true,
    value: { state: 'draft', papers: [{ paper: 'food', number: '尾号 0011', until: '2027-06-30', accepted: false }] },
  })
  await expectNo(shops.submit(who, ['hot']), 'PAPERS_MISSING')
  expect(await shops.putPaper(who, 'health', '2026-12-30')).toMatchObject({ ok: true })
  expect(await shops.submit(who, ['hot', 'goods'])).toMatchObject({ ok: true, value: { state: 'submitted' } })
  expect(await cloud.everything()).not.toContain('430112198001010011')
  expect(await shops.open(who)).toMatchObject({
    value: {
      papers: [{ number: '430112198001010011', photo: 'fine' }, { until: '2026-12-30' }],
      kinds: ['hot', 'goods'],
    },
  })
  expect(await shops.approve(who)).toMatchObject({ ok: true })
  expect(await shops.mine(who)).toMatchObject({ papers: { food: { until: '2027-06-30' } } })
  expect((await shops.mine(who))?.offered).toBeUndefined()
  expect(await book(who, 'A21')).toMatchObject({ ok: true })

  const stranger = await cloud.call(who, vendor.myShop, {})
  if (!stranger.ok) throw new Error(stranger.code)
  const file = await shops.photograph('o-stranger', 'paper', 'somebody-elses-fold', 'not-mine')
  const put = { market: 'taohuajing', paper: 'food', number: 'JY1430112', until: '2027-06-30' } as const
  await expectNo(cloud.call(who, vendor.putPaper, { ...put, file }), 'NOT_YOUR_FILE')
  const missing = `cloud://local-env.bucket/photos/${stranger.value.folder}/never-uploaded.jpg`
  expect(await cloud.call(who, vendor.putPaper, { ...put, file: missing })).toMatchObject({
    ok: false,
    code: expect.stringMatching(/FILE_MISSING|NOT_YOUR_FILE/) as string,
  })
})

test('an operator asks for more with a hint, the vendor mends it, and only what was seen is approved', async () => {
  const who = 'o-newcomer-0003'
  await shops.submit(who)
  expect(await shops.ask(who, '摊名换一个吧', 'tap-ask-0001')).toMatchObject({
    ok: true,
    value: { state: 'needs-info' },
  })
  expect(await shops.ask(who, '摊名换一个吧', 'tap-ask-0001')).toMatchObject({
    ok: true,
    value: { state: 'needs-info' },
  })
  await expectNo(shops.ask(who), 'ALREADY_DECIDED')
  expect(await shops.noticesOf(who)).toMatchObject([{ title: '摊位资料要补一补', words: '摊名换一个吧' }])
  expect(await cloud.call(who, vendor.myShop, {})).toMatchObject({ value: { mine: { say: '摊名换一个吧' } } })

  const seen = (await shops.mine(who))?.rev ?? 0
  expect(await shops.submit(who, ['goods'], undefined, '桥头多肉')).toMatchObject({
    ok: true,
    value: { name: '桥头多肉' },
  })
  const shop = await shops.shopOf(who)
  await expectNo(cloud.call(operator, approval.approveShop, { shop, seen }), 'SHOP_CHANGED')
  expect(await shops.approve(who)).toMatchObject({ ok: true })
  expect(await cloud.call(who, vendor.myShop, {})).not.toMatchObject({
    value: { mine: { say: expect.anything() as string } },
  })
})

test('who is suspended reads why, books nothing, sends nothing, and comes back', async () => {
  const who = 'o-newcomer-0001'
  expect(await shops.suspend(who)).toMatchObject({ ok: true, value: { state: 'suspended', can: ['reinstate'] } })
  expect(await book(who, 'B13', nightIds.withRepair)).toMatchObject({ ok: false, code: 'VENDOR_NOT_APPROVED' })
  await expectNo(shops.submit(who), 'SHOP_SUSPENDED')
  expect(await shops.noticesOf(who)).toContainEqual(
    expect.objectContaining({ title: '摊主资格暂停了', words: '油倒进了下水道' }),
  )
  expect(await shops.reinstate(who)).toMatchObject({ ok: true, value: { state: 'approved' } })
  expect((await shops.member(who))?.roles).toEqual([{ role: 'vendor', place }])
  await expectNo(shops.reinstate(who), 'ALREADY_DECIDED')
  // Words change at once; another kind waits for an approval.
  expect(await shops.submit(who, ['goods'], undefined, '桥头新绿植')).toMatchObject({ value: { state: 'approved' } })
  expect(await shops.submit(who, ['goods', 'craft'])).toMatchObject({ value: { state: 'submitted' } })
})

test('nobody decides on their own profile, and nobody who is no operator there', async () => {
  const who = 'o-both-roles'
  await shops.submit(who)
  await expectNo(shops.approve(who, undefined, who), 'NOT_YOURSELF')
  for (const by of ['o-staff-0001', 'o-admin-0002', 'o-vendor-0004'])
    expect(await shops.approve(who, undefined, by)).toMatchObject({ ok: false, code: 'NOT_ALLOWED' })
  await expectNo(cloud.call(operator, approval.openShop, { shop: 'shopOfNobody1' }), 'NO_SUCH_SHOP')
  await expectNo(cloud.call(operator, approval.listShops, { market: 'nowhere', which: 'draft' }), 'NO_SUCH_MARKET')
})

test('words that WeChat refuses are not kept', async () => {
  await wechat.setRiskyWords(['坏东西'])
  expect(await shops.submit('o-newcomer-0009', ['goods'], undefined, '坏东西大卖场')).toMatchObject({
    ok: false,
    code: 'WORDS_NOT_FIT',
  })
  expect(await shops.mine('o-newcomer-0009')).toBeUndefined()
  await wechat.setRiskyWords([])
})

test('two operators decide at the same moment: one decision stands, with one notice', async () => {
  const who = 'o-newcomer-0004'
  await shops.submit(who)
  const { shop = '', rev = 0 } = (await shops.mine(who)) ?? {}
  await wechat.plan({ kind: 'latency', function: 'market', request: 'database.modifyDocument', ms: 200 })
  const answers = await Promise.all([
    cloud.call(operator, approval.approveShop, { shop, seen: rev }),
    cloud.call(second, approval.askShop, { shop, hint: '再补一张照片' }),
    cloud.call(second, approval.approveShop, { shop, seen: rev }),
  ])
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  const after = await shops.mine(who)
  expect(after?.steps.filter(({ event }) => event !== 'submit')).toHaveLength(1)
  expect(await shops.noticesOf(who)).toHaveLength(1)
  expect((await shops.member(who))?.roles ?? []).toEqual(after?.state === 'approved' ? [{ role: 'vendor', place }] : [])
})

test('a paper is told of 30 and 7 days before it ends, once each, and bars food for the nights after it', async () => {
  const who = 'o-newcomer-0002'
  const told = async () => (await shops.noticesOf(who)).filter(({ title }) => title.includes('快到期'))
  for (const minute of ['10:00', '10:01']) {
    await cloud.setClock(days(2, minute))
    await cloud.tick('market')
  }
  expect(await told()).toEqual([])
  // The health paper ends on December 30th: 30 days before is November 30th.
  for (const minute of ['09:59', '10:00', '10:01', '12:00']) {
    await cloud.setClock(days(3, minute))
    await cloud.tick('market')
  }
  expect(await told()).toMatchObject([{ title: '健康证明快到期了' }])
  await cloud.setClock(days(26))
  await cloud.tick('market')
  await cloud.tick('market')
  expect(await told()).toHaveLength(2)

  await cloud.setClock(days(33))
  await cloud.tick('market')
  expect(await book(who, 'A21', '2026-12-30-taohuajing')).toMatchObject({ ok: true })
  expect(await book(who, 'A21', '2026-12-31-taohuajing')).toEqual({
    ok: false,
    code: 'PAPERS_EXPIRED',
    say: booking.bookStall.refusals.PAPERS_EXPIRED,
  })
  expect(await book(who, 'B12', '2026-12-31-taohuajing')).toMatchObject({ ok: true })

  // A new paper is the vendor's word alone until it was approved.
  expect(await shops.putPaper(who, 'health', '2027-12-30', 'renewed-0001')).toMatchObject({
    value: { state: 'approved' },
  })
  expect(await book(who, 'A21', '2027-01-01-taohuajing')).toMatchObject({ ok: false, code: 'PAPERS_EXPIRED' })
  expect(await shops.ask(who, '看不清日期')).toMatchObject({ ok: true, value: { state: 'approved', can: ['suspend'] } })
  await shops.putPaper(who, 'health', '2027-12-30', 'renewed-0002')
  expect(await shops.approve(who)).toMatchObject({ ok: true, value: { state: 'approved' } })
  expect(await book(who, 'A21', '2027-01-01-taohuajing')).toMatchObject({ ok: true })
})

test('a photo that has not passed is not approved', async () => {
  const who = 'o-newcomer-0005'
  await wechat.setRiskyWords(['unfit-picture'])
  await shops.putPaper(who, 'food', '2027-06-30')
  await shops.putPaper(who, 'health', '2027-06-30', 'unfit-picture')
  await shops.submit(who, ['cold'])
  expect(await shops.open(who)).toMatchObject({ value: { whyNotApprove: { code: 'PHOTO_NOT_CHECKED' } } })
  await expectNo(shops.approve(who), 'PHOTO_NOT_CHECKED')
  await cloud.setClock(new Date('2027-07-01T10:00:00+08:00'))
  await shops.putPaper(who, 'health', '2027-12-30', 'healthy-again')
  await expectNo(shops.approve(who), 'PAPERS_MISSING')
})

test('every query is served by an index', async () => expect(await shops.unserved()).toEqual([]))
