import type { Code } from '../../shared/contract'
import type { report, ReportState } from './contract'

/** What happens to a complaint. */
export type ReportEvent = 'answer'

/** Where each event leads, by the state that it meets. */
export const reportTable: Readonly<Record<ReportState, Partial<Record<ReportEvent, ReportState>>>> = {
  open: { answer: 'closed' },
  closed: {},
}

/** How long after a night somebody may still complain, in milliseconds. */
export const complainMs = 3 * 24 * 60 * 60_000

/** Why nobody may complain about any stall of a night now, or null. */
export function whyNotThen(night: { startsAt: Date; endsAt: Date }, now: Date): 'NOT_BEGUN' | 'TOO_LATE' | null {
  if (now < night.startsAt) return 'NOT_BEGUN'
  return +now > +night.endsAt + complainMs ? 'TOO_LATE' : null
}

/** Why nobody may complain about this stall now, or null. @param vendor who has the stall */
export function whyNotComplain(
  night: { startsAt: Date; endsAt: Date; cancelled?: string },
  vendor: string | undefined,
  caller: string,
  now: Date,
): Exclude<Code<typeof report.complain>, 'NO_SUCH_NIGHT' | 'NOT_YOUR_FILE' | 'FILE_MISSING'> | null {
  const why = whyNotThen(night, now)
  if (why) return why
  if (vendor === undefined || night.cancelled !== undefined) return 'NOBODY_THERE'
  return vendor === caller ? 'OWN_STALL' : null
}
