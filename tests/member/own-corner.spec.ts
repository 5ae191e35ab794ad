import type { Page } from '@playwright/test'
import { expect, onTop, picture, sheet, test } from '../support/journey'

const admin = 'o-admin-0002'
const community = 'wangcheng.yueliangdao.taohuajing'
/** The smallest picture: one dot, PNG. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const button = (page: Page, name: string | RegExp) => onTop(page).getByRole('button', { name })
const input = (page: Page, index: number) => onTop(page).locator('.field-input input').nth(index)
const says = (page: Page, words: string | RegExp) => expect(onTop(page).getByText(words).first()).toBeVisible()
const mine = async (page: Page) => page.locator('.weui-tabbar__item', { hasText: '我的' }).tap()

type Call = (openid: string, action: string, input: object) => Promise<Record<string, unknown>>
let tapped = 0

/** Calls the member function as somebody, past the pages. */
const callAt =
  (page: Page, address: string): Call =>
  async (openid, action, input) => {
    const key = `journey-${String(++tapped)}-${openid}-abcdefgh`
    const headers = { 'x-openid': openid }
    const answer = await page.request.post(`${address}/call/member`, { headers, data: { action, input, key } })
    const reply = (await answer.json()) as { ok: boolean; value: Record<string, unknown> }
    expect(reply).toMatchObject({ ok: true })
    return reply.value
  }

test('the first visit as nobody: nothing is asked for, all is readable, 我的 invites', async ({ as }) => {
  const page = await as('o-newcomer-0001')
  await says(page, '个摊位空着')
  await expect(sheet(page)).toHaveCount(0)
  await button(page, /看.*的摊位图/).tap()
  await expect(onTop(page).getByRole('button', { name: /^A02 热食/ })).toBeVisible()
  await page.goBack()
  await mine(page)
  await says(page, '点这里起个名字')
  await expect(onTop(page).getByText('我订的摊位')).toHaveCount(0)
})

test('nobody becomes someone: a name, a picture, a phone number; what was written waits; the name changes', async ({
  as,
}) => {
  const page = await as('o-newcomer-0002', '/pages/me')
  await button(page, /点这里起个名字/).tap()
  await input(page, 0).fill('桃花井的小石')
  await page.goBack()
  await button(page, /点这里起个名字/).tap()
  await says(page, '大家会看到：桃花井的小石')
  await button(page, '保存').tap()
  await says(page, '存好了')

  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, '选头像').tap()])
  await chooser.setFiles({ name: 'me.png', mimeType: 'image/png', buffer: dot })
  await says(page, /正在审核|大家都看得到/)

  await button(page, '用微信的手机号').tap()
  await says(page, /1\d\d\*{4}\d{4}/)
  await button(page, '去掉手机号').tap()
  await says(page, '可以不留')

  await onTop(page).getByRole('tab', { name: '全名' }).tap()
  await says(page, '先填上姓名，再这样显示')
  await input(page, 1).fill('石小桃')
  await says(page, '大家会看到：石小桃')
  await onTop(page).getByRole('tab', { name: '石**' }).tap()
  await says(page, '大家会看到：石**')
  await input(page, 0).fill('一二三四五六七八九十一二三四五六七八九十多')
  await button(page, '保存').tap()
  await expect(onTop(page).locator('.field-error')).toContainText('昵称')
  await input(page, 0).fill('老石')
  await button(page, '保存').tap()
  await says(page, '存好了')
  await page.goBack()
  await says(page, '石**')
})

test('elder mode and dark: larger at once, fewer rows, the rest behind 更多', async ({ as }) => {
  const page = await as('o-newcomer-0003', '/pages/me')
  await page.emulateMedia({ colorScheme: 'dark' })
  await button(page, '字大一点').tap()
  await onTop(page).getByRole('radio', { name: '特大' }).tap()
  await expect(onTop(page).locator('.page')).toHaveClass(/comfort-larger/)
  await page.goBack()
  await expect(onTop(page).locator('.page')).toHaveClass(/comfort-larger/)
  await expect(button(page, '隐私与我的数据')).toHaveCount(0)
  await button(page, '更多').tap()
  await expect(button(page, '隐私与我的数据')).toBeVisible()
})

test('a notice comes: the tab counts it, opening it reads it and goes where it speaks of', async ({ as, address }) => {
  const page = await as('o-newcomer-0004')
  const call = callAt(page, address)
  const { code } = await call('o-newcomer-0004', 'myCode', {})
  await call(admin, 'grantRole', { place: community, role: 'vendor', person: code })
  await page.reload()
  const badge = page.locator('.weui-tabbar__item', { hasText: '我的' }).locator('.weui-badge')
  await expect(badge).toHaveText('1')

  await mine(page)
  await button(page, /^收件箱 1 条没看/).tap()
  await button(page, '提醒设置').tap()
  await sheet(page).getByRole('button', { name: '微信也提醒我一次' }).tap()
  await expect(sheet(page)).toContainText('还能收到 1 次摊位提醒')
  await sheet(page).getByRole('switch', { name: '照片审核' }).tap()
  await expect(sheet(page)).toContainText('不提醒，只放在收件箱里')
  await page.locator('.sheet-open .sheet-scrim').tap({ position: { x: 100, y: 40 } })

  await onTop(page).locator('.letter').tap()
  await says(page, '还没有订摊位')
  await expect(button(page, /^收件箱 1 条没看/)).toHaveCount(0)
  await expect(badge).toHaveCount(0)
})

test('without network what was seen stays, with its time, and comes anew when the network is back', async ({
  as,
  errors,
}) => {
  const page = await as('o-vendor-0011', '/pages/me')
  await button(page, '收件箱').tap()
  await says(page, '还没有通知')
  await page.goBack()
  await says(page, '桃花井社区')
  await page.context().setOffline(true)
  await says(page, '未联网')
  await says(page, '桃花井社区')
  await button(page, '收件箱').tap()
  await says(page, /未联网，下面是\s\d+月\d+日\s\d\d:\d\d\s看到的/)
  await says(page, '还没有通知')
  await page.context().setOffline(false)
  await page.goBack()
  await button(page, '我的码').tap()
  await expect(onTop(page).locator('.code-letters')).toHaveText(/^[2-9A-HJ-NP-Z]{4} [2-9A-HJ-NP-Z]{4}$/)
  const others = errors.splice(0).filter((error) => !error.includes('ERR_INTERNET_DISCONNECTED'))
  expect(others).toEqual([])
})

test('what is read without network waits over a restart, and is told when it is back; the inbox goes on', async ({
  as,
  errors,
}) => {
  const page = await as('o-vendor-0002', '/member/inbox')
  const letters = onTop(page).locator('.letter')
  await expect(letters).toHaveCount(15)
  await letters.last().scrollIntoViewIfNeeded()
  await expect(letters).toHaveCount(28)
  await page.context().setOffline(true)
  await says(page, '未联网')
  await button(page, '全部已读').tap()
  await says(page, '未联网，有 1 件等着发出')
  await picture(page, 'inbox-waiting')

  // The browser needs the network to start the program again, the program does not get any of it.
  await page.route('**/call/**', (route) => route.abort())
  await page.context().setOffline(false)
  await page.reload()
  await says(page, /网络不通，下面是\s\d+月\d+日\s\d\d:\d\d\s看到的，有\s1\s件等着发出/)
  await expect(onTop(page).locator('.letter-dot')).toHaveCount(0)
  await page.unroute('**/call/**')
  await page.context().setOffline(true)
  await page.context().setOffline(false)
  await expect(onTop(page).getByText('没看过的')).toHaveCount(0)
  await expect(onTop(page).getByText(/等着发出|看到的/)).toHaveCount(0)
  expect(errors.splice(0).filter((error) => !/ERR_(INTERNET_DISCONNECTED|FAILED)/.test(error))).toEqual([])
})

test('all that is kept is taken along as one file, and then everything is left behind', async ({ as, address }) => {
  const page = await as('o-newcomer-0005', '/pages/me')
  await callAt(page, address)('o-newcomer-0005', 'setName', { name: '要搬家的人' })
  await button(page, '隐私与我的数据').tap()
  await button(page, '带走我的数据').tap()
  await says(page, '都在里面了')
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, '收下文件').tap()])
  expect(download.suggestedFilename()).toBe('我的数据-烟火邻里.json')
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  expect(Buffer.concat(chunks).toString()).toContain('要搬家的人')

  await button(page, '注销').tap()
  const leave = sheet(page).getByRole('button', { name: '注销', exact: true })
  await expect(leave).toBeDisabled()
  await sheet(page).locator('.field-input input').fill('注销')
  await leave.tap()
  await says(page, '个摊位空着')
  const kept = await page.evaluate(() =>
    Object.keys(localStorage).filter((key) => /^(draft|queue|seen:.*member)/.test(key)),
  )
  expect(kept).toEqual([])
})
