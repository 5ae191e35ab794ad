import { calculateObjectSize } from 'bson'
import { refusals } from '../protocol/errors'

/** MongoDB's greatest document, in bytes of BSON. */
const MAX_BYTES = 16 * 1024 * 1024

// BSON spends at most 12 bytes where the text of a document has 2: a digit in a list.
const SURELY_SMALL = MAX_BYTES / 6

/** Refuses a document that is too large to be stored; the text spares most of them the counting. */
export function checkSize(text: string, document: Record<string, unknown>, inserted: boolean): void {
  if (text.length < SURELY_SMALL) return
  const bytes = calculateObjectSize(document)
  if (bytes > MAX_BYTES) throw refusals.documentTooLarge(bytes, MAX_BYTES, inserted)
}
