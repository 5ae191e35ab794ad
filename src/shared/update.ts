import Taro from '@tarojs/taro'

/** Asks kindly to start anew when WeChat has fetched a newer version; what was written as a draft stays. */
export function startUpdates(): void {
  const manager = Taro.getUpdateManager()
  manager.onUpdateReady(() => {
    const words = { title: '有新版本了', content: '现在换上只要一两秒，写了一半的会留着', confirmText: '换上' }
    void Taro.showModal({ ...words, cancelText: '等会儿' }).then(({ confirm }) => confirm && manager.applyUpdate())
  })
}
