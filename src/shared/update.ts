import Taro from '@tarojs/taro'

const ready = {
  title: '有新版本了',
  content: '现在换上只要一两秒，写了一半的会留着',
  confirmText: '换上',
  cancelText: '等会儿',
}
const failed = {
  title: '新版本没下载好',
  content: '现在的照常用。等网络好了，关掉小程序再打开，会自己再取一次',
  showCancel: false,
  confirmText: '知道了',
}

/** What the person chose; no, where WeChat could not ask just then. */
const ask = (words: Taro.showModal.Option): Promise<boolean> =>
  Taro.showModal(words).then(
    ({ confirm }) => confirm,
    () => false,
  )

/** Asks kindly to start anew when WeChat has fetched a newer version, and says so when it could not. */
export function startUpdates(): void {
  const manager = Taro.getUpdateManager()
  manager.onUpdateReady(() => void ask(ready).then((yes) => yes && manager.applyUpdate()))
  manager.onUpdateFailed(() => void ask(failed))
}
