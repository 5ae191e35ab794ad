import { encode } from 'uqr'
import { attendance } from '../../cloudfunctions/volunteer/attendance/contract'
import { codeNow } from '../../cloudfunctions/volunteer/attendance/rules'
import { hours } from '../../cloudfunctions/volunteer/hours/contract'
import { startCloud, type Cloud } from '../support/cloud'
import { stopClock } from '../support/stop-clock'
import { readBuild } from './phone/build'
import { Phone, until } from './phone/phone'

/** The Saturday's cleaning of the demo, from 8:30 to 10:30, and who leads it. */
const shift = '2026-11-28T0830-10000g'
const leader = 'o-volunteer-0004'
const [byCode, byPlace, offline] = ['o-volunteer-0008', 'o-volunteer-0012', 'o-volunteer-0016'] as const
const walkIn = 'o-volunteer-0002'
/** What they lead on Monday. */
const school = '2026-11-30T0715-10000o'
const at = (time: string) => new Date(`${time.includes('T') ? '' : '2026-11-28T'}${time}+08:00`)
const monday = (time: string) => `2026-11-30T${time}`
/** Where they meet. */
const there = { latitude: 28.2799, longitude: 112.9203 }

const build = readBuild()
let cloud: Cloud
let phone: Phone
beforeAll(async () => {
  cloud = await startCloud({ seed: 'demo' })
  stopClock(at('08:10:00'))
})
afterEach(() => phone.close())
afterAll(async () => {
  jest.useRealTimers()
  await cloud.stop()
})

/** The time of everybody: the cloud's, and the phone's, which may be wrong. */
async function itIs(time: string, phones = time): Promise<void> {
  await cloud.setClock(at(time))
  jest.setSystemTime(at(phones))
}
async function start(openid: string, url: string): Promise<void> {
  phone = new Phone({ build, cloudUrl: cloud.url, openid })
  await phone.open(url)
}
async function codeAt(time: string, of = shift): Promise<string> {
  const key = await cloud.call(leader, attendance.attendanceCode, { shift: of })
  if (!key.ok) throw new Error(key.code)
  return codeNow(key.value, at(time))
}
const scans = (result: string) => phone.give('scanCode', { result, scanType: 'QR_CODE' })
async function stateOf(person: string) {
  const seen = await cloud.call(leader, attendance.attendance, { shift })
  if (!seen.ok) throw new Error(seen.code)
  return seen.value.people.find(({ holder }) => holder.endsWith(`-${String(Number(person.slice(-4)))}`))
}

/** The check-ins that this phone sent. */
const checkIns = () =>
  phone.calls('cloud.callFunction').filter(({ data }) => (data as { action: string }).action === 'checkIn')

/** The dark modules of the code that shows, and of one that says this. */
const dark = (rows: boolean[][]) => rows.flatMap((row, y) => row.flatMap((on, x) => (on ? [`${x} ${y}`] : [])))
function shownDark(): string[] {
  const picture = decodeURIComponent(String(phone.attribute('.qr-image', 'src')))
  return [...picture.matchAll(/M(\d+) (\d+)h(\d+)v1/g)].flatMap(([, x, y, length]) =>
    Array.from({ length: Number(length) }, (_, index) => `${Number(x) + index} ${String(y)}`),
  )
}
const shows = async (code: string) => {
  await phone.find('.qr-image')
  await until(() => shownDark().join() === dark(encode(code, { ecc: 'M', border: 4 }).data).join(), 'the code of now')
}

test('a volunteer checks in by the code of now alone, goes early only when asked twice, and reads the hours', async () => {
  await itIs('08:12:00')
  const before = await codeAt('08:12:00')
  await start(byCode, `/volunteer/shift?shift=${shift}`)
  await phone.sees('08:15 起可以签到')
  expect(phone.all('.button').map(({ textContent }) => textContent)).not.toContain('扫码签到')
  await itIs('08:20:00')
  await phone.sees('扫码签到')
  for (const [code, says] of [
    ['https://example.com/', '这个码不对'],
    [await codeAt('08:20:00', school), '这是另一班的码'],
    [before, '这个码过期了'],
  ] as const) {
    scans(code)
    await phone.tap('.button', '扫码签到')
    await phone.sees(says)
  }
  expect(await stateOf(byCode)).toMatchObject({ state: 'expected' })
  scans(await codeAt('08:20:00'))
  await phone.tap('.button', '扫码签到')
  await phone.sees('08:20 到的')
  // A second scan does not send them home.
  await phone.tap('.button', '扫码签退')
  await phone.sees('还没到结束时间')
  await phone.tap('.sheet-open .button', '再待会儿')
  await itIs('09:30:00')
  scans(await codeAt('09:30:00'))
  await phone.tap('.button', '扫码签退')
  await phone.tap('.sheet-open .button', '走了，签退')
  await phone.sees('09:30 走的')
  expect(phone.text).toContain('1 小时，记上了')
  expect(await stateOf(byCode)).toMatchObject({ state: 'gone', minutes: 60, cameBy: 'code' })
})

test('by place: whoever gives none, or is elsewhere, is told the other way; whoever is there is in', async () => {
  await itIs('08:20:00')
  await start(byPlace, '/volunteer/my-shifts')
  phone.give('getLocation', new Error('auth deny'))
  await phone.tap('.button', '到了，用定位签到')
  await phone.sees('没拿到位置，扫带队人手机上的码也能签')
  await phone.tap('.button', '打开定位')
  expect(phone.device.calls.map(({ api }) => api)).toContain('openSetting')
  phone.give('getLocation', { ...there, latitude: there.latitude + 0.01 })
  await phone.tap('.button', '到了，用定位签到')
  await phone.sees('离集合点还远')
  phone.device.privacyAgreed = false
  phone.give('getLocation', there)
  await phone.tap('.button', '到了，用定位签到')
  await phone.tap('#agree-to-privacy')
  await phone.sees('签到了，走时签退')
  expect(await stateOf(byPlace)).toMatchObject({ state: 'here', cameBy: 'place' })
})

test('without network both scans wait with their own times, though the phone is ten minutes fast; sent later, the leader confirms all but their own', async () => {
  await itIs('08:25:00', '08:35:00')
  await start(offline, `/volunteer/shift?shift=${shift}`)
  await phone.sees('扫码签到')
  phone.online = false
  scans(await codeAt('08:25:00'))
  await phone.tap('.button', '扫码签到')
  await phone.sees('11月28日 08:25 记在手机上了，有网就送出')
  await itIs('10:00:00', '10:10:00')
  scans(await codeAt('10:00:00'))
  await phone.tap('.button', '扫码签退')
  await phone.tap('.sheet-open .button', '走了，签退')
  await phone.sees('11月28日 10:00 记在手机上了')
  expect(await stateOf(offline)).toMatchObject({ state: 'expected' })
  await itIs('10:20:00', '10:30:00')
  phone.online = true
  await phone.sees('08:25 到的')
  await phone.sees('1.5 小时，等带队人确认')
  phone.close()

  await start(leader, '/volunteer/my-shifts')
  await phone.tap('.row', '周末清洁日')
  await until(() => phone.page.route === 'volunteer/lead', 'the page to lead on')
  await phone.tap('.button', '确认 1 人的时长')
  await phone.tap('.sheet-open .button', '都对，确认')
  await phone.sees('1 人的时长确认了')
  expect(await stateOf(offline)).toMatchObject({ state: 'gone', minutes: 90 })
  expect((await stateOf(offline))?.toConfirm).toBeUndefined()
})

test('who has no place joins by scanning the code of whoever leads; without network that waits, and goes out once', async () => {
  await itIs('10:22:00')
  await start(walkIn, `/volunteer/shift?shift=${shift}`)
  await phone.sees('人在现场？扫带队人的码，现在加入')
  phone.online = false
  scans(await codeAt('10:22:00'))
  await phone.tap('.button', '扫码加入')
  await phone.sees('11月28日 10:22 记在手机上了，有网就送出')
  expect(phone.all('.button').map(({ textContent }) => textContent)).not.toContain('扫码加入')
  const before = checkIns().length
  phone.online = true
  await phone.sees('10:22 到的')
  phone.hide()
  phone.show()
  await phone.settled()
  expect(checkIns()).toHaveLength(before + 1)
  const seen = await cloud.call(leader, attendance.attendance, { shift })
  expect(seen.ok && seen.value.people.filter(({ name }) => name === '志愿者2')).toMatchObject([
    { state: 'here', cameBy: 'code' },
  ])
})

test('once it is over the leader adds the minutes that no scan noted, no more than the shift has; the desk confirms them', async () => {
  await itIs('10:35:00')
  await start(leader, `/volunteer/lead?shift=${shift}`)
  await phone.tap('.row', '志愿者8')
  await phone.tap('.sheet-open .button', '补时')
  await phone.tap('.sheet-open .button', '交给社区核对')
  await phone.sees('写 2 到 100 个字')
  await phone.tap('.sheet-open .step[aria-label="补多久减15"]')
  await phone.type('.field-input[aria-label^="为什么补"]', '手机没电，一直做到结束')
  await phone.tap('.sheet-open .button', '交给社区核对')
  await phone.sees('志愿者8的 45 分钟交给社区核对了')
  // What waits counts already.
  await phone.tap('.row', '志愿者8')
  await phone.tap('.sheet-open .button', '补时')
  await phone.type('.field-input[aria-label^="为什么补"]', '再补一次')
  await phone.tap('.sheet-open .button', '交给社区核对')
  await phone.sees('超过了这一班的时长，改小一点')
  phone.close()

  await start('o-staff-0001', '/desk/volunteer/waiting')
  await phone.sees('手机没电，一直做到结束')
  for (const left of [1, 0]) {
    await phone.tap('.button', '没错，记上')
    await until(() => phone.all('.submitted').length === left, 'fewer wait')
  }
  const book = await cloud.call(byCode, hours.myHours, {})
  expect(book.ok && book.value.items.filter(({ day }) => day === '2026-11-28')).toMatchObject([
    { minutes: 45, kind: 'hand', reason: '手机没电，一直做到结束' },
    { minutes: 60, kind: 'scan' },
  ])
})

test('the nearest come first for whoever wants that; whoever gives no position reads on by time', async () => {
  await itIs('11:00:00')
  await start(byPlace, '/volunteer/shifts')
  await phone.sees('离我近的')
  expect(phone.device.calls.map(({ api }) => api)).not.toContain('getLocation')
  phone.give('getLocation', new Error('ERROR_NOCELL&WIFI_LOCATIONSWITCHOFF'))
  await phone.tap('.chip', '离我近的')
  await phone.sees('没拿到位置，先看快开始的')
  phone.give('getLocation', there)
  await phone.tap('.chip', '离我近的')
  await phone.sees('10 米')
  const metres = phone.all('.row-note').map(({ textContent }) => {
    const [, number = '', unit] = /([\d.]+) (米|公里)/.exec(textContent ?? '') ?? []
    return Number(number) * (unit === '米' ? 1 : 1000)
  })
  expect(metres.length).toBeGreaterThan(5)
  expect(metres).toEqual([...metres].sort((one, next) => one - next))
})

test('the leader’s phone shows the code of the cloud’s time, though its own clock is ten minutes slow, and goes on without network', async () => {
  await itIs(monday('07:05:00'), monday('06:55:00'))
  await start(leader, `/volunteer/shift?shift=${school}`)
  await phone.tap('.row', '带队签到')
  await until(() => phone.page.route === 'volunteer/lead', 'the page to lead on')
  await shows(await codeAt(monday('07:05:00'), school))
  phone.online = false
  await itIs(monday('07:06:00'), monday('06:56:00'))
  await shows(await codeAt(monday('07:06:00'), school))
  expect(phone.text).toContain('还没到 4')
  // What is noted by hand waits as well, with the right time.
  await phone.tap('.row', '志愿者8')
  await phone.tap('.sheet-open .button', '人在，签上')
  await phone.sees('写 2 到 60 个字')
  await phone.type('.sheet-open .field-input', '手机没电')
  await phone.tap('.sheet-open .button', '人在，签上')
  await phone.sees('志愿者8记在手机上了，有网就送出')
  await itIs(monday('07:10:00'), monday('07:00:00'))
  phone.online = true
  await phone.sees('07:06 到的，补签')
  // Their own place is somebody else's to note: there is nothing to tap.
  expect(phone.text).toContain('志愿者4（您）')
  expect(phone.all('.row').filter((row) => row.getAttribute('aria-label')?.startsWith('志愿者4'))).toEqual([])
})
