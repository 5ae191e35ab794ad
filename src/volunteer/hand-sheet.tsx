import { View } from '@tarojs/components'
import { useState } from 'react'
import { hours as contract } from '../../cloudfunctions/volunteer/hours/contract'
import { minutesOfShift } from '../../cloudfunctions/volunteer/hours/rules'
import { useReason } from '../shared/use-reason'
import { Button } from '../shared/ui/button'
import { Field } from '../shared/ui/field'
import { Notice } from '../shared/ui/notice'
import { Sheet } from '../shared/ui/sheet'
import { Stepper } from '../shared/ui/stepper'
import { Title } from '../shared/ui/title'
import type { Leading, Sheet as OfShift } from './use-lead'

const { reason: reasonOf } = contract.addHours.input.entries
/** The fewest minutes that may be added, and how many a tap adds or takes. */
const fewest = 15

/** What the shift leaves somebody, and how much of it is to be added; it is told when it is asked for. */
export function useHand({ picked, ask }: Leading, { starts, ends }: OfShift) {
  const lasted = minutesOfShift({ startsAt: new Date(starts), endsAt: new Date(ends) })
  const left = lasted - (picked?.minutes ?? 0)
  const [most, setMost] = useState(lasted)
  const [minutes, setMinutes] = useState(lasted)
  return {
    isFull: left < fewest,
    most,
    minutes,
    setMinutes,
    begin: () => {
      setMost(left)
      setMinutes(left)
      ask('hand')
    },
  }
}

/** 补时 Minutes of one person that scans did not note; somebody else checks them. */
export function HandSheet({ at, hand }: { at: Leading; hand: ReturnType<typeof useHand> }) {
  const { picked, busy, refusal } = at
  const reason = useReason(reasonOf)
  const send = () => picked && void reason.send((words) => at.addHours(picked, hand.minutes, words))
  return (
    <Sheet open={at.asking === 'hand'} label="补时" onClose={at.askNothing}>
      <Title words="补时" />
      <Stepper
        label="补多久"
        value={hand.minutes}
        min={fewest}
        max={hand.most}
        by={fewest}
        unit="分钟"
        onChange={hand.setMinutes}
      />
      <Field
        label="为什么补"
        {...reason.field}
        placeholder="像：手机没电没签上，一直在现场"
        hint="核对的同事和对方都会读到"
        max={100}
      />
      <View className="sheet-do">
        {refusal !== undefined && <Notice say={refusal} />}
        <Button look="filled" label={busy ? '正在交…' : '交给社区核对'} disabled={busy} onTap={send} />
      </View>
      <Button look="quiet" label="不补了" onTap={at.askNothing} />
    </Sheet>
  )
}
