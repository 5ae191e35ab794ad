import type { Page } from '@playwright/test'
import { expect, onTop, picture, sheet, test } from '../support/journey'

const community = 'wangcheng.yueliangdao.taohuajing'
const tonight = '/market/night-map?night=2026-11-27-taohuajing'

const button = (page: Page, name: string | RegExp) => onTop(page).getByRole('button', { name, exact: true })
const inSheet = (page: Page, name: string) => sheet(page).getByRole('button', { name, exact: true })

/** Writes into a field of the sheet that is up, once it stands still. */
async function write(page: Page, label: string, words: string): Promise<void> {
  const field = sheet(page).getByLabel(label, { exact: true })
  await field.tap()
  await field.fill(words)
}

/** The code that somebody shows, read off their phone. */
async function codeOn(page: Page): Promise<string> {
  const letters = onTop(page).locator('.code-letters')
  await expect(letters).toHaveText(/^\w{4} \w{4}$/)
  return (await letters.textContent()) ?? ''
}

/** Types a code into the sheet and lets the cloud say whose it is. */
async function findBy(page: Page, code: string): Promise<void> {
  await write(page, '对方的码', code)
  await inSheet(page, '看看是谁').tap()
}

test('staff make a resident a vendor by their code, and take it back with a reason that is read', async ({ as }) => {
  const theirs = await as('o-resident-0011', '/member/my-code')
  const code = await codeOn(theirs)
  const page = await as('o-staff-0001', '/pages/me')
  await button(page, /^工作台/).tap()
  await expect(onTop(page).getByText('桃花井社区')).toBeVisible()
  await expect(button(page, /^地方/)).toHaveCount(0)
  await button(page, /^成员与身份/).tap()
  await expect(onTop(page).getByRole('tab')).toHaveText(['摊主', '志愿者', '邻长·网格长'])
  const lead = onTop(page).getByRole('tab', { name: '邻长·网格长' })
  await lead.tap()
  await expect(button(page, /^网格长，第一网格/)).toBeVisible()

  await button(page, '加一位邻长·网格长').tap()
  await findBy(page, '12')
  await expect(sheet(page).getByRole('alert')).toContainText('码是 8 位字母和数字')
  await findBy(page, 'AAAAAAAA')
  await expect(sheet(page).getByRole('status')).toContainText('这个码认不出来或者过期了')
  await findBy(page, code.toLowerCase())
  await expect(sheet(page).getByText('邻居', { exact: true })).toBeVisible()
  await inSheet(page, '是这位，加上').tap()
  await expect(sheet(page).getByRole('status')).toContainText('现在是桃花井社区的邻长·网格长了')
  await inSheet(page, '再加一位').tap()
  await findBy(page, code)
  await inSheet(page, '是这位，加上').tap()
  await expect(sheet(page).getByRole('status')).toHaveText('这位在这里已经有这个身份了，不用再加')
  await page.keyboard.press('Escape')

  await button(page, '邻居，桃花井社区').tap()
  await inSheet(page, '取消这个身份').tap()
  await expect(sheet(page).getByRole('alert')).toContainText('2 到 200 个字')
  await write(page, '为什么取消', '换到望府路社区去了')
  await picture(page, 'desk-dismiss')
  await inSheet(page, '取消这个身份').tap()
  await expect(onTop(page).getByRole('status')).toContainText('邻居不再是邻长·网格长了')
  await expect(button(page, '邻居，桃花井社区')).toHaveCount(0)
  await expect(button(page, /^网格长，第一网格/)).toBeVisible()

  const told = await as('o-resident-0011', '/member/inbox')
  await expect(onTop(told).getByText('原因：换到望府路社区去了', { exact: false })).toBeVisible()
})

test('a new vendor is told what is still missing before they can book', async ({ as }) => {
  const theirs = await as('o-resident-0012', '/member/my-code')
  const code = await codeOn(theirs)
  const page = await as('o-staff-0001', '/desk/roles')
  await button(page, '加一位摊主').tap()
  await findBy(page, code)
  await inSheet(page, '是这位，加上').tap()
  await expect(sheet(page).getByText('订摊还差一步')).toBeVisible()
  await picture(page, 'desk-vendor-added')
  const map = await as('o-resident-0012', tonight)
  await expect(onTop(map).locator('.applies')).toContainText('您的摊主资料还没通过，请联系夜市运营方')
})

test('an admin of the district gives any role at any place below, and takes it where it was given', async ({ as }) => {
  const theirs = await as('o-resident-0013', '/member/my-code')
  const code = await codeOn(theirs)
  const page = await as('o-admin-0002', '/desk/roles')
  await expect(onTop(page).getByRole('radio')).toHaveCount(9)
  await onTop(page).getByRole('radio', { name: '工作人员' }).tap()
  await expect(button(page, /^工作人员，桃花井社区/)).toBeVisible()

  await button(page, /^望城区/).tap()
  await sheet(page)
    .getByRole('button', { name: /^高塘岭街道/ })
    .tap()
  await sheet(page)
    .getByRole('button', { name: /^望府路社区/ })
    .tap()
  await expect(sheet(page).getByRole('button', { name: /^森林海网格/ })).toBeVisible()
  await picture(page, 'desk-places')
  await sheet(page).getByRole('link', { name: '高塘岭街道' }).tap()
  await sheet(page)
    .getByRole('button', { name: /^望府路社区/ })
    .tap()
  await inSheet(page, '就选这里').tap()
  await expect(onTop(page).getByText('这里还没有工作人员')).toBeVisible()
  await button(page, '加一位工作人员').tap()
  await findBy(page, code)
  await inSheet(page, '是这位，加上').tap()
  await inSheet(page, '好了').tap()
  await expect(button(page, '邻居，望府路社区')).toBeVisible()

  // Seen from above, and taken from there: the role is the one of the place below.
  await button(page, /^望府路社区/).tap()
  await sheet(page).getByRole('link', { name: '望城区' }).tap()
  await inSheet(page, '就选这里').tap()
  await button(page, '邻居，望府路社区').tap()
  await write(page, '为什么取消', '试用期满了')
  await inSheet(page, '取消这个身份').tap()
  await expect(onTop(page).getByRole('status')).toContainText('邻居不再是工作人员了')
})

test('the last admin of the district stays, and the page says so where the thumb is', async ({ as }) => {
  const page = await as('o-admin-0002', '/desk/roles')
  await onTop(page).getByRole('radio', { name: '管理员' }).tap()
  await button(page, /^管理员2，望城区|^管理员，望城区/).tap()
  await write(page, '为什么取消', '轮岗')
  await inSheet(page, '取消这个身份').tap()
  await expect(sheet(page).getByRole('status')).toHaveText('区里至少要有一位管理员，请先加上另一位再来办')
  await picture(page, 'desk-last-admin')
})

test('an admin adds a grid, renames it and retires it; going back goes up', async ({ as }) => {
  const page = await as('o-admin-0001', '/desk/home')
  await button(page, /^地方/).tap()
  await button(page, '加一个网格').tap()
  await inSheet(page, '加上').tap()
  await expect(sheet(page).getByRole('alert')).toContainText('2 到 20 个字')
  await write(page, '名字', '第二网格')
  await expect(sheet(page).getByLabel('短名')).toHaveValue('g4')
  await write(page, '名字', '第七网格')
  await expect(sheet(page).getByLabel('短名')).toHaveValue('g7')
  await write(page, '短名', '第七')
  await inSheet(page, '加上').tap()
  await expect(sheet(page).getByRole('alert')).toContainText('只能用小写字母和数字')
  await write(page, '短名', 'g1')
  await inSheet(page, '加上').tap()
  await expect(sheet(page).getByRole('alert')).toContainText('这个拼音短名已经用过了')
  await picture(page, 'desk-region-add')
  await write(page, '短名', 'g7')
  await inSheet(page, '加上').tap()
  await expect(onTop(page).getByRole('status')).toContainText('加好了：第七网格')

  await button(page, '第七网格').tap()
  await expect(onTop(page).getByText('网格 · 短名 g7')).toBeVisible()
  await button(page, '改名').tap()
  await write(page, '名字', '夜市网格')
  await inSheet(page, '改成这个').tap()
  await expect(onTop(page).getByRole('heading', { name: '夜市网格' })).toBeVisible()
  await button(page, '停用').tap()
  await inSheet(page, '停用').tap()
  await expect(onTop(page).getByText('网格 · 短名 g7 · 已停用')).toBeVisible()
  await picture(page, 'desk-region-retired')
  await onTop(page).getByRole('link', { name: '桃花井社区' }).tap()
  await expect(onTop(page).getByRole('listitem').filter({ hasText: '夜市网格' })).toContainText('已停用')
  await expect(button(page, '夜市网格')).toHaveCount(0)

  await button(page, '停用').tap()
  await inSheet(page, '停用').tap()
  await expect(sheet(page).getByRole('status')).toHaveText('下面还有在用的地方，先把它们停用')
})

test('a list of many goes on as the reader gets to its end, and a page keeps to the place of its reader', async ({
  as,
}) => {
  const page = await as('o-staff-0001', '/desk/roles')
  const rows = onTop(page).getByRole('list', { name: '桃花井社区的摊主' }).getByRole('listitem')
  await expect(rows).toHaveCount(20)
  await rows.last().scrollIntoViewIfNeeded()
  await expect(rows).toHaveCount(40)
  const elsewhere = await as('o-admin-0001', '/desk/regions?place=wangcheng.gaotangling')
  await expect(onTop(elsewhere).getByText('暂时看不到')).toBeVisible()
  const below = await as('o-admin-0001', `/desk/regions?place=${community}.g1.u1`)
  await expect(onTop(below).getByText('邻是最小的一级')).toBeVisible()
})

for (const page of ['home', 'roles', 'regions'])
  test(`desk/${page} tells somebody without a role kindly, and shows the way back`, async ({ as }) => {
    const opened = await as('o-resident-0014', `/desk/${page}`)
    await expect(onTop(opened).getByText('这里给办事的邻里用')).toBeVisible()
    await button(opened, '回首页').tap()
    await expect(onTop(opened).getByText('个摊位空着')).toBeVisible()
  })

test('without network a change says that a second tap is safe, and the second tap does it', async ({ as, errors }) => {
  const theirs = await as('o-resident-0015', '/member/my-code')
  const code = await codeOn(theirs)
  const page = await as('o-staff-0001', '/desk/roles')
  await button(page, '加一位摊主').tap()
  await findBy(page, code)
  await expect(inSheet(page, '是这位，加上')).toBeVisible()
  await page.context().setOffline(true)
  await inSheet(page, '是这位，加上').tap()
  await expect(sheet(page).getByRole('status')).toContainText('再点一次，不会办重')
  await page.context().setOffline(false)
  await inSheet(page, '是这位，加上').tap()
  await expect(sheet(page).getByText('对方会收到通知')).toBeVisible()
  expect(errors.splice(0).filter((error) => !error.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
})
