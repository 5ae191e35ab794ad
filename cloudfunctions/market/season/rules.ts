import type { Code } from '../../shared/contract'
import { addDays, type CalendarDate } from '../../shared/shanghai'
import type { StallKind, StallMode } from '../night/contract'
import type { season } from './contract'

const skipBeforeMs = 90 * 60_000

/** Until when a night's fixed stall may be freed by its holder: an hour and a half before it begins. */
export const skipDeadline = ({ startsAt }: { startsAt: Date }): Date => new Date(+startsAt - skipBeforeMs)

/** Why the holder of a season's stall may not stay away from this night any more, or null. */
export function whyNotSkip(
  night: { startsAt: Date },
  mine: { season?: true } | undefined,
  now: Date,
): Code<typeof season.skipNight> | null {
  if (mine?.season !== true) return 'NO_SEASON_STALL'
  return now < skipDeadline(night) ? null : 'SKIP_TOO_LATE'
}

/** Why this right may not end on that day, or null. */
export function whyNotEnd(
  right: { vendor: string; until: CalendarDate } | undefined,
  openid: string,
  last: CalendarDate,
  today: CalendarDate,
): Code<typeof season.endSeason> | null {
  if (!right) return 'NO_SUCH_RIGHT'
  if (right.vendor === openid) return 'NOT_YOURSELF'
  return today <= last && last < right.until ? null : 'BAD_LAST'
}

const longestSeasonDays = 366

/** Why a stall may not be given for this season to this vendor, or null; whether it is given already the write decides. */
export function whyNotGrant(
  stall: { kind: StallKind; mode: StallMode } | undefined,
  who: { approved: boolean; kinds: readonly StallKind[] },
  { from, until }: { from: CalendarDate; until: CalendarDate },
  today: CalendarDate,
): Code<typeof season.grantSeason> | null {
  if (!stall) return 'NO_SUCH_STALL'
  if (stall.mode !== 'fixed') return 'STALL_NOT_FIXED'
  if (!who.approved) return 'VENDOR_NOT_APPROVED'
  if (!who.kinds.includes(stall.kind)) return 'KIND_MISMATCH'
  return from < today || until < from || until > addDays(from, longestSeasonDays - 1) ? 'BAD_SPAN' : null
}
