import * as v from 'valibot'
import { readCursor, writeCursor } from '../../shared/cursor'
import { addOnce, changeAll, claim, command } from '../../shared/database'
import { members, notices, type Member, type Notice, type NoticeSettings } from '../../shared/documents'
import { many, maybe } from '../../shared/load'
import { action } from '../../shared/serve'
import { notice as contract, NoticeId, type Notice as NoticeView } from './contract'
import { settingsOf } from './rules'

const noticesPerPage = 15

/** The last notice of a page, and in which of the two parts of the list it stands. */
const Position = v.strictObject({ part: v.picklist(['unread', 'read']), before: NoticeId })

/** One part of somebody's inbox, the newest first, from the newest or from before an id on. */
const part = (to: string, unread: boolean, before?: string) =>
  many(notices, {
    match: { to, unread, ...(before === undefined ? {} : { _id: { $lt: before } }) },
    sort: { _id: -1 },
    limit: noticesPerPage + 1,
    fields: { kind: 1, title: 1, words: 1, at: 1, unread: 1, opens: 1 },
  })

/** The parts of an inbox that one page may need, in their order. */
function partsOf(to: string, cursor: string | undefined): Record<string, ReturnType<typeof part>> {
  if (cursor === undefined) return { unread: part(to, true), read: part(to, false) }
  const { part: where, before } = readCursor(Position, cursor)
  return where === 'read'
    ? { read: part(to, false, before) }
    : { unread: part(to, true, before), read: part(to, false) }
}

const view = ({ _id, kind, title, words, at, unread, opens }: Notice): NoticeView => ({
  id: _id,
  kind,
  title,
  words,
  at: at.toISOString(),
  unread,
  ...(opens === undefined ? {} : { opens }),
})

export const listNotices = action(contract.listNotices, {
  load: ({ input, caller }) => partsOf(caller, input.cursor),
  run: ({ loaded }) => {
    const all = Object.values(loaded).flat()
    const items = all.slice(0, noticesPerPage)
    const last = items.at(-1)
    const more = all.length > noticesPerPage && last
    return {
      items: items.map(view),
      ...(more ? { cursor: writeCursor({ part: last.unread ? 'unread' : 'read', before: last._id }) } : {}),
    }
  },
})

export const readNotices = action(contract.readNotices, {
  run: async ({ input, caller }) => {
    const which = input.which === 'one' ? input.notice : command.lte(input.notice)
    await changeAll(notices, { to: caller, unread: true, _id: which }, { unread: false })
    return {}
  },
})

const loadMe = ({ caller }: { caller: string }) => ({ me: maybe(members, caller, { fields: { notices: 1 } }) })

export const noticeSettings = action(contract.noticeSettings, {
  load: loadMe,
  run: ({ loaded: { me } }) => settingsOf(me?.notices ?? {}),
})

export const muteKind = action(contract.muteKind, {
  load: loadMe,
  run: async ({ input: { kind, muted }, caller, loaded: { me } }) => {
    const others = (me?.notices?.muted ?? []).filter((each) => each !== kind)
    const wanted = { ...me?.notices, muted: muted ? [...others, kind] : others }
    const change = muted ? command.addToSet(kind) : command.pull(kind)
    await keep(caller, me, wanted, {}, { 'notices.muted': change })
    return settingsOf(wanted)
  },
})

/** How many taps a person's document remembers, so that a repeated delivery of one counts once. */
const keysKept = 50

export const keepConsents = action(contract.keepConsents, {
  load: loadMe,
  run: async ({ input, caller, key, loaded: { me } }) => {
    const { consents = {}, consentKeys = [] } = me?.notices ?? {}
    if (consentKeys.includes(key)) return settingsOf(me?.notices ?? {})
    const kinds = [...new Set(input.kinds)]
    const counted = { ...consents }
    for (const kind of kinds) counted[kind] = (counted[kind] ?? 0) + 1
    const wanted = { ...me?.notices, consents: counted, consentKeys: [key] }
    await keep(
      caller,
      me,
      wanted,
      { 'notices.consentKeys': command.nin([key]) },
      {
        ...Object.fromEntries(kinds.map((kind) => [`notices.consents.${kind}`, command.inc(1)])),
        'notices.consentKeys': command.push({ each: [key], slice: -keysKept }),
      },
    )
    return settingsOf(wanted)
  },
})

/** Keeps what a person settled; whoever has no document yet gets one by it. */
async function keep(
  openid: string,
  me: Member | undefined,
  first: NoticeSettings,
  conditions: Record<string, unknown>,
  change: Record<string, unknown>,
): Promise<void> {
  if (!me && (await addOnce(members, { _id: openid, roles: [], notices: first }))) return
  await claim(members, openid, conditions, change)
}
