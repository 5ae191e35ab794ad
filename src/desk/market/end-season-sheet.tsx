import { Picker, View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import { season as contract } from '../../../cloudfunctions/market/season/contract'
import { addDays, dateInFull } from '../../../cloudfunctions/shared/shanghai'
import { call } from '../../shared/cloud'
import { useAct } from '../../shared/use-act'
import { Button } from '../../shared/ui/button'
import { Field } from '../../shared/ui/field'
import { Notice } from '../../shared/ui/notice'
import { List, Row } from '../../shared/ui/row'
import { Sheet } from '../../shared/ui/sheet'
import type { SeasonRight } from './seasons'
import { wrongWith } from '../../shared/wrong-with'

interface Props {
  market: string
  stall: string
  today: string
  right: SeasonRight | undefined
  open: boolean
  refresh: () => Promise<void>
  onClose: () => void
}

const { reason: reasonOf } = contract.endSeason.input.entries

/** 提前收回 A right ends on a day that is said, with a reason. */
export function EndSeasonSheet({ market, stall, today, right, open, refresh, onClose }: Props) {
  const [last, setLast] = useState(today)
  const [reason, setReason] = useState('')
  const [wrong, setWrong] = useState<string>()
  const { busy, refusal, act } = useAct(refresh)
  const write = useCallback((words: string) => setReason(words), [])
  const end = async () => {
    const why = wrongWith(reasonOf, reason)
    setWrong(why)
    if (!right || why !== undefined) return
    const { from } = right
    if (!(await act(() => call(contract.endSeason, { market, stall, from, last, reason })))) return
    setReason('')
    onClose()
  }
  const begun = right !== undefined && right.from <= last
  return (
    <Sheet open={open} label="提前收回" onClose={onClose}>
      <View className="desk-title">{right ? `${right.name}的 ${stall}` : ' '}</View>
      <View className="desk-say">
        {begun ? `最后一晚是${dateInFull(last)}，之后的晚上放开给别人` : '还没开始，就此作罢'}
      </View>
      <List label="最后一晚">
        <Picker
          mode="date"
          value={last}
          start={today}
          {...(right ? { end: addDays(right.until, -1) } : {})}
          onChange={({ detail }) => setLast(detail.value)}
        >
          <Row title="最后一晚" side={dateInFull(last)} />
        </Picker>
      </List>
      <Field label="原因" value={reason} onInput={write} hint="摊主会读到" error={wrong} max={60} />
      <View className="sheet-do">
        {refusal !== undefined && <Notice say={refusal} />}
        <Button look="filled" label={busy ? '正在收回…' : '收回'} disabled={busy} onTap={() => void end()} />
        <Button look="quiet" label="先不收" onTap={onClose} />
      </View>
    </Sheet>
  )
}
