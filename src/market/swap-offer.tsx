import { View } from '@tarojs/components'
import { useState } from 'react'
import { swap } from '../../cloudfunctions/market/swap/contract'
import { call } from '../shared/cloud'
import { useAct } from '../shared/use-act'
import { Button } from '../shared/ui/button'
import { Notice } from '../shared/ui/notice'

interface Props {
  night: string
  /** Where somebody else stands. */
  stall: string
}

/** 换摊 Asks whoever has a stall whether they change with one's own. */
export function SwapOffer({ night, stall }: Props) {
  const { busy, refusal, act } = useAct()
  const [asked, setAsked] = useState<string>()
  const [about, setAbout] = useState<string>()
  const offer = async () => {
    setAbout(stall)
    if (await act(() => call(swap.offerSwap, { night, stall }))) setAsked(stall)
  }
  return (
    <View className="swap-offer">
      <View>{refusal !== undefined && about === stall && <Notice say={refusal} />}</View>
      <View>{asked === stall && <Notice look="done" say="问过了，对方答应就换。在「我的」里看回复" />}</View>
      <Button look="quiet" label={busy ? '正在问…' : '想跟这家换摊'} onTap={() => void offer()} />
    </View>
  )
}
