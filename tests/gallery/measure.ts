import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'

/** What a screen reader would stumble over, and what the eye would: rule and element. */
export async function stumbles(page: Page, rules?: string[]): Promise<string[]> {
  // Legacy: in the page itself, which has no frames. Otherwise each look opens another page to sum up.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

/** Parts of a page that reach beyond it, hide some of their words, or are lower than `target` pixels for a thumb. */
export const misfits = (page: Locator, target: number): Promise<string[]> =>
  page.evaluate((top, least) => {
    const found: string[] = []
    const name = (element: Element) =>
      `${element.className || element.tagName}: ${(element.textContent ?? '').slice(0, 20)}`
    if (top.scrollWidth > top.clientWidth) found.push(`the page is ${String(top.scrollWidth)} wide`)
    for (const element of top.querySelectorAll<HTMLElement>('.page *')) {
      const box = element.getBoundingClientRect()
      if (box.width === 0 || getComputedStyle(element).visibility === 'hidden') continue
      // What scrolls by itself may be wider than the page.
      if (
        !element.closest('.days-scroll, .street-scroll, .strip-scroll, .month-scroll') &&
        box.right > top.clientWidth + 1
      )
        found.push(`beyond the edge: ${name(element)}`)
      const hides = getComputedStyle(element).overflowX === 'hidden' && element.children.length === 0
      if (hides && element.scrollWidth > element.clientWidth + 1) found.push(`hidden words: ${name(element)}`)
      const role = element.getAttribute('role') ?? ''
      if (['button', 'tab', 'checkbox', 'radio', 'switch'].includes(role) && !element.matches('.sheet-scrim'))
        if (box.height < least - 0.5 || box.width < Math.min(least, 44) - 0.5)
          found.push(`${String(Math.round(box.width))} × ${String(Math.round(box.height))}: ${name(element)}`)
    }
    return found
  }, target)

/** Lines of a page that begin with a mark that belongs to the line before, or that are a single sign at the end of words. */
export const badLines = (page: Locator): Promise<string[]> =>
  page.evaluate((top) => {
    const marks = /^[，。、；：？！…）」”·%]/
    /** The lines of a part of a text as it is drawn. */
    const linesOf = (text: Text, from: number, to: number): string[] => {
      const range = document.createRange()
      const lines: string[] = []
      let last = NaN
      for (let at = from; at < to; at += 1) {
        range.setStart(text, at)
        range.setEnd(text, at + 1)
        const [box] = range.getClientRects()
        if (!box) continue
        if (Math.abs(box.top - last) > box.height / 2 || lines.length === 0) lines.push('')
        lines[lines.length - 1] += text.data[at] ?? ''
        last = box.top
      }
      return lines.map((line) => line.trim()).filter(Boolean)
    }
    const texts = document.createTreeWalker(top, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    while (texts.nextNode()) {
      const text = texts.currentNode as Text
      if (text.parentElement?.checkVisibility({ visibilityProperty: true }) !== true) continue
      let from = 0
      // What the words themselves put on a line of its own may be short.
      for (const part of text.data.split('\n')) {
        const lines = linesOf(text, from, from + part.length)
        from += part.length + 1
        const bad = lines
          .slice(1)
          .some((line) => marks.test(line) || line.replace(/[，。、；：？！…）」”]+$/, '').length < 2)
        if (bad) found.push(lines.join(' | '))
      }
    }
    return found
  })
