import type { ButtonProps } from '@tarojs/components'
import { whyNot } from '../shared/privacy-no'

const noPhone = '微信这会儿没给出号码，过一会儿再点'

/** What WeChat's button hands back. */
interface Told {
  avatarUrl?: string
  code?: string
  errMsg?: string
  errno?: number
}

interface Asking {
  weixin?: Partial<ButtonProps>
  onTap?: () => void
}

/** What makes a button let the person choose a picture of themselves; gives where it lies on the phone, or why not. */
export const askAvatar = (onChosen: (filePath: string) => void, onFailed: (say: string) => void): Asking => ({
  weixin: {
    openType: 'chooseAvatar',
    onChooseAvatar: ({ detail }) => {
      const told = detail as Told
      // Closing WeChat's sheet gives neither a picture nor a reason.
      const why = whyNot(told, '')
      if (told.avatarUrl) onChosen(told.avatarUrl)
      else if (why !== '') onFailed(why)
    },
  },
})

/** What makes a button ask for the person's phone number; gives a code for it that holds once, or why not. */
export const askPhone = (onCode: (code: string) => void, onFailed: (say: string) => void): Asking => ({
  weixin: {
    openType: 'getPhoneNumber',
    onGetPhoneNumber: ({ detail }) => {
      const told = detail as Told
      if (told.code !== undefined) onCode(told.code)
      else if (!/deny|cancel/.test(told.errMsg ?? '')) onFailed(whyNot(told, noPhone))
    },
  },
})
