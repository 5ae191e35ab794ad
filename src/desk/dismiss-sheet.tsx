import { View } from '@tarojs/components'
import { Button } from '../shared/ui/button'
import { Field } from '../shared/ui/field'
import { Notice } from '../shared/ui/notice'
import { Sheet } from '../shared/ui/sheet'
import type { Dismissing } from './use-dismissing'

/** Keeps a text's place in the page, so that a tap sends the text alone. */
const blank = ' '

/** Asks once, and for the reason, before somebody's role is taken. */
export function DismissSheet({ dismissing }: { dismissing: Dismissing }) {
  const { asked, open, reason, busy, wrong, refusal, write, close, dismiss } = dismissing
  return (
    <Sheet open={open} label="取消身份" onClose={close}>
      <View className="desk-title">{asked?.shownName ?? blank}</View>
      <View className="desk-say">{asked ? `${asked.placeName}的${asked.roleName}` : blank}</View>
      <Field label="为什么取消" value={reason} onInput={write} hint="对方会读到这段话" error={wrong} max={200} long />
      <View className="sheet-do">
        {refusal !== undefined && <Notice say={refusal} />}
        <Button
          look="filled"
          label={busy ? '正在取消…' : '取消这个身份'}
          disabled={busy}
          onTap={() => void dismiss()}
        />
      </View>
      <Button look="quiet" label="先不动" onTap={close} />
    </Sheet>
  )
}
