import { dayAndTime } from '../../../cloudfunctions/shared/shanghai'
import { useOnline } from '../online'
import { useQueue } from '../queue'
import { Notice } from './notice'

/**
 * The lines at the top of a page that the network does not reach: `seenAt` is when what is below was seen. What waits to
 * be sent, and what was refused or failed since, is told here too.
 */
export function Network({ seenAt }: { seenAt?: string | undefined }) {
  const online = useOnline()
  const { waiting, refused, aside, read, retry } = useQueue()
  const [no] = refused
  const [lost] = aside
  const away = !online || seenAt !== undefined
  const lines = [
    away && (online ? '网络不通' : '未联网'),
    seenAt !== undefined && `下面是 ${dayAndTime(seenAt)} 看到的`,
    waiting.length > 0 && `有 ${String(waiting.length)} 件等着发出`,
  ].filter(Boolean)
  return (
    <>
      {lines.length > 0 && <Notice look={away ? 'bar' : 'wait'} say={lines.join('，')} />}
      {lost && (
        <Notice
          say={`${lost.words}没送到：${lost.say ?? ''}`}
          action={{ label: '放弃', onTap: () => read(lost.key) }}
          other={{ label: '再试一次', onTap: () => retry(lost.key) }}
        />
      )}
      {no && (
        <Notice say={`${no.words}没有办成：${no.say ?? ''}`} action={{ label: '知道了', onTap: () => read(no.key) }} />
      )}
    </>
  )
}
