import Taro from '@tarojs/taro'
import { Refused } from './cloud'

/** WeChat's code where the person has turned all messages off (`wx.requestSubscribeMessage` in its manual). */
const turnedOff = 20004

/**
 * Asks in WeChat's own dialogue for one message of each template, by a tap; gives WeChat's answer by template: `accept`,
 * `reject`, or `ban` and `filter` where WeChat lets the template send none. A `Refused` says why WeChat did not ask.
 */
export async function askConsents(tmplIds: string[]): Promise<Record<string, unknown>> {
  try {
    return { ...(await Taro.requestSubscribeMessage({ tmplIds, entityIds: [] })) }
  } catch (error) {
    const { errCode } = error as { errCode?: number }
    const off = '微信里关着订阅消息，点右上角“…”到设置里打开'
    throw new Refused('NOT_ASKED', errCode === turnedOff ? off : '微信这会儿没问成，过一会儿再点')
  }
}
