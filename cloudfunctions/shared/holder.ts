import { seal, unseal } from './seal'

/** How many signs of a holder's token name the key that opens it. */
const keyLength = 8

/** Names a person for one reader alone: it opens for nobody else and says nothing. */
export function holderFor(reader: string, openid: string): string {
  const { key, text } = seal(openid, `holder for ${reader}`)
  return key + text
}

/** The openid that a holder's token names; null when it was not made for this reader. */
export const openHolder = (reader: string, holder: string): string | null =>
  unseal({ key: holder.slice(0, keyLength), text: holder.slice(keyLength) }, `holder for ${reader}`)
