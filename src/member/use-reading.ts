import { useState } from 'react'
import { notice, type Notice } from '../../cloudfunctions/member/notice/contract'
import { asRefused } from '../shared/cloud'
import { enqueue, useQueue, type QueuedOf } from '../shared/queue'
import { go } from '../shared/routes'
import { readSome, refreshUnread, setUnread } from '../shared/unread'

/** How long a tap waits for the cloud, so that the page it leads to counts what is unread without this one. */
const patienceMs = 600

const pause = (ms: number) => new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ms))

const follow = ({ opens }: Notice) => opens !== undefined && go.to(opens)

type Reading = QueuedOf<typeof notice.readNotices>

/** What a reading is called while it waits for the network. */
const words = '把通知标成已读'

const covers = ({ input, state }: Reading, id: string): boolean =>
  state !== 'refused' && (input.which === 'one' ? input.notice === id : id <= input.notice)

/** Reading notices: one by opening it, or all; also without network. `refresh` brings the list up to date. */
export function useReading(items: readonly Notice[], refresh: () => Promise<void>) {
  const [refusal, setRefusal] = useState<string>()
  const readings = useQueue().of(notice.readNotices)
  const isUnread = ({ id, unread }: Notice) => unread && !readings.some((reading) => covers(reading, id))

  /** Not yet under what was read: one that was read by itself keeps its place until the list comes anew. */
  const isNew = ({ id, unread }: Notice) =>
    unread && !readings.some((reading) => reading.input.which === 'upTo' && covers(reading, id))

  const open = async (each: Notice) => {
    if (!isUnread(each)) {
      follow(each)
      return
    }
    // One that could not be kept for later stays unread, and says so the next time.
    const told = enqueue(notice.readNotices, { notice: each.id, which: 'one' }, { words }).then(
      ({ state }) => state !== 'refused',
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
      const { state } = await enqueue(notice.readNotices, { notice: newest, which: 'upTo' }, { words })
      if (state !== 'refused') setUnread(0)
      if (state === 'sent') await refresh()
    } catch (error) {
      setRefusal(asRefused(error).say)
    }
  }
  return { isUnread, isNew, open, readAll, refusal }
}
