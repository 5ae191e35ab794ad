import type { Device } from '../device'
import { Failure } from '../failure'
import { api, silent } from './api'

interface Where {
  url: string
}
interface Item {
  index: number
}

/** Ways between pages, and what stands around a page: its bar, the tabs. */
export function navigation(device: Device) {
  const tab = (index: number): number => {
    const { tabs } = device.stack()
    if (tabs[index] === undefined) throw new Failure('invalid tabBar index')
    return index
  }
  return {
    navigateTo: api<Where>(device, 'navigateTo', ({ url }) => device.stack().navigateTo(url)),
    redirectTo: api<Where>(device, 'redirectTo', ({ url }) => device.stack().redirectTo(url)),
    reLaunch: api<Where>(device, 'reLaunch', ({ url }) => device.stack().reLaunch(url)),
    switchTab: api<Where>(device, 'switchTab', ({ url }) => device.stack().switchTab(url)),
    navigateBack: api<{ delta?: number }>(device, 'navigateBack', ({ delta }) => device.stack().navigateBack(delta)),
    setNavigationBarTitle: api<{ title: string }>(device, 'setNavigationBarTitle', ({ title }) => {
      device.stack().top.title = title
    }),
    setTabBarBadge: api<Item & { text: string }>(device, 'setTabBarBadge', ({ index, text }) => {
      device.badges.set(tab(index), text)
    }),
    removeTabBarBadge: api<Item>(device, 'removeTabBarBadge', ({ index }) => void device.badges.delete(tab(index))),
    showTabBarRedDot: api<Item>(device, 'showTabBarRedDot', ({ index }) => void device.badges.set(tab(index), '•')),
    hideTabBarRedDot: api<Item>(device, 'hideTabBarRedDot', ({ index }) => void device.badges.delete(tab(index))),
    setTabBarItem: api<Item & { text?: string }>(device, 'setTabBarItem', ({ index }) => void tab(index)),
    stopPullDownRefresh: api(device, 'stopPullDownRefresh', () => {
      device.pulling = false
    }),
    startPullDownRefresh: api(device, 'startPullDownRefresh', () => void device.stack().top.call('onPullDownRefresh')),
    ...silent(
      device,
      'setNavigationBarColor setBackgroundColor setBackgroundTextStyle showNavigationBarLoading ' +
        'hideNavigationBarLoading setTabBarStyle showTabBar hideTabBar pageScrollTo showShareMenu hideShareMenu ' +
        'updateShareMenu hideHomeButton',
    ),
  }
}
