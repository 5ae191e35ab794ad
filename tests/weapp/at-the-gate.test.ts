import { gate } from '../../cloudfunctions/market/gate/contract'
import { passCode } from '../../cloudfunctions/market/gate/rules'
import { layout } from '../../cloudfunctions/market/layout/contract'
import { report } from '../../cloudfunctions/market/report/contract'
import { startCloud, type Cloud } from '../support/cloud'
import { stopClock } from '../support/stop-clock'
import { readBuild } from './phone/build'
import { Phone, until } from './phone/phone'

const vendor = 'o-vendor-0041'
const night = '2026-11-27-taohuajing'
const evening = new Date('2026-11-27T18:10:00+08:00')
/** What the demo's sign at A01 says. */
const signOfA01 = 'YANHUANGAAAB'
let cloud: Cloud
let phone: Phone

beforeAll(async () => {
  cloud = await startCloud({ seed: 'demo' })
  // The phone tells the market's time; all else goes on as it does.
  stopClock(evening)
})
afterEach(() => phone.close())
afterAll(async () => {
  jest.useRealTimers()
  await cloud.stop()
})

const operator = 'o-operator-0001'

async function seatOf(code: string) {
  const seen = await cloud.call(operator, gate.roster, { night })
  if (!seen.ok) throw new Error(seen.code)
  const seat = seen.value.seats.find(({ stall }) => stall === code)
  if (!seat) throw new Error(`nobody is expected at ${code}`)
  return seat
}
const start = async (openid: string, url: string) => {
  phone = new Phone({ build: readBuild(), cloudUrl: cloud.url, openid })
  await phone.open(url)
}

test('a vendor scans the sign without network: it goes out when that is back, with the time of the scan', async () => {
  await cloud.setClock(evening)
  await start(vendor, '/market/gate-pass')
  await phone.sees('18:30 前')
  phone.online = false
  phone.give('scanCode', { result: 'https://example.com/', scanType: 'QR_CODE' })
  await phone.tap('扫摊位码签到')
  await phone.sees('这不是摊位码')
  phone.give('scanCode', { result: signOfA01, scanType: 'QR_CODE' })
  await phone.tap('扫摊位码签到')
  await phone.sees('11月27日 18:10 记在手机上了，有网就送出')
  expect(await seatOf('A01')).toMatchObject({ state: 'expected' })

  await cloud.setClock(new Date(+evening + 40 * 60_000))
  phone.online = true
  await phone.sees('18:10 到的')
  expect(await seatOf('A01')).toMatchObject({ state: 'here', arrivedAt: evening.toISOString() })
  await phone.tap('.button', '收摊')
  await phone.tap('.sheet-open .button', '收好了')
  await phone.sees('今晚辛苦了')
  expect(await seatOf('A01')).toMatchObject({ state: 'left' })
})

test('staff scan a pass without network: it is known at once whose it is, and accepted later with its own time', async () => {
  await cloud.setClock(evening)
  await start(operator, `/desk/market/gate?night=${night}`)
  await phone.sees('A03')
  const { key } = await seatOf('A03')
  phone.online = false
  phone.give('scanCode', {
    result: passCode({ key: 'f'.repeat(32), night, stall: 'A03' }, evening),
    scanType: 'QR_CODE',
  })
  await phone.tap('.button', '扫入场码')
  await phone.sees('这个码不对')
  phone.give('scanCode', { result: passCode({ key, night, stall: 'A03' }, evening), scanType: 'QR_CODE' })
  await phone.tap('.button', '扫入场码')
  await phone.sees('记下了，有网就送出')
  await phone.sees('记下了，等网络')
  expect(await seatOf('A03')).toMatchObject({ state: 'expected' })
  await cloud.setClock(new Date(+evening + 3 * 60 * 60_000))
  phone.online = true
  await until(() => !phone.text.includes('等网络'), 'what waited to be sent')
  expect(await seatOf('A03')).toMatchObject({ state: 'here', arrivedAt: evening.toISOString() })
})

test('a vendor answers a round and appeals; somebody else at the desk decides, and the vendor reads it', async () => {
  await cloud.setClock(evening)
  await start(vendor, '/market/my-record')
  await phone.tap('.row', '11月25日 周三 A03占道')
  await phone.sees('占道不合格，扣 3 分')
  await phone.tap('.button', '回应')
  await phone.type('.sheet-open .field-input', '已经往里挪了，盲道空出来了')
  await phone.tap('.sheet-open .button', '回应')
  await phone.sees('您回应')
  phone.close()
  await start(vendor, '/market/my-record')
  await phone.sees('您回应：已经往里挪了')
  await phone.tap('.button', '申诉')
  await phone.tap('.sheet-open .button', '交申诉')
  await phone.sees('至少 4 个字')
  await phone.type('.sheet-open .field-input', '孩子发烧去医院了')
  await phone.tap('.sheet-open .button', '交申诉')
  await phone.sees('申诉交上去了')

  phone.close()
  await start(operator, '/desk/market/appeals?market=taohuajing')
  await phone.tap('.row', 'A03')
  await phone.type('.sheet-open .field-input', '有挂号单，情况属实')
  await phone.tap('.sheet-open .button', '有道理')
  await until(() => phone.all('.row').every((row) => !row.textContent?.includes('发烧')), 'the appeal to be gone')

  phone.close()
  await start(vendor, '/market/my-record')
  await phone.sees('有挂号单，情况属实')
})

test('a volunteer group has a stall that stands empty, for nothing, and its pass', async () => {
  const group = 'o-vendor-0008'
  await cloud.setClock(new Date('2026-11-27T20:00:00+08:00'))
  await start(group, `/market/spare?night=${night}`)
  await phone.sees('要这个')
  const [row] = phone.all('.row-title')
  const stall = row?.textContent ?? ''
  await phone.tap('.row', stall)
  await phone.sees(`${stall}，今晚给你们用`)
  await phone.tap('.sheet-open .button', '要这个')
  await until(() => phone.page.route === 'market/gate-pass', 'the pass')
  await phone.sees(stall)
  expect(await seatOf(stall)).toMatchObject({ state: 'expected' })
})

test('a resident complains of a stall with photos; too few words put the cursor where they are missing', async () => {
  await cloud.setClock(evening)
  await start('o-resident-0009', '/market/shop?shop=shop000041')
  await phone.tap('.row', '11月27日 周五 A01')
  await phone.tap('.chip', '占道')
  await phone.tap('.button', '交上去')
  await phone.sees('至少 4 个字')
  expect(phone.attribute('.field-input', 'focus')).toBe(true)
  await phone.type('.field-input', '桌子摆到盲道上了')
  phone.device.privacyAgreed = true
  const photo = { bytes: new Uint8Array([137, 80, 78, 71]), extension: 'png' }
  phone.give('chooseMedia', { photos: [photo, { ...photo, bytes: new Uint8Array([137, 80, 78, 71, 13]) }] })
  await phone.tap('.photo-add')
  await until(() => phone.all('.photo-ready').length === 2, 'both photos to arrive')
  await phone.tap('.button', '交上去')
  await phone.sees('收到了')
  await phone.tap('.button', '看我反映的问题')
  await phone.sees('占道 · 在查了')
  const open = await cloud.call(operator, report.listReports, { market: 'taohuajing', state: 'open' })
  expect(JSON.stringify(open)).toContain('桌子摆到盲道上了')
})

test('an operator looks at an older layout and uses it again, as a new version', async () => {
  const read = await cloud.call(operator, layout.readLayout, { market: 'taohuajing' })
  if (!read.ok) throw new Error(read.code)
  const stalls = read.value.stalls.map((stall) => ({ ...stall, fee: stall.code === 'A01' ? 9900 : stall.fee }))
  const saved = await cloud.call(operator, layout.saveLayout, { market: 'taohuajing', from: 1, stalls })
  expect(saved).toMatchObject({ value: { version: 2 } })
  await start(operator, '/desk/market/layout?market=taohuajing')
  await phone.tap('.button', '以前的版本')
  await phone.sees('3 排 · 62 个摊位 · 和现在的差 1 个摊位')
  await phone.tap('.row', '第 1 版')
  await phone.tap('.button', '用回这一版，存成第 3 版')
  await phone.sees('存好了，第 3 版')
  expect(await cloud.call(operator, layout.readLayout, { market: 'taohuajing' })).toMatchObject({
    value: { version: 3, stalls: read.value.stalls },
  })
})
