import * as v from 'valibot'
import { contract, Cursor, fields, Instant } from '../../shared/contract'
import { allNoticeKinds, messageKinds } from '../../shared/notices'

const Kind = v.picklist(allNoticeKinds)

/** A notice's id: its time and a mark; ids sort by time. */
export const NoticeId = v.pipe(v.string(), v.regex(/^\d{8}T\d{9}Z-[\da-f]{20}$/), v.title('哪条通知'))

export const Notice = v.object({
  id: v.string(),
  kind: Kind,
  title: v.string(),
  words: v.string(),
  at: Instant,
  unread: v.boolean(),
  /** The page that it speaks of, as `/market/night-map?night=…`. */
  opens: v.optional(v.string()),
})
export type Notice = v.InferOutput<typeof Notice>

/** For each kind whether it is muted; where it also comes as a WeChat message, how many are still agreed to. */
export const NoticeSettings = v.object({
  kinds: v.array(v.object({ kind: Kind, muted: v.boolean(), consents: v.optional(v.number()) })),
})
export type NoticeSettings = v.InferOutput<typeof NoticeSettings>

/** 通知 The inbox, and what its owner settled about it. */
export const notice = contract('member', {
  /** Unread first, each part the newest first. */
  listNotices: {
    by: 'resident',
    input: fields({ cursor: v.optional(Cursor) }),
    output: v.object({ items: v.array(Notice), cursor: v.optional(v.string()) }),
    refusals: {},
  },
  /** One notice is read; or it and all before it, so that one which came meanwhile stays unread. */
  readNotices: {
    by: 'resident',
    changes: true,
    input: fields({ notice: NoticeId, which: v.pipe(v.picklist(['one', 'upTo']), v.title('哪些通知')) }),
    output: v.object({}),
    refusals: {},
  },
  noticeSettings: { by: 'resident', input: fields({}), output: NoticeSettings, refusals: {} },
  /** A muted kind still lands in the inbox, read already, and comes as no WeChat message. */
  muteKind: {
    by: 'resident',
    changes: true,
    input: fields({ kind: v.pipe(Kind, v.title('通知类型')), muted: v.pipe(v.boolean(), v.title('要不要提醒')) }),
    output: NoticeSettings,
    refusals: {},
  },
  /** The kinds that one tap agreed to in WeChat's dialogue, which asks for three at most. */
  keepConsents: {
    by: 'resident',
    changes: true,
    input: fields({
      kinds: v.pipe(v.array(v.picklist(messageKinds)), v.minLength(1), v.maxLength(3), v.title('同意的通知')),
    }),
    output: NoticeSettings,
    refusals: {},
  },
})
