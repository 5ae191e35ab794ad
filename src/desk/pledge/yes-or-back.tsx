import { View } from '@tarojs/components'
import { useState } from 'react'
import type { GenericSchema } from 'valibot'
import { useAct } from '../../shared/use-act'
import { Button } from '../../shared/ui/button'
import { Field } from '../../shared/ui/field'
import { Notice } from '../../shared/ui/notice'
import { wrongWith } from '../../shared/wrong-with'

interface Props {
  /** What the words say that go back with it, and the contract's rule of them. */
  label: string
  rule: GenericSchema<string, string>
  yes: string
  back: string
  onYes: () => Promise<unknown>
  onBack: (hint: string) => Promise<unknown>
  refresh: () => Promise<void>
}

/** What waits for somebody's word: yes, or back with a hint. */
export function YesOrBack({ label, rule, yes, back, onYes, onBack, refresh }: Props) {
  const { busy, refusal, act } = useAct(refresh)
  const [hint, setHint] = useState('')
  const [wrong, setWrong] = useState<string>()
  const sendBack = () => {
    const why = wrongWith(rule, hint)
    setWrong(why)
    if (why === undefined) void act(() => onBack(hint))
  }
  return (
    <>
      <Field label={label} value={hint} max={100} error={wrong} onInput={setHint} />
      {refusal !== undefined && <Notice say={refusal} />}
      <View className="desk-yes">
        <Button look="filled" label={yes} disabled={busy} onTap={() => void act(onYes)} />
        <Button look="quiet" label={back} disabled={busy} onTap={sendBack} />
      </View>
    </>
  )
}
