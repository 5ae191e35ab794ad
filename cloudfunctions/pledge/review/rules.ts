import { holds, type Grant } from '../../shared/roles'
import { addDays, type CalendarDate } from '../../shared/shanghai'
import { grades, voices, type Grade, type Voice } from './contract'

/** The fewest ballots that are shown by themselves. */
const fewest = 5
const longestDays = 30

/** Whether a round can be held so. */
export const datesFit = (from: CalendarDate, until: CalendarDate, closes: CalendarDate, today: CalendarDate): boolean =>
  from <= until && until <= today && closes > today && closes <= addDays(today, longestDays)

/** Whether somebody with these roles may speak in a voice of a place. */
export function maySpeak(voice: Voice, roles: readonly Grant[], place: string): boolean {
  switch (voice) {
    case 'self':
    case 'peers':
      return holds(roles, 'member', place)
    case 'branch':
      return holds(roles, 'secretary', place) || holds(roles, 'staff', place)
    case 'residents':
      return true
  }
}

interface Group {
  voices: Voice[]
  count: number
  grades: Record<Grade, number>
}

/**
 * What a box comes to, by voice. One with less than five ballots stands together with the others of that kind, and where
 * these are still less than five, with the next smallest: so nothing that is shown, nor a difference of it, is of less than five.
 */
export function resultsOf(ballots: readonly { voice: Voice; grade: Grade }[]): Group[] {
  const groups = voices
    .map((voice) => ballots.filter((ballot) => ballot.voice === voice))
    .filter(({ length }) => length > 0)
    .sort((one, other) => one.length - other.length)
  let together: (typeof ballots)[number][] = []
  while (groups[0] && (groups[0].length < fewest || (together.length > 0 && together.length < fewest)))
    together = [...together, ...(groups.shift() ?? [])]
  return (together.length < fewest ? groups : [together, ...groups]).map((some) => ({
    voices: voices.filter((voice) => some.some((ballot) => ballot.voice === voice)),
    count: some.length,
    grades: Object.fromEntries(
      grades.map((grade) => [grade, some.filter((ballot) => ballot.grade === grade).length]),
    ) as Record<Grade, number>,
  }))
}

/** Whether the words of a box may be read: they stand apart from voices and grades. */
export const wordsShown = (ballots: readonly unknown[]): boolean => ballots.length >= fewest
