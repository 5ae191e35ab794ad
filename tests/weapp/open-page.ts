import type { PageMeasures } from '../../bench/page-measures'
import type { AppJson } from '../../config/scripts/gate/reached'
import type { Build } from './phone/build'
import { measure } from './phone/measure'
import { until, type Phone } from './phone/phone'
import type { Way } from './way'

/** Every page of a built mini-program. */
export function routesOf(build: Build): string[] {
  const { pages, subPackages = [] } = JSON.parse(build.files['app.json'] ?? '') as AppJson
  return [...pages, ...subPackages.flatMap(({ root, pages: own }) => own.map((page) => `${root}/${page}`))]
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

/** Opens a page, does on it what its way says, and gives what that took. Its longer list is the reader's own doing: not counted. */
export async function measureWay(phone: Phone, route: string, way: Way): Promise<PageMeasures> {
  await phone.open(`/${route}${way.query ?? ''}`)
  await phone.sees(way.says)
  await phone.settled()
  const measures: PageMeasures = { open: sum(phone.page.sent), ...measure(phone.page) }

  for (const [target, words] of way.taps ?? []) {
    const { sent } = phone.page
    const before = sent.length
    const { tap, answer } = await phone.bytesOfTap(async () => {
      await phone.tap(target, words)
      await until(() => sent.length > before, `an answer to the tap on ${target}`)
    })
    const { nodes, depth, children } = measure(phone.page)
    measures.tap = Math.max(measures.tap ?? 0, tap)
    if (answer > 0) measures.answer = Math.max(measures.answer ?? 0, answer)
    measures.nodes = Math.max(measures.nodes, nodes)
    measures.depth = Math.max(measures.depth, depth)
    measures.children = Math.max(measures.children, children)
  }

  const { list } = way
  if (list === undefined) return measures
  const before = phone.all(list).length
  measures.nextPage = await phone.bytesSent(async () => {
    await phone.reachBottom()
    await until(() => phone.all(list).length > before, 'the next page of the list')
  })
  return measures
}
