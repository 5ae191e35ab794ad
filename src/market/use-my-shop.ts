import { useState } from 'react'
import { vendor, type MyShop } from '../../cloudfunctions/market/vendor/contract'
import type { StallKind } from '../../cloudfunctions/market/night/contract'
import { asRefused, call } from '../shared/cloud'
import { useDraft } from '../shared/use-draft'

/** The three things that a vendor says of their stall, and sending them; what is written waits on the phone. */
export function useMyShop(market: string | undefined, mine: MyShop | undefined, refresh: () => Promise<void>) {
  const { draft, write } = useDraft('my-shop')
  const [outcome, setOutcome] = useState<'none' | 'busy' | 'sent'>('none')
  const [refusal, setRefusal] = useState<string>()
  const name = draft['name'] ?? mine?.name ?? ''
  const sells = draft['sells'] ?? mine?.sells ?? ''
  const kinds = (draft['kinds']?.split(' ').filter(Boolean) ?? mine?.kinds ?? []) as StallKind[]
  const toggle = (kind: string) => {
    const next = kinds.includes(kind as StallKind) ? kinds.filter((each) => each !== kind) : [...kinds, kind]
    write('kinds', next.join(' '))
  }
  const send = async () => {
    if (outcome === 'busy' || market === undefined) return
    setOutcome('busy')
    setRefusal(undefined)
    try {
      await call(vendor.submitShop, { market, name, sells, kinds })
      for (const field of ['name', 'sells', 'kinds']) write(field, undefined)
      setOutcome('sent')
    } catch (error) {
      setOutcome('none')
      setRefusal(asRefused(error).say)
    }
    await refresh()
  }
  return { name, sells, kinds, toggle, write, outcome, refusal, send: () => void send() }
}
