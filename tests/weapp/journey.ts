import { test as base, expect, type Page } from '@playwright/test'
import path from 'node:path'
import { startServer } from '../support/server'

const root = path.join(__dirname, '../..')

export { expect } from '@playwright/test'

interface Journey {
  /** The built mini-program on a phone in a browser, opened by somebody at an address. */
  as: (openid: string, at: string) => Promise<Page>
}

/** Journeys through the built mini-program: what goes wrong on the phone fails the test. */
export const test = base.extend<Journey, { address: string }>({
  address: [
    async ({}, use) => {
      const { address, stop } = await startServer(path.join(__dirname, 'serve-phone.ts'))
      await use(address)
      await stop()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  as: async ({ page, address }, use) => {
    const errors: string[] = []
    page.on('pageerror', ({ message }) => errors.push(message))
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
    await use(async (openid, at) => {
      await page.goto(`${address}/?as=${openid}#${at}`)
      return page
    })
    errors.push(...(await page.evaluate(() => (window as unknown as { takeTrouble: () => string[] }).takeTrouble())))
    expect(errors).toEqual([])
  },
})

/** The page that shows. */
export const onTop = (page: Page) => page.locator('section:not([hidden])')

/** Keeps a picture of what shows, for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  const scheme = await page.evaluate(() => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'))
  // Sheets take a moment to rise.
  await page.waitForTimeout(300)
  await page.screenshot({ path: path.join(root, 'pictures', `weapp-${name}-${scheme}.png`) })
}
