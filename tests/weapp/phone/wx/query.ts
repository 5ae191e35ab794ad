import type { Device } from '../device'
import { select } from '../find'

type Told = Record<string, unknown>
type Callback = (told: never) => void

/** A box; in jsdom, which lays nothing out, all of its numbers are 0. */
function box(element: Element): Told {
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect()
  return { id: element.id, left, top, right, bottom, width, height }
}

/** `wx.createSelectorQuery()`: boxes, scrolls and sizes of what the page on top shows. */
export function query(device: Device) {
  const create = () => {
    const questions: { ask: () => unknown; callback: Callback | undefined }[] = []
    const page = () => device.stack().top.element
    const builder = {
      in: () => builder,
      select: (selector: string) => node(() => select(page(), selector)[0]),
      selectAll: (selector: string) => {
        const put = (ask: (element: Element) => Told) => (callback?: Callback) => {
          questions.push({ ask: () => select(page(), selector).map(ask), callback })
          return builder
        }
        return { boundingClientRect: put(box), fields: (_fields: object, callback?: Callback) => put(box)(callback) }
      },
      selectViewport: () => node(() => page()),
      exec: (done?: (all: unknown[]) => void) => {
        setTimeout(() => {
          const answers = questions.map(({ ask, callback }) => {
            const answer = ask()
            callback?.(answer as never)
            return answer
          })
          done?.(answers)
        }, 0)
        return builder
      },
    }
    const node = (find: () => Element | undefined) => {
      const put = (tell: (element: Element) => Told) => (callback?: Callback) => {
        const ask = () => {
          const element = find()
          return element ? tell(element) : null
        }
        questions.push({ ask, callback })
        return builder
      }
      return {
        boundingClientRect: put(box),
        scrollOffset: put(({ scrollTop, scrollLeft }) => ({ scrollTop, scrollLeft })),
        fields: (_fields: object, callback?: Callback) => put(box)(callback),
      }
    }
    return builder
  }
  return { createSelectorQuery: create }
}
