import { useState } from 'react'
import { profile } from '../../cloudfunctions/member/profile/contract'
import { asRefused, call } from '../shared/cloud'
import { askPhone } from './weixin'

/** One's phone number, given by WeChat's button and taken away again; `refresh` brings `me` up to date. */
export function usePhone(refresh: () => Promise<void>) {
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string>()
  const run = async (change: () => Promise<unknown>) => {
    if (busy) return
    setBusy(true)
    setRefusal(undefined)
    try {
      await change()
      await refresh()
    } catch (error) {
      setRefusal(asRefused(error).say)
    }
    setBusy(false)
  }
  const ask = askPhone((code) => void run(() => call(profile.setPhone, { code })), setRefusal)
  const remove = () => void run(() => call(profile.removePhone, {}))
  return { busy, refusal, ask, remove }
}
