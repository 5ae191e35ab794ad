import type { Locator } from '@playwright/test'

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
      if (!element.closest('.days-scroll, .street-scroll, .strip-scroll') && box.right > top.clientWidth + 1)
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
