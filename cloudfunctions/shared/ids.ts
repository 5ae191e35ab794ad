import { createHash, randomBytes, randomUUID } from 'node:crypto'

/** The one place where the server takes randomness for an id. */
export const newId = (): string => randomUUID()

/** Randomness for what nobody may guess. */
export const newBytes = (count: number): Buffer => randomBytes(count)

/** Letters and digits that nobody confuses when they read them aloud. */
const clearSigns = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** A code that a person can show or read out, from bytes that nobody can guess: a sign for each. */
export const codeFrom = (bytes: Buffer): string =>
  [...bytes].map((byte) => clearSigns.charAt(byte % clearSigns.length)).join('')

export const newCode = (length: number): string => codeFrom(newBytes(length))

/** So many small letters and digits that follow from these words: a repeat of a tap makes the same id. */
export const signsOf = (words: readonly string[], signs: number): string =>
  BigInt(`0x${createHash('sha256').update(JSON.stringify(words)).digest('hex')}`)
    .toString(36)
    .slice(0, signs)
