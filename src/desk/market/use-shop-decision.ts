import { useState } from 'react'
import { approval } from '../../../cloudfunctions/market/approval/contract'
import { asRefused, call } from '../../shared/cloud'

export type Asked = 'ask' | 'suspend' | 'reinstate'

/** What an operator decides about one vendor; all but a yes is asked for its words first. */
export function useShopDecision(shop: string, seen: number, refresh: () => Promise<void>) {
  const [asked, setAsked] = useState<Asked>('ask')
  const [open, setOpen] = useState(false)
  const [words, setWords] = useState('')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string>()

  const carry = async (decision: () => Promise<unknown>) => {
    if (busy) return
    setBusy(true)
    setRefusal(undefined)
    try {
      await decision()
      setOpen(false)
      setWords('')
    } catch (error) {
      setRefusal(asRefused(error).say)
    }
    await refresh()
    setBusy(false)
  }
  const say = () => {
    if (asked === 'ask') return call(approval.askShop, { shop, hint: words })
    return call(asked === 'suspend' ? approval.suspendShop : approval.reinstateShop, { shop, reason: words })
  }
  return {
    asked,
    open,
    words,
    busy,
    refusal,
    write: setWords,
    begin: (what: Asked) => {
      setAsked(what)
      setRefusal(undefined)
      setOpen(true)
    },
    close: () => setOpen(false),
    approve: () => void carry(() => call(approval.approveShop, { shop, seen })),
    send: () => void carry(say),
  }
}
