import { View } from '@tarojs/components'
import { useState } from 'react'
import { clockTime, dateOf } from '../../cloudfunctions/shared/shanghai'
import { attendance as contract, type Attendee } from '../../cloudfunctions/volunteer/attendance/contract'
import { minutesWords } from '../shared/shift-words'
import { useReason } from '../shared/use-reason'
import { Button } from '../shared/ui/button'
import { Field } from '../shared/ui/field'
import { Notice } from '../shared/ui/notice'
import { Sheet } from '../shared/ui/sheet'
import { SureSheet } from '../shared/ui/sure-sheet'
import { Title } from '../shared/ui/title'
import { HandSheet, useHand } from './hand-sheet'
import type { Leading, Sheet as OfShift } from './use-lead'

const { reason: reasonOf } = contract.markHere.input.entries

/** One person of a shift: that they are there, went, or were not there, by hand and with a reason; once it is over, more minutes. */
export function LeadSheet({ at, of }: { at: Leading; of: OfShift }) {
  const { starts } = of
  const hand = useHand(at, of)
  const { picked, open, busy, refusal, asking } = at
  const reason = useReason(reasonOf)
  const send = (mark: Leading['markHere']) => picked && void reason.send((words) => mark(picked, words))
  const { state, toConfirm = false } = picked ?? {}
  // Told when it is asked, so that the tap on a person sends less.
  const [missing, setMissing] = useState('')
  const askMissed = () => {
    if (!reason.isGood()) return
    setMissing(picked?.name ?? '')
    at.ask('missed')
  }
  // Classes of the whole take away what does not go with this person, so that a tap sends little.
  const without = [
    state === 'gone' && !toConfirm ? 'lead-counted' : '',
    state === 'missed' ? 'lead-missed' : '',
    hand.isFull ? 'lead-full' : '',
  ]
  return (
    <>
      <Sheet open={open} label="这一位" state={without.filter(Boolean).join(' ')} onClose={at.close}>
        <Title words={picked?.name ?? ' '} />
        <View className="lead-say">{picked ? attendeeWords(picked, starts) : ' '}</View>
        <Field label="原因" {...reason.field} placeholder="像：手机没电，人在现场" hint="对方会读到" max={60} />
        <View className="sheet-do">
          {refusal !== undefined && <Notice say={refusal} />}
          {toConfirm ? (
            <Button
              look="filled"
              label="时长没错，确认"
              disabled={busy}
              onTap={() => picked && void at.confirm(picked)}
            />
          ) : (
            <Button
              look="filled"
              label={state === 'here' ? '走了，记离开' : '人在，签上'}
              disabled={busy}
              onTap={() => send(state === 'here' ? at.markLeft : at.markHere)}
            />
          )}
        </View>
        <View className="lead-no">
          <Button look="quiet" label="没来" disabled={busy || !at.hasBegun} onTap={askMissed} />
        </View>
        {at.isOver && (
          <View className="lead-more">
            <Button look="quiet" label="补时" disabled={busy} onTap={hand.begin} />
          </View>
        )}
      </Sheet>
      <SureSheet
        open={asking === 'missed'}
        title={`记${missing}没来？`}
        say="对方会收到原因，可以申诉。缺席多了会暂停报名"
        yes="记没来"
        doing="正在记…"
        no="再看看"
        busy={busy}
        refusal={refusal}
        onYes={() => send(at.markMissed)}
        onClose={at.askNothing}
      />
      {at.isOver && <HandSheet at={at} hand={hand} />}
    </>
  )
}

/** Where somebody stands, in words. */
export function attendeeWords({ role, cameAt, cameBy, wentAt, minutes, reason, state }: Attendee, starts: string) {
  const at = (instant: string) => clockTime(instant, dateOf(new Date(starts)))
  return [
    role,
    cameAt !== undefined && `${at(cameAt)} 到的${cameBy === 'hand' ? '，补签' : ''}`,
    wentAt !== undefined && `${at(wentAt)} 走的，${minutesWords(minutes ?? 0)}`,
    state === 'expected' && '还没到',
    state === 'missed' && '没来',
    reason,
  ]
    .filter(Boolean)
    .join('，')
}
