import type { Device } from '../device'
import { Failure } from '../failure'
import { answered, api, silent } from './api'

interface Modal {
  title?: string
  content?: string
  showCancel?: boolean
  confirmText?: string
}

/** What WeChat lays over a page. A modal and a sheet of actions wait for the test's answer. */
export function dialogs(device: Device) {
  return {
    showModal: api<Modal>(device, 'showModal', ({ confirmText = '确定' }) => {
      // The manual: at most four characters.
      if ([...confirmText].length > 4)
        throw new Failure('confirmText length should not larger than 4 Chinese characters')
      const { confirm = false, ...more } = answered(device, 'showModal') as { confirm?: boolean }
      return { confirm, cancel: !confirm, ...more }
    }),
    showActionSheet: api<{ itemList: string[] }>(device, 'showActionSheet', ({ itemList }) => {
      if (itemList.length > 6) throw new Failure('parameter error: itemList should not be more than 6')
      return answered(device, 'showActionSheet')
    }),
    ...silent(device, 'showToast hideToast showLoading hideLoading'),
  }
}
