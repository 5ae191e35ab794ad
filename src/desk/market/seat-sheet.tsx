import { View } from '@tarojs/components'
import { gate } from '../../../cloudfunctions/market/gate/contract'
import { clockTime } from '../../../cloudfunctions/shared/shanghai'
import { dotted } from '../../shared/phrases'
import { useReason } from '../../shared/use-reason'
import { Button } from '../../shared/ui/button'
import { CloudImage } from '../../shared/ui/cloud-image'
import { Field } from '../../shared/ui/field'
import { Notice } from '../../shared/ui/notice'
import { Sheet } from '../../shared/ui/sheet'
import type { AtRoster, RosterSeat } from './use-roster'

const { reason: reasonOf } = gate.markHere.input.entries

/** One seat: by hand, with a reason, that somebody is there or is not; and the pitch as it was left. */
export function SeatSheet({ at, date }: { at: AtRoster; date: string }) {
  const { picked, open, busy, refusal } = at
  const reason = useReason(reasonOf)
  const send = (mark: AtRoster['markHere']) => picked && reason.send((words) => mark(picked, words))
  const state = picked?.state
  const decided = state === 'left'
  return (
    <Sheet open={open} label="这个摊位" onClose={at.close}>
      <View className="desk-title">{picked ? `${picked.stall} ${picked.name}` : ' '}</View>
      <View className="desk-say">{picked ? sayOf(picked, date) : ' '}</View>
      {picked?.photo !== undefined && <CloudImage name="seat-photo" src={picked.photo} label="收摊后的摊位" />}
      {!decided && (
        <Field label="原因" {...reason.field} placeholder="像：手机没电，人在摊上" hint="摊主会读到" max={100} />
      )}
      <View className="sheet-do">
        {refusal !== undefined && <Notice say={refusal} />}
        {!decided && (
          <Button
            look="filled"
            label="人在，签上"
            disabled={busy || state === 'here'}
            onTap={() => void send(at.markHere)}
          />
        )}
        {!decided && (
          <Button
            look="quiet"
            label="没人，记未到场"
            disabled={busy || state === 'absent'}
            onTap={() => void send(at.markAbsent)}
          />
        )}
        {decided && <Button look="quiet" label="好了" onTap={at.close} />}
      </View>
    </Sheet>
  )
}

function sayOf({ sells, expectedBy, arrivedAt, leftAt }: RosterSeat, date: string): string {
  if (leftAt !== undefined) return dotted([sells, `${clockTime(leftAt, date)} 收摊了`])
  if (arrivedAt !== undefined) return dotted([sells, `${clockTime(arrivedAt, date)} 到的`])
  return dotted([sells, `最晚 ${clockTime(expectedBy, date)} 到`])
}
