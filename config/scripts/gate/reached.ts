import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

interface Config {
  usingComponents?: Record<string, string>
}
interface TabBar {
  list: { pagePath: string; iconPath?: string; selectedIconPath?: string }[]
}
export interface AppJson extends Config {
  pages: string[]
  subPackages?: { root: string; pages: string[] }[]
  tabBar?: TabBar
  themeLocation?: string
  sitemapLocation?: string
}
type Theme = Record<'light' | 'dark', Record<string, string>>

const media = 'png|jpe?g|gif|webp|svg|mp3|m4a|aac|wav'
export const isMedia = new RegExp(`\\.(${media})$`)

/** How a file of each kind names another one, and what is added when the name has no ending. */
const references: [kind: string, pattern: RegExp, ending: string][] = [
  ['js', /\brequire\(["']([^"']+)["']\)/g, '.js'],
  ['js', new RegExp(`["'\`(](/?[\\w][\\w./-]*\\.(?:${media}))["'\`)]`, 'g'), ''],
  ['wxml', /<(?:import|include|wxs)\b[^>]*\bsrc="([^"{]+)"/g, ''],
  ['wxml', new RegExp(`\\bsrc="([^"{:]+\\.(?:${media}))"`, 'g'), ''],
  ['wxss', /@import\s+["']([^"']+)["']/g, ''],
  ['wxs', /\brequire\(["']([^"']+)["']\)/g, ''],
]

const join = (from: string, to: string): string =>
  to.startsWith('/') ? to.slice(1) : path.posix.normalize(path.posix.join(path.posix.dirname(from), to))

/** Follows all that a built mini-program refers to, from app.json on; remembers what is used and what is not there. */
export class Reached {
  readonly used = new Set<string>()
  readonly problems: string[] = []
  readonly app: AppJson

  constructor(private readonly folder: string) {
    this.app = JSON.parse(this.read('app.json')) as AppJson
    for (const file of ['app.json', 'app.js', 'app.wxss']) this.follow(file, 'the app')
    this.part('app', this.app)
    const subPages = (this.app.subPackages ?? []).flatMap(({ root, pages }) =>
      pages.map((page) => path.posix.join(root, page)),
    )
    for (const page of [...this.app.pages, ...subPages]) this.component(page, 'app.json')
    if (this.app.sitemapLocation !== undefined) this.follow(this.app.sitemapLocation, 'app.json')
    this.tabBar()
  }

  /** A file that something refers to, and all that it refers to. */
  private follow(file: string, from: string): void {
    if (this.used.has(file)) return
    if (!existsSync(path.join(this.folder, file))) {
      this.problems.push(`${file} is not there; ${from} refers to it`)
      return
    }
    this.used.add(file)
    const kind = path.extname(file).slice(1)
    for (const [of, pattern, ending] of references) {
      if (of !== kind) continue
      for (const [, name = ''] of this.read(file).matchAll(pattern))
        // A picture is named from the root, wherever the program stands.
        this.follow(
          isMedia.test(name) && kind === 'js'
            ? name.replace(/^\//, '')
            : join(file, path.extname(name) === '' ? name + ending : name),
          file,
        )
    }
  }

  private component(name: string, from: string): void {
    if (this.used.has(`${name}.json`)) return
    for (const kind of ['json', 'js', 'wxml']) this.follow(`${name}.${kind}`, from)
    if (existsSync(path.join(this.folder, `${name}.wxss`))) this.follow(`${name}.wxss`, from)
    if (this.used.has(`${name}.json`)) this.part(name, JSON.parse(this.read(`${name}.json`)) as Config)
  }

  private part(name: string, { usingComponents = {} }: Config): void {
    for (const used of Object.values(usingComponents)) this.component(join(name, used), `${name}.json`)
  }

  /** WeChat wants two to five tabs, each a page of the main package with pictures that are there, light and dark. */
  private tabBar(): void {
    const { tabBar, themeLocation } = this.app
    if (themeLocation !== undefined) this.follow(themeLocation, 'app.json')
    const theme: Theme | undefined =
      themeLocation !== undefined && this.used.has(themeLocation)
        ? (JSON.parse(this.read(themeLocation)) as Theme)
        : undefined
    const looks = theme ? [theme.light, theme.dark] : [{}]
    for (const [, name = ''] of this.read('app.json').matchAll(/"@(\w+)"/g))
      if (looks.some((look) => look[name] === undefined))
        this.problems.push(`the theme has no “${name}”, light and dark`)
    for (const picture of looks.flatMap((look) => Object.values(look)).filter((value) => isMedia.test(value)))
      this.follow(picture, themeLocation ?? '')
    if (!tabBar) return
    if (tabBar.list.length < 2 || tabBar.list.length > 5)
      this.problems.push(`the tab bar has ${tabBar.list.length} entries, and WeChat takes two to five`)
    for (const { pagePath, iconPath, selectedIconPath } of tabBar.list) {
      if (!this.app.pages.includes(pagePath)) this.problems.push(`the tab ${pagePath} is no page of the main package`)
      for (const icon of [iconPath, selectedIconPath])
        if (icon !== undefined && !icon.startsWith('@')) this.follow(icon, 'app.json')
    }
  }

  private read(file: string): string {
    return readFileSync(path.join(this.folder, file), 'utf8')
  }
}
