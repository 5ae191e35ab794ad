import type { Reason } from './contract'

/** What every function answers: a value, or an expected no that a person can read. */
export type Reply<T = unknown> = { ok: true; value: T } | ({ ok: false; requestId?: string } & Reason)

/** The noes that any action may give, beside those of its own contract. */
export const commonRefusals = {
  BAD_INPUT: '填写的内容不对，请改一改再试',
  NO_SUCH_ACTION: '这个版本太旧了，请重新打开小程序',
  NOT_SIGNED_IN: '没认出您是谁，请从微信里重新打开',
  NOT_ALLOWED: '这一步您还不能办，请联系社区服务中心开通',
  TOO_MANY: '点得太多了，请过一会儿再试',
  WORDS_NOT_FIT: '这段话不适合公开，换个说法再试',
  CHECK_AWAY: '内容核对暂时连不上，这次没有保存，请过几分钟再试',
  INTERNAL: '网络开小差了，请稍后再试一次',
} as const
export type CommonCode = keyof typeof commonRefusals
