import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { freshFunctions, freshWeapp } from '../config/scripts/builds'
import { root } from '../config/scripts/domains'
import { sizes } from '../config/scripts/gate/package'
import { Reached } from '../config/scripts/gate/reached'
import { pageBudgets, type Measured, type MeasureTask, type PageMeasures } from './page-measures'
import { budgetOf, kilobytes } from './packages'
import { printTable } from './table'

const ours = path.join(root, 'dist/weapp')
/** Inside the repository, where Taro finds the same packages that ours is built with. */
const work = path.join(root, 'dist/.bench/empty-app')

/** Runs a program of Node's to its end. Throws what it said when it fails. */
function run(args: readonly string[], cwd: string, env: Record<string, string>): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${args.join(' ')} failed\n${stdout}${stderr}`)
}

/** Builds an app of Taro's that does nothing, with so many tabs, as ours is built; gives where it is. */
function buildEmpty(tabs: number): string {
  rmSync(work, { recursive: true, force: true })
  cpSync(path.join(__dirname, 'empty-app'), work, { recursive: true })
  const source = path.join(work, 'src')
  mkdirSync(path.join(source, 'pages'))
  for (let tab = 1; tab <= tabs; tab++) cpSync(path.join(source, 'tab.tsx'), path.join(source, `pages/tab${tab}.tsx`))
  const taro = require.resolve('@tarojs/cli/bin/taro')
  const env = { NODE_ENV: 'production', BABEL_ENV: 'production', TABS: String(tabs) }
  run([taro, 'build', '--type', 'weapp', '--disable-global-config', '--no-check'], work, env)
  return path.join(work, 'dist')
}

/** Opens every page of both on the phone of the tests, which runs in a jest of its own. */
function measure(empty: string): Measured {
  const result = path.join(work, 'measured.json')
  const task: MeasureTask = { ours, empty, result }
  run([require.resolve('jest/bin/jest'), '-c', 'config/jest.measure.cjs'], root, { MEASURE: JSON.stringify(task) })
  return JSON.parse(readFileSync(result, 'utf8')) as Measured
}

const times = (number: number | undefined, least: number | undefined): string =>
  number === undefined || least === undefined ? '' : (number / least).toFixed(1)

function pageRows({ ours: pages, empty }: Measured) {
  const [least] = Object.values(empty)
  if (!least) throw new Error('the empty app has no page')
  const row = (page: string, { open, tap, answer, nextPage, nodes, depth, children }: PageMeasures) => ({
    page,
    'open, bytes': open,
    '× empty': times(open, least.open),
    'worst tap, bytes': tap ?? '',
    '× empty tap': times(tap, least.tap),
    'answer to a tap, bytes': answer ?? '',
    'next page, bytes': nextPage ?? '',
    nodes,
    '× empty nodes': times(nodes, least.nodes),
    depth,
    '× empty depth': times(depth, least.depth),
    children,
    '× empty children': times(children, least.children),
  })
  return [
    row('(budget)', pageBudgets),
    row('(empty app)', least),
    ...Object.entries(pages).map(([route, measures]) => row(route, measures)),
  ]
}

function packageRows(empty: string) {
  const main = sizes(empty).packages[''] ?? NaN
  const row = (name: string, size: number, budget = '') => ({
    package: name,
    size: kilobytes(size),
    '× empty app': times(size, main),
    budget,
  })
  const packages = Object.entries(sizes(ours).packages)
  const whole = packages.reduce((total, [, size]) => total + size, 0)
  return [
    row('(empty app)', main),
    ...packages.map(([name, size]) => row(name === '' ? 'main' : name, size, budgetOf(name))),
    row('all', whole),
  ]
}

/** Prints what each page of the built mini-program costs a phone, beside an empty app built in the same run. */
export async function benchWeapp(): Promise<void> {
  await freshFunctions()
  await freshWeapp()
  const empty = buildEmpty(new Reached(ours).app.tabBar?.list.length ?? 0)
  printTable('Bytes of setData and nodes of each page', pageRows(measure(empty)))
  printTable('What WeChat downloads', packageRows(empty))
}
