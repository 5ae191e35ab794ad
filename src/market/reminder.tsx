import { View } from '@tarojs/components'
import { useState } from 'react'
import { notice } from '../../cloudfunctions/member/notice/contract'
import { agreeTo } from '../shared/agree'
import { asRefused } from '../shared/cloud'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Notice } from '../shared/ui/notice'

/** Asked once a stall is booked: one WeChat message about stalls. Nothing for whoever agreed already, or wants none. */
export function Reminder() {
  const { value } = useServer(notice.noticeSettings, {})
  const [outcome, setOutcome] = useState<{ agreed: boolean; say: string }>()
  const ask = async () => {
    try {
      await agreeTo(['market'])
      setOutcome({ agreed: true, say: '好，下次摊位有消息，微信告诉您一次' })
    } catch (error) {
      setOutcome({ agreed: false, say: asRefused(error).say })
    }
  }
  const { muted, consents = 0 } = value?.kinds.find(({ kind }) => kind === 'market') ?? { muted: true }
  if (muted || consents > 0) return null
  return (
    <View className="reminder">
      {outcome && <Notice look={outcome.agreed ? 'done' : 'tell'} say={outcome.say} />}
      {!outcome?.agreed && <Button look="quiet" label="摊位有消息，微信告诉我" onTap={() => void ask()} />}
    </View>
  )
}
