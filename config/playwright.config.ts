import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/chromium'

const executablePath = findChromium()
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Journeys in a real browser, on a phone's screen. The zone is not China's on purpose: times must not depend on it. */
export default defineConfig({
  testDir: '../tests',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  // Generous: a busy machine may take its time, and only what never comes waits so long.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  workers: 3,
  retries: 0,
  // What is broken for all would be waited for in each.
  maxFailures: 5,
  forbidOnly: true,
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] === undefined ? 'list' : [['list'], ['json']],
  use: {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    timezoneId: 'UTC',
    locale: 'zh-CN',
    actionTimeout: 30_000,
    launchOptions: { args: quiet, ...(executablePath === undefined ? {} : { executablePath }) },
  },
})
