import type { Page } from '@playwright/test'

/** A Friday morning, with that evening's night open for booking; and other times. */
export const times = {
  morning: new Date('2026-11-27T10:00:00+08:00'),
  evening: new Date('2026-11-27T18:10:00+08:00'),
  /** When a shift that is led has begun. */
  shift: new Date('2026-11-28T08:40:00+08:00'),
  /** After the last time to be there. */
  late: new Date('2026-11-27T20:00:00+08:00'),
  /** The morning of the night that is cancelled. */
  cancelled: new Date('2026-12-04T10:00:00+08:00'),
  /** When all nights that were planned are over. */
  over: new Date('2027-02-01T10:00:00+08:00'),
}

/** One picture: who opens which page, what they do there, and the words that show that it is there. */
export interface Shot {
  name: string
  as: string
  at: string
  /** Words that are there at the end. */
  says: string | RegExp
  /** Whether the network is away: from the start, or once the page is there. */
  offline?: 'at once' | 'later'
  /** What time it is; otherwise the morning before the market. */
  when?: keyof typeof times
  /** Opened anew for each size: what is brought into view there depends on it. */
  anew?: true
  then?: (page: Page) => Promise<void>
}

/** The page that shows: those left behind stay in the document. */
export const onTop = (page: Page) => page.locator('.taro_page:not(.taro_page_shade)').last()

/** Taps a button of the page that shows. */
export const tap = (name: string | RegExp) => (page: Page) => onTop(page).getByRole('button', { name }).first().tap()

/** A button of the sheet that is up. */
export const sheetButton = (page: Page, name: string) => page.locator('.sheet-open').getByRole('button', { name })
