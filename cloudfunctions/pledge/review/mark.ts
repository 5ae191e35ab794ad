import { hmacHex } from '../../shared/digest'
import { keyFor } from '../../shared/seal'

/** Who votes in a round, so that each does once; nobody without the key can tell whose it is. */
export const markOf = (round: string, openid: string): string => hmacHex(keyFor(`vote ${round}`), openid)
