import { addDays, type CalendarDate } from '../../shared/shanghai'
import { beads, type RhythmFacts, type Span } from '../rhythm/rules'

/** The longest pause, in days. */
export const longestPause = 90

/** Why a pledge cannot be paused so, or null. */
export function whyNotPause({ from, until }: Span, today: CalendarDate) {
  if (from < today) return 'PAUSE_PAST'
  return until >= from && until <= addDays(from, longestPause) ? null : 'DATES_WRONG'
}

/** Why one occurrence cannot be let go, or null. */
export function whyNotExcuse(facts: RhythmFacts, occurrence: string, today: CalendarDate) {
  const bead = beads(facts, today).find(({ id }) => id === occurrence)
  if (!bead) return 'NO_SUCH_TIME'
  return bead.state === 'kept' || bead.state === 'keptLate' || bead.state === 'excused' ? 'ALREADY_MET' : null
}
