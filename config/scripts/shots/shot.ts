import type { Page } from '@playwright/test'

/** One picture: who opens which page, what they do there, and the words that show that it is there. */
export interface Shot {
  name: string
  as: string
  at: string
  /** Words that are there at the end. */
  says: string
  /** Whether the network is away: from the start, or once the page is there. */
  offline?: 'at once' | 'later'
  /** While the market is on, or after the last time to be there; otherwise in the morning before it. */
  evening?: true
  late?: true
  then?: (page: Page) => Promise<void>
}

/** The page that shows: those left behind stay in the document. */
export const onTop = (page: Page) => page.locator('.taro_page:not(.taro_page_shade)').last()

/** Taps a button of the page that shows. */
export const tap = (name: string | RegExp) => (page: Page) => onTop(page).getByRole('button', { name }).first().tap()

/** A button of the sheet that is up. */
export const sheetButton = (page: Page, name: string) => page.locator('.sheet-open').getByRole('button', { name })
