import Taro from '@tarojs/taro'

/** Whether this phone can read a code with its camera. */
export const canScan = true

/** What a code says that the reader held the camera to; null when they turned away from it. */
export const scan = (): Promise<string | null> =>
  Taro.scanCode({ scanType: ['qrCode'] }).then(
    ({ result }) => result,
    () => null,
  )
