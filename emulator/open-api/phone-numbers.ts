import { createHash, randomUUID } from 'node:crypto'
import type { Clock } from '../clock'
import { APP_ID } from '../functions/environment'
import { OpenApiError } from './errors'

// "每个code有效期为5分钟，且只能消费一次": phonenumber.getPhoneNumber in WeChat's manual.
const CODE_MS = 300_000

/** Made-up phone numbers: each person has one, always the same. */
export class PhoneNumbers {
  readonly #clock: Clock
  readonly #codes = new Map<string, { openid: string; ends: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** A code as the phone's button gives it: for one person, once, for five minutes. */
  issueCode(openid: string): string {
    const code = randomUUID().replaceAll('-', '')
    this.#codes.set(code, { openid, ends: this.#clock.now() + CODE_MS })
    return code
  }

  /** `phonenumber.getPhoneNumber`. A code that was not issued here counts as the caller's own. */
  getPhoneNumber(request: Record<string, unknown>, caller: string | undefined): Record<string, unknown> {
    const { code } = request
    const issued = typeof code === 'string' ? this.#codes.get(code) : undefined
    const openid = issued?.openid ?? caller
    const used = issued?.ends !== undefined && issued.ends <= this.#clock.now()
    if (typeof code !== 'string' || code === '' || openid === undefined || used) {
      throw new OpenApiError(40029, 'invalid code')
    }
    // A code that was used stays known, so that it is refused from now on.
    if (issued) issued.ends = 0
    return { phone_info: this.infoOf(openid) }
  }

  /** What WeChat tells of a person's number. */
  infoOf(openid: string): Record<string, unknown> {
    const digits = createHash('sha256').update(openid).digest().readUInt32BE(0) % 1_000_000
    const number = `19900${String(digits).padStart(6, '0')}`
    const watermark = { timestamp: Math.floor(this.#clock.now() / 1000), appid: APP_ID }
    return { phoneNumber: number, purePhoneNumber: number, countryCode: '86', watermark }
  }
}
