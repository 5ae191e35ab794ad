import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.join(__dirname, '../..')
/** A file without its comments, which name addresses by the way. */
const read = (file: string): string =>
  readFileSync(path.join(root, file), 'utf8').replace(/^\s*(?:\/?\*|\/\/).*$/gm, '')

/** All pages of the app, as its configuration lists them. */
function pagesOfApp(): string[] {
  const config = { pages: [] as string[], subPackages: [] as { root: string; pages: string[] }[] }
  Object.assign(globalThis, { defineAppConfig: (given: typeof config) => Object.assign(config, given) })
  jest.requireActual('../../src/app.config')
  const ofPackages = config.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))
  return [...config.pages, ...ofPackages].map((page) => `/${page}`)
}

/** What a page reads of its address: `owed` is what it cannot do without. */
function paramsOf(page: string): { known: string[]; owed: string[] } {
  const own = read(`src${page}.tsx`)
  const words = own.includes("'./of-market'") ? own + read('src/desk/market/of-market.tsx') : own
  const named = Array.from(words.matchAll(/params\['(\w+)'\]( \?\? '')?/g), ([, name = '', owed]) => ({ name, owed }))
  const parts = Array.from(words.matchAll(/const \{ ([^}]+) \} = useRouter\(\)\.params/g), ([, list = '']) => list)
  const split = parts.flatMap((list) =>
    list.split(', ').map((each) => ({ name: each.split(/[ :]/)[0] ?? '', owed: / = ''$/.exec(each)?.[0] })),
  )
  const all = [...named, ...split]
  return {
    known: all.map(({ name }) => name),
    owed: all.filter(({ owed }) => owed !== undefined).map(({ name }) => name),
  }
}

/** Addresses of pages in code: `/market/night-map?night=${…}`. */
const address = /['"`](\/(?:pages|market|member|desk)\/[a-z][\w/-]*)((?:[?&]\w+=\$\{[^}]+\})*)(&?\$\{)?/g

interface Lead {
  file: string
  page: string
  given: string[]
  /** What follows is put together elsewhere. */
  open: boolean
}

const leads = ['cloudfunctions', 'src'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) =>
      Array.from(read(`${folder}/${file}`).matchAll(address), ([whole, page = '', query = '']): Lead => ({
        file: `${folder}/${file}`,
        page,
        given: Array.from(query.matchAll(/[?&](\w+)=/g), ([, name = '']) => name),
        open: whole.endsWith('${'),
      })),
    ),
)

test('whatever a notice, the desk or a tap leads to is a page of the app', () => {
  const pages = pagesOfApp()
  expect(leads.length).toBeGreaterThan(60)
  expect(leads.filter(({ page }) => !pages.includes(page))).toEqual([])
})

test('each is told what it must know, and nothing that it does not read', () => {
  const wrong = leads.flatMap(({ file, page, given, open }) => {
    const { known, owed } = paramsOf(page)
    const missing = open ? [] : owed.filter((name) => !given.includes(name)).map((name) => `${name} is missing`)
    return [...missing, ...given.filter((name) => !known.includes(name)).map((name) => `${name} is not read`)].map(
      (what) => `${file} → ${page}: ${what}`,
    )
  })
  expect(wrong).toEqual([])
  // The rule itself sees what is owed.
  expect(paramsOf('/market/complain')).toEqual({ known: ['night', 'stall'], owed: ['night', 'stall'] })
})
