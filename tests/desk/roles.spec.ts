import type { Page } from '@playwright/test'
import { expect, onTop, picture, sheet, test } from '../support/journey'

const button = (page: Page, name: string | RegExp) => onTop(page).getByRole('button', { name, exact: true })
const inSheet = (page: Page, name: string) => sheet(page).getByRole('button', { name, exact: true })
const field = (page: Page, label: string) => sheet(page).getByLabel(label, { exact: true })

/** The code that somebody shows, as it stands on their own page. */
const codeOf = async (address: string, openid: string): Promise<string> => {
  const answer = await fetch(`${address}/call/member`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-openid': openid },
    body: JSON.stringify({ action: 'myCode', input: {}, key: `desk-code-${openid}` }),
  })
  const { value } = (await answer.json()) as { value: { code: string } }
  return value.code
}

test('staff make a resident a vendor by their code, and take it back with a reason', async ({ as, address }) => {
  const code = await codeOf(address, 'o-resident-0001')
  const page = await as('o-staff-0001', '/desk/home')
  await expect(onTop(page).getByText('桃花井社区')).toBeVisible()
  await expect(onTop(page).getByRole('button')).toHaveCount(1)
  await picture(page, 'desk-home-staff')
  await button(page, /^成员与身份/).tap()
  await expect(onTop(page).getByRole('tab')).toHaveText(['摊主', '志愿者', '邻长·网格长'])
  await expect(button(page, /^炸串摊主，/)).toBeVisible()
  await picture(page, 'desk-roles')

  await button(page, '加一位摊主').tap()
  await field(page, '对方的码').fill('12')
  await inSheet(page, '看看是谁').tap()
  await expect(sheet(page).getByRole('alert')).toContainText('码是 8 位字母和数字')
  await field(page, '对方的码').fill(`${code.slice(0, 4)} ${code.slice(4).toLowerCase()}`)
  await picture(page, 'desk-add-code')
  await inSheet(page, '看看是谁').tap()
  await expect(inSheet(page, '是这位，加上')).toBeVisible()
  await picture(page, 'desk-add-person')
  await inSheet(page, '是这位，加上').tap()
  await expect(sheet(page).getByText('对方会收到通知')).toBeVisible()
  await expect(sheet(page).getByText('订摊还差一步')).toBeVisible()
  await picture(page, 'desk-add-done')
  await inSheet(page, '再加一位').tap()
  await field(page, '对方的码').fill(code)
  await inSheet(page, '看看是谁').tap()
  await inSheet(page, '是这位，加上').tap()
  await expect(sheet(page).getByRole('status')).toHaveText('这位在这里已经有这个身份了，不用再加')
  await picture(page, 'desk-add-refused')
  await page.keyboard.press('Escape')
})
