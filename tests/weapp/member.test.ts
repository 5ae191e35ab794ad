import { profile } from '../../cloudfunctions/member/profile/contract'
import { role } from '../../cloudfunctions/member/role/contract'
import { labelOf, messageKinds } from '../../cloudfunctions/shared/notices'
import { startCloud, type Cloud } from '../support/cloud'
import { readBuild } from './phone/build'
import { Phone, until } from './phone/phone'

const build = readBuild()
/** Nobody: the demo data knows nothing of them. */
const newcomer = 'o-newcomer-0001'
const admin = 'o-admin-0002'
const community = 'wangcheng.yueliangdao.taohuajing'
/** The smallest picture: one dot, PNG. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
let cloud: Cloud
let phone: Phone

const start = (openid: string) => {
  phone = new Phone({ build, cloudUrl: cloud.url, openid })
}
beforeAll(async () => {
  cloud = await startCloud({ seed: 'demo' })
})
afterEach(() => phone.close())
afterAll(() => cloud.stop())

const at = (route: string) => until(() => phone.page.route === route, route)
const openMine = async () => {
  await phone.open('/pages/me')
  await phone.sees('收件箱')
}

/** An admin makes somebody a vendor, which puts a notice into their inbox. */
async function makeVendor(openid: string): Promise<void> {
  const shown = await cloud.call(openid, profile.myCode, {})
  if (!shown.ok) throw new Error(shown.code)
  const given = await cloud.call(admin, role.grantRole, {
    place: community,
    role: 'vendor',
    person: shown.value.code,
  })
  expect(given).toMatchObject({ ok: true })
}

test('the first visit as nobody: nothing is asked for, all is readable, 我的 invites', async () => {
  start('o-newcomer-0009')
  await phone.open('/pages/home')
  await phone.sees('烟火桃花井夜市')
  await phone.open('/market/night-map?night=2026-11-27-taohuajing')
  await phone.sees('C21')
  await openMine()
  await phone.sees('点这里起个名字')
  expect(phone.text).not.toContain('我订的摊位')
  const asked = ['showModal', 'login', 'requestSubscribeMessage', 'getSetting', 'requirePrivacyAuthorize', 'authorize']
  expect(asked.flatMap((api) => phone.calls(api))).toEqual([])
})

test('a page that is public goes on as a card, with its way and nobody’s data', async () => {
  start(newcomer)
  await phone.open('/pages/home')
  await phone.sees('烟火桃花井夜市')
  expect(phone.share()).toEqual({ title: '今晚夜市有什么好吃的？来看看', path: '/pages/home' })
  await phone.open('/market/night-map?night=2026-11-27-taohuajing')
  await phone.sees('C21')
  expect(phone.share()).toEqual({
    title: '今晚 11月27日 周五 烟火桃花井夜市',
    path: '/market/night-map?night=2026-11-27-taohuajing',
  })
})

test('an old card whose page is no more leads to words of it, and home from there', async () => {
  start(newcomer)
  await phone.open('/market/page-of-last-year?night=2025-01-01')
  await at('pages/gone')
  await phone.sees('这个页面找不到了')
  await phone.tap('.button', '回首页')
  await at('pages/home')
})

test('nobody becomes someone: a name, a picture, a phone number; drafts wait; the name changes', async () => {
  start(newcomer)
  await openMine()
  await phone.tap('点这里起个名字')
  await at('member/profile')
  await phone.type('.field-input', '桃花井的小石')
  await phone.back()
  await phone.tap('点这里起个名字')
  await at('member/profile')
  await phone.sees('大家会看到：桃花井的小石')
  await phone.tap('.button', '保存')
  await phone.sees('存好了')

  // WeChat's answer would come in half a second.
  await cloud.plan({ kind: 'error', function: 'member', action: '-', request: 'database.getDocument', code: 'LOST' })
  phone.give('chooseAvatar', { avatarUrl: phone.device.keep(dot, 'png') })
  await phone.tap('.button', '选头像')
  await phone.sees('正在审核')
  await cloud.noFaults()
  phone.give('getPhoneNumber', { code: (await phoneCode(newcomer)).code })
  await phone.tap('.button', '用微信的手机号')
  await until(() => /1\d{2}\*{4}\d{4}/.test(phone.text), 'the masked number')
  await phone.tap('.button', '去掉手机号')
  await phone.sees('用微信的手机号')

  await phone.type('.field-input', '老石')
  await phone.tap('.button', '保存')
  await phone.sees('存好了')
  await phone.back()
  await phone.sees('老石')
})

const phoneCode = async (openid: string): Promise<{ code: string }> =>
  (await (await fetch(`${cloud.url}/phone-code`, { method: 'POST', headers: { 'x-openid': openid } })).json()) as {
    code: string
  }

test('words that do not fit are refused at their field, and stay there to be mended', async () => {
  start('o-newcomer-0002')
  await phone.open('/member/profile')
  await phone.sees('大家会看到')
  await phone.type('.field-input', '一二三四五六七八九十一二三四五六七八九十多')
  await phone.tap('.button', '保存')
  expect((await phone.find('.field-error')).textContent).toContain('昵称')
  expect(phone.text).not.toContain('存好了')
})

/** What is folded away of one's own corner. */
const rare = () => phone.all('.corner.folded .corner-daily .corner-rare').map(({ textContent }) => textContent)

test('elder mode and dark: larger at once, fewer rows, the rest behind 更多', async () => {
  start(newcomer)
  await openMine()
  phone.theme = 'dark'
  await phone.tap('字大一点')
  await phone.sees('看起来是这样')
  const tapped = await phone.bytesSent(async () => {
    await phone.tap('.size', '特大')
    await phone.find('.page.comfort-larger')
  })
  expect(tapped).toBeLessThanOrEqual(256)
  await phone.back()
  await phone.find('.page.comfort-larger')
  expect(rare()).toEqual(['名字与头像', '隐私与我的数据'])
  const unfolded = await phone.bytesSent(async () => {
    await phone.tap('.corner-more .row')
    await until(() => rare().length === 0, 'nothing to be folded away')
  })
  expect(unfolded).toBeLessThanOrEqual(256)
})

test('a notice comes: the tab counts it, opening it reads it and goes where it speaks of; messages are agreed to', async () => {
  await makeVendor(newcomer)
  start(newcomer)
  await openMine()
  await phone.sees('1 条没看')
  await until(() => phone.device.badges.get(1) === '1', 'the number on the tab')
  await phone.tap('收件箱')
  await at('member/inbox')
  await phone.sees('没看过的')

  await phone.tap('.button', '提醒设置')
  await phone.find('.sheet-open')
  phone.give('requestSubscribeMessage', { 'tmpl-market': 'accept' })
  await phone.tap('.sheet-open .button', '微信也提醒我一次')
  await phone.sees('微信里还能收到 1 次摊位提醒')
  phone.give('requestSubscribeMessage', { 'tmpl-market': 'reject' })
  await phone.tap('.sheet-open .button', '微信也提醒我一次')
  await phone.sees('这次没有同意')
  await phone.tap('.sheet-open .row', '照片审核')
  await phone.sees('不提醒，只放在收件箱里')
  for (const [index, kind] of messageKinds.entries()) {
    await phone.tap('.sheet-open .row', labelOf(kind))
    await until(() => phone.text.split('静音').length === index + 3, `nothing more of ${kind}`)
  }
  await phone.tap('.sheet-open .button', '微信也提醒我一次')
  await phone.sees('先把想要的点开')
  await phone.tap('.sheet-scrim')

  await phone.tap('.letter')
  await at('pages/me')
  await until(() => !phone.text.includes('条没看'), 'the notice to be read')
  await until(() => !phone.device.badges.has(1), 'no number on the tab')
})

test('without network what was seen stays, and a code of one’s own is asked for again later', async () => {
  start(newcomer)
  await openMine()
  await phone.sees('老石')
  phone.online = false
  await phone.sees('未联网')
  expect(phone.text).toContain('老石')
  await phone.tap('我的码')
  await phone.sees('暂时看不到')
  phone.online = true
  await phone.tap('.button', '再试一次')
  await phone.sees('还能用')
  expect((await phone.find('.code-letters')).textContent).toMatch(/^[2-9A-HJ-NP-Z]{4} [2-9A-HJ-NP-Z]{4}$/)
})

test('all that is kept is taken along as one file, and then everything is left behind', async () => {
  start(newcomer)
  await phone.open('/member/comfort')
  await phone.tap('.size', '大')
  await phone.open('/pages/me')
  await phone.sees('老石')
  await phone.open('/member/privacy')
  await phone.tap('.button', '带走我的数据')
  await phone.sees('都在里面了')
  await phone.tap('.button', '收下文件')
  const [shared] = await until(
    () => phone.calls('shareFileMessage').length > 0 && phone.calls('shareFileMessage'),
    'the file',
  )
  const bytes = phone.device.files.get(String(shared?.['filePath']))
  expect(Object.keys(JSON.parse(new TextDecoder().decode(bytes)) as object).length).toBeGreaterThan(2)
  expect(new TextDecoder().decode(bytes)).toContain('老石')

  await phone.tap('.button', '注销')
  await phone.find('.sheet-open')
  expect((await phone.find('.sheet-open .button', '注销')).getAttribute('disabled')).not.toBeNull()
  await phone.type('.sheet-open .field-input', '注销')
  await phone.tap('.sheet-open .button', '注销')
  await at('pages/home')
  await phone.settled()
  expect(phone.stack.pages).toHaveLength(1)
  const kept = [...phone.device.storage.keys()].filter((key) => !key.startsWith('seen:') || key.includes('member'))
  expect(kept).toEqual(['comfort'])
  await until(() => !phone.device.badges.has(1), 'no number on the tab')
})
