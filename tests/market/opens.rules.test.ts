import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.join(__dirname, '../..')

/** Addresses of pages in the words of the cloud: `/market/night-map`, without what follows a question mark. */
const addresses = /['"`](\/(?:pages|market|member|desk)\/[a-z][\w/-]*)/g

const named = readdirSync(path.join(root, 'cloudfunctions'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) =>
    Array.from(readFileSync(path.join(root, 'cloudfunctions', file), 'utf8').matchAll(addresses), ([, page]) => page),
  )

test('whatever a notice or the desk leads to is a page', () => {
  const pages = [...new Set(named)]
  expect(pages.length).toBeGreaterThan(8)
  expect(pages.filter((page = '') => !existsSync(path.join(root, `src${page}.config.ts`)))).toEqual([])
})
