import cloud from 'wx-server-sdk'
import type { Attempt } from './notices'

// The SDK's types call this symbol's place a string; at run time it is the environment that the function lives in.
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string })

/** The one door to WeChat's cloud: the kit's `database` and the calls below are all that goes through it. */
export { cloud }

/** Who is calling and how, as WeChat says it. */
export interface Caller {
  openid: string | undefined
  from: 'person' | 'timer' | 'push'
}

/**
 * Reads who is calling; nothing of it comes from the request. A message that WeChat pushes has the source `wx_unknown`,
 * which others may have too: whoever takes one must find in it what only WeChat and we know.
 */
export function readCaller(): Caller {
  const { OPENID, SOURCE } = cloud.getWXContext()
  const openid = typeof OPENID === 'string' && OPENID !== '' ? OPENID : undefined
  return { openid, from: SOURCE === 'wx_trigger' ? 'timer' : SOURCE === 'wx_unknown' ? 'push' : 'person' }
}

interface SubscribeMessages {
  send(message: {
    touser: string
    templateId: string
    page?: string
    data: Record<string, { value: string }>
  }): Promise<unknown>
}

/** Sends one subscribe message (订阅消息); never throws. */
export async function sendMessage({
  to,
  template,
  page,
  values,
}: {
  to: string
  template: string
  page: string | undefined
  values: Readonly<Record<string, string>>
}): Promise<Attempt> {
  const { subscribeMessage } = cloud.openapi as unknown as { subscribeMessage: SubscribeMessages }
  const data = Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value }]))
  try {
    await subscribeMessage.send({ touser: to, templateId: template, ...(page === undefined ? {} : { page }), data })
    return { is: 'sent' }
  } catch (error) {
    return whatFailed(error)
  }
}

/** No connection was made, so nothing left: Node's own codes, and the SDK's words for a connect that took too long. */
const notReached = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|connect timeout/

/**
 * The SDK shows WeChat's refusal as errCode with WeChat's number (-1 or positive), its gateway's as -6041xx, and every
 * broken connection as -501001 with the cause in the text (wx-server-sdk 4.0.2).
 */
function whatFailed(error: unknown): Attempt {
  const { errCode: code, message: words } = error as { errCode?: number; message: string }
  if (code !== undefined && (code >= -1 || Math.trunc(code / 100) === -6041)) return { is: 'refused', code, words }
  return { is: notReached.test(words) ? 'unsent' : 'unknown', words }
}
