import { commonRefusal } from './refusal'
import { cloud } from './wechat'

/** WeChat's open APIs that the kit asks, typed: the SDK's own types end in `any`. Answers come in camel case. */
interface OpenApi {
  security: {
    msgSecCheck(ask: { version: 2; scene: number; openid: string; content: string }): Promise<{
      result?: { suggest?: string }
    }>
    mediaCheckAsync(ask: {
      version: 2
      scene: number
      openid: string
      mediaType: 2
      mediaUrl: string
    }): Promise<{ traceId?: string }>
  }
  phonenumber: { getPhoneNumber(ask: { code: string }): Promise<{ phoneInfo?: { phoneNumber?: string } }> }
}

const openApi = (): OpenApi => cloud.openapi as unknown as OpenApi

/** Where words or a picture appear, by WeChat's numbers (security.msgSecCheck, version 2). */
export const scenes = { profile: 1, comment: 2, forum: 3, social: 4 } as const
export type Scene = keyof typeof scenes

const logged = (what: string, error: unknown): void =>
  console.error(JSON.stringify({ level: 'error', openApi: what, error: String(error) }))

/**
 * Has WeChat judge words that others will see; at most 2,500 characters.
 * @param openid who wrote them; they must have been here within two hours
 * @throws Refusal WORDS_NOT_FIT, or CHECK_AWAY when WeChat gave no judgement
 */
export async function checkWords(openid: string, text: string, scene: Scene): Promise<void> {
  const suggest = await openApi()
    .security.msgSecCheck({ version: 2, scene: scenes[scene], openid, content: text })
    .then(({ result }) => result?.suggest)
    .catch((error: unknown) => logged('security.msgSecCheck', error))
  if (suggest === 'pass') return
  throw commonRefusal(suggest === 'risky' || suggest === 'review' ? 'WORDS_NOT_FIT' : 'CHECK_AWAY')
}

/** As `checkWords`, for a write that is tried until it is decided: whoever gets so far asks WeChat, and once. */
export function checkOnce(openid: string, text: string | undefined, scene: Scene): () => Promise<void> {
  let judged: Promise<void> | undefined
  return () => (judged ??= text === undefined ? Promise.resolve() : checkWords(openid, text, scene))
}

/**
 * Asks WeChat to judge a picture; the answer is pushed later, under the trace id returned here.
 * @returns null when WeChat did not take the question
 */
export const askAboutPicture = (openid: string, url: string, scene: Scene): Promise<string | null> =>
  openApi()
    .security.mediaCheckAsync({ version: 2, scene: scenes[scene], openid, mediaType: 2, mediaUrl: url })
    .then(({ traceId }) => traceId ?? null)
    .catch((error: unknown) => {
      logged('security.mediaCheckAsync', error)
      return null
    })

/** The numbers by which WeChat says that a code of its phone button is spent or none (phonenumber.getPhoneNumber). */
const badCode = [40029, 40013]

/**
 * The phone number behind a code of WeChat's button; a code serves once, for five minutes.
 * @returns null when the code is spent or none
 */
export async function phoneNumberOf(code: string): Promise<string | null> {
  try {
    const { phoneInfo } = await openApi().phonenumber.getPhoneNumber({ code })
    return phoneInfo?.phoneNumber ?? null
  } catch (error) {
    if (badCode.includes((error as { errCode?: number }).errCode ?? 0)) return null
    throw error
  }
}
