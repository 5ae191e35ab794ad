import { useState } from 'react'
import { notice, type NoticeSettings } from '../../cloudfunctions/member/notice/contract'
import { settingsOf, worthAsking } from '../../cloudfunctions/member/notice/rules'
import type { NoticeKind } from '../../cloudfunctions/shared/notices'
import { agreeTo } from '../shared/agree'
import { asRefused, call, Refused } from '../shared/cloud'
import { useServer } from '../shared/use-server'

export type Reminders = ReturnType<typeof useReminders>

/** What its owner settled about notices: which kinds remind, and how many WeChat messages are agreed to. */
export function useReminders() {
  const from = useServer(notice.noticeSettings, {})
  const [settled, setSettled] = useState<NoticeSettings>()
  const [said, setSaid] = useState<string>()
  const settings = settled ?? from.value

  const change = async (run: () => Promise<NoticeSettings>) => {
    setSaid(undefined)
    try {
      setSettled(await run())
    } catch (error) {
      setSaid(asRefused(error).say)
    }
  }
  const mute = (kind: NoticeKind, muted: boolean) => change(() => call(notice.muteKind, { kind, muted }))
  const agree = () =>
    change(async () => {
      const kinds = worthAsking(settings ?? settingsOf({}))
      if (kinds.length === 0) throw new Refused('ALL_MUTED', '这几种都静音了，先把想要的点开')
      return agreeTo(kinds)
    })
  return { settings, refused: from.refused, said, mute, agree }
}
