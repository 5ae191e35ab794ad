import type { Code } from '../../shared/contract'
import { nightState, type NightFacts } from '../night/rules'
import type { warning } from './contract'

/** The same words are not sent again so soon: two people at the desk heard the same forecast. */
const sameWordsMs = 30 * 60_000

interface Said {
  what: string
  reason?: string
  at: Date
}

/**
 * Why these words may not be sent to those who have a stall, or null.
 * @param concerned how many would be told
 */
export function whyNotWarn(
  night: NightFacts & { changes?: readonly Said[] },
  words: string,
  concerned: number,
  now: Date,
): Code<typeof warning.warnNight> | null {
  const state = nightState(night, now)
  if (state === 'cancelled') return 'NIGHT_CANCELLED'
  if (state === 'ended') return 'NIGHT_ENDED'
  if (concerned === 0) return 'NOBODY_TO_WARN'
  const lately = (night.changes ?? []).filter(({ what, at }) => what === 'warned' && +now - +at < sameWordsMs)
  return lately.some(({ reason }) => reason === words) ? 'SAID_ALREADY' : null
}

/** The latest words that were sent about a night, if any were. */
export function lastWarning({ changes = [] }: { changes?: readonly Said[] }): { words: string; at: Date } | undefined {
  const last = changes.filter(({ what }) => what === 'warned').pop()
  return last?.reason === undefined ? undefined : { words: last.reason, at: last.at }
}
