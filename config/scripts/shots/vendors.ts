import type { Page } from '@playwright/test'
import { onTop, tap, type Shot } from './shot'

const vendor = 'o-vendor-0001'
const nobody = 'o-resident-0001'
const operator = 'o-operator-0001'
const night = '2026-11-27-taohuajing'

const findCraft = (page: Page) => onTop(page).getByRole('checkbox', { name: '手作' }).tap()

/** Vendors and those who follow them: the public's pages, the vendor's own, the operator's. */
export const vendors: Shot[] = [
  { name: 'shop', as: nobody, at: '/market/shop?shop=shop000041', says: '哪天开始摆' },
  { name: 'shop-none', as: nobody, at: '/market/shop?shop=shopOfNobody1', says: '没有找到这个摊' },
  { name: 'my-shop', as: vendor, at: '/market/my-shop', says: '食品摊贩登记证' },
  {
    name: 'my-shop-new',
    as: 'o-resident-0009',
    at: '/market/my-shop',
    says: '哪一类摊位',
  },
  { name: 'my-shop-asked', as: 'o-resident-0023', at: '/market/my-shop', says: '还差一点' },
  { name: 'favourites', as: nobody, at: '/market/favourites', says: '今晚' },
  { name: 'favourites-none', as: 'o-resident-0009', at: '/market/favourites', says: '还没有收藏摊主' },
  { name: 'complain', as: nobody, at: '/market/complain?night=2026-11-26-taohuajing&stall=A03', says: '交上去' },
  {
    name: 'complain-short',
    as: nobody,
    at: '/market/complain?night=2026-11-26-taohuajing&stall=A03',
    says: '多说一点',
    then: tap('交上去'),
  },
  { name: 'series', as: vendor, at: '/market/series?market=taohuajing&stall=A02', says: '每周哪几天' },
  {
    name: 'series-done',
    as: 'o-vendor-0004',
    at: '/market/series?market=taohuajing&stall=A04',
    says: '写在上面',
    then: async (page) => {
      for (const day of ['周五', '周六']) await onTop(page).getByRole('checkbox', { name: day }).tap()
      await tap(/^连订这/)(page)
    },
  },
  { name: 'series-error', as: vendor, at: '/market/series?market=taohuajing', says: '再试一次', offline: 'at once' },
  {
    name: 'series-offline',
    as: vendor,
    at: '/market/series?market=taohuajing',
    says: '未联网',
    offline: 'later',
  },
  { name: 'series-none', as: 'o-resident-0009', at: '/market/series', says: '先当上摊主' },
  { name: 'my-fees-owed', as: 'o-vendor-0006', at: '/market/my-fees?month=2026-11', says: '付 ¥' },
  {
    name: 'my-fees-not-paid',
    anew: true,
    as: 'o-vendor-0006',
    at: '/market/my-fees?month=2026-11',
    says: '这次没付',
    then: async (page) => {
      await tap('付 ¥')(page)
      await page.getByText('不付', { exact: true }).last().tap()
    },
  },
  { name: 'my-reports', as: nobody, at: '/market/my-reports', says: '油烟' },
  { name: 'map-find', as: nobody, at: `/market/night-map?night=${night}`, says: '到 次日', then: findCraft },
  { name: 'desk-shops', as: operator, at: '/desk/market/shops', says: '桥头手机壳' },
  { name: 'desk-shop', as: operator, at: '/desk/market/shop?shop=newshop021', says: '请对方补资料' },
  { name: 'desk-fees', as: operator, at: `/desk/market/fees?night=${night}`, says: '还没交（元）' },
  { name: 'desk-fee', as: operator, at: `/desk/market/fees?night=${night}`, says: '还没交 30 元', then: tap('A01') },
  { name: 'desk-reports', as: operator, at: '/desk/market/reports', says: '油烟' },
]
