import { profile } from '../../cloudfunctions/member/profile/contract'
import type { Cloud } from './cloud'

/**
 * Has one instance of `member` loaded for each of these people: what they then do at once runs at once, no call behind
 * the cold start of another's.
 */
export async function warm(cloud: Cloud, people: readonly string[]): Promise<void> {
  await cloud.plan({ kind: 'latency', function: 'member', action: 'me', ms: 2000, times: people.length })
  await Promise.all(people.map((who) => cloud.call(who, profile.me, {})))
}
