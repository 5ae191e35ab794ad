import { gate } from '../../cloudfunctions/market/gate/contract'
import { startCloud, type Cloud } from '../support/cloud'
import { readBuild } from './phone/build'
import { Phone } from './phone/phone'

const vendor = 'o-vendor-0041'
const night = '2026-11-27-taohuajing'
const evening = new Date('2026-11-27T18:10:00+08:00')
/** What the demo's sign at A01 says. */
const signOfA01 = 'YANHUANGAAAB'
const real = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'performance',
  'queueMicrotask',
  'nextTick',
] as const
let cloud: Cloud
let phone: Phone

beforeAll(async () => {
  cloud = await startCloud({ seed: 'demo' })
  // The phone tells the market's time; all else goes on as it does.
  jest.useFakeTimers({ now: evening, doNotFake: [...real] })
})
afterEach(() => phone.close())
afterAll(async () => {
  jest.useRealTimers()
  await cloud.stop()
})

async function seatOfA01() {
  const seen = await cloud.call('o-operator-0001', gate.roster, { night })
  if (!seen.ok) throw new Error(seen.code)
  return seen.value.seats.find(({ stall }) => stall === 'A01')
}

test('a vendor scans the sign without network: it goes out when that is back, with the time of the scan', async () => {
  await cloud.setClock(evening)
  phone = new Phone({ build: readBuild(), cloudUrl: cloud.url, openid: vendor })
  await phone.open('/market/gate-pass')
  await phone.sees('18:30 前')
  phone.online = false
  phone.give('scanCode', { result: 'https://example.com/', scanType: 'QR_CODE' })
  await phone.tap('扫摊位码签到')
  await phone.sees('这不是摊位码')
  phone.give('scanCode', { result: signOfA01, scanType: 'QR_CODE' })
  await phone.tap('扫摊位码签到')
  await phone.sees('11月27日 18:10 记下了，有网就送出')
  expect(await seatOfA01()).toMatchObject({ state: 'expected' })

  await cloud.setClock(new Date(+evening + 40 * 60_000))
  phone.online = true
  await phone.sees('18:10 到的')
  expect(await seatOfA01()).toMatchObject({ state: 'here', arrivedAt: evening.toISOString() })
  await phone.tap('.button', '收摊')
  await phone.tap('.sheet-open .button', '收好了')
  await phone.sees('今晚辛苦了')
  expect(await seatOfA01()).toMatchObject({ state: 'left' })
})
