import Taro from '@tarojs/taro'

/** Tells whether this phone is connected, now and whenever that changes. */
export function watchNetwork(tell: (online: boolean) => void): void {
  void Taro.getNetworkType().then(({ networkType }) => tell(networkType !== 'none'))
  Taro.onNetworkStatusChange(({ isConnected }) => tell(isConnected))
}
