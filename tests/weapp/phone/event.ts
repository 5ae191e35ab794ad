import { glassEasel } from 'glass-easel-miniprogram-adapter'

/** Who an event speaks of, as WeChat tells a handler. */
interface Party {
  id: string
  dataset: Record<string, unknown>
  offsetLeft: number
  offsetTop: number
}

/** What WeChat gives a handler: plain data, never an element. */
export interface WeChatEvent {
  type: string
  timeStamp: number
  target: Party
  currentTarget: Party
  mark: Record<string, unknown>
  detail: unknown
  [more: string]: unknown
}

interface Caller {
  id: string
  dataset?: Record<string, unknown> | null
}

const party = ({ id, dataset }: Caller): Party => ({ id, dataset: { ...dataset }, offsetLeft: 0, offsetTop: 0 })

/** The engine's event as WeChat's: what a handler of the app is called with. */
const toWeChat = (event: glassEasel.ShadowedEvent<unknown>): WeChatEvent => ({
  ...event.extraFields,
  type: event.type,
  timeStamp: event.timeStamp,
  target: party(event.target),
  currentTarget: party(event.currentTarget),
  mark: { ...event.mark },
  detail: event.detail,
})

type Method = (this: unknown, ...given: unknown[]) => unknown

/** The same definition, its functions told events as WeChat tells them. */
export function tellingPlainEvents<T extends object>(definition: T): T {
  return Object.fromEntries(
    Object.entries(definition).map(([name, value]: [string, unknown]) => {
      if (typeof value !== 'function') return [name, value]
      const method = value as Method
      const telling: Method = function (...given) {
        return method.apply(
          this,
          given.map((each) =>
            each instanceof glassEasel.Event ? toWeChat(each as glassEasel.ShadowedEvent<unknown>) : each,
          ),
        )
      }
      return [name, telling]
    }),
  ) as T
}

export interface Dispatch {
  /** Whether it goes on to the parents: taps and touches do, what a control says does not. */
  bubbles?: boolean
  /** Fields beside `detail`: touches. */
  extra?: Record<string, unknown>
}

/** Lets something happen on an element, through the engine: captured, caught and bubbling as in WeChat. */
export function dispatch(
  on: glassEasel.Element,
  name: string,
  detail: unknown,
  { bubbles = false, extra = {} }: Dispatch = {},
): void {
  glassEasel.triggerEvent(on, name, detail, { bubbles, composed: bubbles, capturePhase: true, extraFields: extra })
}

/** A finger that comes and goes on an element: touch, then tap. */
export function touch(on: glassEasel.Element, at = { x: 1, y: 1 }): void {
  const finger = { identifier: 0, pageX: at.x, pageY: at.y, clientX: at.x, clientY: at.y }
  const extra = { touches: [finger], changedTouches: [finger] }
  dispatch(on, 'touchstart', at, { bubbles: true, extra })
  dispatch(on, 'touchend', at, { bubbles: true, extra: { touches: [], changedTouches: [finger] } })
  dispatch(on, 'tap', at, { bubbles: true, extra })
}
