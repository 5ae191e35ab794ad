import type { Page } from '@playwright/test'
import { expect, onTop, picture, test } from './journey'
import type { Phone } from './phone/phone'

/** What a journey says to the phone itself, as its person or its network would. */
const onPhone = async (page: Page, act: (phone: Phone) => void): Promise<void> => {
  await page.evaluate(`(${act.toString()})(window.phone)`)
}

/** The same view in light and in dark. */
async function pictures(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await picture(page, name)
  }
}

const says = (page: Page, words: string | RegExp) => expect(onTop(page).getByText(words).first()).toBeVisible()
const tap = (page: Page, words: string) => onTop(page).getByText(words, { exact: true }).last().tap()
const button = (page: Page, words: string) =>
  onTop(page).locator('wx-button', { hasText: words }).filter({ visible: true }).last().tap()
const back = (page: Page) => onPhone(page, (phone) => void phone.back())
const closeSheet = async (page: Page) => {
  await onTop(page)
    .locator('.sheet-open .sheet-scrim')
    .tap({ position: { x: 100, y: 40 } })
  await expect(onTop(page).locator('.sheet-open')).toHaveCount(0)
}

test('a vendor’s own corner on the built mini-program', async ({ as }) => {
  const page = await as('o-vendor-0002', '/pages/me')
  await says(page, '3 条没看')
  await pictures(page, 'corner')
  await tap(page, '收件箱')
  await says(page, '还没开微信提醒')
  await pictures(page, 'inbox')
  await button(page, '提醒设置')
  await pictures(page, 'reminders')
  await closeSheet(page)
  await onPhone(page, (phone) => (phone.online = false))
  await button(page, '全部已读')
  await says(page, '未联网，有 1 件等着发出')
  await pictures(page, 'inbox-waiting')
  await onPhone(page, (phone) => (phone.online = true))
  await expect(onTop(page).getByText('没看过的')).toHaveCount(0)
  await back(page)

  await tap(page, '我的码')
  await says(page, '还能用')
  await pictures(page, 'my-code')
  await back(page)
  await tap(page, '隐私与我的数据')
  await says(page, '我们留着什么')
  await pictures(page, 'privacy')
  await button(page, '注销')
  await says(page, '真的要走吗')
  await pictures(page, 'leave')
  await closeSheet(page)
  await back(page)

  await tap(page, '名字与头像')
  await says(page, '大家会看到')
  await pictures(page, 'profile')
  await onPhone(page, (phone) => (phone.device.privacyAgreed = false))
  await button(page, '选头像')
  await says(page, '用之前，先说清楚')
  await pictures(page, 'privacy-sheet')
  await button(page, '先不用')
  await says(page, '没有同意隐私指引')
  await back(page)

  await tap(page, '字大一点')
  await tap(page, '特大')
  await pictures(page, 'comfort')
  await back(page)
  await pictures(page, 'corner-larger')
})

test('the desk on the built mini-program', async ({ as }) => {
  const page = await as('o-admin-0002', '/desk/home')
  await says(page, '看名单')
  await pictures(page, 'desk')
  await tap(page, '成员与身份')
  await says(page, '臭豆腐摊主')
  await pictures(page, 'desk-roles')
  await button(page, '加一位')
  await expect(onTop(page).locator('.sheet-open')).toBeVisible()
  await pictures(page, 'desk-add')
  await closeSheet(page)
  await back(page)
  await tap(page, '地方')
  await says(page, '望城区')
  await pictures(page, 'desk-regions')
})
