import type { Root } from 'glass-easel-miniprogram-adapter'
import type { Engine, Instance } from './engine'
import { guarded } from './scope'

type Json = Record<string, unknown>

/** What a page's own JSON file may say, of what the phone follows. */
interface PageConfig {
  navigationBarTitleText?: string
  enablePullDownRefresh?: boolean
}

/** A page on the stack: its instance, what it shows, and what it was sent. */
export class OpenPage {
  readonly config: PageConfig
  /** Bytes of each setData so far, as UTF-8 JSON. */
  readonly sent: number[] = []
  /** Where the page is drawn. */
  readonly frame: HTMLElement
  readonly instance: Instance
  private readonly root: Root
  /** What the bar above the page says. */
  title: string

  constructor(
    engine: Engine,
    readonly route: string,
    readonly query: Record<string, string>,
    screen: HTMLElement,
  ) {
    engine.register(route)
    this.config = engine.json(route)
    this.title = this.config.navigationBarTitleText ?? ''
    const { root, instance } = engine.create(route, (bytes) => this.sent.push(bytes))
    this.root = root
    this.instance = instance
    Object.assign(instance, { route, __route__: route, options: query })
    this.frame = screen.appendChild(document.createElement('section'))
    this.frame.dataset['route'] = route
    const place = this.frame.appendChild(document.createElement('div'))
    type Place = Parameters<Root['attach']>[0]
    root.attach(this.frame as unknown as Place, place as unknown as Place)
  }

  /** The element `page`, which holds all that the page shows. */
  get element(): HTMLElement {
    const [element] = this.frame.children
    if (!element) throw new Error(`${this.route} shows nothing`)
    return element as HTMLElement
  }

  /** Calls one of the page's functions, if it has it; what it throws is trouble. */
  call(name: string, argument?: unknown): unknown {
    const method = this.instance[name]
    if (typeof method !== 'function') return undefined
    return guarded(`${this.route} ${name}`, () =>
      (method as (given?: unknown) => unknown).call(this.instance, argument),
    )
  }

  has(name: string): boolean {
    return typeof this.instance[name] === 'function'
  }

  show(shown: boolean): void {
    this.frame.hidden = !shown
  }

  /** Ends the page as WeChat does when it leaves the stack. */
  close(): void {
    this.call('onUnload')
    this.root.release()
    this.frame.remove()
  }

  get data(): Json {
    return this.instance.data
  }
}
