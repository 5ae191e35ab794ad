import Taro from '@tarojs/taro'
import { useState } from 'react'
import { privacy } from '../../cloudfunctions/member/privacy/contract'
import { asRefused, call } from '../shared/cloud'
import { forgetPhone } from '../shared/forget-phone'
import { go } from '../shared/routes'
import { setUnread } from '../shared/unread'

interface State {
  open: boolean
  /** What was written to be sure. */
  word: string
  busy: boolean
  refusal: string | undefined
}
const nothing: State = { open: false, word: '', busy: false, refusal: undefined }

export type Leaving = ReturnType<typeof useLeaving>

/** 注销 Being forgotten: in the cloud, and on this phone. */
export function useLeaving() {
  const [state, setState] = useState(nothing)
  const leave = async () => {
    setState((now) => ({ ...now, busy: true, refusal: undefined }))
    try {
      await call(privacy.leave, { sure: '注销' })
      forgetPhone()
      setUnread(0)
      go.start()
      void Taro.showToast({ title: '注销好了，几分钟内删干净', icon: 'none' })
    } catch (error) {
      setState((now) => ({ ...now, busy: false, refusal: asRefused(error).say }))
    }
  }
  return {
    ...state,
    ask: () => setState({ ...nothing, open: true }),
    close: () => setState((now) => ({ ...now, open: false })),
    write: (word: string) => setState((now) => ({ ...now, word, refusal: undefined })),
    leave,
  }
}
