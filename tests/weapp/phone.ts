import path from 'node:path'

/** What is used of `miniprogram-simulate`; its own types would declare WeChat's globals for all of our code. */
interface Simulator {
  load(page: string, tag: string, options: { less: boolean; rootPath: string }): string
  render(id: string, properties: object): Node
  sleep(ms: number): Promise<void>
}
const simulate = jest.requireActual<Simulator>('miniprogram-simulate')

const built = path.join(__dirname, '../../dist/weapp')

type Handler = (argument?: unknown) => void
interface PageInstance {
  route: string
  readonly data: object
  setData(data: Record<string, unknown>, done?: () => void): void
  onLoad(query: Record<string, string>): void
  onShow?: Handler
  onReady?: Handler
  onHide?: Handler
  onUnload?: Handler
}
interface Node {
  dom: HTMLElement
  instance: PageInstance
  attach(parent: HTMLElement): void
  querySelectorAll(selector: string): Node[]
  dispatchEvent(name: string): void
}
interface Page {
  route: string
  node: Node
  /** Bytes of each setData, as UTF-8 JSON. */
  sent: number[]
}

/** Waits until `look` gives something, and gives that. */
export async function until<T>(look: () => T | undefined | false, what: string): Promise<T> {
  for (let round = 0; round < 250; round += 1) {
    const found = look()
    if (found !== undefined && found !== false) return found
    await simulate.sleep(20)
  }
  throw new Error(`waited 5 s for ${what}`)
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

/** A phone without WeChat: it runs the pages of `dist/weapp`, tabs and stack included, against a local cloud. */
export class Phone {
  /** Whether the network is there. */
  online = true
  private readonly stack: Page[] = []
  private readonly tabs = new Map<string, Page>()

  constructor(cloudUrl: string, openid: string) {
    const store = new Map<string, unknown>()
    const done = (options: { success?: Handler } = {}) => options.success?.({})
    const go = (open: (url: string) => Promise<void>) => (options: { url: string; success?: Handler }) =>
      void open(options.url).then(() => done(options))
    Object.assign(globalThis, {
      App: (app: object) => Object.assign(globalThis, { app }),
      getApp: () => (globalThis as { app?: object }).app,
      getCurrentPages: () => this.stack.map(({ node }) => node.instance),
      Page: definePage,
    })
    Object.assign((globalThis as unknown as { wx: object }).wx, {
      getSystemInfoSync: () => ({ windowWidth: 390, pixelRatio: 3, platform: 'ios', SDKVersion: '3.8.0' }),
      canIUse: () => true,
      getStorageSync: (key: string) => store.get(key) ?? '',
      setStorageSync: (key: string, value: unknown) => void store.set(key, value),
      removeStorageSync: (key: string) => void store.delete(key),
      stopPullDownRefresh: done,
      navigateTo: go((url) => this.open(url)),
      switchTab: go((url) => this.switchTo(url)),
      cloud: { init: () => undefined, callFunction: this.callFunction(cloudUrl, openid) },
    })
    jest.requireActual(path.join(built, 'app.js'))
    ;(globalThis as unknown as { app: { onLaunch: Handler } }).app.onLaunch({ path: '', query: {} })
  }

  get page(): Page {
    const top = this.stack.at(-1)
    if (!top) throw new Error('no page is open')
    return top
  }

  get text(): string {
    return this.page.node.dom.textContent ?? ''
  }

  /** Opens a page on top, as `wx.navigateTo` does. */
  async open(url: string): Promise<void> {
    this.stack.at(-1)?.node.instance.onHide?.()
    this.stack.push(await load(url))
    this.show()
  }

  /** Goes to a tab, as `wx.switchTab` does: what lay on top is gone, the tab itself stays. */
  async switchTo(url: string): Promise<void> {
    this.stack.at(-1)?.node.instance.onHide?.()
    for (const { node, route } of this.stack) if (!this.tabs.has(`/${route}`)) node.instance.onUnload?.()
    const tab = this.tabs.get(url) ?? (await load(url))
    this.tabs.set(url, tab)
    this.stack.splice(0, this.stack.length, tab)
    this.show()
  }

  /** Taps the element of this class whose text begins so. */
  async tap(selector: string, words: string): Promise<void> {
    const find = () =>
      this.page.node.querySelectorAll(selector).find(({ dom }) => (dom.textContent ?? '').startsWith(words))
    ;(await until(find, `${selector} ${words}`)).dispatchEvent('tap')
    await simulate.sleep(20)
  }

  /** Runs `act` and returns how many bytes of setData this page was sent meanwhile. */
  async bytesSent(act: () => Promise<void>): Promise<number> {
    const before = this.page.sent.length
    await act()
    return sum(this.page.sent.slice(before))
  }

  private callFunction = (cloudUrl: string, openid: string) => async (ask: { name: string; data: object }) => {
    if (!this.online) throw new Error('cloud.callFunction:fail the network is away')
    const answer = await fetch(`${cloudUrl}/call/${ask.name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-openid': openid },
      body: JSON.stringify(ask.data),
    })
    return { result: (await answer.json()) as unknown }
  }

  private show(): void {
    this.page.node.instance.onShow?.()
    this.page.node.instance.onReady?.()
  }
}

/** The simulator knows components only: a page becomes one whose functions are its methods. */
function definePage({ data, ...rest }: { data: object }): void {
  const methods = Object.fromEntries(Object.entries(rest).filter(([, value]) => typeof value === 'function'))
  ;(globalThis as unknown as { Component: (definition: object) => void }).Component({ data, methods })
}

/** Pages whose program has run: it runs once, however often the page opens. */
const ids = new Map<string, string>()

async function load(url: string): Promise<Page> {
  const [route = '', query = ''] = url.replace(/^\//, '').split('?')
  const id = ids.get(route) ?? simulate.load(path.join(built, route), 'page', { less: false, rootPath: built })
  ids.set(route, id)
  const node = simulate.render(id, {})
  node.attach(document.createElement('div'))
  const { instance } = node
  const sent: number[] = []
  const setData = instance.setData.bind(instance)
  instance.setData = (data, done) => {
    sent.push(Buffer.byteLength(JSON.stringify(data)))
    setData(data, done)
  }
  instance.route = route
  instance.onLoad(Object.fromEntries(new URLSearchParams(query)))
  await simulate.sleep(0)
  return { route, node, sent }
}
