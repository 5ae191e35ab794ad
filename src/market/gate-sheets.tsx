import { View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import { useOnline } from '../shared/online'
import { usePhotos } from '../shared/use-photos'
import { Button } from '../shared/ui/button'
import { Field } from '../shared/ui/field'
import { Notice } from '../shared/ui/notice'
import { Photos } from '../shared/ui/photos'
import { Sheet } from '../shared/ui/sheet'
import { Title } from '../shared/ui/title'
import type { AtGate } from './use-gate'

/** The code at the stall by its letters, where a camera does not read it. */
export function SignSheet({ at }: { at: AtGate }) {
  const [code, setCode] = useState('')
  const write = useCallback((words: string) => setCode(words), [])
  return (
    <Sheet open={at.sheet === 'sign'} label="输入摊位码" onClose={at.close}>
      <Title words="输入摊位码" />
      <Field
        label="摊位码"
        value={code}
        onInput={write}
        placeholder="12 位字母和数字"
        hint="印在摊位牌的码下面"
        max={20}
      />
      <View className="sheet-do">
        {at.refusal !== undefined && <Notice say={at.refusal} />}
        <Button
          look="filled"
          label={at.busy ? '正在签到…' : '签到'}
          disabled={at.busy}
          onTap={() => at.checkIn(code)}
        />
      </View>
    </Sheet>
  )
}

/** 收摊 With a photo of the clean pitch; without network, the time alone. */
export function LeaveSheet({ at, folder }: { at: AtGate; folder: string | undefined }) {
  const online = useOnline()
  const photos = usePhotos(folder ?? '')
  const [file] = photos.files
  return (
    <Sheet open={at.sheet === 'leave'} label="收摊" onClose={at.close}>
      <Title words="收摊" />
      {online && folder !== undefined ? (
        <Photos label="扫干净的摊位，拍一张" max={1} {...photos} />
      ) : (
        <Notice look="tell" say="现在没网，先记下收摊的时间。照片留着，有人问就给他看" />
      )}
      <View className="sheet-do">
        {at.refusal !== undefined && <Notice say={at.refusal} />}
        <Button
          look="filled"
          label={at.busy ? '正在记…' : '收好了'}
          disabled={at.busy || photos.busy}
          onTap={() => at.checkOut(file)}
        />
      </View>
    </Sheet>
  )
}
