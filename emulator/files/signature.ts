import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Records } from '../records'

/** What a signed address allows. */
export type Purpose = 'get' | 'put'

/** Signs addresses of files. Its secret is kept with the data, so that an address outlives a restart, as a real one does. */
export class Signer {
  readonly #secret: string

  private constructor(secret: string) {
    this.#secret = secret
  }

  static async load(records: Records): Promise<Signer> {
    const secrets = records.table<string>('secrets')
    const secret = await records.exclusively(() => {
      const known = secrets.get('files')
      if (known !== undefined) return known
      const made = randomBytes(32).toString('hex')
      secrets.putSync('files', made)
      return made
    })
    return new Signer(secret)
  }

  /** The query of an address for one path: `id`, `t` (seconds since 1970 when it ends) and `sign`. */
  sign(purpose: Purpose, path: string, ends: number): string {
    const id = Buffer.from(path).toString('base64url')
    return `id=${id}&t=${ends}&sign=${this.#signature(purpose, path, ends)}`
  }

  /** The path a query was signed for; null when it was not, or has ended by `now` (milliseconds). */
  verify(purpose: Purpose, query: Record<string, unknown>, now: number): string | null {
    const { id, t, sign } = query
    if (typeof id !== 'string' || typeof t !== 'string' || typeof sign !== 'string') return null
    const path = Buffer.from(id, 'base64url').toString()
    const wanted = Buffer.from(this.#signature(purpose, path, Number(t)))
    const given = Buffer.from(sign)
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null
    return now < Number(t) * 1000 ? path : null
  }

  #signature(purpose: Purpose, path: string, ends: number): string {
    return createHmac('sha256', this.#secret).update(`${purpose}\n${ends}\n${path}`).digest('hex')
  }
}
