import JsdomEnvironment from 'jest-environment-jsdom'

/** A page's globals, and beside them what the local cloud is started and reached with: Node's own `fetch` and bytes. */
export default class PhoneEnvironment extends JsdomEnvironment {
  override async setup(): Promise<void> {
    await super.setup()
    Object.assign(this.global, { fetch, Uint8Array, TextEncoder, TextDecoder })
  }
}
