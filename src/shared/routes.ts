import Taro from '@tarojs/taro'

/** Where a tap can lead, so that a page is named in one place. */
export const go = {
  home: () => void Taro.switchTab({ url: '/pages/home' }),
  me: () => void Taro.switchTab({ url: '/pages/me' }),
  /** Instead of a page that is not there. */
  gone: () => void Taro.redirectTo({ url: '/pages/gone' }),
  nightMap: (night: string) => void Taro.navigateTo({ url: `/market/night-map?night=${night}` }),
}
