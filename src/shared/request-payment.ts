import Taro from '@tarojs/taro'
import { Refused } from './cloud'

/** What the cloud prepared for one payment. */
export type Payment = Omit<Taro.requestPayment.Option, 'success' | 'fail' | 'complete'>

/**
 * Has the person pay, in WeChat's own dialogue. @returns whether they did; false: they turned away from it. A `Refused` says
 * why WeChat did not let them.
 */
export async function requestPayment(payment: Payment): Promise<boolean> {
  try {
    await Taro.requestPayment(payment)
    return true
  } catch (error) {
    if (/cancel/.test((error as { errMsg?: string }).errMsg ?? '')) return false
    throw new Refused('NOT_PAID', '微信这会儿没付成，钱没动。过会儿再试，或者到摊位上付')
  }
}
