import { View } from '@tarojs/components'
import type { NoticeSettings } from '../../cloudfunctions/member/notice/contract'
import { allNoticeKinds, labelOf } from '../../cloudfunctions/shared/notices'
import { Button } from '../shared/ui/button'
import { Notice } from '../shared/ui/notice'
import { List, Row } from '../shared/ui/row'
import { Sheet } from '../shared/ui/sheet'
import { Title } from '../shared/ui/title'
import type { Reminders } from './use-reminders'

/** Until it is known: nothing is muted, so that what comes changes little. */
const unknown: NoticeSettings['kinds'] = allNoticeKinds.map((kind) => ({ kind, muted: false }))

interface Props extends Reminders {
  open: boolean
  onClose: () => void
}

/** 提醒设置 Which kinds of notices remind, and how often WeChat may. */
export function RemindersSheet({ settings, refused, said, mute, agree, open, onClose }: Props) {
  return (
    <Sheet open={open} label="提醒设置" onClose={onClose}>
      <Title words="提醒设置" />
      {refused && !settings && <Notice say={refused.say} />}
      <List label="哪些要提醒">
        {(settings?.kinds ?? unknown).map(({ kind, muted }) => (
          <Row
            key={kind}
            title={labelOf(kind)}
            note={muted ? '不提醒，只放在收件箱里' : undefined}
            side={muted ? '静音' : '✓ 提醒'}
            on={!muted}
            label={labelOf(kind)}
            onTap={() => void mute(kind, !muted)}
          />
        ))}
      </List>
      <View className="reminders-left in-phrases">
        {settings ? `${leftWords(settings)}。点一下加一次，不点也在收件箱。` : ''}
      </View>
      <View className="sheet-do">
        {said !== undefined && <Notice say={said} />}
        <Button look="filled" label="微信也提醒我一次" onTap={() => void agree()} />
      </View>
    </Sheet>
  )
}

/** How many messages WeChat may still send, in plain words. */
export function leftWords({ kinds }: NoticeSettings): string {
  const left = kinds.flatMap(({ kind, consents = 0 }) =>
    consents > 0 ? [`${String(consents)} 次${labelOf(kind)}提醒`] : [],
  )
  return left.length > 0 ? `微信里还能收到 ${left.join('、')}` : '还没开微信提醒'
}
