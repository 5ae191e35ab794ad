import { notice } from '../../cloudfunctions/member/notice/contract'
import { startCloud, type Cloud } from '../support/cloud'
import { readBuild } from './phone/build'
import { Phone, until } from './phone/phone'

const build = readBuild()
let cloud: Cloud
let phone: Phone

beforeAll(async () => {
  cloud = await startCloud({ seed: 'demo' })
})
afterEach(() => phone.close())
afterAll(() => cloud.stop())

const start = (openid: string) => {
  phone = new Phone({ build, cloudUrl: cloud.url, openid })
}
/** The program ends, and starts again on the same phone, still where the network is or is not. */
const restart = () => {
  const { device } = phone
  phone.close()
  start(device.openid)
  for (const [key, value] of device.storage) phone.device.storage.set(key, value)
  phone.device.online = device.online
}
const gone = (words: string) => until(() => !phone.text.includes(words), `${words} to be gone`)
/** Waits for the number on the tab, which is painted a moment after the page says it. */
const badge = (words: string | undefined) => until(() => phone.device.badges.get(1) === words, `${words} on the tab`)
const readings = () =>
  phone.calls('cloud.callFunction').flatMap(({ data }) => {
    const { action, key } = data as { action: string; key: string }
    return action === 'readNotices' ? [key] : []
  })

async function unreadOf(openid: string): Promise<number> {
  const list = await cloud.call(openid, notice.listNotices, {})
  if (!list.ok) throw new Error(list.code)
  return list.value.items.filter(({ unread }) => unread).length
}

test('a long inbox goes on at its end, and one tap reads all of it', async () => {
  const reader = 'o-vendor-0002'
  start(reader)
  await phone.open('/pages/me')
  await phone.sees('3 条没看')
  await badge('3')
  await phone.tap('收件箱')
  await phone.sees('还没开微信提醒')
  const tapped = await phone.bytesSent(() => phone.tap('.letter', '今晚可能有雨'))
  expect(tapped).toBeLessThanOrEqual(256)
  await until(() => phone.page.route === 'pages/home', 'what the letter speaks of')
  await badge('2')

  await phone.open('/member/inbox')
  await phone.sees('没看过的')
  expect(phone.all('.letter')).toHaveLength(15)
  await phone.reachBottom()
  await until(() => phone.all('.letter').length === 28, 'all letters')
  expect(phone.all('.letter-dot')).toHaveLength(2)

  await phone.tap('.button', '全部已读')
  await gone('没看过的')
  expect(phone.all('.letter-dot')).toHaveLength(0)
  // The page shows it as read at once; the cloud is told meanwhile.
  await phone.settled()
  expect(await unreadOf(reader)).toBe(0)
  await phone.open('/pages/me')
  await gone('条没看')
  await badge(undefined)
})

test('what is read without network waits on the phone over a restart, and is sent once when it is back', async () => {
  const reader = 'o-vendor-0001'
  start(reader)
  await phone.open('/member/inbox')
  await phone.sees('没看过的')
  phone.online = false
  await phone.sees('未联网')
  expect(phone.text).not.toContain('等着发出')
  await phone.tap('.button', '全部已读')
  await phone.sees('未联网，有 1 件等着发出')
  expect(phone.all('.letter-dot')).toHaveLength(0)
  const { data } = JSON.parse(phone.device.storage.get('queue:') ?? '') as { data: string }
  const [kept] = JSON.parse(data) as { key: string }[]
  expect(readings()).toEqual([])

  restart()
  await phone.open('/member/inbox')
  await until(() => /未联网，下面是 \d+月\d+日 \d\d:\d\d 看到的，有 1 件等着发出/.test(phone.text), 'what was seen')
  expect(phone.all('.letter-dot')).toHaveLength(0)
  expect(await unreadOf(reader)).toBe(2)

  const before = readings().length
  phone.online = true
  await gone('等着发出')
  await gone('看到的')
  await gone('没看过的')
  phone.hide()
  phone.show()
  await phone.settled()
  expect(readings().slice(before)).toEqual([kept?.key])
  expect(await unreadOf(reader)).toBe(0)
})

test('what the cloud failed at again and again says so, and is sent by a tap; what is given up is forgotten', async () => {
  const reader = 'o-vendor-0003'
  start(reader)
  const words = '把通知标成已读'
  const aside = (key: string) => ({
    domain: 'member',
    action: 'readNotices',
    input: { notice: '20261127T020000000Z-0123456789abcdef0123', which: 'upTo' },
    key,
    madeAt: '2026-11-27T02:00:00.000Z',
    words,
    state: 'aside',
    say: '网络开小差了，请稍后再试一次',
  })
  const data = JSON.stringify([aside('aside-key-0001'), aside('aside-key-0002')])
  phone.device.storage.set('queue:', JSON.stringify({ data }))
  await phone.open('/member/inbox')
  await phone.sees(`${words}没送到：网络开小差了`)
  // The letters come meanwhile, and the page is another one from then on.
  await phone.settled()
  expect(readings()).toEqual([])
  await phone.tap('.button', '再试一次')
  await until(() => readings().length === 1, 'another try')
  await phone.settled()
  expect(readings()).toEqual(['aside-key-0001'])
  await phone.tap('.button', '放弃')
  await gone('没送到')
})
