import type { Page } from '@playwright/test'
import type { Pledge } from '../../cloudfunctions/pledge/documents'
import type { Rhythm } from '../../cloudfunctions/pledge/rhythm/contract'
import { clientOf } from '../../config/scripts/client'
import { qrPath } from '../../src/shared/qr-path'
import { aPledge } from '../support/pledge-world'
import { expect, onTop, picture, sheet, test } from '../support/journey'

const [secretary, staff, neighbour] = ['o-secretary-0001', 'o-staff-0001', 'o-resident-0001'] as const
const branch = 'wangcheng.yueliangdao.taohuajing'

const button = (page: Page, name: string | RegExp) => onTop(page).getByRole('button', { name })
const field = (page: Page, label: string) => onTop(page).getByLabel(label, { exact: true })
const says = (page: Page, words: string | RegExp) => expect(onTop(page).getByText(words).first()).toBeVisible()
/** The card of a promise that waits for the branch. */
const card = (page: Page, words: string) => onTop(page).locator('.submitted').filter({ hasText: words })

/** A promise of the demo's, as it is stored. */
async function promiseOf(address: string, fits: (pledge: Pledge) => boolean): Promise<Pledge> {
  const lines = await (await fetch(`${address}/_/export?collection=pledges`)).text()
  const all = lines
    .split('\n')
    .flatMap((line) => (line === '' ? [] : (JSON.parse(line) as { document: Pledge }).document))
  const found = all.find((pledge) => pledge.place === branch && pledge.state === 'public' && fits(pledge))
  if (!found) throw new Error('the demo has no such promise')
  return found
}
const wordsOf = ({ versions }: Pledge): string => versions.at(-1)?.words ?? ''

test('a vague promise is warned of, sent back with a hint, mended, and stands on the board', async ({ as }) => {
  const [vague, precise] = ['积极做好社区环境卫生工作', '每周六早上清一次北门两侧的小广告']
  const member = await as('o-member-0002', '/pledge/write')
  await field(member, '做什么').fill(vague)
  await field(member, '为谁、在哪').fill('桃花井社区北门')
  await button(member, '存好，再看一眼').tap()
  await says(member, /「积极」/)
  await picture(member, 'promise-vague')
  await button(member, '交给支部').tap()
  await says(member, '等支部看')

  const branchDesk = await as(secretary, '/desk/pledge/waiting')
  await card(branchDesk, vague).getByLabel('要改的话，写一句怎么改').fill('写清楚清哪里、多久一次')
  await card(branchDesk, vague).getByRole('button', { name: '退回，请对方改' }).tap()
  await expect(card(branchDesk, vague)).toHaveCount(0)

  await member.reload()
  await button(member, new RegExp(vague)).tap()
  await says(member, /支部说：写清楚清哪里/)
  await picture(member, 'promise-returned')
  await field(member, '做什么').fill(precise)
  await button(member, '存好，再看一眼').tap()
  await button(member, '交给支部').tap()
  await says(member, '等支部看')
  await branchDesk.reload()
  await card(branchDesk, precise).getByRole('button', { name: '定诺，公开' }).tap()
  await expect(card(branchDesk, precise)).toHaveCount(0)

  const reader = await as(neighbour, '/pledge/find')
  await field(reader, '里面有什么字').fill('两侧的小广告')
  await button(reader, '看看').tap()
  await says(reader, precise)
  expect(new URL(reader.url()).hash).toContain(`search=${encodeURIComponent('两侧的小广告')}`)
  await picture(reader, 'promise-found')
})

test('a weekly patrol: one time is shown and verified, one is let go with a reason, one stays late for all to see', async ({
  as,
  address,
}) => {
  const patrol = await promiseOf(address, (pledge) => wordsOf(pledge).startsWith('每周三晚把三栋'))
  const member = await as(patrol.member, `/pledge/mine?pledge=${patrol._id}`)
  await field(member, '做了什么').fill('三楼的灯换好了，消防栓封条都在')
  await field(member, '在哪').fill('三栋')
  await button(member, '晒出来').tap()
  await says(member, '等人看')
  await picture(member, 'patrol-shown')

  const desk = await as(secretary, '/desk/pledge/waiting')
  await onTop(desk)
    .getByText(/等核实/)
    .first()
    .tap()
  await card(desk, '三楼的灯换好了').getByRole('button', { name: '核实了' }).tap()
  await expect(card(desk, '三楼的灯换好了')).toHaveCount(0)
  await desk.goto(`${address}/?as=${secretary}#/desk/pledge/promise?pledge=${patrol._id}`)
  await field(desk, '原因').filter({ visible: true }).fill('那天整栋楼停电，进不了楼道')
  await picture(desk, 'patrol-let-go')
  await button(desk, '免这一次').tap()
  await says(desk, /那天整栋楼停电/)

  const reader = await as(neighbour, `/pledge/pledge?pledge=${patrol._id}`)
  await says(reader, '三楼的灯换好了，消防栓封条都在')
  await says(reader, '核实过了')
  await expect(onTop(reader).locator('.bead-excused').first()).toBeAttached()
  await expect(onTop(reader).locator('.bead-kept, .bead-keptLate').first()).toBeAttached()
  await picture(reader, 'patrol-for-all')
})

test('a rainstorm: staff call, whoever promised it reads so and shows what was done', async ({ as, address }) => {
  const waits = aPledge('stormwatch', { member: 'o-member-0003' })
  const rhythm: Rhythm[] = [{ kind: 'event', event: 'rainstorm', within: 1 }]
  const watch = aPledge('stormwatch', { ...waits, versions: waits.versions.map((each) => ({ ...each, rhythm })) })
  await clientOf(address).put('pledges', watch)
  const desk = await as(staff, '/desk/pledge/events')
  await field(desk, '怎么回事').fill('气象台发了暴雨红色预警')
  await button(desk, '召集').tap()
  await sheet(desk).getByRole('button', { name: '召集' }).tap()
  await says(desk, '气象台发了暴雨红色预警')
  await picture(desk, 'rainstorm-called')
  // The next minute.
  await clientOf(address).tick('pledge')

  const member = await as(watch.member, `/pledge/mine?pledge=${watch._id}`)
  await field(member, '做了什么').fill('守到凌晨两点，水位退了')
  await field(member, '在哪').fill('银星路河堤')
  await button(member, '晒出来').tap()
  await says(member, '等人看')
  await picture(member, 'rainstorm-shown')
})

test('a round: the secretary opens it, a neighbour votes and reads the receipt', async ({ as }) => {
  const desk = await as(secretary, '/desk/pledge/rounds')
  await button(desk, '开一轮').tap()
  await sheet(desk).getByRole('button', { name: '开', exact: true }).tap()
  await says(desk, '0 人评了')

  const voter = await as('o-resident-0031', `/pledge/rounds?branch=${branch}`)
  await button(voter, /去评/).first().tap()
  await onTop(voter).getByText('不错', { exact: true }).first().tap()
  await picture(voter, 'ballot')
  await button(voter, '交上这一票').tap()
  await sheet(voter).getByRole('button', { name: '交上', exact: true }).tap()
  await says(voter, '您的一票在里面')
  await picture(voter, 'ballot-receipt')
})

test('a member left: the branch asks another one, who goes on with it, and all read who did it before', async ({
  as,
  address,
}) => {
  await clientOf(address).put('pledges', aPledge('handedon', { member: 'o-gone-0001', by: '高**' }))
  const desk = await as(secretary, '/desk/pledge/waiting')
  await says(desk, '有人离开了，这几条要有人接')
  await onTop(desk)
    .getByRole('button', { name: /每周五晚把三栋楼道的灯看一遍 高/ })
    .tap()
  await sheet(desk).getByLabel('为什么换人').fill('他搬去了别的区，这条要有人接')
  await picture(desk, 'handing-on')
  await sheet(desk).getByRole('button').filter({ hasText: '请他接' }).first().tap()
  await says(desk, /等.*答复/)

  const { documents } = clientOf(address)
  const to = (await documents<Pledge>('pledges')).find(({ handing }) => handing !== undefined)?.handing?.to ?? ''
  const taker = await as(to, '/pledge/mine')
  await says(taker, /支部想请您接着做/)
  await picture(taker, 'handing-offered')
  await button(taker, '我来接着做').tap()
  await expect(onTop(taker).getByText('支部想请您接着做')).toHaveCount(0)

  const reader = await as(neighbour, '/pledge/pledge?pledge=handedon0000')
  await says(reader, /高\*\*/)
  await says(reader, /以前是谁做的/)
  await picture(reader, 'handing-done')
})

test('the board on paper: the branch prints it, whoever scans its code stands before the latest', async ({
  as,
  address,
}) => {
  const desk = await as(secretary, '/desk/pledge/notice-board')
  const at = `${address}/#/pledge/board?branch=${branch}`
  const { path } = qrPath(at)
  await expect(onTop(desk).locator('.notice-board-code img')).toHaveAttribute(
    'src',
    new RegExp(encodeURIComponent(path.slice(0, 60)).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')),
  )
  await picture(desk, 'board-to-print')
  await button(desk, '打印').tap()
  const paper = await desk.locator('iframe[title="打印"]').getAttribute('srcdoc')
  expect(paper).toContain('桃花井社区党支部公示栏')
  expect(paper).not.toContain('<script')

  const printed = await desk.context().newPage()
  await printed.setContent(paper ?? '')
  await printed.emulateMedia({ media: 'print' })
  await expect(printed.locator('.paper-line').first()).toBeVisible()
  await picture(printed, 'board-on-paper')

  const reader = await as(neighbour, `/pledge/board?branch=${branch}`)
  await says(reader, /桃花井社区党支部，换一换/)
  await onTop(reader).getByText('晚了的').tap()
  await expect.poll(() => new URL(reader.url()).hash).toContain('sort=late')
  await reader.reload()
  await says(reader, /桃花井社区党支部，换一换/)
  await picture(reader, 'board-scanned')
})
