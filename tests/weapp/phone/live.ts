import { elementOf } from './backend'
import { dispatch } from './event'

type Field = HTMLInputElement | HTMLTextAreaElement

/** What a person types goes to the component, what the app sets goes to the field. */
function field(dom: HTMLElement, inner: Field): () => void {
  const tell = (name: string) => {
    const element = elementOf(dom)
    if (element) dispatch(element, name, { value: inner.value, cursor: inner.selectionStart ?? 0, keyCode: 0 })
  }
  for (const name of ['focus', 'input', 'blur']) inner.addEventListener(name, () => tell(name))
  return () => {
    const value = dom.getAttribute('value') ?? ''
    if (inner.value !== value) inner.value = value
    inner.placeholder = dom.getAttribute('placeholder') ?? ''
    inner.disabled = dom.hasAttribute('disabled')
    inner.maxLength = Number(dom.getAttribute('maxlength') ?? 140)
  }
}

function picture(dom: HTMLElement, inner: HTMLImageElement): () => void {
  return () => {
    const address = dom.getAttribute('src')
    if (address !== null && inner.getAttribute('src') !== address) inner.src = address
    if (dom.getAttribute('mode') === 'aspectFit') inner.style.objectFit = 'contain'
  }
}

const kinds: Record<string, (dom: HTMLElement) => [inner: HTMLElement, follow: () => void]> = {
  'WX-INPUT': (dom) => {
    const inner = document.createElement('input')
    return [inner, field(dom, inner)]
  },
  'WX-TEXTAREA': (dom) => {
    const inner = document.createElement('textarea')
    return [inner, field(dom, inner)]
  },
  'WX-IMAGE': (dom) => {
    const inner = document.createElement('img')
    return [inner, picture(dom, inner)]
  },
}

/** Puts a browser's own field or picture into those components that need one to be used and seen. */
export function enliven(screen: HTMLElement): void {
  const followed = new WeakMap<Node, () => void>()
  const meet = (node: Node): void => {
    if (!(node instanceof HTMLElement)) return
    for (const dom of [node, ...node.querySelectorAll<HTMLElement>('wx-input, wx-textarea, wx-image')]) {
      const make = kinds[dom.tagName]
      if (!make || followed.has(dom)) continue
      const [inner, follow] = make(dom)
      dom.append(inner)
      followed.set(dom, follow)
      follow()
    }
  }
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'attributes') followed.get(target)?.()
      else addedNodes.forEach(meet)
    }
  }).observe(screen, { subtree: true, childList: true, attributes: true })
}
