import Taro from '@tarojs/taro'
import { foundAt, notFound, type Located } from './located'
import { whyNot } from './privacy-no'

/** Asks WeChat where the phone is, once. @param otherwise what else can be done, for whoever says no */
export const locate = (otherwise: string): Promise<Located> =>
  Taro.getLocation({ type: 'gcj02', isHighAccuracy: true, highAccuracyExpireTime: 4000 }).then(
    foundAt,
    (told: { errno?: number; errMsg?: string }) => ({
      whyNot: whyNot(told, notFound(otherwise)),
      closed: /auth den/.test(told.errMsg ?? ''),
    }),
  )

/** WeChat's own page of what this mini-program may do. */
export const openSettings = (): void => void Taro.openSetting()
