import Taro from '@tarojs/taro'
import { emptyQueue } from './queue'

const personal = /^(seen|draft|queue|receipt|branch):/

/** Takes away everything that this phone keeps of a person; how large they like to read stays. */
export function forgetPhone(): void {
  emptyQueue()
  for (const key of Taro.getStorageInfoSync().keys) if (personal.test(key)) Taro.removeStorageSync(key)
}
