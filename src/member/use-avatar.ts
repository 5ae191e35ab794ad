import { useState } from 'react'
import { profile } from '../../cloudfunctions/member/profile/contract'
import { asRefused, call, upload } from '../shared/cloud'
import { askAvatar } from './weixin'

/** A new picture of oneself, on its way into `folder`; `refresh` brings `me` up to date. */
export function useAvatar(folder: string, refresh: () => Promise<void>) {
  const [percent, setPercent] = useState<number>()
  const [refusal, setRefusal] = useState<string>()
  const send = async (filePath: string) => {
    setRefusal(undefined)
    setPercent(0)
    try {
      const file = await upload(filePath, folder, setPercent)
      await call(profile.setAvatar, { file })
      await refresh()
    } catch (error) {
      setRefusal(asRefused(error).say)
    }
    setPercent(undefined)
  }
  const ask = askAvatar((filePath) => void send(filePath), setRefusal)
  return { percent, refusal, ask }
}
