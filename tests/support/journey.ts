import { test as base, expect, type BrowserContext, type Page } from '@playwright/test'
import path from 'node:path'
import { toGcj } from '../../src/shared/gcj'
import { startServer } from './server'

const root = path.join(__dirname, '../..')

export { expect } from '@playwright/test'

/** The page that shows: those left behind stay in the document. */
export const onTop = (page: Page) => page.locator('.taro_page:not(.taro_page_shade)').last()

/** The sheet that is up. */
export const sheet = (page: Page) => page.locator('.sheet-open')

/** Keeps a picture of what shows, for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  const scheme = await page.evaluate(() => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'))
  // Sheets take a moment to rise.
  await page.waitForTimeout(300)
  await page.screenshot({ path: path.join(root, 'pictures', `${name}-${scheme}.png`) })
}

function watch(context: BrowserContext, errors: string[]): void {
  context.on('page', (page) => {
    page.on('pageerror', ({ message }) => errors.push(message))
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  })
}

interface Journey {
  /** What went wrong in any page; whatever is left here at the end fails the test. */
  errors: string[]
  /** Opens the app as somebody, in a browser of their own; their phone's clock goes on from `now`, if that is given. */
  as: (openid: string, at?: string, now?: Date) => Promise<Page>
}

async function serve({}: object, use: (address: string) => Promise<void>): Promise<void> {
  const { address, stop } = await startServer(path.join(__dirname, 'serve-journeys.ts'))
  await use(address)
  await stop()
}

export const test = base.extend<Journey, { address: string }>({
  address: [serve, { scope: 'worker', timeout: 180_000 }],
  errors: async ({}, use) => {
    const errors: string[] = []
    await use(errors)
    expect(errors).toEqual([])
  },
  as: async ({ browser, contextOptions, address, errors }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (openid, at = '', now = undefined) => {
      const context = await browser.newContext(contextOptions)
      contexts.push(context)
      watch(context, errors)
      const page = await context.newPage()
      if (now) await page.clock.setSystemTime(now)
      await page.goto(`${address}/?as=${openid}#${at}`)
      return page
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
})

/** For journeys that move the clock: a cloud that no other file's journeys look at. */
export const testAlone = () =>
  test.extend<object, { address: string }>({
    // A function of its own: workers are told apart by these.
    address: [({}, use) => serve({}, use), { scope: 'worker', timeout: 180_000 }],
  })

/** Somebody stands at a point of WeChat's map: their browser gives it as satellites count. */
export async function standAt(page: Page, point: { latitude: number; longitude: number }): Promise<void> {
  const moved = toGcj(point)
  await page.context().grantPermissions(['geolocation'])
  await page.context().setGeolocation({
    latitude: 2 * point.latitude - moved.latitude,
    longitude: 2 * point.longitude - moved.longitude,
  })
}
