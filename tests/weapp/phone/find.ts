import { isBuiltIn } from './components'

const startsAsSelector = /^[.#[]/

/** In the drawn page WeChat's components are called `wx-…`, and before each id stands its owner's mark. */
const drawn = (selector: string): string =>
  selector
    .replace(/#([\w-]+)/g, '[id$="--$1"]')
    .replace(/(^|[\s>+~,(])([a-z][a-z-]*)/g, (all, before: string, name: string) =>
      isBuiltIn(name) ? `${before}wx-${name}` : all,
    )

const isSelector = (target: string): boolean =>
  startsAsSelector.test(target) || isBuiltIn(/^[a-z-]+/.exec(target)?.[0] ?? '')

const wordsOf = (element: Element): string => (element.textContent ?? '').replace(/\s+/g, ' ').trim()

const named = (element: Element): string => element.getAttribute('aria-label') ?? ''

const deepest = (elements: Element[]): Element[] =>
  elements.filter((element) => !elements.some((other) => other !== element && element.contains(other)))

/** All that a selector of WeChat's kind finds in a page, in order. */
export const select = (page: HTMLElement, selector: string): HTMLElement[] => [
  ...page.querySelectorAll<HTMLElement>(drawn(selector)),
]

/**
 * What a person would mean: a selector, whose words begin so when words are given; or else words alone, which name the
 * innermost thing that says exactly this, by its label or text, or the first that begins so.
 */
export function find(page: HTMLElement, target: string, words = ''): HTMLElement | undefined {
  if (isSelector(target))
    return select(page, target).find((each) => wordsOf(each).startsWith(words) || named(each).startsWith(words))
  const all = [...page.querySelectorAll<HTMLElement>('*')]
  const exactly = all.filter((each) => wordsOf(each) === target || named(each) === target)
  const beginning = () => all.filter((each) => wordsOf(each).startsWith(target) || named(each).startsWith(target))
  return (deepest(exactly.length > 0 ? exactly : beginning())[0] ?? undefined) as HTMLElement | undefined
}
