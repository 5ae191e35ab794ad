import { addDays, instantOf, type CalendarDate } from '../../shared/shanghai'
import { metBeads, occurrences, type RhythmFacts } from '../rhythm/rules'

/** Minutes after midnight at which people are reminded. */
const reminderTime = 540
const daysBefore = 2

export type Stage = 'soon' | 'today' | 'late' | 'veryLate'

/** That something is still to be done, or was not: of which occurrence, and from when on it is to be said. */
export interface Reminder {
  occurrence: string
  due: CalendarDate
  stage: Stage
  at: Date
}

/** Everything that its member is reminded of as long as nobody shows it: two days before, on the day, late, very late. */
export function reminders(facts: RhythmFacts): Reminder[] {
  const open = new Set(metBeads(facts).flatMap(({ id, state }) => (state === 'ahead' ? id : [])))
  return occurrences(facts)
    .filter(({ id }) => open.has(id))
    .flatMap(({ id, opens, due, grace }) => {
      const on = (stage: Stage, day: CalendarDate): Reminder[] => [
        { occurrence: id, due, stage, at: instantOf(day, reminderTime) },
      ]
      const soon = addDays(due, -daysBefore)
      return [
        ...(soon >= opens ? on('soon', soon) : []),
        ...on('today', due),
        ...on('late', addDays(due, 1)),
        ...on('veryLate', addDays(due, grace + 1)),
      ]
    })
}

/** What is to be said now and was not yet: of each occurrence only the last that holds. */
export function remindersDue(facts: RhythmFacts, after: Date, now: Date): Reminder[] {
  const due = reminders(facts).filter(({ at }) => at > after && at <= now)
  return [...new Map(due.map((each) => [each.occurrence, each])).values()]
}
