import { placesAbove, type Place } from '../../shared/region'
import { dateOf, type CalendarDate } from '../../shared/shanghai'
import { isPublic } from '../promise/rules'
import type { StoredState } from '../promise/contract'
import type { BeadState } from '../rhythm/contract'
import { metBeads, type RhythmFacts } from '../rhythm/rules'

/** What is counted of occurrences: how many were due, and of those kept in time, kept late, let go. */
export interface Counts {
  due: number
  onTime: number
  late: number
  excused: number
}

/** As what one occurrence counts: `o` nobody met it yet. */
const signs: Readonly<Partial<Record<BeadState, string>>> = { ahead: 'o', kept: 't', keptLate: 'l', excused: 'x' }
const meanings: Readonly<Record<string, keyof Counts>> = { t: 'onTime', l: 'late', x: 'excused' }

/**
 * What a pledge adds to the figures, as `261127t 261204o`: each occurrence by its day and its sign. What was paused counts
 * neither way, nor what would have come after an early end.
 */
export function countedOf(pledge: RhythmFacts & { state: StoredState; doneAt?: Date }): string {
  if (!isPublic(pledge.state)) return ''
  const end = pledge.doneAt && dateOf(pledge.doneAt)
  return metBeads(pledge)
    .flatMap(({ due, state }) => {
      const sign = signs[state]
      if (sign === undefined || (sign === 'o' && end !== undefined && due > end)) return []
      return `${due.slice(2).replace(/-/g, '')}${sign}`
    })
    .sort()
    .join(' ')
}

/** What is added to a year's tally of a place, by the path of the number. */
export type Change = Record<string, number>

/** Every place that a pledge counts for, the nearest first. */
const placesOf = (place: Place): Place[] => [place, ...placesAbove(place)]

/** The id of a place's tally of a year. */
export const tallyId = (place: Place, year: number): string => `${place}:${String(year)}`

/** Adds to `changes`, by tally, that something counts so many times (`countedOf` one occurrence). */
export function addCount(changes: Map<string, Change>, place: Place, token: string, by: number): void {
  const path = `months.m${token.slice(2, 4)}.d${token.slice(4, 6)}`
  const met = meanings[token.charAt(6)]
  for (const at of placesOf(place)) {
    const id = tallyId(at, 2000 + Number(token.slice(0, 2)))
    const change = changes.get(id) ?? {}
    changes.set(id, change)
    for (const name of met ? (['due', met] as const) : (['due'] as const))
      change[`${path}.${name}`] = (change[`${path}.${name}`] ?? 0) + by
  }
}

/** The occurrences that a pledge counts, each by itself. */
export const tokensOf = (counted: string): string[] => counted.split(' ').filter(Boolean)

/** Adds to `changes`, by tally, what a pledge counts differently than it did. */
export function addChanges(changes: Map<string, Change>, place: Place, before: string, after: string): void {
  for (const token of tokensOf(before)) addCount(changes, place, token, -1)
  for (const token of tokensOf(after)) addCount(changes, place, token, 1)
}

const none: Counts = { due: 0, onTime: 0, late: 0, excused: 0 }
const plus = (one: Counts, other: Partial<Counts>): Counts => ({
  due: one.due + (other.due ?? 0),
  onTime: one.onTime + (other.onTime ?? 0),
  late: one.late + (other.late ?? 0),
  excused: one.excused + (other.excused ?? 0),
})

/** What a tally comes to up to a day, with what nobody met. */
export function sumOf(
  tally: { year: number; months: Readonly<Record<string, Record<string, Partial<Counts>>>> } | undefined,
  until: CalendarDate,
  month?: string,
): Counts & { open: number } {
  let sum = none
  for (const [name, days] of Object.entries(tally?.months ?? {}))
    for (const [day, counts] of Object.entries(days))
      if (
        (month === undefined || name.slice(1) === month) &&
        `${String(tally?.year)}-${name.slice(1)}-${day.slice(1)}` <= until
      )
        sum = plus(sum, counts)
  return { ...sum, open: sum.due - sum.onTime - sum.late - sum.excused }
}
