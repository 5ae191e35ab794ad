import { useState } from 'react'
import { notice, type NoticeSettings } from '../../cloudfunctions/member/notice/contract'
import { messageKinds, templateOf, type NoticeKind } from '../../cloudfunctions/shared/notices'
import { asRefused, call, Refused } from '../shared/cloud'
import { useServer } from '../shared/use-server'
import { askConsents } from './consents'

const idOf = (kind: NoticeKind): string => templateOf(kind)?.id ?? ''

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
      // Before anything else: WeChat asks only while the tap is fresh.
      const accepted = await askConsents(messageKinds.map(idOf))
      const kinds = messageKinds.filter((kind) => accepted.includes(idOf(kind)))
      if (kinds.length === 0) throw new Refused('NOT_AGREED', '这次没有同意，想要了随时再点')
      return call(notice.keepConsents, { kinds })
    })
  return { settings, refused: from.refused, said, mute, agree }
}
