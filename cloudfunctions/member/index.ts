import { members } from '../shared/documents'
import { settleOwed } from '../shared/notify'
import { serve } from '../shared/serve'
import { keepConsents, listNotices, muteKind, noticeSettings, readNotices } from './notice/actions'
import { sendWaiting } from './notice/outbox'
import { tidy } from './notice/tidy'

export const main = serve(
  { listNotices, readNotices, noticeSettings, muteKind, keepConsents },
  {
    timer: async (now) => ({ ...(await settleOwed(members)), ...(await sendWaiting(now)), ...(await tidy(now)) }),
  },
)
