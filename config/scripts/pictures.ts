import { chromium, type Browser, type Page } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { booking } from '../../cloudfunctions/market/booking/contract'
import { schedule } from '../../cloudfunctions/market/schedule/contract'
import { profile } from '../../cloudfunctions/member/profile/contract'
import { profile as volunteers } from '../../cloudfunctions/volunteer/profile/contract'
import { freshH5 } from './builds'
import { findChromium } from './chromium'
import { clientOf } from './client'
import { root } from './domains'
import { startLocalCloud } from './local-cloud'
import { onTop, times, type Shot } from './shots/shot'
import { shots } from './shots/shots'
import { cancelled, longName, owing, withPhone } from './shots/stage'

/** What a picture is called by size of words and by light or dark: `elder` is the largest. */
const looks = {
  normal: { light: 'light', dark: 'dark' },
  large: { light: 'large' },
  larger: { light: 'elder', dark: 'elder-dark' },
} as const
type Comfort = keyof typeof looks
const sizes = [
  { width: 390, height: 844 },
  { width: 320, height: 568 },
]
const folder = path.join(root, 'pictures')
type LocalCloud = ReturnType<typeof clientOf>

interface Opening {
  browser: Browser
  /** Where the pages are. */
  url: string
  cloud: LocalCloud
  shot: Shot
  comfort: Comfort
}

/** Opens a page as its shot says, and does what is done there. */
async function open({ browser, url, cloud, shot, comfort }: Opening, viewport: (typeof sizes)[number]) {
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    locale: 'zh-CN',
    reducedMotion: 'reduce',
  })
  const time = times[shot.when ?? 'morning']
  await cloud.setClock(time)
  const page = await context.newPage()
  // Its phone tells the same time as the cloud, where that matters.
  if (shot.when) await page.clock.setFixedTime(time)
  await page.addInitScript((kept) => localStorage.setItem('comfort', JSON.stringify({ data: kept })), comfort)
  if (shot.offline === 'at once') await context.route('**/call/**', (route) => route.abort())
  await page.goto(`${url}/?as=${shot.as}#${shot.at}`)
  // The strip around the phone is no part of it.
  await page.addStyleTag({ content: '.demo-strip { display: none } .demo-phone { height: 100% !important }' })
  if (shot.offline === 'later') {
    await onTop(page).locator('.page-body:not(:has(.skeleton-block))').waitFor()
    await context.setOffline(true)
  }
  await shot.then?.(page)
  await page.getByText(shot.says).locator('visible=true').first().waitFor({ timeout: 15_000 })
  return page
}

/** Every look of a page that is open: the sun sets while it is. */
async function shoot(page: Page, { shot, comfort }: Opening, { width }: (typeof sizes)[number]): Promise<void> {
  for (const [colorScheme, look] of Object.entries(looks[comfort])) {
    await page.emulateMedia({ colorScheme: colorScheme as 'light' | 'dark' })
    await page.waitForTimeout(300)
    await page.screenshot({ path: path.join(folder, `${shot.name}-${look}-${String(width)}.png`) })
  }
}

/** A page is opened once for each size of words, and the phone shrinks while it is open, unless its shot wants it anew. */
async function take(opening: Opening): Promise<void> {
  let page: Page | undefined
  try {
    for (const size of sizes) {
      if (opening.shot.anew) await page?.context().close()
      if (!page || opening.shot.anew) page = await open(opening, size)
      else await page.setViewportSize(size)
      await shoot(page, opening, size)
    }
  } finally {
    await page?.context().close()
  }
}

/** What the pictures show beside the demo data: somebody's long name, a night that does not take place, phones. */
async function stage(cloud: LocalCloud): Promise<void> {
  const answers = [
    await cloud.call(longName.id, profile.setName, { name: longName.name }, 'picture-name'),
    await cloud.call('o-operator-0001', schedule.cancelNight, cancelled, 'picture-night'),
    await cloud.call(owing.who, booking.bookStall, owing.at, 'picture-owing'),
    ...(await Promise.all(
      withPhone.map((who) => cloud.call(who, volunteers.setContact, { phone: '13800138000' }, `picture-${who}`)),
    )),
  ]
  for (const answer of answers) if (!answer.ok) throw new Error(answer.say)
}

/** Takes a picture of every page, in each look and size; with names, of the shots whose names begin so. */
async function main(): Promise<void> {
  const wanted = process.argv.slice(2)
  await freshH5()
  mkdirSync(folder, { recursive: true })
  const { url, process: running } = await startLocalCloud({
    port: 0,
    seed: 'demo',
    scale: 1,
    now: times.morning,
    hosting: path.join(root, 'dist/h5'),
    timers: false,
    variables: { PAY_MERCHANT: '1900000109' },
  })
  const executablePath = findChromium()
  const browser = await chromium.launch({
    args: ['--no-sandbox', '--disable-gpu'],
    ...(executablePath === undefined ? {} : { executablePath }),
  })
  const failed: string[] = []
  try {
    const cloud = clientOf(url)
    await stage(cloud)
    const chosen = shots.filter(({ name }) => wanted.length === 0 || wanted.some((each) => name.startsWith(each)))
    for (const shot of chosen)
      for (const comfort of Object.keys(looks) as Comfort[])
        await take({ browser, url, cloud, shot, comfort }).catch((error: Error) =>
          failed.push(`${shot.name} ${comfort}: ${error.message.split('\n')[0] ?? ''}`),
        )
  } finally {
    await browser.close()
    running.kill()
  }
  for (const line of failed) console.error(line)
  if (failed.length > 0) process.exitCode = 1
  else console.log(`pictures are in ${folder}`)
}

void main()
