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

/** What can be pressed, as far as a screen reader is told neither what it is nor what it is called. */
const mute = (): string[] =>
  phone
    .all('[hover-class="pressed"]')
    .filter((part) => !part.hasAttribute('aria-role') || (part.getAttribute('aria-label') ?? part.textContent) === '')
    .map((part) => part.outerHTML)

test.each(routes)('%s keeps to its budgets, is read aloud, and goes on as a card where it is public', async (route) => {
  const way = wayOf(route)
  phone = new Phone({ build, cloudUrl: cloud.url, openid: way.as })
  const measures = await measureWay(phone, route, way)
  const names = Object.keys(pageBudgets) as (keyof typeof pageBudgets)[]
  const over = names.filter((name) => (measures[name] ?? 0) > pageBudgets[name])
  expect(over.map((name) => `${name}: ${measures[name]} of ${pageBudgets[name]}`)).toEqual([])
  expect(mute()).toEqual([])
  // On a page that does not go on, WeChat's menu has no card.
  expect(phone.share()).toEqual(
    way.card && {
      title: expect.stringMatching(/[\u4e00-\u9fff]{4}/) as string,
      path: expect.stringContaining(`/${route}${way.query ?? ''}`) as string,
    },
  )
})
