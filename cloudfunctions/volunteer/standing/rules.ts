import { dayAndTime } from '../../shared/shanghai'
import type { AbsenceState } from './contract'

/** From so many absences within so many days on, nobody signs up for anything for so many days. */
export const pauseRule = { absences: 2, windowDays: 90, pauseDays: 14 }

/** How far back absences matter: a pause outlives those before it, and one may be noted late. */
export const memoryDays = 120

const dayMs = 24 * 60 * 60_000
export const appealMs = 7 * dayMs

/** One absence as its shift remembers it. */
export interface AbsenceFact {
  /** When it was noted. */
  at: Date
  /** Whether the shift did not take place after all. */
  cancelled: boolean
  appeal?: { state: 'open' | 'excused' | 'upheld' }
}

export function absenceState({ cancelled, appeal }: AbsenceFact): AbsenceState {
  if (cancelled) return 'cancelled'
  return appeal?.state === 'excused' ? 'excused' : 'counts'
}

/** What follows from absences: how many count now, and until when they keep somebody from signing up. */
export function standing(facts: readonly AbsenceFact[], now: Date): { count: number; pausedUntil?: Date } {
  const { absences, windowDays, pauseDays } = pauseRule
  const times = facts.filter((fact) => absenceState(fact) === 'counts').map(({ at }) => +at)
  /** How many count at an instant. */
  const upTo = (instant: number) =>
    times.filter((each) => each > instant - windowDays * dayMs && each <= instant).length
  const ends = times.filter((each) => upTo(each) >= absences).map((each) => each + pauseDays * dayMs)
  const last = Math.max(...ends, 0)
  return { count: upTo(+now), ...(last > +now ? { pausedUntil: new Date(last) } : {}) }
}

/** What follows from an absence that was just noted, in words. */
export const followedWords = ({ count, pausedUntil }: ReturnType<typeof standing>): string =>
  pausedUntil === undefined
    ? `近 ${String(pauseRule.windowDays)} 天第 ${String(count)} 次，这次先提醒`
    : `近 ${String(pauseRule.windowDays)} 天第 ${String(count)} 次，报名暂停到 ${dayAndTime(pausedUntil)}`

/** Why this absence may not be appealed now, or null. */
export function whyNotAppeal(fact: AbsenceFact, now: Date) {
  if (fact.appeal) return 'ALREADY_APPEALED'
  if (absenceState(fact) !== 'counts') return 'COUNTS_NOT'
  return +now >= +fact.at + appealMs ? 'APPEAL_TOO_LATE' : null
}

/** Why this person may not decide this appeal, or null. @param leads whether they lead the shift that was missed */
export function whyNotRule(
  absence: { person: string; marked?: { by: string }; appeal?: { state: 'open' | 'excused' | 'upheld' } },
  who: { openid: string; actor: string; leads: boolean },
) {
  if (!absence.appeal) return 'NOT_APPEALED'
  if (absence.person === who.openid) return 'OWN_APPEAL'
  if (who.leads || absence.marked?.by === who.actor) return 'SECOND_PERSON'
  return absence.appeal.state === 'open' ? null : 'ALREADY_RULED'
}
