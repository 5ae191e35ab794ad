import { addDays, type CalendarDate } from '../../shared/shanghai'
import type { Bead } from '../rhythm/contract'
import { beads, showable, type RhythmFacts } from '../rhythm/rules'

/** Which occurrence is shown where nobody said which: the oldest whose time has begun and that nobody showed. */
export const oldestToShow = (facts: RhythmFacts, today: CalendarDate): string | undefined =>
  showable(facts, today)[0]?.id

/** Why nothing can be shown of one occurrence, or null. */
export function whyNotShow(facts: RhythmFacts, occurrence: string, today: CalendarDate) {
  const bead = beads(facts, today).find(({ id }) => id === occurrence)
  switch (bead?.state) {
    case undefined:
      return 'NO_SUCH_TIME'
    case 'ahead':
      return 'NOT_YET'
    case 'kept':
    case 'keptLate':
      return 'ALREADY_SHOWN'
    case 'excused':
    case 'paused':
      return 'NOT_NEEDED'
    case 'due':
    case 'late':
    case 'veryLate':
      return null
  }
}

/** Whether words come with something that others can look at: a photo, or the place. */
export const canBeLookedAt = (files: readonly string[], where: string | undefined): boolean =>
  files.length > 0 || where !== undefined

/** Whether an occurrence belongs to the week that begins on a Monday: due in it, or late and still open. */
export const inWeek = ({ due, state }: Bead, monday: CalendarDate): boolean =>
  due < monday ? state === 'late' || state === 'veryLate' : due <= addDays(monday, 6)

/** What a check-in on a day shows: the time that is due then, or the oldest that is late. */
export function dueOn(facts: RhythmFacts, day: CalendarDate): string | undefined {
  const open = showable(facts, day)
  return (open.find(({ state }) => state === 'due') ?? open[0])?.id
}
