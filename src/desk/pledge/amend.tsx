import { View } from '@tarojs/components'
import { useState } from 'react'
import { approval } from '../../../cloudfunctions/pledge/approval/contract'
import type { board } from '../../../cloudfunctions/pledge/board/contract'
import type { Rhythm } from '../../../cloudfunctions/pledge/rhythm/contract'
import type { Output } from '../../../cloudfunctions/shared/contract'
import { call } from '../../shared/cloud'
import { RhythmChoice } from '../../shared/rhythm-choice'
import { useAct } from '../../shared/use-act'
import { useReason } from '../../shared/use-reason'
import { Button } from '../../shared/ui/button'
import { Field } from '../../shared/ui/field'
import { Notice } from '../../shared/ui/notice'

interface Props {
  it: Output<typeof board.one>
  refresh: () => Promise<void>
}

/** 调整 Other words or another rhythm from today on; what it said before stays readable. */
export function Amend({ it: { id, rev, today, ...said }, refresh }: Props) {
  const [words, setWords] = useState(said.words)
  const [whom, setWhom] = useState(said.whom)
  const [rhythm, setRhythm] = useState<Rhythm>(said.rhythm[0] ?? { kind: 'week', weekday: 6 })
  const { busy, refusal, act } = useAct(refresh)
  const reason = useReason(approval.amendPledge.input.entries.why)
  const amend = (why: string) =>
    act(() =>
      call(approval.amendPledge, { pledge: id, rev, words, whom, rhythm: [rhythm, ...said.rhythm.slice(1)], why }),
    )
  return (
    <View>
      <Field label="做什么" value={words} max={120} long onInput={setWords} />
      <Field label="为谁、在哪" value={whom} max={40} onInput={setWhom} />
      <RhythmChoice rhythm={rhythm} today={today} onChange={setRhythm} />
      <Field label="为什么改" hint="大家都看得到，原来的写法也留着" max={100} {...reason.field} />
      {refusal !== undefined && <Notice say={refusal} />}
      <View className="desk-yes">
        <Button
          look="filled"
          label={busy ? '正在改…' : '照这样改'}
          disabled={busy}
          onTap={() => void reason.send(amend)}
        />
      </View>
    </View>
  )
}
