import type { Device } from './device'
import { Failure } from './failure'
import { trouble } from './trouble'

type Resolve = (how: { event: string; buttonId?: string }) => void

/** What the app does when its person must be asked (`wx.onNeedPrivacyAuthorization`). */
export type Asked = (resolve: Resolve, info: { referrer: string }) => void

export const refused = (): Failure => new Failure('privacy permission is not authorized', { errno: 104 })

/**
 * Waits for the person's consent to WeChat's privacy notice, as an API or a button does that needs it: until the app
 * resolves with `agree`, by the id of an agree button that was tapped, or with `disagree`.
 */
export function consented(device: Device, referrer: string): Promise<void> {
  if (device.privacyAgreed) return Promise.resolve()
  const ask = device.privacyAsker
  if (!ask) return Promise.reject(refused())
  return new Promise((resolve, reject) =>
    ask(
      ({ event, buttonId = '' }) => {
        if (event === 'disagree') reject(refused())
        if (event !== 'agree') return
        if (!device.agreedBy.has(buttonId)) {
          trouble('onNeedPrivacyAuthorization', `no agree button #${buttonId} was tapped`)
          return reject(refused())
        }
        device.privacyAgreed = true
        resolve()
      },
      { referrer },
    ),
  )
}
