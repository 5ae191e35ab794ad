import type { Page } from '@playwright/test'
import { expect, onTop, test } from '../support/journey'
import { ways } from '../weapp/ways'
import { badLines, misfits, stumbles } from './measure'

/** Draws what is there as large as it gets, on the smallest phone. */
async function enlarge(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 568 })
  await onTop(page).evaluate((top) => {
    for (const element of [document.body, ...top.querySelectorAll('.page')])
      element.className = element.className.replace('comfort-normal', 'comfort-larger')
  })
}

test.describe.configure({ mode: 'parallel' })

/** Every page of the app, as the built mini-program's budgets name them, in parts that workers share. */
const all = Object.entries(ways)
const parts = 6
for (let part = 0; part < parts; part++)
  test(`every page, part ${String(part + 1)} of ${String(parts)}: a screen reader reads it, it has contrast in the dark, and nothing is clipped`, async ({
    as,
    address,
  }) => {
    const phones = new Map<string, Page>()
    /** Opens it on somebody's phone anew; the phone has loaded the app before. */
    const visit = async (who: string, at: string) => {
      const kept = phones.get(who)
      const page = kept ?? (await as(who, at))
      phones.set(who, page)
      if (!kept) return page
      await page.setViewportSize({ width: 390, height: 844 })
      await page.emulateMedia({ colorScheme: 'light' })
      await page.goto('about:blank')
      await page.goto(`${address}/?as=${who}#${at}`)
      return page
    }
    const found: Record<string, string[]> = {}
    for (const [route, { as: who = 'o-vendor-0001', query = '', says }] of all.filter((_, at) => at % parts === part)) {
      const page = await visit(who, `/${route}${query}`)
      await expect(onTop(page).getByText(says).first()).toBeAttached()
      const light = await stumbles(page)
      await page.emulateMedia({ colorScheme: 'dark' })
      const dark = await stumbles(page, ['color-contrast'])
      await enlarge(page)
      found[route] = [...light, ...dark, ...(await misfits(onTop(page), 60)), ...(await badLines(onTop(page)))]
    }
    expect(Object.entries(found).filter(([, each]) => each.length > 0)).toEqual([])
  })
