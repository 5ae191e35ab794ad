import Taro from '@tarojs/taro'
import { hexOf } from './hex'

/** Signs that nobody can guess, of so many bytes: from WeChat's own source (base library 2.15.0), never from `Math.random`. */
export const newSecret = async (bytes: number): Promise<string> =>
  hexOf(new Uint8Array((await Taro.getRandomValues({ length: bytes })).randomValues))
