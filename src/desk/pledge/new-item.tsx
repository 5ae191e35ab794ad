import { View } from '@tarojs/components'
import { useState } from 'react'
import {
  itemOrigins,
  itemOriginWords,
  items as contract,
  mostTakers,
  type ItemList,
  type ItemOrigin,
} from '../../../cloudfunctions/pledge/items/contract'
import { call } from '../../shared/cloud'
import { itemListWords } from '../../shared/item-words'
import { useAct } from '../../shared/use-act'
import { Button } from '../../shared/ui/button'
import { Choice } from '../../shared/ui/chip'
import { Field } from '../../shared/ui/field'
import { Notice } from '../../shared/ui/notice'
import { Segmented } from '../../shared/ui/segmented'
import { Sheet } from '../../shared/ui/sheet'
import { Stepper } from '../../shared/ui/stepper'
import { Title } from '../../shared/ui/title'
import { wrongWith } from '../../shared/wrong-with'

interface Props {
  branch: string
  open: boolean
  refresh: () => Promise<void>
  onClose: () => void
}

const originOptions = itemOrigins.map((value) => ({ value, label: itemOriginWords[value] }))
const { words: wordsRule, whom: whomRule } = contract.addItem.input.entries

/** One more thing on a list: what, for whom, from where, and how many it wants. */
export function NewItem({ branch, open, refresh, onClose }: Props) {
  const [list, setList] = useState<ItemList>('problem')
  const [words, setWords] = useState('')
  const [whom, setWhom] = useState('')
  const [origin, setOrigin] = useState<ItemOrigin>('opinion')
  const [wants, setWants] = useState(1)
  const [wrong, setWrong] = useState<{ words?: string | undefined; whom?: string | undefined }>({})
  const { busy, refusal, act } = useAct(refresh)
  const add = async () => {
    const found = { words: wrongWith(wordsRule, words), whom: wrongWith(whomRule, whom) }
    setWrong(found)
    if (found.words !== undefined || found.whom !== undefined) return
    if (!(await act(() => call(contract.addItem, { branch, list, words, whom, origin, wants })))) return
    setWords('')
    setWhom('')
    setWants(1)
    onClose()
  }
  return (
    <Sheet open={open} label="写一条" onClose={onClose}>
      <Title words="写一条" />
      <Segmented label="哪张清单" options={itemListWords} value={list} onChange={setList} />
      <Field
        label="什么事"
        value={words}
        placeholder="三栋楼道的灯晚上不亮"
        max={120}
        long
        error={wrong.words}
        onInput={setWords}
      />
      <Field label="为谁、在哪" value={whom} placeholder="二期三栋" max={40} error={wrong.whom} onInput={setWhom} />
      <Choice label="从哪来的" options={originOptions} value={origin} onChange={setOrigin} />
      <Stepper label="要几个人" value={wants} max={mostTakers} unit="人" onChange={setWants} />
      <View className="sheet-do">
        {refusal !== undefined && <Notice say={refusal} />}
        <Button look="filled" label={busy ? '正在写…' : '放到清单上'} disabled={busy} onTap={() => void add()} />
      </View>
    </Sheet>
  )
}
