import { readdirSync } from 'node:fs'
import path from 'node:path'
import { root } from '../../config/scripts/domains'
import { shots } from '../../config/scripts/shots/shots'

const pages = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.config.ts'))
  .map((file) => file.replace(/\.config\.ts$/, '').replaceAll(path.sep, '/'))
  .filter((page) => page !== 'app' && !page.startsWith('gallery/'))

test('every page has its picture, so that somebody looks at it in each look and size', () => {
  expect(pages.length).toBeGreaterThan(50)
  const seen = new Set(shots.map(({ at }) => at.slice(1).split('?')[0]))
  expect(pages.filter((page) => !seen.has(page))).toEqual([])
})

test('no two pictures have one name', () => {
  const names = shots.map(({ name }) => name)
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
})
