import Taro from '@tarojs/taro'
import { Refused } from './cloud'

/**
 * A browser has no WeChat Pay. Where the local cloud serves this page, its own till stands for it (`/_/pay`): it says so,
 * and no money moves.
 */
export async function requestPayment({ package: order }: { package: string }): Promise<boolean> {
  const { confirm } = await Taro.showModal({
    title: '演示收银台',
    content: '网页里没有微信支付，这里由本地云代收，不动真钱。',
    confirmText: '付',
    cancelText: '不付',
  })
  if (!confirm) return false
  const answer = await fetch('/_/pay', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ package: order }),
  }).catch(() => undefined)
  if (!answer?.ok) throw new Refused('NO_WECHAT_PAY', '网页里没有微信支付，到摊位上付给收费的人就行')
  return true
}
