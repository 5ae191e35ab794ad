import { randomBytes } from 'node:crypto'
import type { Ask, Capability, Output } from '../../cloudfunctions/shared/contract'
import type { Reply } from '../../cloudfunctions/shared/reply'

type Main = (event: unknown, context: object) => Promise<Reply<unknown>>

/** What a function finds in its process, as a cloud sets it: where the cloud is, and a signature that stands for us. */
const environmentOf = (url: string): Record<string, string> => ({
  TENCENTCLOUD_RUNENV: 'SCF',
  TENCENTCLOUD_REGION: 'ap-shanghai',
  TENCENTCLOUD_SECRETID: 'local',
  TENCENTCLOUD_SECRETKEY: 'local',
  TENCENTCLOUD_SESSIONTOKEN: 'local',
  SCF_NAMESPACE: 'local-env',
  TCB_ENV: 'local-env',
  TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${url}/admin` }),
  TCB_CONTEXT_KEYS: 'TCB_SOURCE',
  WX_CONTEXT_KEYS: 'WX_OPENID',
  SEAL_KEY: randomBytes(32).toString('base64'),
})

/**
 * Runs built functions in this process, on the real SDK, which speaks to a local cloud: so a call costs its database
 * requests and no more. Their clock is this process's, for a test to set. For files outside the repository the SDK is
 * not found.
 */
export function runHere(url: string) {
  Object.assign(process.env, environmentOf(url))
  return async (file: string) => {
    const { main } = (await import(file)) as { main: Main }
    /** The caller is read before the first wait of a call: calls may overlap. */
    const call = (source: string, openid: string, event: unknown) => {
      Object.assign(process.env, { TCB_SOURCE: source, WX_OPENID: openid })
      return main(event, {})
    }
    return {
      /** Sends what a person sends, as it comes over a network; `undefined` is nobody. */
      send: (openid: string | undefined, event: unknown) =>
        call('wx_client', openid ?? '', JSON.parse(JSON.stringify(event))),
      call: <C extends Capability>(openid: string, { name }: C, input: Ask<C>, key: string) =>
        call('wx_client', openid, { action: name, input, key }) as Promise<Reply<Output<C>>>,
      tick: () => call('wx_trigger', '', {}),
    }
  }
}
export type FunctionHere = Awaited<ReturnType<ReturnType<typeof runHere>>>
