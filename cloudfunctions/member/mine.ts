import { addOnce, claim, command } from '../shared/database'
import { members, type Member } from '../shared/documents'
import { newMember } from '../shared/signed-in'

/** How many taps a member's document remembers. */
const tapsKept = 20

/** Whether this tap already changed the member's own document. */
export const wasDone = (me: Member | undefined, key: string): boolean => me?.taps?.includes(key) === true

/**
 * Writes what a person changed of themselves, once for each tap, so that a tap delivered again later does not bring an
 * old value back. Makes their document if they have none.
 * @returns the document as it is after the change
 */
export async function saveMine(
  openid: string,
  me: Member | undefined,
  { key, now, set = {}, unset }: { key: string; now: Date; set?: Partial<Member>; unset?: 'phone' },
): Promise<Member> {
  const fresh = { ...newMember(openid, now), ...set, taps: [key] }
  if (!me && (await addOnce(members, fresh))) return fresh
  const removed = unset === undefined ? {} : { [unset]: command.remove() }
  const taps = command.push({ each: [key], slice: -tapsKept })
  await claim(members, openid, { taps: command.nin([key]) }, { ...set, ...removed, taps })
  const { phone, ...rest } = { ...fresh, ...me, ...set }
  return unset === undefined && phone ? { ...rest, phone } : rest
}
