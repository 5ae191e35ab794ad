import { View } from '@tarojs/components'
import { longDate } from '../../cloudfunctions/shared/shanghai'
import { Button } from '../shared/ui/button'
import { Notice } from '../shared/ui/notice'
import { Sheet } from '../shared/ui/sheet'
import type { Cancelling } from './use-cancelling'
import './cancel-sheet.scss'

/** Asks once before a booking is given back. */
export function CancelSheet({ asked, open, busy, refusal, late, cancel, close }: Cancelling) {
  return (
    <Sheet open={open} label="退摊" onClose={close}>
      <View className="cancel-title">
        {asked && (asked.season ? `${asked.stall} 这晚不来？` : `退掉 ${asked.stall}？`)}
      </View>
      <View className="cancel-say">
        {asked && `${longDate(asked.date)}，${asked.season ? '让给别人，往后的晚上还是您的' : '退了别人就能订'}`}
      </View>
      <View className="sheet-do">
        {refusal && <Notice say={refusal} />}
        <Button
          look="filled"
          label={busy ? '正在退…' : asked?.season ? '这晚不来' : '退摊'}
          disabled={busy || late}
          onTap={() => void cancel()}
        />
      </View>
      <Button look="quiet" label="不退了" onTap={close} />
    </Sheet>
  )
}
