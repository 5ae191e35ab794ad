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

/** Why nobody may complain about this stall now, or null. @param vendor who has the stall */
export function whyNotComplain(
  night: { startsAt: Date; endsAt: Date; cancelled?: string },
  vendor: string | undefined,
  caller: string,
  now: Date,
): Exclude<Code<typeof report.complain>, 'NO_SUCH_NIGHT' | 'NOT_YOUR_FILE' | 'FILE_MISSING'> | null {
  if (now < night.startsAt) return 'NOT_BEGUN'
  if (+now > +night.endsAt + complainMs) return 'TOO_LATE'
  if (vendor === undefined || night.cancelled !== undefined) return 'NOBODY_THERE'
  return vendor === caller ? 'OWN_STALL' : null
}
