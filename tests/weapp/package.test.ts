import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

const built = path.join(__dirname, '../../dist/weapp')
const read = <T>(file: string) => JSON.parse(readFileSync(path.join(built, file), 'utf8')) as T

interface AppJson {
  pages: string[]
  subPackages: { root: string; pages: string[] }[]
  themeLocation: string
}
const app = read<AppJson>('app.json')
const subPages = app.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))

const filesBelow = (folder: string): string[] =>
  readdirSync(path.join(built, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(path.join(folder, entry.name)) : [path.join(folder, entry.name)],
  )

test('the main package is at most 0.6 MB', () => {
  const roots = app.subPackages.map(({ root }) => root + path.sep)
  const main = filesBelow('').filter((file) => !roots.some((root) => file.startsWith(root)))
  const size = main.reduce((total, file) => total + statSync(path.join(built, file)).size, 0)
  console.log(`main package: ${(size / 1024).toFixed(0)} KB`)
  expect(size).toBeGreaterThan(100 * 1024)
  expect(size).toBeLessThanOrEqual(0.6 * 1024 * 1024)
})

test.each([...app.pages, ...subPages])('%s is there, whole', (page) => {
  expect(['js', 'json', 'wxml'].filter((kind) => !existsSync(path.join(built, `${page}.${kind}`)))).toEqual([])
})

test('a screen reader hears what can be tapped: the templates carry what Taro leaves out', () => {
  const templates = readFileSync(path.join(built, 'base.wxml'), 'utf8')
  for (const attribute of ['aria-role', 'aria-label', 'aria-hidden', 'aria-live'])
    expect(templates).toContain(`${attribute}="{{`)
})

test('each picture and colour that app.json takes from the theme is there, light and dark', () => {
  const theme = read<Record<'light' | 'dark', Record<string, string>>>(app.themeLocation)
  const wanted = [...readFileSync(path.join(built, 'app.json'), 'utf8').matchAll(/"@(\w+)"/g)].map(
    ([, name]) => name ?? '',
  )
  expect(wanted.length).toBeGreaterThan(0)
  for (const look of [theme.light, theme.dark]) {
    expect(wanted.filter((name) => look[name] === undefined)).toEqual([])
    expect(
      Object.values(look).filter((value) => value.endsWith('.png') && !existsSync(path.join(built, value))),
    ).toEqual([])
  }
})
