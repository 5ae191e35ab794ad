import Taro from '@tarojs/taro'

/** Shows a place on WeChat's map, from where it leads the way. */
export const openMap = (name: string, { latitude, longitude }: { latitude: number; longitude: number }): void =>
  void Taro.openLocation({ name, latitude, longitude, scale: 16 })
