import type { Page } from '@playwright/test'
import path from 'node:path'
import { expect, onTop, sheet, test } from '../support/journey'
import { badLines, misfits, stumbles } from './measure'

const gallery = '/gallery/gallery'
const sizes = { normal: '标准', large: '大字', larger: '特大字' } as const
const targets = { normal: 44, large: 60, larger: 60 } as const
type Size = keyof typeof sizes

const looks: { scheme: 'light' | 'dark'; size: Size }[] = [
  { scheme: 'light', size: 'normal' },
  { scheme: 'dark', size: 'normal' },
  { scheme: 'light', size: 'large' },
  { scheme: 'light', size: 'larger' },
  { scheme: 'dark', size: 'larger' },
]
const screens = [
  { width: 390, height: 844 },
  { width: 320, height: 568 },
]

const button = (page: Page, name: string) => onTop(page).getByRole('button', { name, exact: true })

async function choose(page: Page, size: Size): Promise<void> {
  await onTop(page).getByRole('tab', { name: sizes[size], exact: true }).tap()
  await expect(onTop(page).locator('.page')).toHaveClass(new RegExp(`comfort-${size}`))
}

/** The whole page at once, in a window as high as it is. */
async function wholePicture(page: Page, name: string, width: number): Promise<void> {
  const height = await onTop(page).evaluate(({ scrollHeight }) => scrollHeight + 120)
  await page.setViewportSize({ width, height })
  await page.waitForTimeout(200)
  await page.screenshot({ path: path.join(__dirname, '../../pictures', `${name}.png`), scale: 'css' })
}

for (const { scheme, size } of looks)
  test.describe(`${scheme}, ${size}`, () => {
    test.use({ colorScheme: scheme })
    test('every part fits, can be met by a thumb and read by a screen reader', async ({ as }) => {
      const page = await as('o-resident-0001', gallery)
      await choose(page, size)
      for (const screen of screens) {
        await page.setViewportSize(screen)
        expect(await misfits(onTop(page), targets[size])).toEqual([])
        expect(await badLines(onTop(page))).toEqual([])
        expect(await stumbles(page)).toEqual([])
        await wholePicture(page, `gallery-${scheme}-${size}-${String(screen.width)}`, screen.width)
      }
    })
  })

const pages: [name: string, who: string, at: string, says: string][] = [
  ['home', 'o-vendor-0001', '/pages/home', '个摊位空着'],
  ['map', 'o-vendor-0001', '/market/night-map?night=2026-11-27-taohuajing', 'C21'],
  ['me', 'o-resident-0001', '/pages/me', '我的小角落'],
]

for (const { width, height } of screens)
  test(`on pages ${String(width)} wide nothing is clipped at the largest size`, async ({ as }) => {
    for (const [name, who, at, says] of pages) {
      const page = await as(who, at)
      await page.addInitScript(() => localStorage.setItem('comfort', JSON.stringify({ data: 'larger' })))
      await page.setViewportSize({ width, height })
      await page.reload()
      await expect(onTop(page).getByText(says)).toBeAttached()
      expect(await misfits(onTop(page), targets.larger)).toEqual([])
      await page.screenshot({ path: path.join(__dirname, '../../pictures', `${name}-larger-${String(width)}.png`) })
    }
  })

test('the size that somebody likes is kept, and there at once', async ({ as }) => {
  const page = await as('o-resident-0001', gallery)
  await choose(page, 'larger')
  await page.goto(page.url().replace(gallery, '/pages/home'))
  await page.reload()
  await expect(onTop(page).locator('.page')).toHaveClass(/comfort-larger/)
  await expect(page.locator('body')).toHaveClass(/comfort-larger/)
})

test('keys alone open a sheet, stay inside it, close it, and are back where they were', async ({ as }) => {
  const page = await as('o-resident-0001', gallery)
  await button(page, '打开一张').focus()
  await page.keyboard.press('Enter')
  await expect(sheet(page)).toHaveCount(1)
  await expect(sheet(page).getByRole('dialog')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(sheet(page).getByRole('button', { name: '好的' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(sheet(page).getByRole('button', { name: '好的' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(sheet(page)).toHaveCount(0)
  await expect(button(page, '打开一张')).toBeFocused()
})

test('what is wrong with a field is seen when it is told, however low the screen and large the words', async ({
  as,
}) => {
  const page = await as('o-staff-0001', '/desk/roles')
  await page.addInitScript(() => localStorage.setItem('comfort', JSON.stringify({ data: 'larger' })))
  await page.setViewportSize({ width: 320, height: 460 })
  await page.reload()
  await onTop(page)
    .getByRole('button', { name: /^炸串摊主，/ })
    .tap()
  const field = sheet(page).locator('.field')
  const act = sheet(page).getByRole('button', { name: '取消这个身份' })
  const scrolled = () => onTop(page).evaluate(({ scrollTop }) => scrollTop)
  const before = await scrolled()
  await act.tap()
  const top = async (part: typeof act) => (await part.boundingBox())?.y ?? 0
  await expect(sheet(page).locator('.field-error')).toBeInViewport({ ratio: 1 })
  expect(await top(field.locator('.field-foot'))).toBeLessThan((await top(sheet(page).locator('.sheet-do'))) - 20)
  // The sheet alone was scrolled: it still stands on the lower edge, and the list behind it keeps its place.
  const panel = await sheet(page).locator('.sheet-panel').boundingBox()
  expect((panel?.y ?? 0) + (panel?.height ?? 0)).toBe(460)
  expect(await scrolled()).toBe(before)
  await page.screenshot({ path: path.join(__dirname, '../../pictures', 'field-wrong-320.png') })
})

/** The form for photos, and what puts a file into it. */
function photosOf(page: Page) {
  const photos = onTop(page).getByRole('group', { name: '现场照片' })
  const add = async (mimeType: string, buffer = Buffer.from('a few bytes')) => {
    const chooser = page.waitForEvent('filechooser')
    await photos.getByRole('button', { name: /添加照片/ }).tap()
    await (await chooser).setFiles({ name: 'one', mimeType, buffer })
  }
  const files = async () => {
    const answer = await page.request.get(new URL('/_/files', page.url()).href)
    return (await answer.text()).match(/photos\/gallery\/\w+\.png/g) ?? []
  }
  return { photos, add, files }
}

test('a photo is sent into its folder; what is none, or too large, is refused and can be taken away', async ({
  as,
}) => {
  const { photos, add, files } = photosOf(await as('o-resident-0001', gallery))
  await add('image/png')
  await expect(photos.locator('.photo-ready')).toHaveCount(1)
  expect(new Set(await files()).size).toBe(1)
  await add('image/gif')
  await expect(photos.locator('.photo-refused')).toContainText('换一张 JPG、PNG 或 WebP 的照片')
  await photos.getByRole('button', { name: '删掉第 2 张' }).tap()
  await add('image/webp', Buffer.alloc(10 * 1024 * 1024 + 1))
  await expect(photos.locator('.photo-refused')).toContainText('超过 10 MB')
})

test('a photo that the network lost is sent again by a tap', async ({ as, errors }) => {
  const page = await as('o-resident-0002', gallery)
  const { photos, add } = photosOf(page)
  await page.route('**/upload?*', (route) => route.abort())
  await add('image/png')
  await photos.getByRole('button', { name: '第 1 张没传上，点一下再传' }).waitFor()
  await page.unroute('**/upload?*')
  await photos.getByRole('button', { name: '第 1 张没传上，点一下再传' }).tap()
  await expect(photos.locator('.photo-ready')).toHaveCount(1)
  expect(errors.splice(0).filter((error) => !error.includes('ERR_FAILED'))).toEqual([])
})

test('an address that no page has says so and leads home', async ({ as }) => {
  const page = await as('o-resident-0001', '/pages/no-such-page')
  await expect(onTop(page).getByText('这个页面找不到了')).toBeVisible()
  await button(page, '回首页').tap()
  await expect(onTop(page).getByText('个摊位空着')).toBeVisible()
})
