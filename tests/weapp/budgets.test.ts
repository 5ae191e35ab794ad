import { startCloud, type Cloud } from '../support/cloud'
import { readBuild } from './phone/build'
import { measure } from './phone/measure'
import { Phone, until } from './phone/phone'
import { ways } from './ways'

/** Per page, below what WeChat's own scan allows (256 KB, 1,000 nodes, 30 levels, 60 children): a slow phone is the measure. */
const budget = { open: 32 * 1024, tap: 256, nextPage: 10 * 1024, nodes: 700, depth: 15, children: 40 }

const build = readBuild()

interface AppJson {
  pages: string[]
  subPackages: { root: string; pages: string[] }[]
}
const { pages, subPackages } = JSON.parse(build.files['app.json'] ?? '') as AppJson
const routes = [...pages, ...subPackages.flatMap(({ root, pages: own }) => own.map((page) => `${root}/${page}`))]

let cloud: Cloud
let phone: Phone
beforeAll(async () => {
  cloud = await startCloud({ seed: 'demo' })
})
afterEach(() => phone.close())
afterAll(() => cloud.stop())

test('each page of the table is a page of the app', () => {
  phone = new Phone({ build, cloudUrl: cloud.url, openid: 'o-vendor-0001' })
  expect(Object.keys(ways).filter((route) => !routes.includes(route))).toEqual([])
})

test.each(routes)('%s keeps to its budgets', async (route) => {
  const way = ways[route]
  if (!way) throw new Error(`say in tests/weapp/ways.ts how ${route} is opened and what it then says`)
  phone = new Phone({ build, cloudUrl: cloud.url, openid: way.as ?? 'o-vendor-0001' })
  await phone.open(`/${route}${way.query ?? ''}`)
  await phone.sees(way.says)
  const open = phone.page.sent.reduce((total, bytes) => total + bytes, 0)
  const { nodes, depth, children } = measure(phone.page)
  expect(open).toBeLessThanOrEqual(budget.open)
  expect(nodes).toBeLessThanOrEqual(budget.nodes)
  expect(depth).toBeLessThanOrEqual(budget.depth)
  expect(children).toBeLessThanOrEqual(budget.children)

  for (const [target, words] of way.taps ?? []) {
    const { sent } = phone.page
    const before = sent.length
    const bytes = await phone.bytesSent(async () => {
      await phone.tap(target, words)
      await until(() => sent.length > before, `an answer to the tap on ${target}`)
    })
    expect(bytes).toBeLessThanOrEqual(budget.tap)
  }

  const { list } = way
  if (list === undefined) return
  const before = phone.all(list).length
  const next = await phone.bytesSent(async () => {
    await phone.reachBottom()
    await until(() => phone.all(list).length > before, 'the next page of the list')
  })
  expect(next).toBeLessThanOrEqual(budget.nextPage)
})
