import { allNoticeKinds, isMessageKind, type Attempt, type MessageKind, type NoticeKind } from '../../shared/notices'
import type { NoticeSettings } from './contract'

/** What is kept of a person's settings. */
interface Settled {
  muted?: readonly NoticeKind[]
  consents?: Partial<Record<MessageKind, number>>
}

/** A person's settings for every kind, muted or not, agreed to or not. */
export const settingsOf = ({ muted = [], consents = {} }: Settled): NoticeSettings => ({
  kinds: allNoticeKinds.map((kind) => ({
    kind,
    muted: muted.includes(kind),
    ...(isMessageKind(kind) ? { consents: consents[kind] ?? 0 } : {}),
  })),
})

/** How many templates WeChat's dialogue asks about at once ("wx.requestSubscribeMessage", WeChat's manual). */
const askedAtOnce = 3

/** What one tap asks for: kinds that are not muted and come as messages, those with the fewest left first. */
export const worthAsking = ({ kinds }: NoticeSettings): MessageKind[] =>
  kinds
    .flatMap(({ kind, muted, consents = 0 }) => (isMessageKind(kind) && !muted ? [{ kind, consents }] : []))
    .sort((a, b) => a.consents - b.consents)
    .slice(0, askedAtOnce)
    .map(({ kind }) => kind)

/** Where a message stands after an attempt. */
export type Outcome =
  | { state: 'sent' }
  | { state: 'waiting'; reason: string; next: Date }
  /** `consentLeft`: WeChat did not use the consent that was spent on it. */
  | { state: 'failed'; reason: string; consentLeft: boolean }
  /** WeChat has no consent. */
  | { state: 'none'; reason: string }

/** Nobody agreed to a message of this kind. */
export const noConsent = { state: 'none', reason: 'NO_CONSENT' } as const

/**
 * Why a due message is not sent now, and how it then stands; null when it may be tried.
 * @param message found `sending` only when whoever sent it is surely gone
 */
export function whyNotSend(
  message: { state: string; spent?: true },
  kind: NoticeKind,
  reader: { notices?: Settled } | undefined,
): { state: 'failed' | 'none'; reason: string } | null {
  if (message.state === 'sending') return { state: 'failed', reason: 'MAY_HAVE_LEFT no answer was kept' }
  if (!isMessageKind(kind)) return { state: 'none', reason: 'NO_TEMPLATE' }
  const { muted = [], consents = {} } = reader?.notices ?? {}
  if (muted.includes(kind)) return { state: 'none', reason: 'MUTED' }
  return message.spent === true || (consents[kind] ?? 0) > 0 ? null : noConsent
}

const minuteMs = 60_000

/** How long to wait after the first, second … failed attempt; after the fifth it stands as failed. */
const waitsMs = [1, 5, 30, 120].map((minutes) => minutes * minuteMs)

/**
 * Codes of `subscribeMessage.send` that are about the message itself and stay true ("subscribeMessage.send", WeChat's
 * manual): openid, template, page, fields. After any other one (-1 busy, 45009 quota, …) a later attempt may pass.
 */
const lasting = [40003, 40037, 41030, 47003]

/** The person took the consent back, or it was never there. */
const refusedByPerson = 43101

/**
 * Where a message stands after its `tries`-th attempt. One that may have left is never sent again: a second one is worse
 * than none, since the inbox holds the notice anyway.
 */
export function afterAttempt(attempt: Attempt, tries: number, now: Date): Outcome {
  if (attempt.is === 'sent') return { state: 'sent' }
  if (attempt.is === 'unknown') return { state: 'failed', reason: `MAY_HAVE_LEFT ${attempt.words}`, consentLeft: false }
  const reason = attempt.is === 'refused' ? `WECHAT_${attempt.code} ${attempt.words}` : `NOT_REACHED ${attempt.words}`
  if (attempt.is === 'refused' && attempt.code === refusedByPerson) return { state: 'none', reason }
  const wait = waitsMs[tries - 1]
  if (attempt.is === 'refused' && lasting.includes(attempt.code)) return { state: 'failed', reason, consentLeft: true }
  if (wait === undefined) return { state: 'failed', reason: `AFTER_${tries}_TRIES ${reason}`, consentLeft: true }
  return { state: 'waiting', reason, next: new Date(now.getTime() + wait) }
}

/** Nobody may still be sending after this: longer than a function can run. */
export const leaseMs = 2 * minuteMs

/** One run sends for this long and leaves the rest to the next minute; well inside of the function's timeout. */
export const runMs = 10_000

/** Notices are kept for 180 days. */
export const noticesKeptMs = 180 * 24 * 60 * minuteMs

/** Old rows are looked for once an hour, so that a quiet minute costs no request for them. */
export const isTidyMinute = (now: Date): boolean => now.getUTCMinutes() === 20

/** The page of a notice as WeChat wants it: without a slash in front. */
export const pageOf = (opens: string | undefined): string | undefined => opens?.replace(/^\//, '')
