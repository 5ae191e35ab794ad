import { pageBudgets } from '../../bench/page-measures'
import { demo as demoMarket } from '../../cloudfunctions/market/demo'
import type { Night } from '../../cloudfunctions/market/documents'
import { demo as demoPlaces } from '../../cloudfunctions/member/demo'
import { itemsPerPage } from '../../cloudfunctions/pledge/items/contract'
import { demo as demoPeople } from '../../cloudfunctions/shared/demo'
import { addDays } from '../../cloudfunctions/shared/shanghai'
import { optionsOf, writeDocuments } from '../../config/scripts/seed'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { aQuietNotice } from '../support/inbox'
import { anItem } from '../support/pledge-world'
import { readBuild } from './phone/build'
import { measure } from './phone/measure'
import { Phone, until } from './phone/phone'

/** What a page may come to, and what one answer or one tap may send, in bytes; as in budgets.test.ts. */
const budget = { nodes: 700, children: 40, answer: 10 * 1024, tap: 256 }
const vendor = 'o-vendor-0001'
const admin = 'o-admin-0002'
const day = 24 * 60 * 60_000

/** 200 vendors; one of them has 90 past nights and 130 notices. */
function world() {
  const options = { ...optionsOf('town', fridayMorning, 1), vendors: 200 }
  const market = demoMarket(options)
  const [night] = market['market_nights'] as Night[]
  if (!night) throw new Error('the demo has no night')
  const booking = {
    vendor,
    stall: 'A01',
    kind: 'hot',
    fee: 3000,
    shop: 'v-1',
    name: '炸串',
    sells: '炸串',
    at: fridayMorning,
    key: 'a-tap',
  } as const
  const past = Array.from({ length: 90 }, (_, index): Night => {
    const date = addDays(night.date, -index - 1)
    const on = (at: Date) => new Date(+at - (index + 1) * day)
    const times = { startsAt: on(night.startsAt), endsAt: on(night.endsAt), cancelBy: on(night.cancelBy) }
    return { ...night, ...times, _id: `${date}-${night.market}`, date, bookings: [booking] }
  })
  const notices = Array.from({ length: 130 }, (_, index) =>
    aQuietNotice({
      to: vendor,
      at: new Date(+fridayMorning - index * 60_000),
      title: `第 ${String(index)} 封`,
      unread: index < 50,
    }),
  )
  return { ...demoPeople(options), ...demoPlaces(options), ...market, market_nights: [night, ...past], notices }
}

const build = readBuild()
let cloud: Cloud
let phone: Phone
beforeAll(async () => {
  cloud = await startCloud({ documents: writeDocuments(world()) })
})
afterEach(() => phone.close())
afterAll(() => cloud.stop())

const start = async (openid: string, url: string, says: string) => {
  phone = new Phone({ build, cloudUrl: cloud.url, openid })
  await phone.open(url)
  await phone.sees(says)
}

/** What a tap sends at once, before the cloud has answered. */
async function tapSends(target: string, words?: string): Promise<number> {
  const { sent } = phone.page
  const before = sent.length
  await phone.tap(target, words)
  const bytes = await until(() => sent[before], `an answer to the tap on ${target}`)
  await phone.settled()
  return bytes
}

const before = '回到前面'
const onward = '还有，接着看'

/** Reads a list on to its end; what it held at most, and what each answer sent. */
async function readOn(part: string, full: number, ends: string) {
  const most = { nodes: 0, children: 0, answer: 0, parts: 0 }
  const note = (answer: number) => {
    const { nodes, children } = measure(phone.page)
    most.nodes = Math.max(most.nodes, nodes)
    most.children = Math.max(most.children, children)
    most.answer = Math.max(most.answer, answer)
    most.parts = Math.max(most.parts, phone.all(part).length)
  }
  for (let turns = 0; !phone.text.includes(ends); turns += 1) {
    if (turns > 20) throw new Error(`the list never comes to ${ends}`)
    const shown = phone.text
    const turn = phone.all('.button').some(({ textContent }) => textContent === onward) && phone.all(part).length > full
    const onTo = () => (turn ? phone.tap('.button', onward) : phone.reachBottom())
    const bytes = await phone.bytesSent(async () => {
      await onTo()
      await until(() => phone.text !== shown, `more than ${String(phone.all(part).length)} of ${part}`)
    })
    note(bytes)
  }
  return most
}

test('a list of 200 people holds its budget to its end, and leads back to its beginning', async () => {
  await start(admin, '/desk/roles', '臭豆腐摊主')
  const first = phone.all('.row-title')[1]?.textContent
  const most = await readOn('.row', 60, '摊主20')
  expect(most.parts).toBeLessThanOrEqual(62)
  expect(most.nodes).toBeLessThanOrEqual(budget.nodes)
  expect(most.children).toBeLessThanOrEqual(budget.children)
  expect(most.answer).toBeLessThanOrEqual(budget.answer)
  expect(phone.text).toContain(before)
  await phone.tap('.button', before)
  await until(() => phone.all('.row-title')[1]?.textContent === first, 'the beginning')
  expect(phone.text).not.toContain(before)
})

test.each([
  ['130 notices', '/member/inbox', '第 0 封', '.letter', 59, '第 129 封'],
  ['90 bookings', '/pages/me', '摊位费', '.booking', 39, '8月29日'],
])('%s hold the budget to the last', async (_, url, says, part, full, ends) => {
  await start(vendor, url, says)
  const most = await readOn(part, full, ends)
  expect(most.nodes).toBeLessThanOrEqual(budget.nodes)
  expect(most.children).toBeLessThanOrEqual(budget.children)
  expect(most.answer).toBeLessThanOrEqual(budget.answer)
})

test('choosing another role or place sends little: what was there stays until the answer comes', async () => {
  await start(admin, '/desk/roles', '臭豆腐摊主')
  const taps: [string, string][] = [
    ['.chip', '志愿者'],
    ['.chip', '监督员'],
    ['.row', '望城区'],
    ['.sheet-open .row', '月亮岛街道'],
    ['.sheet-open .row', '桃花井社区'],
    ['.sheet-open .row', '第一网格'],
    ['.sheet-open .row', '时代倾城二期东邻'],
    ['.sheet-open .crumb', '月亮岛街道'],
    ['.sheet-open .row', '桃花井社区'],
    ['.sheet-open .button', '就选这里'],
    ['.button', '加一位监督员'],
  ]
  const sent: [string, number][] = []
  for (const [target, words] of taps) sent.push([words, await tapSends(target, words)])
  expect(sent.filter(([, bytes]) => bytes > budget.tap)).toEqual([])
})

test('in larger type the roles unfold from one row, and choosing one sends as little', async () => {
  phone = new Phone({ build, cloudUrl: cloud.url, openid: admin })
  phone.device.storage.set('comfort', JSON.stringify({ data: 'larger' }))
  await phone.open('/desk/roles')
  await phone.sees('臭豆腐摊主')
  const sent = [await tapSends('.role-fold .row', '摊主')]
  expect(phone.all('.role-open')).toHaveLength(1)
  sent.push(await tapSends('.role-fold .row', '支部书记'))
  await until(() => !phone.text.includes('臭豆腐摊主'), 'the list of secretaries')
  expect(phone.all('.role-open')).toHaveLength(0)
  expect(sent.filter((bytes) => bytes > budget.tap)).toEqual([])
})

test('another list of a full page of items is one small answer, long words and all', async () => {
  const lists = ['need', 'problem'] as const
  for (const list of lists)
    for (let at = 0; at < 12; at += 1) {
      const words =
        `${list === 'need' ? '需' : '难'}${String(at).padStart(2, '0')}${'独居的老人想有人陪'.repeat(4)}`.slice(0, 40)
      const item = anItem(`${list}${String(at).padStart(2, '0')}`, {
        list,
        lists: [`${list}@*`],
        words,
        whom: '时代倾城二期三栋的老人',
      })
      await cloud.put('pledge_items', item)
    }
  await start('o-resident-0001', '/pledge/items', '难11')
  expect(phone.all('.row').length).toBe(itemsPerPage)
  const { answer } = await phone.bytesOfTap(async () => {
    await phone.tap('.chip', '需求')
    await until(() => phone.text.includes('需11'), 'the other list')
  })
  expect(answer).toBeGreaterThan(0)
  expect(answer).toBeLessThanOrEqual(pageBudgets.answer)
})
