import type { CalendarDate } from '../../shared/shanghai'
import type { StallKind } from '../night/contract'
import { pausedWords, pauseOn, type Standing } from '../record/rules'
import { usableKinds, type Untils } from '../vendor/rules'

interface Profile {
  state: string
  kinds: readonly StallKind[]
  papers?: Untils
}

/** What somebody who waits could use by now, or why nothing; things may have changed since they joined. */
export function fitness(
  waiter: { kinds: readonly StallKind[] },
  profile: Profile | undefined,
  record: Standing,
  date: CalendarDate,
): { kinds: StallKind[] } | { why: string; opens: string } {
  const shop = '/market/my-shop'
  if (profile?.state !== 'approved') return { why: '您的摊主资料现在没有通过', opens: shop }
  const paused = pauseOn(date, record)
  if (paused) return { why: pausedWords(paused), opens: '/market/my-record' }
  const usable = usableKinds(profile, date)
  const kinds = waiter.kinds.filter((kind) => usable.includes(kind))
  return kinds.length > 0 ? { kinds } : { why: '您的证照那一晚已经过期，或者换了卖的种类', opens: shop }
}
