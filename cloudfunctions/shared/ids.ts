import { randomBytes, randomUUID } from 'node:crypto'

/** The one place where the server takes randomness for an id. */
export const newId = (): string => randomUUID()

/** Randomness for what nobody may guess. */
export const newBytes = (count: number): Buffer => randomBytes(count)

/** Letters and digits that nobody confuses when they read them aloud. */
const clearSigns = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** A short code that a person can show or read out. */
export const newCode = (length: number): string =>
  [...newBytes(length)].map((byte) => clearSigns.charAt(byte % clearSigns.length)).join('')
