import { View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import { warning as contract } from '../../../cloudfunctions/market/warning/contract'
import { call } from '../../shared/cloud'
import { useAct } from '../../shared/use-act'
import { Button } from '../../shared/ui/button'
import { Chips } from '../../shared/ui/chip'
import { Field } from '../../shared/ui/field'
import { Notice } from '../../shared/ui/notice'
import { Sheet } from '../../shared/ui/sheet'
import type { KeptNight } from './night'

interface Props {
  kept: KeptNight
  open: boolean
  onDone: () => void
  onClose: () => void
}

/** What is said most often, so that it takes one tap. */
const usual = {
  rain: '今晚有雨，照常出摊，带好雨棚和防水布',
  wind: '今晚风大，照常出摊，棚子和招牌压稳',
  cold: '今晚降温，照常出摊，用火用电多当心',
} as const
type Usual = keyof typeof usual
const options = (Object.keys(usual) as Usual[]).map((value) => ({
  value,
  label: { rain: '有雨', wind: '风大', cold: '降温' }[value],
}))

/** Tells everybody who has a stall something about a night that takes place all the same. */
export function WarnNightSheet({ kept: { night }, open, onDone, onClose }: Props) {
  const [words, setWords] = useState('')
  const { busy, refusal, act } = useAct()
  const write = useCallback((text: string) => setWords(text), [])
  const send = () =>
    void act(() => call(contract.warnNight, { night: night.id, words: words.trim() })).then((done) => {
      if (!done) return
      setWords('')
      onDone()
    })
  const choose = (value: string) => setWords(usual[value as Usual])
  const chosen = options.filter(({ value }) => usual[value] === words).map(({ value }) => value)
  return (
    <Sheet open={open} label="提醒摊主" onClose={onClose}>
      <View className="desk-title">提醒摊主</View>
      <View className="desk-say">{`会通知订了摊的 ${String(night.total - night.free)} 位，这一晚照常，别的都不变。`}</View>
      <Chips label="提醒什么" options={options} chosen={chosen} onTap={choose} />
      <Field label="要说的话" value={words} onInput={write} placeholder="如：今晚有雨，照常出摊" max={80} long />
      <View className="sheet-do">
        {refusal !== undefined && <Notice say={refusal} />}
        <Button look="filled" label={busy ? '正在通知…' : '通知他们'} onTap={send} />
      </View>
      <Button look="quiet" label="先不发" onTap={onClose} />
    </Sheet>
  )
}
