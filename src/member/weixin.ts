import type { ButtonProps } from '@tarojs/components'

interface Asking {
  weixin?: Partial<ButtonProps>
  onTap?: () => void
}

/** What makes a button let the person choose a picture of themselves; gives where it lies on the phone. */
export const askAvatar: (onChosen: (filePath: string) => void, onFailed: () => void) => Asking = (onChosen) => ({
  weixin: {
    openType: 'chooseAvatar',
    onChooseAvatar: ({ detail }) => {
      const { avatarUrl } = detail as { avatarUrl?: string }
      // Closing WeChat's sheet gives none.
      if (avatarUrl !== undefined && avatarUrl !== '') onChosen(avatarUrl)
    },
  },
})

/** What makes a button ask for the person's phone number; gives a code for it that holds once. */
export const askPhone = (onCode: (code: string) => void, onFailed: () => void): Asking => ({
  weixin: {
    openType: 'getPhoneNumber',
    onGetPhoneNumber: ({ detail }) => {
      const { code, errMsg = '' } = detail as { code?: string; errMsg?: string }
      if (code !== undefined) onCode(code)
      else if (!errMsg.includes('deny') && !errMsg.includes('cancel')) onFailed()
    },
  },
})
