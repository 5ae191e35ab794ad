import { chromium, type Browser } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { freshH5 } from './builds'
import { findChromium } from './chromium'
import { root } from './domains'
import { startLocalCloud } from './local-cloud'
import { onTop, type Shot } from './shots/shot'
import { shots } from './shots/shots'
import { longName } from './shots/stage'

/** A page is opened once for each size of words; the sun sets and the phone shrinks while it is open. */
const comforts = ['normal', 'larger'] as const
const schemes = ['light', 'dark'] as const
const sizes = [
  { width: 390, height: 844 },
  { width: 320, height: 568 },
]
const folder = path.join(root, 'pictures')
/** A Friday morning: that evening's night is open for booking. */
const now = new Date('2026-11-27T10:00:00+08:00')
const evening = new Date('2026-11-27T18:10:00+08:00')
const late = new Date('2026-11-27T20:00:00+08:00')

interface Opening {
  browser: Browser
  url: string
  shot: Shot
  comfort: (typeof comforts)[number]
}

/** What a picture of it is called: `elder` is the largest words. */
const lookOf = (comfort: Opening['comfort'], scheme: (typeof schemes)[number]): string =>
  comfort === 'normal' ? scheme : scheme === 'light' ? 'elder' : 'elder-dark'

async function take({ browser, url, shot, comfort }: Opening): Promise<void> {
  const context = await browser.newContext({
    viewport: sizes[0] ?? null,
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    locale: 'zh-CN',
    reducedMotion: 'reduce',
  })
  try {
    const time = shot.late ? late : shot.evening ? evening : now
    await setClock(url, time)
    const page = await context.newPage()
    // Its phone tells the same time as the cloud, where that matters.
    if (time !== now) await page.clock.setFixedTime(time)
    await page.addInitScript((kept) => localStorage.setItem('comfort', JSON.stringify({ data: kept })), comfort)
    if (shot.offline === 'at once') await context.route('**/call/**', (route) => route.abort())
    await page.goto(`${url}/?as=${shot.as}#${shot.at}`)
    // The strip around the phone is no part of it.
    await page.addStyleTag({ content: '.demo-strip { display: none } .demo-phone { height: 100% !important }' })
    if (shot.offline === 'later') {
      await onTop(page)
        .getByText(/空着|还没有/)
        .first()
        .waitFor()
      await context.setOffline(true)
    }
    await shot.then?.(page)
    await page.getByText(shot.says).locator('visible=true').first().waitFor({ timeout: 15_000 })
    for (const size of sizes) {
      await page.setViewportSize(size)
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme })
        await page.waitForTimeout(300)
        const name = `${shot.name}-${lookOf(comfort, colorScheme)}-${String(size.width)}.png`
        await page.screenshot({ path: path.join(folder, name) })
      }
    }
  } finally {
    await context.close()
  }
}

async function put(url: string, body: unknown): Promise<void> {
  const answer = await fetch(`${url}/_/documents`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(await answer.text())
}

async function setClock(url: string, now: Date): Promise<void> {
  const body = JSON.stringify({ now: now.toISOString() })
  await fetch(`${url}/_/clock`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
}

async function stage(url: string): Promise<void> {
  const query = encodeURIComponent(JSON.stringify({ _id: longName.id }))
  const found = await fetch(`${url}/_/documents?collection=members&query=${query}`)
  const { documents } = (await found.json()) as { documents: string[] }
  await put(url, {
    collection: 'members',
    document: { ...(JSON.parse(documents[0] ?? '{}') as object), name: longName.name },
  })
}

/** Takes a picture of every page, in each look and size; with names, of the shots whose names begin so. */
async function main(): Promise<void> {
  const wanted = process.argv.slice(2)
  await freshH5()
  mkdirSync(folder, { recursive: true })
  const { url, process: cloud } = await startLocalCloud({
    port: 0,
    seed: 'demo',
    scale: 1,
    now,
    hosting: path.join(root, 'dist/h5'),
    timers: false,
  })
  const executablePath = findChromium()
  const browser = await chromium.launch({
    args: ['--no-sandbox', '--disable-gpu'],
    ...(executablePath === undefined ? {} : { executablePath }),
  })
  const failed: string[] = []
  try {
    await stage(url)
    const chosen = shots.filter(({ name }) => wanted.length === 0 || wanted.some((each) => name.startsWith(each)))
    for (const shot of chosen)
      for (const comfort of comforts)
        await take({ browser, url, shot, comfort }).catch((error: Error) =>
          failed.push(`${shot.name} ${comfort}: ${error.message.split('\n')[0] ?? ''}`),
        )
  } finally {
    await browser.close()
    cloud.kill()
  }
  for (const line of failed) console.error(line)
  if (failed.length > 0) process.exitCode = 1
  else console.log(`pictures are in ${folder}`)
}

void main()
