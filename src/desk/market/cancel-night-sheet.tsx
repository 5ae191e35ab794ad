import { View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import {
  cancelReasons,
  schedule as contract,
  type CancelReason,
} from '../../../cloudfunctions/market/schedule/contract'
import { call } from '../../shared/cloud'
import { Button } from '../../shared/ui/button'
import { Chips } from '../../shared/ui/chip'
import { Field } from '../../shared/ui/field'
import { Notice } from '../../shared/ui/notice'
import { Sheet } from '../../shared/ui/sheet'
import type { KeptNight } from './night'
import { useAct } from '../../shared/use-act'

interface Props {
  kept: KeptNight
  open: boolean
  onDone: () => void
  onClose: () => void
}

const reasons = Object.keys(cancelReasons) as CancelReason[]
const options = reasons.map((value) => ({ value, label: cancelReasons[value] }))

/** Asks why, says how many will be told, and cancels the night for good. */
export function CancelNightSheet({ kept: { night, concerned }, open, onDone, onClose }: Props) {
  const [why, setWhy] = useState<CancelReason>('rain')
  const [words, setWords] = useState('')
  const { busy, refusal, act } = useAct()
  const write = useCallback((text: string) => setWords(text), [])
  const cancel = () => {
    const more = words.trim()
    void act(() => call(contract.cancelNight, { night: night.id, why, ...(more === '' ? {} : { words: more }) })).then(
      (done) => done && onDone(),
    )
  }
  const choose = (value: string) => setWhy(reasons.find((each) => each === value) ?? why)
  return (
    <Sheet open={open} label="取消这一晚" onClose={onClose}>
      <View className="desk-title">取消这一晚？</View>
      <View className="desk-say">{`会通知 ${String(concerned)} 位摊主，摊位费全免，不算未到场。取消了不能恢复。`}</View>
      <Chips label="为什么取消" options={options} chosen={[why]} onTap={choose} />
      <Field label="补充一句（可不写）" value={words} onInput={write} placeholder="如：暴雨红色预警" max={60} />
      <View className="sheet-do">
        {refusal !== undefined && <Notice say={refusal} />}
        <Button look="filled" label={busy ? '正在通知大家…' : '取消并通知大家'} disabled={busy} onTap={cancel} />
      </View>
      <Button look="quiet" label="先不动" onTap={onClose} />
    </Sheet>
  )
}
