import { Picker, View } from '@tarojs/components'
import { useState } from 'react'
import { approval } from '../../../cloudfunctions/pledge/approval/contract'
import type { board } from '../../../cloudfunctions/pledge/board/contract'
import type { Output } from '../../../cloudfunctions/shared/contract'
import { addDays, dateInFull, longDate } from '../../../cloudfunctions/shared/shanghai'
import { call } from '../../shared/cloud'
import { useAct } from '../../shared/use-act'
import { useReason } from '../../shared/use-reason'
import { Button } from '../../shared/ui/button'
import { Choice } from '../../shared/ui/chip'
import { Field } from '../../shared/ui/field'
import { Notice } from '../../shared/ui/notice'
import { List, Row } from '../../shared/ui/row'

interface Props {
  it: Output<typeof board.one>
  refresh: () => Promise<void>
}

interface DoingProps {
  yes: string
  what: (reason: string) => Promise<unknown>
  disabled?: boolean
  refresh: () => Promise<void>
}

/** Why, as everybody reads it, and the button that does it. */
function WithReason({ yes, what, disabled = false, refresh }: DoingProps) {
  const { busy, refusal, act } = useAct(refresh)
  const reason = useReason(approval.endPledge.input.entries.reason)
  return (
    <View>
      <Field label="原因" hint="大家都看得到" max={100} {...reason.field} />
      {refusal !== undefined && <Notice say={refusal} />}
      <View className="desk-yes">
        <Button
          look="filled"
          label={busy ? '正在办…' : yes}
          disabled={busy || disabled}
          onTap={() => void reason.send((why) => act(() => what(why)))}
        />
      </View>
    </View>
  )
}

/** So many of those that are still to come: a weekly promise has fifty. */
const mostAhead = 4

/** 免一次 One time of those that are open is let go. */
export function ExcuseOnce({ it: { id, beads }, refresh }: Props) {
  const begun = beads.filter(({ state }) => state === 'late' || state === 'veryLate' || state === 'due')
  const open = [...begun, ...beads.filter(({ state }) => state === 'ahead').slice(0, mostAhead)]
  const [chosen, setChosen] = useState<string>()
  const occurrence = open.find((each) => each.id === chosen)?.id ?? open[0]?.id
  if (occurrence === undefined) return <Notice look="tell" say="没有要免的，该做的都做了" />
  return (
    <>
      <Choice
        label="哪一次"
        options={open.map((each) => ({ value: each.id, label: longDate(each.due) }))}
        value={occurrence}
        onChange={setChosen}
      />
      <WithReason
        yes="免这一次"
        what={(reason) => call(approval.excuseOnce, { pledge: id, occurrence, reason })}
        refresh={refresh}
      />
    </>
  )
}

const usualPause = 14

/** 暂停 What falls due meanwhile counts neither way. */
export function PauseIt({ it: { id, today }, refresh }: Props) {
  const [from, setFrom] = useState(today)
  const [until, setUntil] = useState(() => addDays(today, usualPause))
  return (
    <>
      <List label="暂停到哪天">
        <Picker mode="date" value={from} start={today} onChange={({ detail }) => setFrom(detail.value)}>
          <Row title="从哪天起" side={dateInFull(from)} />
        </Picker>
        <Picker mode="date" value={until} start={from} onChange={({ detail }) => setUntil(detail.value)}>
          <Row title="到哪天" side={dateInFull(until)} />
        </Picker>
      </List>
      <WithReason
        yes="暂停"
        what={(reason) => call(approval.pausePledge, { pledge: id, from, until, reason })}
        refresh={refresh}
      />
    </>
  )
}

const ends = [
  { value: 'excused', label: '不用做了' },
  { value: 'unfulfilled', label: '没做到' },
] as const

/** 了结 Before its time. */
export function EndIt({ it: { id }, refresh }: Props) {
  const [as, setAs] = useState<(typeof ends)[number]['value']>('excused')
  return (
    <>
      <Choice label="怎么了结" options={ends} value={as} onChange={setAs} />
      <WithReason
        yes="了结"
        what={(reason) => call(approval.endPledge, { pledge: id, as, reason })}
        refresh={refresh}
      />
    </>
  )
}
