import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, onTop, test } from '../support/journey'
import { ways } from '../weapp/ways'
import { misfits } from './measure'

/** What a screen reader would stumble over, and what the eye would: rule and element. */
async function stumbles(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page })
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

/** Draws what is there as large as it gets, on the smallest phone. */
async function enlarge(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 568 })
  await onTop(page).evaluate((top) => {
    for (const element of [document.body, ...top.querySelectorAll('.page')])
      element.className = element.className.replace('comfort-normal', 'comfort-larger')
  })
}

test.describe.configure({ mode: 'parallel' })

/** Every page of the app, as the built mini-program's budgets name them, in two halves for two workers. */
const all = Object.entries(ways)
for (const half of [0, 1])
  test(`every page, ${half === 0 ? 'odd' : 'even'}: a screen reader reads it, it has contrast in the dark, and nothing is clipped`, async ({
    as,
  }) => {
    const found: Record<string, string[]> = {}
    for (const [route, { as: who = 'o-vendor-0001', query = '', says }] of all.filter((_, at) => at % 2 === half)) {
      const page = await as(who, `/${route}${query}`)
      await expect(onTop(page).getByText(says).first()).toBeAttached()
      const light = await stumbles(page)
      await page.emulateMedia({ colorScheme: 'dark' })
      const dark = await stumbles(page, ['color-contrast'])
      await enlarge(page)
      found[route] = [...light, ...dark, ...(await misfits(onTop(page), 60))]
      await page.close()
    }
    expect(Object.entries(found).filter(([, each]) => each.length > 0)).toEqual([])
  })
