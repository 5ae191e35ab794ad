import Taro from '@tarojs/taro'
import { Refused } from '../shared/cloud'

/** WeChat's code where the person has turned all messages off (`wx.requestSubscribeMessage` in its manual). */
const turnedOff = 20004

/**
 * Asks in WeChat's own dialogue for one message of each template, by a tap; gives those that were agreed to. A `Refused`
 * says why WeChat did not ask.
 */
export async function askConsents(tmplIds: string[]): Promise<string[]> {
  try {
    const answers: Record<string, unknown> = { ...(await Taro.requestSubscribeMessage({ tmplIds, entityIds: [] })) }
    return tmplIds.filter((id) => answers[id] === 'accept')
  } catch (error) {
    const { errCode } = error as { errCode?: number }
    const off = '微信里关着订阅消息，点右上角“…”到设置里打开'
    throw new Refused('NOT_ASKED', errCode === turnedOff ? off : '微信这会儿没问成，过一会儿再点')
  }
}
