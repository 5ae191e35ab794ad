import { booking } from '../../cloudfunctions/market/booking/contract'
import { notice } from '../../cloudfunctions/member/notice/contract'
import { profile } from '../../cloudfunctions/member/profile/contract'
import { startCloud, type Cloud } from '../support/cloud'
import { readBuild } from './phone/build'
import { Phone, until } from './phone/phone'

const build = readBuild()
const staff = 'o-staff-0001'
const tonight = '2026-11-27-taohuajing'
let cloud: Cloud
let phone: Phone

beforeAll(async () => {
  cloud = await startCloud({ seed: 'demo' })
})
afterEach(() => phone.close())
afterAll(() => cloud.stop())

const start = async (openid: string, url: string) => {
  phone = new Phone({ build, cloudUrl: cloud.url, openid })
  await phone.open(url)
}
const act = (words: string) => phone.tap('.sheet-open .button', words)
const told = () => until(() => phone.all('.sheet-open .notice-say')[0]?.textContent ?? undefined, 'an answer')

/** The code that somebody shows. */
async function codeOf(openid: string): Promise<string> {
  const shown = await cloud.call(openid, profile.myCode, {})
  if (!shown.ok) throw new Error(shown.code)
  return shown.value.code
}

/** The inbox of somebody, the newest first. */
async function inboxOf(openid: string) {
  const list = await cloud.call(openid, notice.listNotices, {})
  if (!list.ok) throw new Error(list.code)
  return list.value.items.map(({ title, words }) => ({ title, words }))
}

const book = (openid: string) => cloud.call(openid, booking.bookStall, { night: tonight, stall: 'A02' })

test('staff scan a resident’s code and make them a vendor, whose next call is one; then take it back', async () => {
  const person = 'o-resident-0021'
  expect(await book(person)).toMatchObject({ code: 'NOT_ALLOWED' })
  await start(staff, '/pages/me')
  await phone.tap('工作台')
  await phone.tap('成员与身份')
  await phone.sees('炸串摊主')
  await phone.tap('.button', '加一位摊主')
  phone.give('scanCode', { result: await codeOf(person), scanType: 'QR_CODE' })
  await act('扫对方的码')
  await act('是这位，加上')
  expect(await told()).toBe('邻居现在是桃花井社区的摊主了，对方会收到通知')
  await phone.sees('订摊还差一步')
  expect(await book(person)).toMatchObject({ code: 'VENDOR_NOT_APPROVED' })
  expect((await inboxOf(person))[0]?.title).toBe('您现在是桃花井社区的摊主')
  await act('好了')

  phone.close()
  await start(staff, '/desk/roles')
  await phone.sees('炸串摊主')
  while (!phone.text.includes('邻居')) {
    const before = phone.all('.row').length
    await phone.reachBottom()
    await until(() => phone.all('.row').length > before, 'the next page')
  }
  await phone.tap('.row', '邻居')
  await act('取消这个身份')
  await until(() => phone.all('.sheet-open .field-error').length === 1, 'the field to say what is wrong')
  await phone.type('.sheet-open .field-input', '摊位转给别人了')
  await act('取消这个身份')
  await phone.sees('邻居不再是摊主了，原因已经告诉对方')
  expect(await book(person)).toMatchObject({ code: 'NOT_ALLOWED' })
  expect((await inboxOf(person))[0]?.words).toContain('摊位转给别人了')
})

test('a code that is none, one that nobody shows, and a person who turns away from the camera', async () => {
  await start(staff, '/desk/roles')
  await phone.sees('炸串摊主')
  await phone.tap('.button', '加一位摊主')
  phone.give('scanCode', new Error('cancel'))
  await act('扫对方的码')
  expect(phone.all('.sheet-open .field-error')).toHaveLength(0)
  phone.give('scanCode', { result: 'https://example.com/a-poster', scanType: 'QR_CODE' })
  await act('扫对方的码')
  await until(() => phone.all('.sheet-open .field-error').length === 1, 'the field to say what is wrong')
  phone.give('scanCode', { result: 'AAAAAAAA', scanType: 'QR_CODE' })
  await act('扫对方的码')
  expect(await told()).toBe('这个码认不出来或者过期了，请对方打开“我的码”再给您看一次')
})

test('an admin adds a grid, renames it and takes it out of use', async () => {
  await start('o-admin-0001', '/desk/regions')
  await phone.sees('第三网格')
  await phone.tap('.page-foot .button', '加一个网格')
  await phone.type('.sheet-open .field-input', '第八网格')
  await act('加上')
  await phone.sees('加好了：第八网格')
  await phone.tap('.row', '第八网格')
  await phone.sees('网格 · 短名 g8')
  await phone.tap('.region-acts .button', '改名')
  await phone.type('.sheet-open .field-input', '月亮湾网格')
  await act('改成这个')
  await phone.sees('改好了，现在叫月亮湾网格')
  await phone.tap('.region-acts .button', '停用')
  await act('停用')
  await phone.sees('短名 g8 · 已停用')
  await phone.tap('.crumb', '桃花井社区')
  await until(() => phone.all('.region-retired').length === 1, 'the grid out of use')
  expect(phone.all('.region-retired')[0]?.textContent).toBe('月亮湾网格已停用')
})

test('an auditor reads a month, opens a figure to its nights, and WeChat opens the Excel file of it', async () => {
  await start('o-auditor-0001', '/desk/home')
  await phone.tap('.row', '夜市月报')
  await phone.sees('合计')
  await phone.tap('.page-foot .button', '导出 Excel')
  const [opened] = await until(() => phone.calls('openDocument').length > 0 && phone.calls('openDocument'), 'the file')
  expect(opened).toMatchObject({ fileType: 'xlsx', showMenu: true })
  const bytes = phone.device.files.get(String(opened?.['filePath']))
  expect(new TextDecoder().decode(bytes?.slice(0, 2))).toBe('PK')
  await phone.tap('.row', '没来2')
  await phone.sees('订出的里，到时间没来')
  await phone.tap('.row', '11月25日')
  await phone.sees('申诉还没裁定')
})

test('whoever may not do something here reads so, and finds the way back', async () => {
  await start(staff, '/desk/regions')
  await phone.sees('管理员在这里办事')
  phone.close()
  await start('o-resident-0022', '/desk/home')
  await phone.tap('.button', '回首页')
  await until(() => phone.page.route === 'pages/home', 'the home page')
})

test('an operator moves one night’s start, and what hangs on it; whoever has a stall is told once', async () => {
  await start('o-operator-0001', `/desk/market/night?night=${tonight}`)
  await phone.tap('.row', '几点出摊')
  await phone.sees('最晚到场18:30')
  await phone.choose('.list picker:nth-child(1)', 72)
  await phone.sees('最晚到场19:00')
  await phone.tap('.button', '改成这样')
  await phone.sees('位摊主都通知了')
  const { title, words } = (await inboxOf('o-vendor-0041'))[0] ?? {}
  expect([title, words]).toEqual(['11月27日 周五 时间改了', expect.stringContaining('18:00 出摊，19:00 前到')])
})

test('an operator changes when the market draws; a list that came after the number is refused before it is saved', async () => {
  await start('o-operator-0001', '/desk/market/draw-rule?market=taohuajing')
  await phone.sees('5 个摊位要摇号')
  await phone.choose('.list picker:nth-child(2)', [1, 88])
  await phone.sees('截止到数字公布至少隔一刻钟')
  await phone.choose('.list picker:nth-child(2)', [1, 76])
  await phone.tap('.step', '')
  await phone.tap('.button', '存下')
  await phone.sees('存好了，从')
  await phone.sees('前一天 19:00')
})
