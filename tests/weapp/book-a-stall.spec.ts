import { expect, onTop, picture, test } from './journey'

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`the built mini-program, ${colorScheme}`, () => {
    test.use({ colorScheme })
    test('a vendor opens tonight’s map, books a free stall, finds it under 我的 and gives it back', async ({ as }) => {
      const page = await as('o-vendor-0001', '/pages/home')
      const shown = onTop(page)
      await expect(shown.getByText('个摊位空着')).toBeVisible()
      await picture(page, 'home')

      await shown.getByText('看今晚的摊位图').tap()
      await expect(shown.getByText('A02')).toBeVisible()
      await picture(page, 'map')

      await shown.getByText('A02').tap()
      const sheet = shown.locator('.sheet-open')
      await expect(sheet).toContainText('15:30 前可以退')
      await expect(sheet).toContainText('给您留到')
      await picture(page, 'sheet-free')
      await sheet.getByText('确认订下').tap()
      await expect(sheet).toContainText('订好了')
      await picture(page, 'sheet-booked')

      await sheet.getByText('到「我的」里看').tap()
      await expect(shown.locator('.booking-stall')).toHaveText('A02')
      await picture(page, 'me')
      await shown.getByText('退摊', { exact: true }).first().tap()
      await picture(page, 'sheet-cancel')
      await shown.locator('.sheet-open').getByText('退摊', { exact: true }).last().tap()
      await expect(shown.getByText('还没有订摊位')).toBeVisible()

      await page.locator('footer').getByText('今晚').tap()
      await expect(shown.getByText('个摊位空着')).toBeVisible()
    })
  })
}
