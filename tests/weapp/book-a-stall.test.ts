import { booking } from '../../cloudfunctions/market/booking/contract'
import type { Night } from '../../cloudfunctions/market/documents'
import { startCloud, type Cloud } from '../support/cloud'
import { readBuild } from './phone/build'
import { Phone, until } from './phone/phone'

const build = readBuild()
const tonight = '/market/night-map?night=2026-11-27-taohuajing'
let cloud: Cloud
let phone: Phone

beforeAll(async () => {
  cloud = await startCloud({ seed: 'demo' })
})
beforeEach(() => {
  phone = new Phone({ build, cloudUrl: cloud.url, openid: 'o-vendor-0001' })
})
afterEach(() => phone.close())
afterAll(() => cloud.stop())

const opened = () => phone.find('.sheet-open')
const close = async () => {
  await phone.tap('.sheet-scrim')
  await until(() => phone.all('.sheet-open').length === 0, 'the sheet to go down')
}

test('a tap on any stall of the map sends at most 256 B', async () => {
  await phone.open(tonight)
  await phone.sees('C21')
  const stalls = phone.all('.stall')
  expect(stalls).toHaveLength(62)
  expect(stalls.map((stall) => stall.getAttribute('aria-label'))).toContain('A02 热食 空')
  // One of each look, the one with the most to say of each.
  const byLength = stalls
    .map(({ className, textContent }) => ({ look: className, text: textContent ?? '' }))
    .sort((a, b) => a.text.length - b.text.length)
  const codes = new Map(byLength.map(({ look, text }) => [look, text.slice(0, 3)])).values()
  const taps: number[] = []
  for (const code of codes) {
    const tap = async () => {
      await phone.tap('.stall', code)
      await opened()
    }
    taps.push((await phone.bytesOfTap(tap)).tap)
    await close()
  }
  expect(taps.length).toBeGreaterThan(6)
  expect(Math.min(...taps)).toBeGreaterThan(0)
  expect(Math.max(...taps)).toBeLessThanOrEqual(256)
})

test('a vendor books a stall in the built mini-program, finds it under 我的 and gives it back', async () => {
  await phone.open('/pages/home')
  await phone.sees('烟火桃花井夜市')
  await phone.tap('看今晚的摊位图')
  await until(() => phone.page.route === 'market/night-map', 'the page of the map')

  await phone.tap('.stall', 'A02')
  await opened()
  await phone.tap('.sheet-open .button', '确认订下')
  await phone.find('.sheet-open.mine')
  await phone.find('.stall.mine')
  expect((await phone.find('.applies')).textContent).toBe('每晚只能订一个摊位，想换就先退掉手上的')

  await phone.tap('.sheet-open .button', '到「我的」里看')
  await until(() => phone.page.route === 'pages/me', '我的')
  await phone.sees('A02')
  await phone.tap('.booking .button', '退摊')
  await opened()
  await phone.tap('.sheet-open .button', '退摊')
  await phone.sees('还没有订摊位')

  await phone.open(tonight)
  await phone.sees('C21')
  expect(phone.all('.stall.mine')).toHaveLength(0)
})

test('a map that was seen opens without network too, marked with its time', async () => {
  await phone.open(tonight)
  await phone.sees('C21')
  await phone.open('/pages/home')
  phone.online = false
  await phone.open(tonight)
  await until(() => /未联网，下面是 \d+月\d+日 \d\d:\d\d 看到的/.test(phone.text), 'the time it was seen')
  expect(phone.text).toContain('C21')
  await phone.open('/market/night-map?night=2026-11-28-taohuajing')
  await phone.sees('暂时看不到')
})

test('two vendors change places: one asks on the map, the other agrees under 我的', async () => {
  const night = '2026-11-27-taohuajing'
  const mine = { night, stall: 'A02' }
  expect(await cloud.call('o-vendor-0001', booking.bookStall, mine)).toMatchObject({ ok: true })
  const [evening] = (await cloud.documents<Night>('market_nights')).filter(({ _id }) => _id === night)
  const other = evening?.bookings.find(({ stall }) => stall === 'A01')?.vendor ?? ''
  await phone.open(tonight)
  await phone.sees('C21')
  await phone.tap('.stall', 'A01')
  await opened()
  await phone.tap('.sheet-open .button', '想跟这家换摊')
  await phone.sees('问过了')
  phone.close()

  phone = new Phone({ build, cloudUrl: cloud.url, openid: other })
  await phone.open('/pages/me')
  await phone.sees('A02 的摊主想换您的 A01')
  await phone.tap('.booking .button', '跟对方换')
  await until(() => phone.all('.booking-stall').some(({ textContent }) => textContent === 'A02'), 'the other stall')
  expect(phone.text).not.toContain('想换您的')
})
