import { View } from '@tarojs/components'
import { useState } from 'react'
import { items as contract, type ItemView } from '../../../cloudfunctions/pledge/items/contract'
import { call } from '../../shared/cloud'
import { go } from '../../shared/routes'
import { useAct } from '../../shared/use-act'
import { Button } from '../../shared/ui/button'
import { Field } from '../../shared/ui/field'
import { Notice } from '../../shared/ui/notice'
import { Segmented } from '../../shared/ui/segmented'
import { Sheet } from '../../shared/ui/sheet'
import { wrongWith } from '../../shared/wrong-with'
import '../desk.scss'

interface Props {
  item: ItemView | undefined
  open: boolean
  refresh: () => Promise<void>
  onClose: () => void
}

const ways = [
  { value: 'done', label: '办好了' },
  { value: 'dropped', label: '不用办了' },
] as const
const sayRule = contract.closeItem.input.entries.say

/** 了结 How one item ended, in words that everybody reads. */
export function CloseItem({ item, open, refresh, onClose }: Props) {
  const [as, setAs] = useState<'done' | 'dropped'>('done')
  const [say, setSay] = useState('')
  const [wrong, setWrong] = useState<string>()
  const { busy, refusal, act } = useAct(refresh)
  const end = async () => {
    const why = wrongWith(sayRule, say)
    setWrong(why)
    if (why !== undefined || !item) return
    if (!(await act(() => call(contract.closeItem, { item: item.id, as, say })))) return
    setSay('')
    onClose()
  }
  return (
    <Sheet open={open} label="了结" onClose={onClose}>
      <View className="desk-title">{item?.words ?? ''}</View>
      <Segmented label="怎么了结" options={ways} value={as} onChange={setAs} />
      <Field label="说明" value={say} hint="大家都看得到" max={100} error={wrong} onInput={setSay} />
      <View className="sheet-do">
        {refusal !== undefined && <Notice say={refusal} />}
        <Button look="filled" label={busy ? '正在办…' : '了结'} disabled={busy} onTap={() => void end()} />
      </View>
      <Button look="quiet" label="看谁领了" onTap={() => item && go.item(item.id)} />
    </Sheet>
  )
}
