import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto'
import type { Sealed } from './documents'
import { newBytes } from './ids'

const cipher = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** A key's name: says which one it is and nothing of what it is. */
const nameOf = (key: Buffer): string => createHash('sha256').update(key).digest('hex').slice(0, 8)

const keyOf = (text: string): Buffer[] => [Buffer.from(text, 'base64')].filter(({ length }) => length === 32)

/** The keys that the console set: `SEAL_KEY` seals; those it replaced, in `SEAL_KEY_OLD` by commas, still open. */
function keys(): { sealing: Buffer | undefined; opening: Buffer[] } {
  const { SEAL_KEY = '', SEAL_KEY_OLD = '' } = process.env
  const [sealing] = keyOf(SEAL_KEY)
  return { sealing, opening: [...keyOf(SEAL_KEY), ...SEAL_KEY_OLD.split(',').flatMap(keyOf)] }
}

function sealingKey(): Buffer {
  const { sealing } = keys()
  if (!sealing) throw new Error('SEAL_KEY must be 32 bytes in base64; nothing was sealed')
  return sealing
}

/**
 * Seals a text with AES-256-GCM under a nonce of its own.
 * @param owner whose it is: the text opens for nobody else
 * @throws Error when the environment holds no good SEAL_KEY
 */
export function seal(text: string, owner: string): Sealed {
  const key = sealingKey()
  const nonce = newBytes(nonceBytes)
  const lock = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(owner))
  const sealed = Buffer.concat([nonce, lock.update(text, 'utf8'), lock.final(), lock.getAuthTag()])
  return { key: nameOf(key), text: sealed.toString('base64url') }
}

/**
 * Who did something, for the record of somebody else's thing: the same for each deed of one person, and no openid, so
 * that nothing of them stays there when they leave.
 * @throws Error when the environment holds no good SEAL_KEY
 */
export function actorOf(openid: string): string {
  return `actor-${createHmac('sha256', sealingKey()).update(`actor ${openid}`).digest('base64url').slice(0, 22)}`
}

/**
 * A key for one purpose, in hex, made from the sealing key: whoever learns it learns nothing of the others.
 * @throws Error when the environment holds no good SEAL_KEY
 */
export const keyFor = (purpose: string): string =>
  createHmac('sha256', sealingKey()).update(`key ${purpose}`).digest('hex')

/** Opens a sealed text; null when it is not this owner's, was changed, or its key is gone. */
export function unseal({ key: name, text }: Sealed, owner: string): string | null {
  const key = keys().opening.find((each) => nameOf(each) === name)
  const bytes = Buffer.from(text, 'base64url')
  if (!key || bytes.length < nonceBytes + tagBytes) return null
  const end = bytes.length - tagBytes
  try {
    const opening = createDecipheriv(cipher, key, bytes.subarray(0, nonceBytes))
      .setAAD(Buffer.from(owner))
      .setAuthTag(bytes.subarray(end))
    return Buffer.concat([opening.update(bytes.subarray(nonceBytes, end)), opening.final()]).toString('utf8')
  } catch {
    return null
  }
}
