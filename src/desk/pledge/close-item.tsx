import { View } from '@tarojs/components'
import { useState } from 'react'
import { items as contract, type ItemView } from '../../../cloudfunctions/pledge/items/contract'
import { call } from '../../shared/cloud'
import { go } from '../../shared/routes'
import { useAct } from '../../shared/use-act'
import { Button } from '../../shared/ui/button'
import { Field } from '../../shared/ui/field'
import { Notice } from '../../shared/ui/notice'
import { List, Row } from '../../shared/ui/row'
import { Segmented } from '../../shared/ui/segmented'
import { Sheet } from '../../shared/ui/sheet'
import { wrongWith } from '../../shared/wrong-with'
import '../desk.scss'

interface Props {
  item: ItemView | undefined
  /** What it can be merged into. */
  older: readonly ItemView[]
  open: boolean
  refresh: () => Promise<void>
  onClose: () => void
}

const ways = [
  { value: 'done', label: '办好了' },
  { value: 'dropped', label: '不用办了' },
  { value: 'merge', label: '写重了' },
] as const
type Way = (typeof ways)[number]['value']
const sayRule = contract.closeItem.input.entries.say

/** 了结 How one item ended, in words that everybody reads; or that another one says the same. */
export function CloseItem({ item, older, open, refresh, onClose }: Props) {
  const [as, setAs] = useState<Way>('done')
  const [say, setSay] = useState('')
  const [wrong, setWrong] = useState<string>()
  const { busy, refusal, act } = useAct(refresh)
  const send = async (work: (item: ItemView) => Promise<unknown>) => {
    if (!item || !(await act(() => work(item)))) return
    setSay('')
    setAs('done')
    onClose()
  }
  const end = async (how: 'done' | 'dropped') => {
    const why = wrongWith(sayRule, say)
    setWrong(why)
    if (why === undefined) await send(({ id }) => call(contract.closeItem, { item: id, as: how, say }))
  }
  const merge = (into: string) => send(({ id }) => call(contract.mergeItem, { item: id, into }))
  return (
    <Sheet open={open} label="了结" onClose={onClose}>
      <View className="desk-title">{item?.words ?? ''}</View>
      <Segmented label="怎么了结" options={ways} value={as} onChange={setAs} />
      {as === 'merge' ? (
        <Same older={older} busy={busy} refusal={refusal} onTap={(into) => void merge(into)} />
      ) : (
        <>
          <Field label="说明" value={say} hint="大家都看得到" max={100} error={wrong} onInput={setSay} />
          <View className="sheet-do">
            {refusal !== undefined && <Notice say={refusal} />}
            <Button look="filled" label={busy ? '正在办…' : '了结'} disabled={busy} onTap={() => void end(as)} />
          </View>
          <Button look="quiet" label="看谁领了" onTap={() => item && go.item(item.id)} />
        </>
      )}
    </Sheet>
  )
}

interface SameProps {
  older: readonly ItemView[]
  busy: boolean
  refusal: string | undefined
  onTap: (into: string) => void
}

/** 写重了 Which one says the same: a tap merges. */
const Same = ({ older, busy, refusal, onTap }: SameProps) => (
  <>
    <Notice
      look="tell"
      say={
        older.length > 0
          ? '和哪一条是同一件事？点它就并过去，领了的、关注的都跟着过去，不能拆回来'
          : '没有比它先写的。并到先写的那一条：从后写的那一条点进来'
      }
    />
    {refusal !== undefined && <Notice say={refusal} />}
    <List label="并到哪一条">
      {older.map(({ id, words, whom }) => (
        <Row
          key={id}
          title={words}
          note={whom}
          side={busy ? '…' : '并过去'}
          onTap={busy ? undefined : () => onTap(id)}
        />
      ))}
    </List>
  </>
)
