import { glassEasel } from 'glass-easel-miniprogram-adapter'
import { isBuiltIn } from './components'
import { trouble } from './trouble'

type DomElement = ReturnType<glassEasel.CurrentWindowBackendContext['document']['createElement']>

/** A DOM element of a page, with the engine's element that it shows. */
export type Shown = HTMLElement & { __wxElement?: glassEasel.Element }

/** The engine's element behind a DOM element; undefined outside of pages. */
export const elementOf = (dom: Element): glassEasel.Element | undefined => (dom as Shown).__wxElement

const fingersOf = (touches: TouchList | undefined): object[] =>
  [...(touches ?? [])].map(({ identifier, pageX, pageY, clientX, clientY }) => ({
    identifier,
    pageX,
    pageY,
    clientX,
    clientY,
  }))

/**
 * Draws pages as DOM: each component of WeChat's is an element `wx-<name>`, so that a browser's own button or input
 * never mixes in. A name that is neither WeChat's nor the app's own is trouble.
 */
export class DomBackend extends glassEasel.CurrentWindowBackendContext {
  override document = {
    createElement: (name: string): DomElement => {
      if (!isBuiltIn(name) && !this.ownComponents.has(name))
        trouble('template', `<${name}> is no component of this phone`)
      const dom: Shown = document.createElement(`wx-${name}`)
      const set = dom.setAttribute.bind(dom)
      // The engine hands over texts; its own element keeps what the value really is.
      dom.setAttribute = (attribute: string, text: string) => {
        const value = dom.__wxElement?.getAttribute(attribute)
        if (value === undefined || value === null || value === '') dom.removeAttribute(attribute)
        else set(attribute, text)
      }
      return dom as unknown as DomElement
    },
    createTextNode: (text: string): DomElement => document.createTextNode(text) as unknown as DomElement,
    createDocumentFragment: (): DomElement => document.createDocumentFragment() as unknown as DomElement,
  }

  constructor(private readonly ownComponents: ReadonlySet<string>) {
    super()
    // A browser's touches; jsdom has none, and there a test's fingers speak to the engine themselves.
    this.onEvent((target, type, detail, options) => {
      const { touches, changedTouches } = (options.originalEvent ?? {}) as Partial<TouchEvent>
      const extraFields = { touches: fingersOf(touches), changedTouches: fingersOf(changedTouches) }
      const event = new glassEasel.Event(type, type === 'tap' ? detail : {}, { ...options, extraFields })
      event.dispatch(target)
      return event.getEventBubbleStatus()
    })
  }

  /** jsdom draws no frames: what waits for one waits for its turn. */
  override render(drawn: (error: Error | null) => void): void {
    setTimeout(() => drawn(null), 0)
  }
}
