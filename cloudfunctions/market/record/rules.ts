import { addDays, longDate, type CalendarDate } from '../../shared/shanghai'
import type { AbsenceState, Step } from './contract'

/** 未到场阶梯 From so many absences that count within the window on: which step, and for how many days no stall. */
export const ladder: readonly { absences: number; step: Step; days: number }[] = [
  { absences: 1, step: 'warning', days: 0 },
  { absences: 2, step: 'week', days: 7 },
  { absences: 3, step: 'month', days: 30 },
]

/** An absence counts this many days. */
export const windowDays = 90

/** How far back facts matter: a pause may outlive the absences before it. */
export const memoryDays = windowDays * 2

const dayMs = 24 * 60 * 60_000
export const appealMs = 7 * dayMs

/** One absence as its night remembers it. */
export interface AbsenceFact {
  /** The night's. */
  date: CalendarDate
  /** When it was noted: of several stalls that one vendor misses at once, it is one. */
  absentAt?: Date
  /** Whether the night did not take place after all. */
  cancelled: boolean
  came?: object
  appeal?: { state: 'open' | 'excused' | 'upheld' }
}

export function absenceState({ cancelled, came, appeal }: AbsenceFact): AbsenceState {
  if (cancelled) return 'cancelled'
  if (came) return 'came'
  return appeal?.state === 'excused' ? 'excused' : 'counts'
}

/** What follows from absences on `today`: how many count, the step they led to, the first date free of a pause. */
export interface Standing {
  count: number
  step?: Step
  pausedTo?: CalendarDate
}

const rungOf = (count: number) => ladder.filter(({ absences }) => absences <= count).slice(-1)[0]

export function standing(facts: readonly AbsenceFact[], today: CalendarDate): Standing {
  const counting = facts.filter((fact) => absenceState(fact) === 'counts')
  const isFirst = ({ date, absentAt }: AbsenceFact, index: number): boolean =>
    absentAt === undefined ||
    counting.findIndex((each) => each.date === date && +(each.absentAt ?? 0) === +absentAt) === index
  const dates = counting
    .filter(isFirst)
    .map(({ date }) => date)
    .sort()
  /** How many count on a date. */
  const upTo = (date: CalendarDate): number => {
    const from = addDays(date, -windowDays)
    return dates.filter((each) => each > from && each <= date).length
  }
  const count = upTo(today)
  const step = rungOf(count)?.step
  const ends = dates.map((date) => addDays(date, rungOf(upTo(date))?.days ?? 0)).sort()
  const last = ends[ends.length - 1]
  return {
    count,
    ...(step === undefined ? {} : { step }),
    ...(last !== undefined && last > today ? { pausedTo: last } : {}),
  }
}

/** Whether a night falls into a pause. */
export const isPaused = ({ pausedTo }: Standing, date: CalendarDate): boolean =>
  pausedTo !== undefined && date < pausedTo

/** What somebody reads who may not book: until when, and what they can do. */
export const pausedWords = (pausedTo: CalendarDate): string =>
  `因为未到场的记录，${longDate(pausedTo)}以前的夜市暂时不能订摊，在「我的记录」里看原因、申诉`

/** Why this absence may not be appealed now, or null. */
export function whyNotAppeal(fact: AbsenceFact & { absentAt: Date }, now: Date) {
  if (fact.appeal) return 'ALREADY_APPEALED'
  if (absenceState(fact) !== 'counts') return 'COUNTS_NOT'
  return +now >= +fact.absentAt + appealMs ? 'APPEAL_TOO_LATE' : null
}

/** Why this person may not decide this appeal, or null. @param who `actor` as records name them */
export function whyNotRule(
  absence: { vendor: string; marked?: { by: string }; appeal?: { state: 'open' | 'excused' | 'upheld' } },
  who: { openid: string; actor: string },
) {
  if (!absence.appeal) return 'NOT_APPEALED'
  if (absence.vendor === who.openid) return 'OWN_APPEAL'
  if (absence.marked?.by === who.actor) return 'SECOND_PERSON'
  return absence.appeal.state === 'open' ? null : 'ALREADY_RULED'
}
