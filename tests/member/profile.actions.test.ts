import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { profile } from '../../cloudfunctions/member/profile/contract'
import type { Member } from '../../cloudfunctions/shared/documents'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { wechatOf } from '../support/wechat'

let cloud: Cloud
let wechat: ReturnType<typeof wechatOf>

beforeAll(async () => {
  cloud = await startCloud({ seed: 'demo' })
  wechat = wechatOf(cloud)
})
afterAll(() => cloud.stop())
afterEach(() => wechat.forgetFaults())

const vendor = 'o-vendor-0001'
const newcomer = 'o-newcomer-0001'
const me = async (who: string) => {
  const reply = await cloud.call(who, profile.me, {})
  if (!reply.ok) throw new Error(reply.code)
  return reply.value
}
const stored = async (who: string) => (await cloud.documents<Member>('members')).find(({ _id }) => _id === who)
const setName = (who: string, name: string, key?: string) => cloud.call(who, profile.setName, { name }, key)

test('whoever opens the mini-program is somebody: a neighbour without roles, and the same the next time', async () => {
  const first = await me(newcomer)
  expect(first).toEqual({
    shownAs: 'surname',
    shownName: '邻居',
    roles: [],
    unread: 0,
    folder: expect.stringMatching(/^[A-Za-z0-9]{24}$/) as string,
  })
  expect(await me(newcomer)).toEqual(first)
  expect(await cloud.call(undefined, profile.me, {})).toMatchObject({ ok: false, code: 'NOT_SIGNED_IN' })
})

test('two first openings at once make one document, and both are told the same folder', async () => {
  const folders = await Promise.all([1, 2, 3, 4].map(async () => (await me('o-newcomer-0002')).folder))
  expect(new Set(folders).size).toBe(1)
})

test('me costs one request, and one more for the names of places where there are roles', async () => {
  await cloud.resetStats()
  await me(newcomer)
  expect((await cloud.stats())['member']).toEqual({ me: { calls: 1, requests: 1 } })
  await cloud.resetStats()
  expect((await me(vendor)).roles).toEqual([
    { role: 'vendor', roleName: '摊主', place: 'wangcheng.yueliangdao.taohuajing', placeName: '桃花井社区' },
  ])
  expect((await cloud.stats())['member']).toEqual({ me: { calls: 1, requests: 2 } })
})

test('a name is set, trimmed, and shown', async () => {
  expect(await setName(newcomer, '  👩‍🌾种菜的阿梅 ')).toMatchObject({ ok: true, value: { name: '👩‍🌾种菜的阿梅' } })
  expect(await me(newcomer)).toMatchObject({ name: '👩‍🌾种菜的阿梅', shownName: '👩‍🌾种菜的阿梅', shownAs: 'nickname' })
})

test('somebody who never opened their own page can be named too', async () => {
  expect(await setName('o-newcomer-0003', '阿强')).toMatchObject({ ok: true })
  expect(await me('o-newcomer-0003')).toMatchObject({ name: '阿强' })
})

test.each([
  ['10,000 characters', '长'.repeat(10_000)],
  ['10,000 emoji', '🔥'.repeat(10_000)],
  ['21 characters', '梅'.repeat(21)],
  ['nothing visible', ' \u3000 '],
  ['a turn of direction', '\u202e梅阿'],
  ['a zero-width space', '阿\u200b梅'],
  ['a line break', '阿\n梅'],
  ['a filler', '\u3164'],
])('a name of %s is refused, and nothing is stripped', async (_, name) => {
  const before = await stored(newcomer)
  expect(await setName(newcomer, name)).toEqual({
    ok: false,
    code: 'BAD_INPUT',
    say: '「昵称」填得不对，请改一改再试',
  })
  expect(await stored(newcomer)).toEqual(before)
})

test('words that are not fit are refused kindly, and when the check is away nothing is saved', async () => {
  const before = await stored(vendor)
  await wechat.setRiskyWords(['违禁词'])
  expect(await setName(vendor, '违禁词摊主')).toEqual({
    ok: false,
    code: 'WORDS_NOT_FIT',
    say: '这段话不适合公开，换个说法再试',
  })
  await wechat.setRiskyWords([])
  await wechat.plan({
    kind: 'error',
    function: 'member',
    action: 'setName',
    request: 'wx.openApi',
    code: 'SYSTEM_ERROR',
  })
  expect(await setName(vendor, '炸串老张')).toMatchObject({ ok: false, code: 'CHECK_AWAY' })
  expect(await stored(vendor)).toEqual(before)
})

test('a tap delivered again, later, does not bring an old name back', async () => {
  await setName(newcomer, '第一个', 'tap-name-0001')
  await setName(newcomer, '第二个', 'tap-name-0002')
  expect(await setName(newcomer, '第一个', 'tap-name-0001')).toMatchObject({ ok: true, value: { name: '第二个' } })
  expect(await me(newcomer)).toMatchObject({ name: '第二个' })
})

test('the full name is shown only as its owner chose, and only what is there can be chosen', async () => {
  const who = 'o-newcomer-0004'
  const show = (shownAs: 'surname' | 'nickname' | 'full') => cloud.call(who, profile.setShownAs, { shownAs })
  expect(await show('nickname')).toMatchObject({ ok: false, code: 'NAME_MISSING' })
  expect(await show('full')).toMatchObject({ ok: false, code: 'FULL_NAME_MISSING' })
  expect(await cloud.call(who, profile.setFullName, { fullName: '欧阳小磊' })).toMatchObject({
    value: { fullName: '欧阳小磊', shownName: '欧阳**' },
  })
  expect(await show('full')).toMatchObject({ value: { shownName: '欧阳小磊', shownAs: 'full' } })
  expect(await show('surname')).toMatchObject({ value: { shownName: '欧阳**' } })
  for (const fullName of ['石', '石7', '石 小', '<b>石</b>', '石'.repeat(41), '·石磊', 'A'])
    expect(await cloud.call(who, profile.setFullName, { fullName })).toMatchObject({ ok: false, code: 'BAD_INPUT' })
})

test('a phone number is shown masked and stands nowhere in what is stored', async () => {
  const code = await wechat.phoneCode(vendor)
  const reply = await cloud.call(vendor, profile.setPhone, { code }, 'tap-phone-0001')
  const { phone = '' } = await me(vendor)
  expect(reply).toMatchObject({ ok: true, value: { phone } })
  expect(phone).toMatch(/^199\*{4}\d{4}$/)
  const everything = await cloud.everything()
  // The local cloud's numbers are 19900 and six digits.
  expect(everything).not.toMatch(/19900\d{6}/)
  expect(everything).toContain(`"last":"${phone.slice(-4)}"`)
  expect(cloud.log()).not.toMatch(/19900\d{6}/)
  // The code is spent, but the tap finds its answer.
  expect(await cloud.call(vendor, profile.setPhone, { code }, 'tap-phone-0001')).toEqual(reply)
  expect(await cloud.call(vendor, profile.setPhone, { code })).toMatchObject({ ok: false, code: 'PHONE_CODE_SPENT' })
})

test('without a key nothing of a phone number is stored, the log says what is missing, and the phone is told nothing', async () => {
  const data = mkdtempSync(path.join(tmpdir(), 'yanhuo-keyless-'))
  writeFileSync(path.join(data, 'environment.json'), '{"SOMETHING_ELSE": "x"}')
  const keyless = await startCloud({ seed: 'demo', data })
  try {
    const code = await wechatOf(keyless).phoneCode(vendor)
    expect(await keyless.call(vendor, profile.setPhone, { code })).toMatchObject({ ok: false, code: 'INTERNAL' })
    expect(keyless.log()).toContain('SEAL_KEY')
    expect(keyless.log() + (await keyless.everything())).not.toMatch(/19900\d{6}/)
    const members = await keyless.documents<Member>('members')
    expect(members.filter((each) => each.phone !== undefined)).toEqual([])
  } finally {
    await keyless.stop()
    rmSync(data, { recursive: true, force: true })
  }
})

test('a phone number goes away when its owner says so, and a repeat takes no later one', async () => {
  const remove = (key: string) => cloud.call(vendor, profile.removePhone, {}, key)
  expect(await remove('tap-remove-0001')).toMatchObject({ ok: true })
  expect((await me(vendor)).phone).toBeUndefined()
  expect((await stored(vendor))?.phone).toBeUndefined()
  await cloud.call(vendor, profile.setPhone, { code: await wechat.phoneCode(vendor) })
  await remove('tap-remove-0001')
  expect((await me(vendor)).phone).toBeDefined()
})

test('a sealed number moved into somebody else’s document does not open there', async () => {
  const from = await stored(vendor)
  const other = await stored(newcomer)
  const document = { ...other, phone: from?.phone }
  const reply = await fetch(`${cloud.url}/_/documents`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ collection: 'members', document }),
  })
  expect(reply.ok).toBe(true)
  expect((await me(newcomer)).phone).toBe(`*******${from?.phone?.last ?? ''}`)
})

test('a code of one’s own lasts ten minutes and is shown again while it has some left', async () => {
  await cloud.setClock(fridayMorning)
  const code = () => cloud.call(newcomer, profile.myCode, {})
  const first = await code()
  expect(first).toMatchObject({ value: { code: expect.stringMatching(/^[2-9A-HJ-NP-Z]{8}$/) as string } })
  await cloud.setClock(new Date(+fridayMorning + 6 * 60_000))
  expect(await code()).toEqual(first)
  await cloud.setClock(new Date(+fridayMorning + 8 * 60_000))
  const second = await code()
  expect(second.ok && first.ok && second.value.code !== first.value.code).toBe(true)
})

test('too many new names within an hour are refused with the time to wait', async () => {
  const names = Array.from({ length: 11 }, (_, index) => `名字${index}`)
  const answers = await Promise.all(names.map((name) => setName('o-newcomer-0005', name)))
  expect(answers.filter(({ ok }) => !ok)).toEqual([
    { ok: false, code: 'TOO_MANY', say: expect.stringMatching(/请 \d+ 分钟后再试/) as string },
  ])
})

test('every query of these actions is served by an index', async () => {
  expect(await cloud.unservedQueries()).toEqual([])
})
