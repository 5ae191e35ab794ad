import { createHash } from 'node:crypto'
import type { Collection } from './collection'
import { addOnce, claim, command, find } from './database'
import { members, notices, type Message, type Notice, type Owes } from './documents'
import { messageValues, type MessageKind, type NoticeKind } from './notices'

interface Words<K extends NoticeKind> {
  /** openid */
  to: string
  kind: K
  title: string
  words: string
  /** The page that it speaks of, as `/market/night-map?night=…`. */
  opens?: string
  at: Date
  /** What causes it, so that one cause gives a person one notice: the key of the tap, or an id. */
  cause: string
}

/** A kind that also comes as a WeChat message says how the matter stands, and of when it speaks if not of now. */
type Draft<K extends NoticeKind> = Words<K> & (K extends MessageKind ? { state: string; when?: Date } : unknown)

/** The start of the ids of all notices at an instant. */
export const idFrom = (at: Date): string => at.toISOString().replace(/[-:.]/g, '')

/** A notice to be owed by the document whose change causes it. */
export function notice<K extends NoticeKind>(draft: Draft<K>): Notice {
  const {
    to,
    kind,
    title,
    words,
    opens,
    at,
    cause,
    state = '',
    when = at,
  }: Words<K> & { state?: string; when?: Date } = draft
  const mark = createHash('sha256')
    .update(JSON.stringify([to, kind, cause]))
    .digest('hex')
    .slice(0, 20)
  const values = messageValues(kind, { title, words, when, state })
  const message: Message | undefined = values && { state: 'waiting', values, tries: 0, next: at }
  return {
    _id: `${idFrom(at)}-${mark}`,
    to,
    kind,
    title,
    words,
    ...(opens === undefined ? {} : { opens }),
    at,
    unread: true,
    ...(message ? { message } : {}),
  }
}

/** The piece of a change by which a document owes notices: it belongs into the very write that causes them. */
export const owed = (list: readonly Notice[]) => (list.length === 0 ? {} : { owed: command.push({ each: list }) })

/**
 * Puts notices that a document owes into their inboxes, after the write that made it owe them. It never throws: what it
 * could not do is still owed, and `settleOwed` does it.
 * Requests: one for whom they go to, one for each notice, one to be quit of them; none when there are none.
 */
export async function settle<T extends { _id: string } & Owes>(
  from: Collection<T>,
  id: string,
  list: readonly Notice[],
): Promise<void> {
  if (list.length === 0) return
  try {
    await land(list)
    await claim(from, id, {}, { owed: command.pull({ _id: command.in(list.map(({ _id }) => _id)) }) })
  } catch (error) {
    console.error(JSON.stringify({ level: 'error', settle: from.name, id, error: String(error) }))
  }
}

/** How many documents that owe one run of a timer settles. */
const documentsPerRun = 100

/** Settles what documents still owe since a call died before its `settle`; every domain's timer calls it. */
export async function settleOwed<T extends { _id: string } & Owes>(from: Collection<T>): Promise<{ settled: number }> {
  const owing = await find<T>(from, {
    where: { 'owed._id': command.gt('') },
    sort: [['owed._id', 'asc']],
    limit: documentsPerRun,
    fields: { owed: true },
  })
  for (const { _id, owed = [] } of owing) await settle(from, _id, owed)
  return { settled: owing.length }
}

/** How many notices are written at the same time. */
const atOnce = 10

/**
 * Puts notices into inboxes, each once however often it is called; one of a kind that its reader muted is read already and goes no
 * further. For whoever remembers by themselves whom they still owe; all others go by `owed` and `settle`.
 */
export async function land(list: readonly Notice[]): Promise<void> {
  const people = await find(members, {
    where: { _id: command.in([...new Set(list.map(({ to }) => to))]), 'notices.muted': command.exists(true) },
    sort: [],
    limit: 1000,
    fields: { 'notices.muted': true },
  })
  const muted = new Map(people.map(({ _id, notices }) => [_id, notices?.muted ?? []]))
  for (let start = 0; start < list.length; start += atOnce) {
    const some = list.slice(start, start + atOnce)
    await Promise.all(
      some.map((each) => addOnce(notices, muted.get(each.to)?.includes(each.kind) === true ? hushed(each) : each)),
    )
  }
}

const hushed = (notice: Notice): Notice => ({
  ...notice,
  unread: false,
  ...(notice.message ? { message: { ...notice.message, state: 'none', reason: 'MUTED' } } : {}),
})
