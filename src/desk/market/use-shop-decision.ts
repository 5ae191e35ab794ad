import { useState } from 'react'
import { approval } from '../../../cloudfunctions/market/approval/contract'
import { call } from '../../shared/cloud'
import { useAct } from '../../shared/use-act'

export type Asked = 'ask' | 'suspend' | 'reinstate'

/** What an operator decides about one vendor; all but a yes is asked for its words first. */
export function useShopDecision(shop: string, seen: number, refresh: () => Promise<void>) {
  const [asked, setAsked] = useState<Asked>('ask')
  const [open, setOpen] = useState(false)
  const [words, setWords] = useState('')
  const { busy, refusal, act, forget } = useAct(refresh)

  const say = () => {
    if (asked === 'ask') return call(approval.askShop, { shop, hint: words })
    return call(asked === 'suspend' ? approval.suspendShop : approval.reinstateShop, { shop, reason: words })
  }
  const send = async () => {
    if (!(await act(say))) return
    setOpen(false)
    setWords('')
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
      forget()
      setOpen(true)
    },
    close: () => setOpen(false),
    approve: () => void act(() => call(approval.approveShop, { shop, seen })),
    send: () => void send(),
  }
}
