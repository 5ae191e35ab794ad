import { hmacHex } from '../../shared/digest'
import { codeFrom } from '../../shared/ids'
import { keyFor } from '../../shared/seal'

/** The code by which people join a team: nobody can guess it, and a repeat of what caused it makes the same one. */
export const teamCode = (team: string, cause: string): string =>
  codeFrom(Buffer.from(hmacHex(keyFor(`team ${team}`), cause), 'hex').subarray(0, 6))
