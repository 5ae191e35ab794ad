import { View } from '@tarojs/components'
import { useState } from 'react'
import { swap } from '../../cloudfunctions/market/swap/contract'
import { call } from '../shared/cloud'
import { useAct } from '../shared/use-act'
import { Button } from '../shared/ui/button'
import { Choice } from '../shared/ui/chip'
import { Notice } from '../shared/ui/notice'

interface Props {
  night: string
  /** Where somebody else stands. */
  stall: string
  /** One's own stalls: of several, one says which one is given for it. */
  mine: readonly string[]
}

/** 换摊 Asks whoever has a stall whether they change with one's own. */
export function SwapOffer({ night, stall, mine }: Props) {
  const { busy, refusal, act } = useAct()
  const [asked, setAsked] = useState<string>()
  const [about, setAbout] = useState<string>()
  const [given, setGiven] = useState<string>()
  const [first = ''] = mine
  const own = given ?? first
  const offer = async () => {
    setAbout(stall)
    if (await act(() => call(swap.offerSwap, { night, stall, mine: own }))) setAsked(stall)
  }
  return (
    <View className="swap-offer">
      <View>{refusal !== undefined && about === stall && <Notice say={refusal} />}</View>
      <View>{asked === stall && <Notice look="done" say="问过了，对方答应就换。在「我的」里看回复" />}</View>
      {mine.length > 1 && (
        <Choice
          label="用哪个换"
          options={mine.map((value) => ({ value, label: `用 ${value} 换` }))}
          value={own}
          onChange={setGiven}
        />
      )}
      <Button look="quiet" label={busy ? '正在问…' : '想跟这家换摊'} onTap={() => void offer()} />
    </View>
  )
}
