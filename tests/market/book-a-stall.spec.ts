import type { Page } from '@playwright/test'
import { expect, onTop, picture, sheet, test } from '../support/journey'

const tonight = '/market/night-map?night=2026-11-27-taohuajing'

const stall = (page: Page, name: string) => onTop(page).getByRole('button', { name, exact: true })
const button = (page: Page, name: string) => onTop(page).getByRole('button', { name, exact: true })
const tab = (page: Page, name: string) => page.locator('.weui-tabbar__item', { hasText: name })

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })
    test('a vendor opens tonight’s map, books a free stall, finds it under 我的 and gives it back', async ({ as }) => {
      const page = await as('o-vendor-0001')
      await expect(onTop(page).getByText('个摊位空着')).toBeVisible()
      await picture(page, 'home')

      await button(page, '看今晚的摊位图').tap()
      await expect(stall(page, 'A02 热食 空')).toBeVisible()
      await picture(page, 'map')

      await stall(page, 'A02 热食 空').tap()
      await expect(sheet(page)).toContainText('A02 热食')
      await expect(sheet(page)).toContainText('15:30 前可以退')
      await expect(sheet(page)).toContainText(/这个摊位给您留到 \d\d:\d\d，还有.*分钟/)
      await picture(page, 'sheet-free')
      await sheet(page).getByRole('button', { name: '确认订下' }).tap()
      await expect(sheet(page)).toContainText('订好了')
      await picture(page, 'sheet-booked')
      await expect(stall(page, 'A02 热食 我的')).toHaveCount(1)

      await sheet(page).getByRole('button', { name: '到「我的」里看' }).tap()
      await expect(onTop(page).locator('.booking-stall')).toHaveText('A02')
      await picture(page, 'me')
      await button(page, '退摊').tap()
      await picture(page, 'sheet-cancel')
      await sheet(page).getByRole('button', { name: '退摊' }).tap()
      await expect(onTop(page).getByText('还没有订摊位')).toBeVisible()
      await picture(page, 'me-empty')

      await tab(page, '今晚').tap()
      await expect(onTop(page).getByText('个摊位空着')).toBeVisible()
    })

    test('a stall that is taken or of another kind says so, and its button stays grey', async ({ as }) => {
      const page = await as('o-vendor-0003', tonight)
      for (const [name, words, shot] of [
        [/^A01 热食/, '这个摊位已经有人订了，换一个试试', 'sheet-taken'],
        [/^A02 热食 空/, '这个摊位不卖您这一类，选一个同类的', 'sheet-other-kind'],
        [/^B13 百货 停用/, '这个摊位今晚不能用，换一个试试', 'sheet-closed'],
      ] as const) {
        await onTop(page).getByRole('button', { name }).tap()
        await expect(sheet(page).getByText(words)).toBeVisible()
        await expect(sheet(page).getByRole('button', { name: '订这个摊位' })).toBeDisabled()
        await picture(page, shot)
        await page.locator('.sheet-open .sheet-scrim').tap({ position: { x: 100, y: 40 } })
        await expect(sheet(page)).toHaveCount(0)
      }
    })

    test('a resident sees who stands where, and is told kindly what is not theirs', async ({ as }) => {
      const page = await as('o-resident-0001', tonight)
      await expect(onTop(page).locator('.applies').getByText('看好想吃的')).toBeVisible()
      await picture(page, 'map-resident')
      const mine = await as('o-resident-0001', '/pages/me')
      await expect(onTop(mine).getByText('想来夜市摆摊')).toBeVisible()
      await picture(mine, 'me-resident')
    })

    test('a night that does not exist says so', async ({ as }) => {
      const page = await as('o-vendor-0001', '/market/night-map?night=2020-01-01-taohuajing')
      await expect(onTop(page).getByText('没有找到这一晚')).toBeVisible()
      await picture(page, 'map-no-such-night')
    })
  })
}

test('the strip outside the phone makes one another demo person', async ({ as }) => {
  const page = await as('o-vendor-0001')
  await expect(onTop(page).getByText('个摊位空着')).toBeVisible()
  await page.setViewportSize({ width: 1280, height: 960 })
  await picture(page, 'wide')
  await page.getByLabel('演示身份').selectOption('居民 3')
  await expect(page).not.toHaveURL(/as=/)
  await tab(page, '我的').tap()
  await expect(onTop(page).getByText('想来夜市摆摊')).toBeVisible()
})

test('the nights go on as the reader gets to the end of the list', async ({ as }) => {
  const page = await as('o-resident-0002')
  const nights = onTop(page).getByRole('button', { name: /月\d+日/ })
  await expect(nights).toHaveCount(13)
  await nights.last().scrollIntoViewIfNeeded()
  await expect(nights).toHaveCount(20)

  await nights.last().tap()
  await expect(stall(page, 'A01 热食 空')).toBeVisible()
  await page.goBack()
  await expect(nights.last()).toBeInViewport()
  await expect(nights).toHaveCount(20)
})

test('two people reach for one stall: it is held for one, the other reads so, picks another and moves on', async ({
  as,
}) => {
  const [first, second] = [await as('o-vendor-0004', tonight), await as('o-vendor-0006', tonight)]
  await expect(stall(second, 'A08 热食 空')).toHaveCount(1)
  await stall(first, 'A08 热食 空').tap()
  await expect(sheet(first)).toContainText('给您留到')

  await stall(second, 'A08 热食 空').tap()
  await expect(sheet(second)).toContainText('有人正在挑这个摊位')
  await expect(sheet(second).getByRole('button', { name: '订这个摊位' })).toBeDisabled()
  await expect(stall(second, 'A08 热食 正在被挑选')).toHaveCount(1)
  await picture(second, 'sheet-held')
  await second.locator('.sheet-open .sheet-scrim').tap({ position: { x: 100, y: 40 } })
  await stall(second, 'A14 热食 空').tap()
  await expect(sheet(second)).toContainText('给您留到')

  await sheet(first).getByRole('button', { name: '换一个' }).tap()
  await expect(onTop(first).getByText(/您正留着 A08，还有.*分钟/)).toBeVisible()
  await picture(first, 'map-holding')
  await stall(first, 'A12 热食 空').tap()
  await expect(stall(first, 'A12 热食 给您留着')).toHaveCount(1)
  await expect(stall(first, 'A08 热食 空')).toHaveCount(1)
  await first.reload()
  await button(first, '接着订').tap()
  await sheet(first).getByRole('button', { name: '确认订下' }).tap()
  await expect(sheet(first)).toContainText('订好了')
  await sheet(second).getByRole('button', { name: '换一个' }).tap()
})

test('a vendor pays what a night asks for: turns away once, and then pays at the till of the local cloud', async ({
  as,
}) => {
  const page = await as('o-vendor-0011', tonight)
  await stall(page, 'A16 热食 空').tap()
  await sheet(page).getByRole('button', { name: '确认订下' }).tap()
  await expect(sheet(page)).toContainText('订好了')
  const fees = await as('o-vendor-0011', '/market/my-fees?month=2026-11')
  const answer = (words: string) => fees.getByText(words, { exact: true }).last().tap()
  await button(fees, '付 ¥30').tap()
  await expect(fees.getByText('不动真钱')).toBeVisible()
  await picture(fees, 'fees-till')
  await answer('不付')
  await expect(onTop(fees).getByText('这次没付，钱没动')).toBeVisible()
  await button(fees, '付 ¥30').tap()
  await answer('付')
  await expect(onTop(fees).getByText('30 元，交清了')).toBeVisible()
  await expect(onTop(fees).getByText('交了 30 元，微信')).toBeVisible()
  await picture(fees, 'fees-paid')
})

test('without network, what was seen stays, with the time it was seen', async ({ as, errors }) => {
  const page = await as('o-vendor-0009')
  await expect(onTop(page).getByText('个摊位空着')).toBeVisible()
  await button(page, '看今晚的摊位图').tap()
  await expect(stall(page, 'A10 热食 空')).toBeVisible()

  await page.context().setOffline(true)
  await page.goBack()
  await expect(onTop(page).getByText(/未联网，下面是\s\d+月\d+日\s\d\d:\d\d\s看到的/)).toBeVisible()
  await expect(onTop(page).getByText('个摊位空着')).toBeVisible()
  await picture(page, 'home-offline')
  await page.goForward()
  await expect(onTop(page).getByText(/未联网，下面是/)).toBeVisible()
  await stall(page, 'A10 热食 空').tap()
  await sheet(page).getByRole('button', { name: '订这个摊位' }).tap()
  await expect(sheet(page).getByRole('status')).toContainText('再点一次，不会办重')
  await picture(page, 'sheet-offline')

  await page.context().setOffline(false)
  await sheet(page).getByRole('button', { name: '订这个摊位' }).tap()
  await expect(sheet(page)).toContainText('订好了')
  const others = errors.splice(0).filter((error) => !error.includes('ERR_INTERNET_DISCONNECTED'))
  expect(others).toEqual([])
})
