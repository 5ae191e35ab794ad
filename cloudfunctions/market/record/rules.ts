import { addDays, longDate, type CalendarDate } from '../../shared/shanghai'
import { longestPause, type AbsenceState } from './contract'

/** 未到场阶梯 For how many days no stall after the first, second … absence that counts; the last holds for all further ones. */
export type Ladder = readonly number[]

/** A warning, a week, a month: unless the market says otherwise. */
const usualLadder: Ladder = [0, 7, 30]

/**
 * The ladder of a market, or that a night was planned with. An absence is judged by its own night's: whoever booked it
 * could read it there, and a change never rewrites what somebody was told.
 */
export const ladderOf = ({ ladder = usualLadder }: { ladder?: Ladder | undefined }): Ladder => ladder

/** Why this cannot be a ladder, or null. */
export const whyNotLadder = (ladder: Ladder): 'LADDER_FALLS' | null =>
  ladder.some((days, index) => days < (ladder[index - 1] ?? 0)) ? 'LADDER_FALLS' : null

export const pauseWords = (days: number): string => (days === 0 ? '提醒' : `停订 ${String(days)} 天`)

/** A ladder, step by step. */
export const ladderWords = (ladder: Ladder): string =>
  ladder.length === 1
    ? `每次${pauseWords(daysAfter(ladder, 1))}`
    : ladder
        .map((days, index) => `第 ${String(index + 1)} 次${index + 1 === ladder.length ? '起' : ''}${pauseWords(days)}`)
        .join('，')

/** An absence counts this many days. */
export const windowDays = 90

/** How far back facts matter: to the first absence that counts towards the longest pause. */
export const memoryDays = windowDays + longestPause

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
  /** The night's, where it has one of its own. */
  ladder?: Ladder
  came?: object
  appeal?: { state: 'open' | 'excused' | 'upheld' }
}

export function absenceState({ cancelled, came, appeal }: AbsenceFact): AbsenceState {
  if (cancelled) return 'cancelled'
  if (came) return 'came'
  return appeal?.state === 'excused' ? 'excused' : 'counts'
}

/** 停订 No stall on nights before `to`, because of an absence that led to so many days. */
export interface Pause {
  to: CalendarDate
  days: number
}

/** What follows from absences on `today`: how many count, and the pause that lasts longest, if one does. */
export interface Standing {
  count: number
  paused?: Pause
}

/** The days that follow where so many count. */
export const daysAfter = (ladder: Ladder, count: number): number => ladder[Math.min(count, ladder.length) - 1] ?? 0

/** The absences that count; of several stalls missed at once, one. */
function counted(facts: readonly AbsenceFact[]): AbsenceFact[] {
  const counting = facts.filter((fact) => absenceState(fact) === 'counts')
  const isFirst = ({ date, absentAt }: AbsenceFact, index: number): boolean =>
    absentAt === undefined ||
    counting.findIndex((each) => each.date === date && +(each.absentAt ?? 0) === +absentAt) === index
  return counting.filter(isFirst)
}

/** How often somebody did not come since a date, as the public is told: not what they appealed and nobody decided yet. */
export const missedSince = (facts: readonly AbsenceFact[], from: CalendarDate): number =>
  counted(facts.filter(({ date, appeal }) => date >= from && appeal?.state !== 'open')).length

export function standing(facts: readonly AbsenceFact[], today: CalendarDate): Standing {
  const missed = counted(facts)
  /** How many count on a date. */
  const upTo = (date: CalendarDate): number => {
    const from = addDays(date, -windowDays)
    return missed.filter((each) => each.date > from && each.date <= date).length
  }
  const pauses = missed.map((fact): Pause => {
    const days = daysAfter(ladderOf(fact), upTo(fact.date))
    return { to: addDays(fact.date, days), days }
  })
  const last = pauses.reduce<Pause | undefined>((most, each) => (most && most.to >= each.to ? most : each), undefined)
  return { count: upTo(today), ...(last && last.to > today ? { paused: last } : {}) }
}

/** The pause that a night falls into, if one. */
export const pauseOn = (date: CalendarDate, { paused }: Standing): Pause | undefined =>
  paused && date < paused.to ? paused : undefined

/** What somebody reads who may not book: why and until when, and what they can do. */
export const pausedWords = ({ to, days }: Pause): string =>
  `因为没到场，按规则${pauseWords(days)}，${longDate(to)}以前的夜市暂时不能订摊，在「我的记录」里看原因、申诉`

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
