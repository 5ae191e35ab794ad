import Taro from '@tarojs/taro'
import { Refused } from './cloud'
import { whyNot } from './privacy-no'

/** Lets a person take or pick up to `count` photos; none when they think better of it. A `Refused` says why not. */
export async function choosePhotos(count: number): Promise<string[]> {
  try {
    const { tempFiles } = await Taro.chooseMedia({ count, mediaType: ['image'], sizeType: ['compressed'] })
    return tempFiles.map(({ tempFilePath }) => tempFilePath)
  } catch (error) {
    const told = error as { errMsg?: string; errno?: number }
    if (told.errMsg?.includes('cancel') === true) return []
    throw new Refused('NOT_CHOSEN', whyNot(told, '没能打开相册，看看是不是没有给权限'))
  }
}
