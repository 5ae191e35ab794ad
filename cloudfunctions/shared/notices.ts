import { dayAndTimeInFull } from './shanghai'

/** What of a notice a field of a WeChat template shows. */
interface Told {
  title: string
  words: string
  /** When it happens or happened. */
  when: Date
  /** How the matter stands, in at most five Chinese characters. */
  state: string
}

/** A template of WeChat's subscribe messages: its id in this app, and which of its fields shows what. */
interface Template {
  id: string
  fields: Readonly<Record<string, keyof Told>>
}

interface KindOfNotice {
  label: string
  template?: Template
}

/** 通知类型 All kinds of notices: what people read when they mute one, and its WeChat template if it has one. */
export const noticeKinds = {
  role: { label: '身份变动' },
  photo: { label: '照片审核' },
  privacy: { label: '个人信息' },
  favourite: { label: '收藏的摊主' },
  market: {
    label: '摊位',
    template: { id: 'tmpl-market', fields: { thing1: 'title', time2: 'when', phrase3: 'state', thing4: 'words' } },
  },
  volunteer: {
    label: '志愿活动',
    template: { id: 'tmpl-volunteer', fields: { thing1: 'title', time2: 'when', phrase3: 'state', thing4: 'words' } },
  },
  pledge: {
    label: '承诺',
    template: { id: 'tmpl-pledge', fields: { thing1: 'title', time2: 'when', phrase3: 'state', thing4: 'words' } },
  },
} as const satisfies Readonly<Record<string, KindOfNotice>>

export type NoticeKind = keyof typeof noticeKinds
/** The kinds that may also come as a WeChat message, after a consent by tap. */
export type MessageKind = {
  [K in NoticeKind]: (typeof noticeKinds)[K] extends { template: Template } ? K : never
}[NoticeKind]

export const allNoticeKinds = Object.keys(noticeKinds) as NoticeKind[]

/** A phone with an older version meets kinds that it does not know. */
const known = (kind: NoticeKind): KindOfNotice | undefined =>
  (noticeKinds as Readonly<Record<string, KindOfNotice | undefined>>)[kind]

/** What a kind is called. */
export const labelOf = (kind: NoticeKind): string => known(kind)?.label ?? '其他通知'

/** The template of a kind, if it has one. */
export const templateOf = (kind: NoticeKind): Template | undefined => known(kind)?.template

export const isMessageKind = (kind: NoticeKind): kind is MessageKind => templateOf(kind) !== undefined
export const messageKinds = allNoticeKinds.filter(isMessageKind)

/** Cuts to so many UTF-16 units, an ellipsis among them, without halving a character. */
function cut(text: string, units: number): string {
  if (text.length <= units) return text
  let kept = ''
  for (const character of text) {
    if (kept.length + character.length >= units) break
    kept += character
  }
  return `${kept}…`
}

/**
 * A text as a field of a WeChat template takes it ("订阅消息参数值内容限制说明" in WeChat's manual): `thing` 20 characters,
 * `phrase` five Chinese ones, `character_string` 32 without Chinese. A message with an empty field is refused: then it
 * says where to look instead.
 */
export function fitField(field: string, text: string): string {
  const one = text.replace(/\s+/g, ' ').trim()
  switch (field.replace(/\d+$/, '')) {
    case 'phrase':
      return one.replace(/[^\u4e00-\u9fff]/g, '').slice(0, 5) || '请查看'
    case 'character_string':
      return (
        one
          .replace(/[^\u0020-\u007e]/g, '')
          .slice(0, 32)
          .trim() || '-'
      )
    case 'thing':
      return cut(one, 20) || '请到小程序里看'
    default:
      return one
  }
}

/** The values of a kind's template, by field; undefined when the kind has no template. */
export function messageValues(kind: NoticeKind, told: Told): Record<string, string> | undefined {
  const template = templateOf(kind)
  if (!template) return undefined
  const values: Record<string, string> = {}
  for (const [field, shows] of Object.entries(template.fields))
    values[field] = fitField(field, shows === 'when' ? dayAndTimeInFull(told.when) : told[shows])
  return values
}

/**
 * What became of one attempt to send a message: `refused` with WeChat's own code, `unsent` where it surely never left,
 * `unknown` where no answer came and it may have left.
 */
export type Attempt =
  { is: 'sent' } | { is: 'refused'; code: number; words: string } | { is: 'unsent' | 'unknown'; words: string }
