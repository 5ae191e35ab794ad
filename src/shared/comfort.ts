import Taro from '@tarojs/taro'
import { paintFrame } from './frame'
import { createStore } from './store'

/** 关怀模式: how large things are drawn, as in theme/tokens.scss. */
export const comforts = ['normal', 'large', 'larger'] as const
export type Comfort = (typeof comforts)[number]

const slot = 'comfort'

const store = createStore<Comfort>(() => {
  const kept: unknown = Taro.getStorageSync(slot)
  return comforts.find((comfort) => comfort === kept) ?? 'normal'
})

function setComfort(comfort: Comfort): void {
  Taro.setStorageSync(slot, comfort)
  store.set(comfort)
  paintFrame(comfort)
}

/** Makes what is around the pages as large as they are, at the start. */
export const startComfort = () => paintFrame(store.get())

/**
 * How this phone's owner likes to read: it is kept on the phone, and all pages follow at once. Where `simple`, a page
 * shows fewer things.
 */
export function useComfort() {
  const comfort = store.use()
  return { comfort, simple: comfort !== 'normal', setComfort }
}
