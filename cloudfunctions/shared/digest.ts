import { sha256 } from 'js-sha256'

/** SHA-256 of a text (as UTF-8), in hex; the same on a phone and in the cloud. */
export const sha256Hex = (text: string): string => sha256(text)

/** HMAC-SHA-256 of a text under a key (both as UTF-8), in hex. */
export const hmacHex = (key: string, text: string): string => sha256.hmac(key, text)
