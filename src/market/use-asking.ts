import { useState } from 'react'
import { asRefused } from '../shared/cloud'

/** One tap that asks the cloud for something: whether it is under way, and what it refused; `refresh` follows each. */
export function useAsking(refresh: () => Promise<void>) {
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string>()
  const ask = async (what: () => Promise<unknown>) => {
    if (busy) return
    setBusy(true)
    setRefusal(undefined)
    try {
      await what()
    } catch (error) {
      setRefusal(asRefused(error).say)
    }
    setBusy(false)
    await refresh()
  }
  return { busy, refusal, ask }
}
