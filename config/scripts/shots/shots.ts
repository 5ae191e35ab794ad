import path from 'node:path'
import { root } from '../domains'
import { desk } from './desk'
import { draws } from './draws'
import { onTop, sheetButton, tap, type Shot } from './shot'
import { longName } from './stage'
import { gate } from './gate'
import { pledges } from './pledge'
import { vendors } from './vendors'
import { volunteers } from './volunteer'

const vendor = 'o-vendor-0001'
const nobody = 'o-resident-0001'
const longNamed = longName.id
const night = '2026-11-27-taohuajing'

/** Goes on to a page that opens only from another one, or looks the same at once. */
const market: Shot[] = [
  { name: 'home', as: vendor, at: '/pages/home', says: '个摊位空着' },
  { name: 'home-resident', as: nobody, at: '/pages/home', says: '个摊位空着' },
  { name: 'home-offline', as: vendor, at: '/pages/home', says: '未联网', offline: 'later' },
  { name: 'home-error', as: vendor, at: '/pages/home', says: '暂时看不到', offline: 'at once' },
  { name: 'home-cancelled', as: nobody, at: '/pages/home', says: '黄色预警', when: 'cancelled' },
  { name: 'home-none', as: nobody, at: '/pages/home', says: '这阵子没有夜市', when: 'over' },
  { name: 'map', as: vendor, at: `/market/night-map?night=${night}`, says: 'C21' },
  { name: 'map-resident', as: nobody, at: `/market/night-map?night=${night}`, says: '看好想吃的' },
  { name: 'map-none', as: nobody, at: '/market/night-map?night=2020-01-01-taohuajing', says: '没有找到这一晚' },
  {
    name: 'map-sheet',
    as: vendor,
    at: `/market/night-map?night=${night}`,
    says: '确认订下',
    then: tap(/^A0[24] 热食 (空|给您留着)/),
  },
  {
    name: 'map-holding',
    as: vendor,
    at: `/market/night-map?night=${night}`,
    says: '您正留着',
    then: async (page) => {
      await tap(/^A0[24] 热食 (空|给您留着)/)(page)
      await sheetButton(page, '换一个').tap()
    },
  },
  {
    name: 'map-held',
    as: 'o-vendor-0004',
    at: `/market/night-map?night=${night}`,
    says: '有人正在挑这个摊位',
    then: tap(/正在被挑选$/),
  },
  { name: 'gone', as: nobody, at: '/pages/gone', says: '找不到了' },
]

const me: Shot[] = [
  { name: 'me', as: vendor, at: '/pages/me', says: '还没有订摊位' },
  { name: 'me-nobody', as: nobody, at: '/pages/me', says: '起个名字' },
  { name: 'me-long-name', as: longNamed, at: '/pages/me', says: '摊位费' },
  { name: 'me-staff', as: 'o-staff-0001', at: '/pages/me', says: '工作人员' },
  { name: 'me-offline', as: vendor, at: '/pages/me', says: '未联网', offline: 'later' },
  { name: 'me-error', as: vendor, at: '/pages/me', says: '再试一次', offline: 'at once' },
]

const own: Shot[] = [
  { name: 'inbox', as: vendor, at: '/member/inbox', says: '没看过的' },
  { name: 'inbox-empty', as: nobody, at: '/member/inbox', says: '还没有通知' },
  { name: 'inbox-reminders', as: vendor, at: '/member/inbox', says: '微信也提醒我一次', then: tap('提醒设置') },
  {
    name: 'inbox-waiting',
    as: 'o-vendor-0002',
    at: '/member/inbox',
    says: '等着发出',
    offline: 'later',
    then: tap('全部已读'),
  },
  { name: 'inbox-error', as: vendor, at: '/member/inbox', says: '暂时看不到', offline: 'at once' },
  { name: 'profile', as: vendor, at: '/member/profile', says: '用微信的手机号' },
  { name: 'profile-nobody', as: nobody, at: '/member/profile', says: '还没有头像' },
  { name: 'profile-long-name', as: longNamed, at: '/member/profile', says: '大家会看到' },
  {
    name: 'profile-picture',
    as: 'o-vendor-0030',
    at: '/member/profile',
    says: /正在审核|大家都看得到/,
    then: async (page) => {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), tap(/[选换]头像/)(page)])
      await chooser.setFiles(path.join(root, 'src/assets/tonight-on.png'))
    },
  },
  {
    name: 'profile-refused',
    anew: true,
    as: nobody,
    at: '/member/profile',
    says: '再这样显示',
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

/** Every page of the app, and how it looks when something differs. */
export const shots: readonly Shot[] = [
  ...market,
  ...me,
  ...own,
  ...vendors,
  ...volunteers,
  ...pledges,
  ...draws,
  ...gate,
  ...desk,
]
