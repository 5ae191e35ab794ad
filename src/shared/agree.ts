import { notice, type NoticeSettings } from '../../cloudfunctions/member/notice/contract'
import { templateOf, type MessageKind } from '../../cloudfunctions/shared/notices'
import { call, Refused } from './cloud'
import { askConsents } from './consents'

const idOf = (kind: MessageKind): string => templateOf(kind)?.id ?? ''

/**
 * Asks for one WeChat message of each of these kinds and has those that were agreed to counted. It must be the first thing
 * that a tap does: WeChat asks only while the tap is fresh. A `Refused` says why there will be none.
 */
export async function agreeTo(kinds: readonly MessageKind[]): Promise<NoticeSettings> {
  const answers = await askConsents(kinds.map(idOf))
  const answered = (kind: MessageKind) => answers[idOf(kind)]
  const agreed = kinds.filter((kind) => answered(kind) === 'accept')
  if (agreed.length > 0) return call(notice.keepConsents, { kinds: agreed })
  if (kinds.some((kind) => answered(kind) === 'reject')) throw new Refused('NOT_AGREED', '这次没有同意，想要了随时再点')
  throw new Refused('BANNED', '微信这会儿发不了这类提醒，消息都在收件箱里')
}
