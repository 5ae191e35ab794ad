import { startCloud, type Cloud } from '../support/cloud'
import { Phone, until } from './phone'

let cloud: Cloud
let phone: Phone
let errors: jest.SpyInstance

beforeAll(async () => {
  errors = jest.spyOn(console, 'error')
  cloud = await startCloud({ seed: 'demo' })
  phone = new Phone(cloud.url, 'o-vendor-0001')
})
afterEach(() => expect(errors.mock.calls).toEqual([]))
afterAll(() => cloud.stop())

const tonight = '/market/night-map?night=2026-11-27-taohuajing'
const isOpen = () => phone.page.node.querySelectorAll('.sheet-open').length === 1
const opened = () => until(isOpen, 'the sheet to rise')
const onTheMap = () => until(() => phone.text.includes('C21'), 'the map')
const close = async () => {
  await phone.tap('.sheet-scrim', '')
  await until(() => !isOpen(), 'the sheet to go down')
}

test('opening the map sends at most 32 KB, and a tap on any stall at most 256 B', async () => {
  await phone.open(tonight)
  await onTheMap()
  const opening = phone.page.sent.reduce((total, each) => total + each, 0)
  const stalls = phone.page.node.querySelectorAll('.stall').map(({ dom }) => ({ text: dom.textContent ?? '', dom }))
  expect(stalls).toHaveLength(62)
  expect(JSON.stringify(phone.page.node.instance.data)).toContain('"A02 热食 空"')
  // One of each look, the one with the most to say of each.
  const byLength = stalls.sort((a, b) => a.text.length - b.text.length)
  const codes = new Map(byLength.map(({ text, dom }) => [dom.className, text.slice(0, 3)])).values()
  const taps: number[] = []
  for (const code of codes) {
    const tap = async () => {
      await phone.tap('.stall', code)
      await opened()
    }
    taps.push(await phone.bytesSent(tap))
    await close()
  }
  console.log(`opening the map: ${opening} B of setData; a tap: ${Math.min(...taps)}–${Math.max(...taps)} B`)
  expect(opening).toBeLessThanOrEqual(32 * 1024)
  expect(taps.length).toBeGreaterThan(6)
  expect(Math.min(...taps)).toBeGreaterThan(0)
  expect(Math.max(...taps)).toBeLessThanOrEqual(256)
})

test('a vendor books a stall in the built mini-program, finds it under 我的 and gives it back', async () => {
  await phone.switchTo('/pages/home')
  await until(() => phone.text.includes('烟火桃花井夜市'), 'tonight')
  await phone.tap('.button', '看今晚的摊位图')
  await until(() => phone.page.route === 'market/night-map', 'the page of the map')
  await onTheMap()

  await phone.tap('.stall', 'A02')
  await opened()
  await phone.tap('.sheet-open .button', '订这个摊位')
  await until(() => phone.page.node.querySelectorAll('.sheet-open.mine').length === 1, 'the sheet saying it is mine')
  await until(() => phone.page.node.querySelectorAll('.stall.mine').length === 1, 'my stall on the map')
  expect(phone.page.node.querySelectorAll('.applies')[0]?.dom.textContent).toBe(
    '每晚只能订一个摊位，想换就先退掉手上的',
  )

  await phone.tap('.sheet-open .button', '到「我的」里看')
  await until(() => phone.page.route === 'pages/me' && phone.text.includes('A02'), 'my booking')
  await phone.tap('.booking .button', '退摊')
  await opened()
  await phone.tap('.sheet-open .button', '退摊')
  await until(() => phone.text.includes('还没有订摊位'), 'the empty list')

  await phone.open(tonight)
  await onTheMap()
  expect(phone.page.node.querySelectorAll('.stall.mine')).toHaveLength(0)
})

test('a map that was seen opens without network too, marked with its time', async () => {
  phone.online = false
  await phone.open(tonight)
  await onTheMap()
  expect(phone.text).toMatch(/网络不通，下面是 \d+月\d+日 \d\d:\d\d 看到的/)
  await phone.open('/market/night-map?night=2026-11-28-taohuajing')
  await until(() => phone.text.includes('暂时看不到'), 'a night never seen to say so')
})
