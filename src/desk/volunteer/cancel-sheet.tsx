import { View } from '@tarojs/components'
import { activity as contract, type ActivityView } from '../../../cloudfunctions/volunteer/activity/contract'
import { call } from '../../shared/cloud'
import { useAct } from '../../shared/use-act'
import { useReason } from '../../shared/use-reason'
import { Button } from '../../shared/ui/button'
import { Field } from '../../shared/ui/field'
import { Notice } from '../../shared/ui/notice'
import { Sheet } from '../../shared/ui/sheet'
import { Title } from '../../shared/ui/title'

interface Props {
  one: ActivityView
  open: boolean
  refresh: () => Promise<void>
  onClose: () => void
}

/** Asks why, and cancels all that is to come. */
export function CancelSheet({ one: { id }, open, refresh, onClose }: Props) {
  const { busy, refusal, act } = useAct(refresh)
  const reason = useReason(contract.cancelActivity.input.entries.reason)
  const cancel = async (words: string) => {
    const done = await act(() => call(contract.cancelActivity, { activity: id, reason: words }))
    if (done) onClose()
    return done
  }
  return (
    <Sheet open={open} label="取消整个活动" onClose={onClose}>
      <Title words="取消整个活动？" />
      <View className="desk-say">还没办的班次都取消，报了名的人会收到通知。取消了不能恢复。</View>
      <Field label="原因" {...reason.field} placeholder="像：下大雨，改天再办" hint="报了名的人会读到" max={60} />
      <View className="sheet-do">
        {refusal !== undefined && <Notice say={refusal} />}
        <Button
          look="filled"
          label={busy ? '正在通知大家…' : '取消并通知大家'}
          disabled={busy}
          onTap={() => void reason.send(cancel)}
        />
      </View>
      <Button look="quiet" label="先不动" onTap={onClose} />
    </Sheet>
  )
}
