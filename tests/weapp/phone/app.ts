import type { Device } from './device'
import type { Engine } from './engine'
import { guarded } from './scope'

type Callback = (argument?: unknown) => void

/** The registered App, and what WeChat tells it. */
export class RunningApp {
  private definition: Record<string, unknown> | undefined

  constructor(private readonly device: Device) {}

  readonly register = (definition: Record<string, unknown>): void => {
    if (this.definition) throw new Error('App() was called twice')
    this.definition = definition
  }

  readonly instance = (): Record<string, unknown> | undefined => this.definition

  /** Runs app.js and starts the app. Throws when it registers none. */
  launch(engine: Engine): void {
    engine.require('app.js')
    if (!this.definition) throw new Error('app.js called no App()')
    this.tell('onLaunch', this.device.launchedWith)
    this.tell('onShow', this.device.launchedWith)
  }

  /** Calls one of the app's functions, and those who listen by `wx.on…`; gives whether anybody heard. */
  tell(name: string, argument: unknown): boolean {
    const own = this.definition?.[name]
    if (typeof own === 'function') guarded(`App ${name}`, () => (own as Callback).call(this.definition, argument))
    const event = name === 'onShow' || name === 'onHide' ? `App${name.slice(2)}` : name.slice(2)
    return this.device.tell(event, argument) > 0 || typeof own === 'function'
  }
}
