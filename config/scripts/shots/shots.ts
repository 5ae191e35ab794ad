import type { Page } from '@playwright/test'
import { longName } from './stage'

/** One picture: who opens which page, what they do there, and the words that show that it is there. */
export interface Shot {
  name: string
  as: string
  at: string
  /** Words that are there at the end. */
  says: string
  /** Whether the network is away: from the start, or once the page is there. */
  offline?: 'at once' | 'later'
  then?: (page: Page) => Promise<void>
}

const vendor = 'o-vendor-0001'
const nobody = 'o-resident-0001'
const longNamed = longName.id
const night = '2026-11-27-taohuajing'

/** The page that shows: those left behind stay in the document. */
export const onTop = (page: Page) => page.locator('.taro_page:not(.taro_page_shade)').last()

const tap = (name: string | RegExp) => (page: Page) => onTop(page).getByRole('button', { name }).first().tap()

const sheetButton = (page: Page, name: string) => page.locator('.sheet-open').getByRole('button', { name })

/** Goes on to a page that opens only from another one, or looks the same at once. */
const market: Shot[] = [
  { name: 'home', as: vendor, at: '/pages/home', says: '个摊位空着' },
  { name: 'home-offline', as: vendor, at: '/pages/home', says: '未联网', offline: 'later' },
  { name: 'home-error', as: vendor, at: '/pages/home', says: '暂时看不到', offline: 'at once' },
  { name: 'map', as: vendor, at: `/market/night-map?night=${night}`, says: 'C21' },
  { name: 'map-resident', as: nobody, at: `/market/night-map?night=${night}`, says: '看好想吃的' },
  { name: 'map-none', as: nobody, at: '/market/night-map?night=2020-01-01-taohuajing', says: '没有找到这一晚' },
  {
    name: 'map-sheet',
    as: vendor,
    at: `/market/night-map?night=${night}`,
    says: '订这个摊位',
    then: tap(/^A02 热食 空/),
  },
  { name: 'gone', as: nobody, at: '/pages/gone', says: '找不到了' },
]

const me: Shot[] = [
  { name: 'me', as: vendor, at: '/pages/me', says: '还没有订摊位' },
  { name: 'me-nobody', as: nobody, at: '/pages/me', says: '起个名字' },
  { name: 'me-long-name', as: longNamed, at: '/pages/me', says: '还没有订摊位' },
  { name: 'me-staff', as: 'o-staff-0001', at: '/pages/me', says: '工作人员' },
  { name: 'me-offline', as: vendor, at: '/pages/me', says: '未联网', offline: 'later' },
  { name: 'me-error', as: vendor, at: '/pages/me', says: '再试一次', offline: 'at once' },
]

const own: Shot[] = [
  { name: 'inbox', as: vendor, at: '/member/inbox', says: '没看过的' },
  { name: 'inbox-empty', as: nobody, at: '/member/inbox', says: '还没有通知' },
  { name: 'inbox-reminders', as: vendor, at: '/member/inbox', says: '微信也提醒我一次', then: tap('提醒设置') },
  { name: 'inbox-error', as: vendor, at: '/member/inbox', says: '暂时看不到', offline: 'at once' },
  { name: 'profile', as: vendor, at: '/member/profile', says: '用微信的手机号' },
  { name: 'profile-nobody', as: nobody, at: '/member/profile', says: '还没有头像' },
  { name: 'profile-long-name', as: longNamed, at: '/member/profile', says: '大家会看到' },
  {
    name: 'profile-refused',
    as: nobody,
    at: '/member/profile',
    says: '先填上再这样显示',
    then: (page) => onTop(page).getByRole('tab', { name: '全名' }).tap(),
  },
  { name: 'my-code', as: vendor, at: '/member/my-code', says: '还能用' },
  { name: 'my-code-error', as: vendor, at: '/member/my-code', says: '暂时看不到', offline: 'at once' },
  { name: 'comfort', as: vendor, at: '/member/comfort', says: '看起来是这样' },
  { name: 'privacy', as: vendor, at: '/member/privacy', says: '带走我的数据' },
  {
    name: 'privacy-taken',
    as: vendor,
    at: '/member/privacy',
    says: '都在里面了',
    then: tap('带走我的数据'),
  },
  {
    name: 'privacy-leave',
    as: vendor,
    at: '/member/privacy',
    says: '真的要走吗',
    then: async (page) => {
      await tap('注销')(page)
      await sheetButton(page, '再想想').waitFor()
    },
  },
]

const serving = 'o-admin-0002'
const desk: Shot[] = [
  { name: 'desk', as: serving, at: '/desk/home', says: '看名单' },
  { name: 'desk-nobody', as: nobody, at: '/desk/home', says: '工作台' },
  { name: 'desk-roles', as: serving, at: '/desk/roles', says: '臭豆腐摊主' },
  {
    name: 'desk-regions',
    as: serving,
    at: '/desk/regions?place=wangcheng.yueliangdao.taohuajing',
    says: '第一网格',
  },
]

const staff = 'o-staff-0001'
const admin = 'o-admin-0002'
const community = 'wangcheng.yueliangdao.taohuajing'
const chip = (name: string) => (page: Page) => onTop(page).getByRole('checkbox', { name }).tap()
const inSheet = (name: string) => (page: Page) =>
  page.locator('.sheet-open').getByRole('button', { name, exact: true }).tap()

/** Does one thing after another. */
const first =
  (...acts: ((page: Page) => Promise<void>)[]) =>
  async (page: Page) => {
    for (const act of acts) await act(page)
  }

/** Reads on to the end of a list of 80. */
const toTheEnd = async (page: Page) => {
  const row = onTop(page).getByRole('list', { name: /摊主/ }).getByRole('listitem')
  for (const count of [20, 40, 60]) {
    await row.nth(count - 1).scrollIntoViewIfNeeded()
    await row.nth(count).waitFor()
  }
  await row.last().scrollIntoViewIfNeeded()
}

const desk: Shot[] = [
  { name: 'desk-home', as: admin, at: '/desk/home', says: '看名单' },
  { name: 'desk-home-nobody', as: nobody, at: '/desk/home', says: '给办事的邻里用' },
  { name: 'desk-home-error', as: staff, at: '/desk/home', says: '暂时看不到', offline: 'at once' },
  { name: 'desk-roles', as: staff, at: '/desk/roles', says: '炸串摊主' },
  { name: 'desk-roles-end', as: staff, at: '/desk/roles', says: longName.name, then: toTheEnd },
  { name: 'desk-roles-admin', as: admin, at: '/desk/roles', says: '臭豆腐摊主' },
  { name: 'desk-roles-empty', as: admin, at: '/desk/roles', says: '这里还没有监督员', then: chip('监督员') },
  { name: 'desk-roles-places', as: admin, at: '/desk/roles', says: '月亮岛街道', then: tap(/^望城区/) },
  { name: 'desk-roles-add', as: staff, at: '/desk/roles', says: '看看是谁', then: tap('加一位摊主') },
  {
    name: 'desk-roles-add-wrong',
    as: staff,
    at: '/desk/roles',
    says: '码是 8 位',
    then: first(tap('加一位摊主'), inSheet('看看是谁')),
  },
  { name: 'desk-roles-dismiss', as: staff, at: '/desk/roles', says: '为什么取消', then: tap(/^炸串摊主，/) },
  {
    name: 'desk-roles-dismiss-long',
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

/** Every page of the app, and how it looks when something differs. */
export const shots: readonly Shot[] = [...market, ...me, ...own, ...desk]
