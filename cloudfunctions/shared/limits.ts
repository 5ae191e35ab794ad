import type { Capability } from './contract'
import { addOnce, claim, command } from './database'
import { limits } from './documents'
import { commonRefusal } from './refusal'

const minuteMs = 60_000

/**
 * Counts one more try of a person at a limited action, by ONE conditional write on the document of the present window.
 * @throws Refusal TOO_MANY with the minutes to wait.
 */
export async function countTry({ domain, name, limit }: Capability, openid: string, now: Date): Promise<void> {
  if (!limit) return
  const windowMs = limit.minutes * minuteMs
  const window = Math.floor(+now / windowMs)
  const ends = new Date((window + 1) * windowMs)
  const _id = `${domain}.${name}:${openid}:${window}`
  const another = () => claim(limits, _id, { tries: command.lt(limit.times) }, { tries: command.inc(1) })
  if (await another()) return
  if (await addOnce(limits, { _id, openid, tries: 1, ends })) return
  // Somebody else opened the window between the two writes, or it is full.
  if (await another()) return
  const wait = Math.max(1, Math.ceil((+ends - +now) / minuteMs))
  throw commonRefusal('TOO_MANY', `${limit.say ?? '点得太多了'}，请 ${wait} 分钟后再试`)
}
