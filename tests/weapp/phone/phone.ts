import { RunningApp } from './app'
import { elementOf } from './backend'
import type { Build } from './build'
import { Device, type Answer, type Theme } from './device'
import { Engine } from './engine'
import { touch } from './event'
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
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Waits until `look` gives something, and gives that. Throws after 5 s, naming `what`. */
export async function until<T>(look: () => T | undefined | false, what: string): Promise<T> {
  for (let waited = 0; waited < 5000; waited += 10) {
    const found = look()
    if (found !== undefined && found !== false) return found
    await pause(10)
  }
  throw new Error(`waited 5 s for ${what}`)
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

  constructor({ build, cloudUrl, openid }: PhoneOptions) {
    this.device = new Device(cloudUrl, openid, () => this.stack)
    this.app = new RunningApp(this.device)
    this.engine = new Engine(build, {
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

  /** All words of the page that shows. */
  get text(): string {
    return this.page.element.textContent ?? ''
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
    if (this.stack.pages.length === 0) this.launch(url)
    else if (this.stack.isTab(url.replace(/^\//, '').split('?')[0] ?? '')) this.stack.switchTab(url)
    else this.stack.navigateTo(url)
    await pause(0)
  }

  /** What the selector finds on the page that shows. */
  all(selector: string): HTMLElement[] {
    return select(this.page.element, selector)
  }

  /** The one thing meant by a selector (and the words it begins with), or by words alone; waits for it. */
  find(target: string, words?: string): Promise<HTMLElement> {
    const name = words === undefined ? target : `${target} ${words}`
    return until(() => find(this.page.element, target, words), name).catch((error: Error) => {
      throw new Error(`${error.message} on ${this.page.route}, which says: ${this.text}`)
    })
  }

  /** Taps something, as a finger does: the tap bubbles from the innermost part. */
  async tap(target: string, words?: string): Promise<void> {
    const element = elementOf(await this.find(target, words))
    if (!element) throw new Error(`${target} is no part of the page`)
    touch(element)
    await pause(0)
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

  /** Runs `act` and tells how many bytes of setData the page that shows was sent meanwhile. */
  async bytesSent(act: () => Promise<void>): Promise<number> {
    const { sent } = this.page
    const before = sent.length
    await act()
    return sum(sent.slice(before))
  }

  /** Ends the app and its timers. */
  close(): void {
    this.stack.close()
    this.timers.stop()
    this.screen.remove()
  }

  private launch(url: string): void {
    const [path = '', search = ''] = url.replace(/^\//, '').split('?')
    this.device.launchedWith.path = path
    this.device.launchedWith.query = Object.fromEntries(new URLSearchParams(search))
    this.app.launch(this.engine)
    this.stack.launch(`/${path}${search === '' ? '' : `?${search}`}`)
  }
}
