import type { Page } from '@playwright/test'
import { onTop, sheetButton, tap, type Shot } from './shot'
import { longName } from './stage'

const nobody = 'o-resident-0001'
const staff = 'o-staff-0001'
const operator = 'o-operator-0001'
const night = '2026-11-27-taohuajing'
const admin = 'o-admin-0002'
const community = 'wangcheng.yueliangdao.taohuajing'
const inSheet = (name: string) => (page: Page) => sheetButton(page, name).tap()

/** Does one thing after another. */
const first =
  (...acts: ((page: Page) => Promise<void>)[]) =>
  async (page: Page) => {
    for (const act of acts) await act(page)
  }

/** Reads on to the end of a list of 80. */
const toTheEnd = async (page: Page) => {
  const row = onTop(page).getByRole('list', { name: /摊主/ }).getByRole('listitem')
  for (const count of [20, 40]) {
    // A browser tells of the end only once it was away from it.
    await row.nth(count - 18).scrollIntoViewIfNeeded()
    await row.nth(count - 1).scrollIntoViewIfNeeded()
    await row.nth(count).waitFor()
  }
  // As many are shown as a page holds: the next ones stand in their place.
  await tap('还有，接着看')(page)
  await onTop(page)
    .getByRole('button', { name: /^回到前面/ })
    .waitFor()
  await row.last().scrollIntoViewIfNeeded()
}

/** The desk, for those who serve and for those who do not. */
export const desk: readonly Shot[] = [
  { name: 'desk-tonight', as: operator, at: '/desk/market/tonight', says: '摊位布局' },
  { name: 'desk-schedule', as: operator, at: '/desk/market/schedule?market=taohuajing', says: '每周规则已排到' },
  { name: 'desk-hours', as: operator, at: '/desk/market/hours?market=taohuajing', says: '最晚到场' },
  {
    name: 'desk-hours-ladder',
    as: operator,
    at: '/desk/market/hours?market=taohuajing',
    says: '去掉最后一档',
    then: async (page) => {
      await tap('再加一档')(page)
      await onTop(page).getByText('去掉最后一档').scrollIntoViewIfNeeded()
    },
  },
  { name: 'desk-night', as: operator, at: `/desk/market/night?night=${night}`, says: 'C21' },
  {
    name: 'desk-night-stall',
    as: operator,
    at: `/desk/market/night?night=${night}`,
    says: '这一晚停用',
    then: tap(/^A01/),
  },
  {
    name: 'desk-night-warn',
    as: operator,
    at: `/desk/market/night?night=${night}`,
    says: '这一晚照常',
    then: tap('提醒摊主'),
  },
  {
    name: 'desk-night-cancel',
    as: operator,
    at: `/desk/market/night?night=${night}`,
    says: '取消并通知大家',
    then: tap('取消这一晚'),
  },
  {
    name: 'desk-night-free',
    as: operator,
    at: `/desk/market/night?night=${night}`,
    says: '安排一位摊主',
    then: tap(/^A02/),
  },
  { name: 'desk-place', as: operator, at: `/desk/market/place?night=${night}&stall=A02`, says: '还有' },
  {
    name: 'desk-place-chosen',
    as: operator,
    at: `/desk/market/place?night=${night}&stall=A02`,
    says: '为什么',
    then: (page) => onTop(page).getByRole('list', { name: '摊主' }).getByRole('button').first().tap(),
  },
  { name: 'desk-place-move', as: operator, at: `/desk/market/place?night=${night}&stall=A01`, says: '换到哪个空摊位' },
  {
    name: 'desk-place-refused',
    as: operator,
    at: `/desk/market/place?night=${night}&stall=A01`,
    says: '写 2 到 60 个字',
    then: first((page) => onTop(page).getByRole('radio', { name: 'A02' }).tap(), tap('A01 换到 A02')),
  },
  {
    name: 'desk-place-error',
    as: operator,
    at: `/desk/market/place?night=${night}&stall=A02`,
    says: '暂时看不到',
    offline: 'at once',
  },
  { name: 'desk-seasons', as: operator, at: '/desk/market/seasons?market=taohuajing', says: '还没定给谁' },
  {
    name: 'desk-seasons-error',
    as: operator,
    at: '/desk/market/seasons?market=taohuajing',
    says: '暂时看不到',
    offline: 'at once',
  },
  { name: 'desk-season', as: operator, at: '/desk/market/season?market=taohuajing&stall=B19', says: '提前收回' },
  {
    name: 'desk-season-chosen',
    as: operator,
    at: '/desk/market/season?market=taohuajing&stall=B20',
    says: '定多久',
    then: (page) => onTop(page).getByRole('list', { name: '摊主' }).getByRole('button').first().tap(),
  },
  {
    name: 'desk-season-end',
    as: operator,
    at: '/desk/market/season?market=taohuajing&stall=B19',
    says: '最后一晚',
    then: tap(/提前收回/),
  },
  {
    name: 'desk-evening',
    as: operator,
    at: '/desk/market/tonight',
    says: '还没到的摊主',
    when: 'evening',
  },
  { name: 'desk-times', as: operator, at: `/desk/market/times?night=${night}`, says: '最晚到场' },
  { name: 'desk-draw-rule', as: operator, at: '/desk/market/draw-rule?market=taohuajing', says: '最晚开签' },
  { name: 'desk-signs', as: operator, at: '/desk/market/signs?market=taohuajing', says: 'A01' },
  { name: 'desk-sign', as: operator, at: '/desk/market/sign?market=taohuajing&stall=A01', says: 'YANH' },
  { name: 'desk-layout', as: operator, at: '/desk/market/layout?market=taohuajing', says: 'C21' },
  {
    name: 'desk-layout-stall',
    as: operator,
    at: '/desk/market/layout?market=taohuajing',
    says: '这样就好',
    then: tap(/^A02/),
  },
  {
    name: 'desk-layout-row',
    as: operator,
    at: '/desk/market/layout?market=taohuajing',
    says: '新的 D 排',
    then: tap(/^加摊位/),
  },
  {
    name: 'desk-old-layouts',
    as: operator,
    at: '/desk/market/old-layouts?market=taohuajing',
    says: '还没有以前的版本',
  },
  {
    name: 'desk-old-layout',
    as: operator,
    at: '/desk/market/old-layouts?market=taohuajing&version=1',
    says: '现在用的就是这一版',
  },
  {
    name: 'desk-layout-nights',
    as: operator,
    at: '/desk/market/layout-nights?market=taohuajing',
    says: '每晚都是最新布局',
  },
  { name: 'desk-home', as: admin, at: '/desk/home', says: '看名单' },
  { name: 'desk-home-nobody', as: nobody, at: '/desk/home', says: '给办事的邻里用' },
  { name: 'desk-home-error', as: staff, at: '/desk/home', says: '暂时看不到', offline: 'at once' },
  { name: 'desk-roles', as: staff, at: '/desk/roles', says: '炸串摊主' },
  { name: 'desk-roles-end', as: staff, at: '/desk/roles', says: longName.name, then: toTheEnd },
  { name: 'desk-roles-admin', as: admin, at: '/desk/roles', says: '臭豆腐摊主' },
  { name: 'desk-roles-places', as: admin, at: '/desk/roles', says: '月亮岛街道', then: tap(/^望城区/) },
  { name: 'desk-roles-add', as: staff, at: '/desk/roles', says: '看看是谁', then: tap('加一位摊主') },
  {
    name: 'desk-roles-add-wrong',
    anew: true,
    as: staff,
    at: '/desk/roles',
    says: '码是 8 位',
    then: first(tap('加一位摊主'), inSheet('看看是谁')),
  },
  { name: 'desk-roles-dismiss', as: staff, at: '/desk/roles', says: '为什么取消', then: tap(/^炸串摊主，/) },
  {
    name: 'desk-roles-dismiss-long',
    anew: true,
    as: staff,
    at: '/desk/roles',
    says: '2 到 200 个字',
    then: first(toTheEnd, tap(new RegExp(longName.name)), inSheet('取消这个身份')),
  },
  { name: 'desk-regions', as: admin, at: `/desk/regions?place=${community}`, says: '第一网格' },
  {
    name: 'desk-regions-add',
    as: admin,
    at: `/desk/regions?place=${community}`,
    says: '短名',
    then: tap('加一个网格'),
  },
  {
    name: 'desk-regions-retire',
    as: admin,
    at: `/desk/regions?place=${community}`,
    says: '不能恢复',
    then: tap('停用'),
  },
  { name: 'desk-regions-unit', as: admin, at: `/desk/regions?place=${community}.g1.u1`, says: '最小的一级' },
]
