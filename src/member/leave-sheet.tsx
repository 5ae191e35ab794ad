import { View } from '@tarojs/components'
import { Button } from '../shared/ui/button'
import { Field } from '../shared/ui/field'
import { Sheet } from '../shared/ui/sheet'
import { Title } from '../shared/ui/title'
import type { Leaving } from './use-leaving'

/** Asks once more before somebody is forgotten for good: the word has to be written. */
export function LeaveSheet({ open, word, busy, refusal, write, leave, close }: Leaving) {
  return (
    <Sheet open={open} label="注销" onClose={close}>
      <Title words="真的要走吗？" />
      <View className="leave-say">
        名字、头像、手机号、通知和身份都会删掉，还没到的摊位和班次会退掉，找不回来。想留一份，先“带走我的数据”。
      </View>
      <Field label="写下“注销”两个字" value={word} placeholder="注销" max={4} error={refusal} onInput={write} />
      <View className="sheet-do">
        <Button
          look="filled"
          label={busy ? '正在注销…' : '注销'}
          disabled={busy || word.trim() !== '注销'}
          onTap={() => void leave()}
        />
      </View>
      <Button look="quiet" label="再想想" onTap={close} />
    </Sheet>
  )
}
