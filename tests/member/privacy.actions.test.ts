import { booking } from '../../cloudfunctions/market/booking/contract'
import type { FeeAccount, Night, Series, Vendor } from '../../cloudfunctions/market/documents'
import { fees } from '../../cloudfunctions/market/fees/contract'
import { notice } from '../../cloudfunctions/member/notice/contract'
import { privacy } from '../../cloudfunctions/member/privacy/contract'
import { kept } from '../../cloudfunctions/member/privacy/rules'
import { profile } from '../../cloudfunctions/member/profile/contract'
import { role } from '../../cloudfunctions/member/role/contract'
import type { Photo } from '../../cloudfunctions/shared/documents'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { operator } from '../support/shops'
import { aWaiter, smallNight } from '../support/small-night'
import { nightIds, people, writeMarketWorld } from '../support/market-world'

const minute = 60_000
const afterTonight = new Date(+fridayMorning + 26 * 60 * minute)

let cloud: Cloud
beforeAll(async () => {
  cloud = await startCloud({ documents: writeMarketWorld(fridayMorning) })
})
afterAll(() => cloud.stop())

/** A vendor of hot food who has done nothing yet, and a stall for them: somebody else in each test. */
let turn = 0
let me: string
let stall: string
let name: string
beforeEach(async () => {
  turn += 1
  me = `o-vendor-0${String(104 + 10 * turn)}`
  stall = `A${String(turn + 4).padStart(2, '0')}`
  name = `巷口第${String(turn)}家炸串`
  await cloud.setClock(fridayMorning)
})

/** Everything that is kept of a person, as they take it along. */
async function exported(openid: string) {
  const parts: { title: string; rows: Record<string, unknown>[] }[] = []
  let cursor: string | undefined
  do {
    const answer = await cloud.call(openid, privacy.exportMine, cursor === undefined ? {} : { cursor })
    if (!answer.ok) throw new Error(answer.say)
    parts.push({ title: answer.value.title, rows: answer.value.rows })
    cursor = answer.value.cursor
  } while (cursor !== undefined)
  return parts
}

/** A once-only key of this test's. */
const keyOf = (what: string) => `${what}-in-test-${String(turn)}`

/** Gives somebody a name, a phone number, a stall tonight, one that was given back, and a turn on a waiting list. */
async function settleIn(openid: string): Promise<void> {
  const { code } = (await (
    await fetch(`${cloud.url}/phone-code`, { method: 'POST', headers: { 'x-openid': openid } })
  ).json()) as { code: string }
  const answers = [
    await cloud.call(openid, profile.setName, { name }, keyOf('name1')),
    await cloud.call(openid, profile.setPhone, { code }, keyOf('phone1')),
    await cloud.call(openid, notice.muteKind, { kind: 'photo', muted: true }, keyOf('mute1')),
    await cloud.call(openid, booking.bookStall, { night: nightIds.tonight, stall }, keyOf('book1')),
    await cloud.call(openid, booking.bookStall, { night: nightIds.withRepair, stall }, keyOf('book2')),
    await cloud.call(openid, booking.cancelBooking, { night: nightIds.withRepair }, keyOf('back1')),
  ]
  expect(answers.map(({ ok }) => ok)).toEqual(answers.map(() => true))
  const leftWaiting = [{ vendor: openid, key: keyOf('join1'), leaveKey: keyOf('left1') }]
  const { shop = '' } = (await cloud.documents<Vendor>('market_vendors')).find(({ _id }) => _id === openid) ?? {}
  const paid = { night: nightIds.tonight, shop, amount: 3000 }
  expect(await cloud.call(operator, fees.takeCash, paid, keyOf('cash1'))).toMatchObject({ ok: true })
  const waiting = [aWaiter(openid, { name })]
  await cloud.put('market_nights', smallNight('waits', [{ code: 'A01' }], { waiting, leftWaiting }))
}

/** The phone number that the local cloud gives this person. */
async function phoneOf(openid: string): Promise<string> {
  const rows = (await exported(openid)).flatMap((part) => part.rows)
  const phone = rows.map((row) => row['手机号']).find((each) => typeof each === 'string')
  if (typeof phone !== 'string') throw new Error('no phone number in the export')
  return phone
}

/** The stored lines that hold a text. */
const linesWith = async (text: string) => (await cloud.everything()).split('\n').filter((line) => line.includes(text))

/** What tonight's document says of this test's stall. */
async function bookingsOfStall() {
  const night = (await cloud.documents<Night>('market_nights')).find(({ _id }) => _id === nightIds.tonight)
  return night?.bookings.filter((each) => each.stall === stall)
}

/** Lets the timer run often enough for somebody to be gone. */
async function letTimersRun(from: Date): Promise<void> {
  for (const minutes of [1, 2, 3]) {
    await cloud.setClock(new Date(+from + minutes * minute))
    expect(await cloud.tick('member')).toMatchObject({ ok: true })
  }
}

test('everything that is kept of me comes along, in my own words, and nothing of anybody else', async () => {
  await settleIn(me)
  const parts = await exported(me)
  expect(parts.map(({ title }) => title)).toEqual([
    '摊主资料',
    '证照',
    '订的摊位',
    '退掉的摊位',
    '候补',
    '固定摊',
    '连订',
    '摊位费',
    '报名的摇号',
    '未到场',
    '巡查',
    '收藏的摊主',
    '反映的问题',
    '志愿者登记',
    '志愿者证件',
    '队伍',
    '带队的活动',
    '报过的班次',
    '发的心愿',
    '接的心愿',
    '志愿时长',
    '志愿证书',
    '我的承诺',
    '关注和谢过的承诺',
    '关注的清单',
    '我的资料',
    '我的身份',
    '身份变动',
    '没看的通知',
    '看过的通知',
    '传过的照片',
  ])
  // The page that says what is kept, and why, speaks of each of them.
  expect(kept.flatMap(({ shelves }) => shelves).sort()).toEqual(parts.map(({ title }) => title).sort())
  const rows = (title: string) => parts.find((part) => part.title === title)?.rows
  expect(rows('订的摊位')).toMatchObject([{ 夜市: '烟火桃花井夜市', 日期: '2026-11-27', 摊位: stall }])
  expect(rows('退掉的摊位')).toMatchObject([{ 日期: '2026-11-29', 摊位: stall }])
  expect(rows('候补')).toMatchObject([{ 日期: '2026-11-27', 摊名: name }])
  expect(rows('摊位费')).toMatchObject([{ 日期: '2026-11-27', 事项: '付', 金额分: 3000, 方式: '现金' }])
  expect(rows('我的资料')).toMatchObject([{ 名字: name, 手机号: expect.stringMatching(/^1\d{10}$/) as string }])
  expect(rows('我的身份')).toMatchObject([{ 身份: '摊主' }])
  expect(JSON.stringify(parts)).not.toMatch(/o-[a-z]+-\d{4}/)
})

test('what is much comes along to its last row', async () => {
  const much = 'o-much-0001'
  for (let index = 0; index < 60; index += 1) {
    const _id = `photos/much/${String(index)}.png`
    const at = new Date(+fridayMorning - index * minute)
    const photo: Photo = { _id, owner: much, file: `cloud://${_id}`, use: 'avatar', state: 'fine', asked: 1, at }
    const nights = [{ date: '2026-11-27', night: nightIds.tonight, stall: `A${String(index)}` }]
    const booked: Series = { _id: `${much}:${String(index)}`, vendor: much, at, nights }
    await cloud.put('photos', photo)
    await cloud.put('market_series', booked)
  }
  const parts = await exported(much)
  const rowsOf = (of: string) => parts.filter(({ title }) => title === of).flatMap(({ rows }) => rows)
  expect(new Set(rowsOf('传过的照片').map((row) => row['文件'])).size).toBe(60)
  expect(new Set(rowsOf('连订').map((row) => row['摊位'])).size).toBe(60)
})

test('a stranger’s export is empty, and somebody else’s place in it leads nowhere', async () => {
  expect((await exported('o-stranger')).flatMap(({ rows }) => rows)).toEqual([])
  expect(
    await cloud.send('member', me, { action: 'exportMine', input: { cursor: 'eyJzaGVsZiI6Ijk5In0' } }),
  ).toMatchObject({
    ok: false,
    code: 'BAD_INPUT',
  })
})

test('whoever leaves is gone everywhere: nothing that is stored names them, and the stall to come is free again', async () => {
  await settleIn(me)
  const phone = await phoneOf(me)
  expect(await cloud.call(me, privacy.leave, { sure: '注销' }, 'leave-0001')).toMatchObject({
    ok: true,
    value: { state: 'leaving' },
  })
  expect(await cloud.call(me, booking.bookStall, { night: nightIds.tonight, stall: 'A02' }, 'late-0001')).toMatchObject(
    {
      ok: false,
      code: 'NOT_ALLOWED',
    },
  )
  await letTimersRun(fridayMorning)
  for (const trace of [me, name, phone]) expect(await linesWith(trace)).toEqual([])
  expect(await bookingsOfStall()).toEqual([])
  expect(await cloud.unservedQueries()).toEqual([])
})

test('a stall that somebody stood at stays on record, without who it was', async () => {
  await settleIn(me)
  await cloud.setClock(afterTonight)
  await cloud.call(me, privacy.leave, { sure: '注销' }, 'leave-0001')
  await letTimersRun(afterTonight)
  expect(await linesWith(me)).toEqual([])
  const [account] = (await cloud.documents<FeeAccount>('market_fees')).filter(({ left }) => left?.stall === stall)
  expect(account).toMatchObject({ name: '已注销用户', left: { fee: 3000 }, facts: [{ kind: 'paid' }] })
  expect(await bookingsOfStall()).toMatchObject([
    { fee: 3000, name: '已注销用户', vendor: expect.stringMatching(/^left-/) as string },
  ])
})

test('what a call that was under way wrote after the sweep is forgotten too', async () => {
  await settleIn(me)
  const line = (await cloud.everything()).split('\n').find((each) => each.includes(`"_id":"${nightIds.tonight}"`))
  await cloud.call(me, privacy.leave, { sure: '注销' }, 'leave-0001')
  const headers = { 'content-type': 'application/json' }
  await fetch(`${cloud.url}/_/documents`, { method: 'PUT', headers, body: line ?? '' })
  expect(await linesWith(me)).toHaveLength(2)
  await letTimersRun(fridayMorning)
  expect(await linesWith(me)).toEqual([])
})

test.each([1, 2, 3, 5, 8, 12])('a call that dies at its %i. request leaves nothing half forgotten', async (at) => {
  await settleIn(me)
  await cloud.plan({ kind: 'crash', when: 'after', function: 'member', action: 'leave', at, times: 1 })
  await cloud.call(me, privacy.leave, { sure: '注销' }, 'leave-0001')
  // A call that died before it wrote anything down is repeated by the phone.
  await cloud.call(me, privacy.leave, { sure: '注销' }, 'leave-0001')
  await letTimersRun(fridayMorning)
  expect(await linesWith(me)).toEqual([])
})

/** Everybody whom a text names. */
const named = (text: string): string[] => text.match(/\bo-(?!admin)[a-z]+-\d{4}\b/g) ?? []

/** By each place in which some document names a person, somebody who stands there. */
function oneOfEach(everything: string): string[] {
  const found = new Map<string, string>()
  const look = (at: string, value: unknown): void => {
    if (typeof value === 'string') for (const each of named(value)) found.set(at, each)
    else if (Array.isArray(value)) value.forEach((each) => look(at, each))
    else if (typeof value === 'object' && value !== null)
      Object.entries(value).forEach(([key, each]) => look(`${at}.${key}`, each))
  }
  for (const line of everything.split('\n').filter(Boolean)) {
    const { collection, document } = JSON.parse(line) as { collection: string; document: unknown }
    look(collection, document)
  }
  return [...new Set(found.values())]
}

test('whoever leaves is nowhere any more, whatever it is that the demo knows of them', async () => {
  const demo = await startCloud({ seed: 'demo' })
  try {
    const leaving = oneOfEach(await demo.everything())
    expect(leaving.length).toBeGreaterThan(10)
    for (const each of leaving)
      expect(await demo.call(each, privacy.leave, { sure: '注销' }, `leave-${each}`)).toMatchObject({ ok: true })
    for (const minutes of [2, 4]) {
      await demo.setClock(new Date(+fridayMorning + minutes * minute))
      expect(await demo.tick('member')).toMatchObject({ ok: true })
    }
    const left = named(await demo.everything())
    expect(leaving.filter((each) => left.includes(each))).toEqual([])
  } finally {
    await demo.stop()
  }
})

test('the others keep what is theirs', async () => {
  await settleIn(me)
  const other = people.otherHot
  expect(
    await cloud.call(other, booking.bookStall, { night: nightIds.tonight, stall: 'A02' }, 'book-0003'),
  ).toMatchObject({
    ok: true,
  })
  const before = await exported(other)
  await cloud.call(me, privacy.leave, { sure: '注销' }, 'leave-0001')
  await letTimersRun(fridayMorning)
  expect(await exported(other)).toEqual(before)
})

test.each(['', '注', '是', '注销 '])('leaving takes the word itself, not %j', async (sure) => {
  expect(await cloud.send('member', me, { action: 'leave', input: { sure }, key: 'leave-0001' })).toMatchObject({
    ok: false,
    code: 'BAD_INPUT',
  })
})

test('the last admin of the district hands over first; then they may leave, and their deeds name nobody', async () => {
  const admin = 'o-admin-0002'
  expect(await cloud.call(admin, privacy.leave, { sure: '注销' }, 'leave-0001')).toMatchObject({
    ok: false,
    code: 'LAST_ADMIN',
  })
  const shown = await cloud.call(me, profile.myCode, {}, 'code-0001')
  if (!shown.ok) throw new Error(shown.say)
  const wanted = { place: 'wangcheng', role: 'admin' as const, person: shown.value.code }
  expect(await cloud.call(admin, role.grantRole, wanted, 'grant-0001')).toMatchObject({ ok: true })
  expect(await cloud.call(admin, privacy.leave, { sure: '注销' }, 'leave-0002')).toMatchObject({ ok: true })
  await letTimersRun(fridayMorning)
  expect(await linesWith(admin)).toEqual([])
  expect(await cloud.call(me, role.listAllHolders, { place: 'wangcheng', role: 'admin' })).toMatchObject({ ok: true })
})
