import { dayAndTime } from '../../../cloudfunctions/shared/shanghai'
import { useOnline } from '../online'
import { Notice } from './notice'

/** The line at the top of a page that the network does not reach; `seenAt` is when what is below was seen. */
export function Network({ seenAt }: { seenAt?: string | undefined }) {
  const online = useOnline()
  if (online && seenAt === undefined) return null
  const why = online ? '网络不通' : '未联网'
  const rest = seenAt === undefined ? '，连上以后会接着更新' : `，下面是 ${dayAndTime(seenAt)} 看到的`
  return <Notice look="bar" say={why + rest} />
}
