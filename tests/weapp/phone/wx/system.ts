import type { Device } from '../device'
import { api, silent } from './api'

const baseLibrary = '3.8.0'
const windowInfo = {
  pixelRatio: 3,
  screenWidth: 390,
  screenHeight: 844,
  windowWidth: 390,
  windowHeight: 753,
  screenTop: 91,
  statusBarHeight: 47,
  safeArea: { left: 0, right: 390, top: 47, bottom: 810, width: 390, height: 763 },
}
const deviceInfo = {
  brand: 'iPhone',
  model: 'iPhone 14',
  system: 'iOS 17.0',
  platform: 'ios',
  abi: '',
  deviceAbi: '',
  benchmarkLevel: 30,
  cpuType: 'A15',
  memorySize: '6144',
}
const setting = { bluetoothEnabled: true, locationEnabled: true, wifiEnabled: true, deviceOrientation: 'portrait' }
const authorized = {
  albumAuthorized: 'authorized',
  cameraAuthorized: 'authorized',
  locationAuthorized: 'authorized',
  locationReducedAccuracy: false,
  microphoneAuthorized: 'not determined',
  notificationAuthorized: 'authorized',
}

/** What the phone says of itself: an iPhone of 390 by 844, with the newest base library that users have. */
export function system(device: Device) {
  const baseInfo = () => ({
    SDKVersion: baseLibrary,
    enableDebug: false,
    host: { appId: '', env: 'WeChat' },
    language: 'zh_CN',
    version: '8.0.50',
    theme: device.theme,
    fontSizeSetting: device.fontSize,
    fontSizeScaleFactor: device.fontSize / 17,
  })
  const all = () => ({ ...windowInfo, ...deviceInfo, ...baseInfo(), ...setting, ...authorized })
  const network = () => ({ networkType: device.online ? 'wifi' : 'none', signalStrength: 0, hasSystemProxy: false })
  const events = (name: string) => ({
    [`on${name}`]: (listener: (argument: unknown) => void) => device.on(name, listener),
    [`off${name}`]: (listener?: (argument: unknown) => void) => device.off(name, listener),
  })
  return {
    getSystemInfoSync: all,
    getSystemInfo: api(device, 'getSystemInfo', all),
    getRandomValues: api(device, 'getRandomValues', ({ length }: { length: number }) => ({
      randomValues: crypto.getRandomValues(new Uint8Array(length)).buffer,
    })),
    getSystemInfoAsync: api(device, 'getSystemInfoAsync', all),
    getWindowInfo: () => ({ ...windowInfo }),
    getDeviceInfo: () => ({ ...deviceInfo }),
    getAppBaseInfo: baseInfo,
    getSystemSetting: () => ({ ...setting }),
    getAppAuthorizeSetting: () => ({ ...authorized }),
    getMenuButtonBoundingClientRect: () => ({ width: 87, height: 32, top: 51, right: 383, bottom: 83, left: 296 }),
    getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'develop', version: '' } }),
    getLaunchOptionsSync: () => device.launchedWith,
    getEnterOptionsSync: () => device.launchedWith,
    canIUse: () => true,
    getNetworkType: api(device, 'getNetworkType', network),
    ...events('NetworkStatusChange'),
    ...events('ThemeChange'),
    ...events('WindowResize'),
    ...events('KeyboardHeightChange'),
    ...events('AppShow'),
    ...events('AppHide'),
    ...events('Error'),
    ...events('UnhandledRejection'),
    ...events('PageNotFound'),
    ...events('MemoryWarning'),
    getUpdateManager: () => ({
      onCheckForUpdate: (listener: (argument: unknown) => void) => device.on('CheckForUpdate', listener),
      onUpdateReady: (listener: (argument: unknown) => void) => device.on('UpdateReady', listener),
      onUpdateFailed: (listener: (argument: unknown) => void) => device.on('UpdateFailed', listener),
      applyUpdate: () => void device.calls.push({ api: 'applyUpdate', options: {} }),
    }),
    nextTick: (run: () => void) => void Promise.resolve().then(run),
    ...silent(device, 'vibrateShort vibrateLong setKeepScreenOn setScreenBrightness'),
  }
}
