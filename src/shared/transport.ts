import Taro from '@tarojs/taro'
import type { Request } from './request'

let ready = false

/** Sends to WeChat's cloud, which knows by itself who is calling. Rejects when no answer came. */
export async function send({ domain, ...data }: Request): Promise<unknown> {
  if (!ready) Taro.cloud.init()
  ready = true
  const { result } = await Taro.cloud.callFunction({ name: domain, data })
  return result
}

/** Whose phone this is, to keep apart what different people saw: in WeChat always the same person. */
export const owner = (): string => ''
