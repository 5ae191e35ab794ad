import cloud from 'wx-server-sdk'

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
