import type { Page } from '@playwright/test'
import { expect, onTop, picture, test } from '../support/journey'

const button = (page: Page, name: string | RegExp) => onTop(page).getByRole('button', { name })
const field = (page: Page, index: number) => onTop(page).locator('.field-input').nth(index).locator('input, textarea')
const says = (page: Page, words: string | RegExp) => expect(onTop(page).getByText(words).first()).toBeVisible()

test('a lead asks for somebody, staff let it pass, a volunteer does it, the lead thanks', async ({ as }) => {
  const words = '煤气灶打不着火，想请人看看'
  const lead = await as('o-lead-0001', '/volunteer/ask-wish')
  await says(lead, '替谁说的')
  await field(lead, 0).fill(words)
  await field(lead, 1).fill('五栋的爷爷')
  await field(lead, 2).fill('五栋 302')
  await field(lead, 3).fill('随时')
  await field(lead, 4).fill('13800138000')
  await button(lead, '交给社区').tap()
  await says(lead, '社区核对过就派出去')

  const staff = await as('o-staff-0001', '/desk/volunteer/wishes')
  await button(staff, new RegExp(words)).tap()
  await says(staff, '五栋 302')
  await button(staff, '派出去').tap()
  await says(staff, '等人接')

  const volunteer = await as('o-volunteer-0002', '/volunteer/wishes')
  await button(volunteer, new RegExp(words)).tap()
  await says(volunteer, '接了才看得到门牌和电话')
  await picture(volunteer, 'wish-to-claim')
  await button(volunteer, '我来办').tap()
  await says(volunteer, /13800138000/)
  await picture(volunteer, 'wish-mine')
  await field(volunteer, 0).fill('电池没电了，换了一节就好')
  await button(volunteer, '办好了').tap()
  await says(volunteer, '等对方谢一声')

  await lead.reload()
  await says(lead, '评一评，谢一声')
  await field(lead, 0).fill('爷爷晚饭吃上热的了')
  await button(lead, '谢谢您').tap()
  await says(lead, '爷爷晚饭吃上热的了')
  await picture(lead, 'wish-thanked')
})
