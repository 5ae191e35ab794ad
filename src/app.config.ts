import { tabs } from './shared/tabs'

declare const process: { env: { TARO_ENV: 'weapp' | 'h5'; GALLERY?: string } }

const weapp = process.env.TARO_ENV === 'weapp'

/** A colour by light or dark: WeChat takes it from the `theme.json` of config/taro/theme.ts, a browser from theme.scss. */
const colour = (name: string) => (weapp ? `@${name}` : `var(--${name})`)

/** Anything else that differs between light and dark, which only WeChat can tell apart here. */
const themed = <T extends string>(name: string, light: T) => (weapp ? (`@${name}` as T) : light)

const icon = (name: string) => ({
  iconPath: themed(`${name}Icon`, `assets/${name}.png`),
  selectedIconPath: themed(`${name}IconOn`, `assets/${name}-on.png`),
})

/** Every part of the house to look at: in the web build, and never in what ships. */
const gallery = process.env.GALLERY === '1' ? [{ root: 'gallery', pages: ['gallery'] }] : []

/** What the operator of a market has at the desk. */
const operator = [
  'tonight',
  'night',
  'fees',
  'figures',
  'figure',
  'month',
  'month-fees',
  'schedule',
  'layout',
  'layout-nights',
  'old-layouts',
  'hours',
  'shops',
  'shop',
  'reports',
  'draws',
  'gate',
  'appeals',
  'round',
  'times',
  'draw-rule',
  'signs',
  'sign',
  'place',
  'seasons',
  'season',
]

/** What the organiser of activities has at the desk. */
const organiser = ['activities', 'activity', 'plan', 'more', 'waiting', 'papers', 'applications', 'points', 'point']

export default defineAppConfig({
  pages: ['pages/home', 'pages/me', 'pages/gone'],
  subPackages: [
    {
      root: 'market',
      pages: [
        'night-map',
        'draw',
        'draw-check',
        'shop',
        'my-shop',
        'favourites',
        'my-reports',
        'complain',
        'gate-pass',
        'my-record',
        'my-round',
        'my-fees',
        'spare',
        'series',
      ],
    },
    {
      root: 'volunteer',
      pages: [
        'shifts',
        'shift',
        'lead',
        'roster',
        'my-shifts',
        'profile',
        'hours',
        'certificate',
        'check-certificate',
        'teams',
        'standing',
        'wishes',
        'wish',
        'ask-wish',
        'my-wishes',
        'circle',
      ],
    },
    {
      root: 'pledge',
      pages: ['board', 'find', 'pledge', 'mine', 'write', 'confirm', 'rounds', 'round', 'items', 'item', 'figures'],
    },
    { root: 'member', pages: ['inbox', 'profile', 'my-code', 'comfort', 'privacy'] },
    {
      root: 'desk',
      pages: [
        'home',
        'roles',
        'regions',
        ...operator.map((page) => `market/${page}`),
        'pledge/waiting',
        'pledge/running',
        'pledge/promise',
        'pledge/notice-board',
        'pledge/rounds',
        'pledge/items',
        'pledge/events',
        'volunteer/wishes',
        'volunteer/wish',
        ...organiser.map((page) => `volunteer/${page}`),
      ],
    },
    ...gallery,
  ],
  preloadRule: {
    'pages/home': { network: 'all', packages: ['market'] },
    'pages/me': { network: 'all', packages: ['member'] },
  },
  window: {
    navigationBarTitleText: '烟火邻里',
    navigationBarBackgroundColor: colour('paper'),
    navigationBarTextStyle: themed('barText', 'black'),
    backgroundColor: colour('paper'),
    backgroundTextStyle: themed('pullText', 'dark'),
  },
  tabBar: {
    color: colour('soft'),
    selectedColor: colour('lantern'),
    backgroundColor: colour('card'),
    borderStyle: themed('barBorder', 'white'),
    list: tabs.map((tab) => ({ pagePath: tab.page, text: tab.text, ...icon(tab.icon) })),
  },
  lazyCodeLoading: 'requiredComponents',
  ...(weapp
    ? {
        cloud: true,
        darkmode: true,
        themeLocation: 'theme.json',
        __usePrivacyCheck__: true,
        requiredPrivateInfos: ['getLocation'],
        permission: { 'scope.userLocation': { desc: '看离您近的活动和服务点，到了集合点用定位签到' } },
      }
    : { animation: false }),
})
