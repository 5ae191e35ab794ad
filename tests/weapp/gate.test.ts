import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { compilerProblems } from '../../config/scripts/gate/compilers'
import { officialProblems, patience } from '../../config/scripts/gate/official'
import { packageProblems, sizes } from '../../config/scripts/gate/package'

const built = path.join(__dirname, '../../dist/weapp')
const folder = path.join(mkdtempSync(path.join(tmpdir(), 'broken-')), 'weapp')
const at = (file: string) => path.join(folder, file)

beforeEach(() => cpSync(built, folder, { recursive: true }))
afterEach(() => rmSync(folder, { recursive: true }))
afterAll(() => rmSync(path.dirname(folder), { recursive: true }))

interface AppJson {
  pages: string[]
  tabBar: { list: object[] }
}
const rewrite = (file: string, change: (json: AppJson) => AppJson) =>
  writeFileSync(at(file), JSON.stringify(change(JSON.parse(readFileSync(at(file), 'utf8')) as AppJson)))

const problems = () => [...packageProblems(folder), ...compilerProblems(folder)]

test('what is built passes', () => {
  expect(problems()).toEqual([])
})

test('the gallery of parts is no part of what ships', () => {
  // Files that app.json does not reach are unused, and refused.
  expect(readFileSync(at('app.json'), 'utf8')).not.toContain('gallery')
})

test('the main package has what it must have, and its size is looked at', () => {
  expect(sizes(folder).packages['']).toBeGreaterThan(100 * 1024)
  appendFileSync(at('taro.js'), ' '.repeat(720 * 1024))
  expect(problems().join()).toMatch(/^the main package is \d+ KB; 717 KB are its budget$/)
})

const theme = () => JSON.parse(readFileSync(at('theme.json'), 'utf8')) as Record<'dark', Record<string, string>>

const broken: [what: string, how: () => void, said: RegExp][] = [
  ['a page without its template', () => rmSync(at('pages/me.wxml')), /pages\/me\.wxml is not there; app\.json/],
  [
    'a page that is only named',
    () => rewrite('app.json', (app) => ({ ...app, pages: [...app.pages, 'pages/never-was'] })),
    /pages\/never-was\.js is not there/,
  ],
  ['a component that is not there', () => rmSync(at('comp.js')), /comp\.js is not there; pages\/home\.json/],
  ['a chunk that is not there', () => rmSync(at('vendors.js')), /vendors\.js is not there; app\.js/],
  ['a style that is not there', () => rmSync(at('common.wxss')), /common\.wxss is not there; app\.wxss/],
  [
    'a tab bar with one entry',
    () => rewrite('app.json', (app) => ({ ...app, tabBar: { ...app.tabBar, list: app.tabBar.list.slice(0, 1) } })),
    /the tab bar has 1 entries/,
  ],
  ['a missing image', () => rmSync(at('assets/me-on-dark.png')), /assets\/me-on-dark\.png is not there; theme\.json/],
  [
    'a colour that the dark theme lacks',
    () => {
      const { dark, ...rest } = theme()
      delete dark['paper']
      writeFileSync(at('theme.json'), JSON.stringify({ ...rest, dark }))
    },
    /the theme has no “paper”/,
  ],
  ['a file that nothing uses', () => writeFileSync(at('assets/old.png'), 'x'), /assets\/old\.png is not used/],
  ['pictures of 300 KB', () => writeFileSync(at('assets/me.png'), 'x'.repeat(300 * 1024)), /pictures and sounds is 3/],
  [
    'a font from elsewhere',
    () => appendFileSync(at('app.wxss'), '@font-face{font-family:x;src:url("https://cdn.example.com/x.woff2")}'),
    /app\.wxss loads something from elsewhere/,
  ],
  [
    'an icon from elsewhere',
    () => appendFileSync(at('comp.wxml'), '<image src="//cdn.example.com/x.svg" />'),
    /comp\.wxml loads something from elsewhere/,
  ],
  ['a broken mustache', () => appendFileSync(at('comp.wxml'), '<view>{{a b}}</view>'), /wcc: .*comp\.wxml.*Bad value/s],
  ['a tag that does not end', () => appendFileSync(at('comp.wxml'), '<view>'), /wcc: .*comp\.wxml/s],
  [
    'a script of templates newer than ES5',
    () => appendFileSync(at('utils.wxs'), '\nvar x = a ?? 1'),
    /wcc: .*utils\.wxs/s,
  ],
  ['a style that does not parse', () => appendFileSync(at('pages/me.wxss'), '.a{color:red'), /wcsc: /],
]

test.each(broken)('%s is refused', (_what, how, said) => {
  how()
  expect(problems().join('\n')).toMatch(said)
})

test(
  'WeChat’s own CI refuses a program that does not parse',
  async () => {
    // Its compiler takes long for each script: one page is enough to see it refuse.
    for (const feature of ['market', 'volunteer', 'pledge', 'member', 'desk']) rmSync(at(feature), { recursive: true })
    writeFileSync(at('app.json'), JSON.stringify({ pages: ['pages/me'] }))
    appendFileSync(at('pages/me.js'), '\nconst = 1')
    expect((await officialProblems(folder)).join()).toMatch(/miniprogram-ci: .*pages\/me\.js/s)
  },
  patience + 10_000,
)

test('a screen reader hears what can be tapped: the templates carry what Taro leaves out', () => {
  const templates = readFileSync(at('base.wxml'), 'utf8')
  for (const attribute of ['aria-role', 'aria-label', 'aria-hidden', 'aria-live'])
    expect(templates).toContain(`${attribute}="{{`)
})
