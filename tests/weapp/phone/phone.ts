import { RunningApp } from './app'
import type { Build } from './build'
import { attribute, choose, scrollToEnd, tapMarker, tapOn, typeInto } from './controls'
import { Device, type Answer, type Theme } from './device'
import { Engine } from './engine'
import { find, select } from './find'
import type { OpenPage } from './page'
import { appConsole, Timers } from './scope'
import { Stack } from './stack'
import { wxOf } from './wx'

export interface PhoneOptions {
  build: Build
  /** Where the local cloud is. */
  cloudUrl: string
  /** Whose phone this is. */
  openid: string
  /** Names that programs see beside WeChat's, for a test that looks inside. */
  extra?: Record<string, unknown>
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Waits until `look` gives something, and gives that. Throws after 30 s, naming `what`. */
export async function until<T>(look: () => T | undefined | false, what: string): Promise<T> {
  const end = performance.now() + 30_000
  for (;;) {
    const found = look()
    if (found !== undefined && found !== false) return found
    if (performance.now() > end) throw new Error(`waited 30 s for ${what}`)
    await pause(10)
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

/** A phone without WeChat: it runs a whole built mini-program, tabs and stack included, against a local cloud. */
export class Phone {
  readonly stack: Stack
  readonly device: Device
  private readonly app: RunningApp
  private readonly engine: Engine
  private readonly timers = new Timers()
  private readonly screen: HTMLElement

  constructor({ build, cloudUrl, openid, extra = {} }: PhoneOptions) {
    this.device = new Device(cloudUrl, openid, () => this.stack)
    const { requiredPrivateInfos = [] } = JSON.parse(build.files['app.json'] ?? '{}') as {
      requiredPrivateInfos?: string[]
    }
    this.device.privateInfos = requiredPrivateInfos
    this.app = new RunningApp(this.device)
    this.engine = new Engine(build, {
      ...extra,
      ...this.timers.api,
      wx: wxOf(this.device),
      console: appConsole,
      App: this.app.register,
      getApp: this.app.instance,
      getCurrentPages: () => this.stack.pages.map(({ instance }) => instance),
    })
    this.screen = document.body.appendChild(document.createElement('main'))
    this.stack = new Stack(this.engine, this.screen, (where) =>
      this.app.tell('onPageNotFound', { ...where, isEntryPage: this.stack.pages.length === 0 }),
    )
  }

  /** The page that shows. */
  get page(): OpenPage {
    return this.stack.top
  }

  /** All words of the page that shows, as they are read: a space is a space, whether a line may end there or not. */
  get text(): string {
    return (this.page.element.textContent ?? '').replaceAll('\u00a0', ' ')
  }

  get online(): boolean {
    return this.device.online
  }

  set online(online: boolean) {
    this.device.online = online
    this.device.tell('NetworkStatusChange', { isConnected: online, networkType: online ? 'wifi' : 'none' })
  }

  get theme(): Theme {
    return this.device.theme
  }

  set theme(theme: Theme) {
    this.device.theme = theme
    this.app.tell('onThemeChange', { theme })
  }

  /** Opens an address: the first starts the app there, a later one is gone to as by a link. */
  async open(url: string): Promise<void> {
    if (this.stack.pages.length === 0) await this.launch(url)
    else if (this.stack.isTab(url.replace(/^\//, '').split('?')[0] ?? '')) this.stack.switchTab(url)
    else this.stack.navigateTo(url)
    await pause(0)
  }

  /** What the selector finds on the page that shows. */
  all(selector: string): HTMLElement[] {
    return select(this.page.element, selector)
  }

  /** What the app gave the one thing meant by a selector under this name. */
  attribute(selector: string, name: string): unknown {
    const [found] = this.all(selector)
    if (!found) throw new Error(`${selector} is not on ${this.page.route}`)
    return attribute(found, name)
  }

  /** The one thing meant by a selector (and the words it begins with), or by words alone; waits for it. */
  find(target: string, words?: string): Promise<HTMLElement> {
    const name = words === undefined ? target : `${target} ${words}`
    return until(() => find(this.page.element, target, words), name).catch((error: Error) => {
      throw new Error(`${error.message} on ${this.page.route}, which says: ${this.text}`)
    })
  }

  /** Taps something, as a finger does: the tap bubbles from there. */
  async tap(target: string, words?: string): Promise<void> {
    await tapOn(this.device, await this.find(target, words))
  }

  /** Types into a field, as a person does who then leaves it. */
  async type(target: string, text: string): Promise<void> {
    typeInto(await this.find(target), text)
    await pause(0)
  }

  /** Chooses in a picker (an index, or `2026-11-27`, `17:30`) or sets a slider. */
  async choose(target: string, value: string | number | readonly number[]): Promise<void> {
    choose(await this.find(target), value)
    await pause(0)
  }

  /** Taps a marker of the map. */
  async tapMarker(id: number): Promise<void> {
    tapMarker(await this.find('map'), id)
    await pause(0)
  }

  /** Pulls the page down for news. Throws where the page's own settings do not let it. */
  async pullDown(): Promise<void> {
    if (this.page.config.enablePullDownRefresh !== true) throw new Error(`${this.page.route} cannot be pulled down`)
    this.device.pulling = true
    this.page.call('onPullDownRefresh')
    await pause(0)
  }

  /** Scrolls to the end of the page, or of a `scroll-view`. */
  async reachBottom(scrollView?: string): Promise<void> {
    if (scrollView === undefined) this.page.call('onReachBottom')
    else scrollToEnd(await this.find(scrollView))
    await pause(0)
  }

  /** Shares the page by WeChat's own menu; gives the card, or undefined where the page has none. */
  share(): unknown {
    return this.page.call('onShareAppMessage', { from: 'menu' })
  }

  /** The app leaves the screen, and comes back. */
  hide(): void {
    this.page.call('onHide')
    this.app.tell('onHide', {})
  }

  show(): void {
    this.app.tell('onShow', this.device.launchedWith)
    this.page.call('onShow')
  }

  /** WeChat has a new version of the app: it says so, and that it is loaded. */
  announceUpdate(): void {
    this.device.tell('CheckForUpdate', { hasUpdate: true })
    this.device.tell('UpdateReady', {})
  }

  /** A rejection that the app left unhandled; it is told, and stays trouble. */
  unhandled(reason: unknown): void {
    this.app.tell('onUnhandledRejection', { reason })
  }

  /** What the app asked WeChat for by one API, in order. */
  calls(api: string): Record<string, unknown>[] {
    return this.device.calls.filter((call) => call.api === api).map(({ options }) => options)
  }

  /** Waits until the page that shows says these words. */
  async sees(words: string): Promise<void> {
    await until(() => this.text.includes(words), words)
  }

  /** Goes back by the arrow above the page. */
  async back(): Promise<void> {
    this.stack.navigateBack()
    await pause(0)
  }

  /** What the next call of an API is answered with, by a person or a sensor; an Error says how it fails. */
  give(api: string, answer: Answer): void {
    this.device.give(api, answer)
  }

  /**
   * Waits until WeChat has answered all that the app asked, and the page that shows was sent nothing more for 50 ms in
   * five turns: after one long pause of a busy machine the app's own work may still stand in the queue.
   */
  async settled(): Promise<void> {
    for (let calm = 0; calm < 5;) {
      const { length } = this.page.sent
      const asking = this.device.unanswered > 0
      await pause(10)
      calm = !asking && this.device.unanswered === 0 && this.page.sent.length === length ? calm + 1 : 0
    }
  }

  /** Runs `act` and tells how many bytes of setData the page that shows was sent by it, until all has settled. */
  async bytesSent(act: () => Promise<void>): Promise<number> {
    await this.settled()
    const { sent } = this.page
    const before = sent.length
    await act()
    await this.settled()
    return sum(sent.slice(before))
  }

  /** The same of a tap, apart: what it sends before the cloud answers anything, and what it sends from then on. */
  async bytesOfTap(act: () => Promise<void>): Promise<{ tap: number; answer: number }> {
    await this.settled()
    const { sent } = this.page
    const before = sent.length
    let answered: number | undefined
    const hear = () => (answered ??= sent.length)
    this.device.on('CloudAnswer', hear)
    await act()
    await this.settled()
    this.device.off('CloudAnswer', hear)
    return { tap: sum(sent.slice(before, answered)), answer: answered === undefined ? 0 : sum(sent.slice(answered)) }
  }

  /** Ends the app and its timers. */
  close(): void {
    this.stack.close()
    this.timers.stop()
    this.screen.remove()
  }

  /** Starts the app at an address. One that no page has is told to the app, which may go elsewhere; throws when it does not. */
  private async launch(url: string): Promise<void> {
    const [path = '', search = ''] = url.replace(/^\//, '').split('?')
    this.device.launchedWith.path = path
    this.device.launchedWith.query = Object.fromEntries(new URLSearchParams(search))
    this.app.launch(this.engine)
    try {
      this.stack.launch(`/${path}${search === '' ? '' : `?${search}`}`)
    } catch (error) {
      await pause(0)
      if (this.stack.pages.length === 0) throw error
    }
  }
}
