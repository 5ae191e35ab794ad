import { useState } from 'react'
import { notice, type Notice } from '../../cloudfunctions/member/notice/contract'
import { asRefused, call } from '../shared/cloud'
import { go } from '../shared/routes'
import { readSome, refreshUnread, setUnread } from '../shared/unread'

/** How long a tap waits for the cloud, so that the page it leads to counts what is unread without this one. */
const patienceMs = 600

const pause = (ms: number) => new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ms))

const follow = ({ opens }: Notice) => opens !== undefined && go.to(opens)

/** Reading notices: one by opening it, or all; `refresh` brings the list up to date. */
export function useReading(items: readonly Notice[], refresh: () => Promise<void>) {
  const [read, setRead] = useState<readonly string[]>([])
  const [refusal, setRefusal] = useState<string>()
  const isUnread = ({ id, unread }: Notice) => unread && !read.includes(id)

  const open = async (each: Notice) => {
    if (!isUnread(each)) {
      follow(each)
      return
    }
    setRead((now) => [...now, each.id])
    // One that could not be told of stays unread in the cloud, and says so the next time.
    const told = call(notice.readNotices, { notice: each.id, which: 'one' }).then(
      () => true,
      () => false,
    )
    const soon = await Promise.race([told, pause(patienceMs)])
    if (soon === true) readSome(1)
    follow(each)
    // The page that it led to has counted it as unread by then.
    if (soon === undefined && (await told)) await refreshUnread()
  }
  const readAll = async () => {
    setRefusal(undefined)
    const newest = items
      .map(({ id }) => id)
      .sort()
      .pop()
    if (newest === undefined) return
    try {
      await call(notice.readNotices, { notice: newest, which: 'upTo' })
      setUnread(0)
      await refresh()
    } catch (error) {
      setRefusal(asRefused(error).say)
    }
  }
  return { isUnread, open, readAll, refusal }
}
