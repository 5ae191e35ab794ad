import { pageBudgets } from '../../bench/page-measures'
import { startCloud, type Cloud } from '../support/cloud'
import { measureWay, routesOf } from './open-page'
import { readBuild } from './phone/build'
import { Phone } from './phone/phone'
import { wayOf, ways } from './ways'

const build = readBuild()
const routes = routesOf(build)

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
  const way = wayOf(route)
  phone = new Phone({ build, cloudUrl: cloud.url, openid: way.as })
  const measures = await measureWay(phone, route, way)
  const names = Object.keys(pageBudgets) as (keyof typeof pageBudgets)[]
  const over = names.filter((name) => (measures[name] ?? 0) > pageBudgets[name])
  expect(over.map((name) => `${name}: ${measures[name]} of ${pageBudgets[name]}`)).toEqual([])
})
