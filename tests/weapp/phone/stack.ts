import type { Engine } from './engine'
import { Failure } from './failure'
import { OpenPage } from './page'

/** Most pages that may lie upon one another (WeChat's manual, navigateTo). */
const limit = 10

interface AppJson {
  pages: string[]
  subPackages?: { root: string; pages: string[] }[]
  tabBar?: { list: { pagePath: string; text: string }[] }
}

/** An address within the app, as WeChat reads it: relative to the page that says it. */
function parse(url: string, from: string | undefined): { route: string; query: Record<string, string> } {
  const [path = '', search = ''] = url.split('?')
  const base = from === undefined ? '' : from.slice(0, from.lastIndexOf('/') + 1)
  const parts = (path.startsWith('/') ? path : base + path).split('/')
  const route = parts.reduce<string[]>((done, part) => {
    if (part === '..') return done.slice(0, -1)
    return part === '' || part === '.' ? done : [...done, part]
  }, [])
  const pairs = search.split('&').filter(Boolean)
  const query = pairs.map((pair) => {
    const [name = '', ...value] = pair.split('=')
    return [name, value.join('=')]
  })
  return { route: route.join('/'), query: Object.fromEntries(query) as Record<string, string> }
}

/** The pages that are open, and WeChat's rules of going from one to another. */
export class Stack {
  readonly pages: OpenPage[] = []
  readonly routes: readonly string[]
  readonly tabs: readonly string[]
  /** Tabs that were seen: they stay as they are. */
  private readonly kept = new Map<string, OpenPage>()

  constructor(
    private readonly engine: Engine,
    private readonly screen: HTMLElement,
    /** Called with an address that leads nowhere, before it is refused. */
    private readonly notFound: (where: { path: string; query: Record<string, string> }) => void,
  ) {
    const app = engine.json<AppJson>('app')
    this.routes = [
      ...app.pages,
      ...(app.subPackages ?? []).flatMap(({ root, pages }) =>
        pages.map((page) => `${root.replace(/\/$/, '')}/${page}`),
      ),
    ]
    this.tabs = (app.tabBar?.list ?? []).map(({ pagePath }) => pagePath)
  }

  get top(): OpenPage {
    const top = this.pages.at(-1)
    if (!top) throw new Error('no page is open')
    return top
  }

  /** The first page of a start: it may be any, and there is no way back from it. */
  launch(url: string): void {
    const { route, query } = this.find(url)
    this.replaceAll(() => (this.isTab(route) ? this.tab(route, query) : this.make(route, query)))
  }

  navigateTo(url: string): void {
    const { route, query } = this.find(url)
    if (this.isTab(route)) throw new Failure('can not navigateTo a tabbar page')
    if (this.pages.length >= limit) throw new Failure('webview count limit exceed')
    this.hideTop()
    this.pages.push(this.make(route, query))
    this.arrive()
  }

  redirectTo(url: string): void {
    const { route, query } = this.find(url)
    if (this.isTab(route)) throw new Failure('can not redirectTo a tabbar page')
    this.closeTop()
    this.pages.push(this.make(route, query))
    this.arrive()
  }

  navigateBack(delta = 1): void {
    if (this.pages.length < 2) throw new Failure('cannot navigate back at first page')
    const steps = Math.min(Math.max(1, delta), this.pages.length - 1)
    for (let step = 0; step < steps; step += 1) this.closeTop()
    this.arrive()
  }

  switchTab(url: string): void {
    // The manual: what follows the path is dropped.
    const { route } = this.find(url)
    if (!this.isTab(route)) throw new Failure('can not switch to no-tabBar page')
    if (this.pages.length === 1 && this.top.route === route) return
    this.replaceAll(() => this.tab(route, {}))
  }

  reLaunch(url: string): void {
    const { route, query } = this.find(url)
    for (const page of this.pages.splice(0).reverse()) if (!this.isTab(page.route)) page.close()
    for (const tab of this.kept.values()) tab.close()
    this.kept.clear()
    this.pages.push(this.isTab(route) ? this.tab(route, query) : this.make(route, query))
    this.arrive()
  }

  /** Ends all pages. */
  close(): void {
    for (const page of new Set([...this.pages.splice(0), ...this.kept.values()])) page.close()
    this.kept.clear()
  }

  isTab(route: string): boolean {
    return this.tabs.includes(route)
  }

  private find(url: string): { route: string; query: Record<string, string> } {
    const found = parse(url, this.pages.at(-1)?.route)
    if (this.routes.includes(found.route)) return found
    this.notFound({ path: found.route, query: found.query })
    throw new Failure(`page "${found.route}" is not found`)
  }

  private make(route: string, query: Record<string, string>): OpenPage {
    const page = new OpenPage(this.engine, route, query, this.screen)
    page.call('onLoad', query)
    return page
  }

  private tab(route: string, query: Record<string, string>): OpenPage {
    const tab = this.kept.get(route) ?? this.make(route, query)
    this.kept.set(route, tab)
    return tab
  }

  private replaceAll(next: () => OpenPage): void {
    if (this.pages.length > 0) this.hideTop()
    for (const page of this.pages.splice(0).reverse()) if (!this.isTab(page.route)) page.close()
    this.pages.push(next())
    this.arrive()
  }

  private hideTop(): void {
    this.top.call('onHide')
    this.top.show(false)
  }

  private closeTop(): void {
    const page = this.pages.pop()
    if (!page) return
    if (!this.isTab(page.route)) return page.close()
    page.call('onHide')
    page.show(false)
  }

  private readonly ready = new WeakSet<OpenPage>()

  private arrive(): void {
    const page = this.top
    page.show(true)
    page.call('onShow')
    if (this.ready.has(page)) return
    this.ready.add(page)
    page.call('onReady')
  }
}
