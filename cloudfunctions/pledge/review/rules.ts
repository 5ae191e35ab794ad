import { holds, type Grant } from '../../shared/roles'
import { addDays, dateOf, instantOf, type CalendarDate } from '../../shared/shanghai'
import type { Review } from '../promise/contract'
import { grades, voices, type Grade, type RoundNews, type Voice } from './contract'

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

/** Minutes after midnight: in the evening before its last day people are reminded, in the morning after it they hear the result. */
const [evening, morning] = [18 * 60, 9 * 60]

/** When a round that opened and closes then says what. */
function momentsOf({ opened, closesAt }: { opened: Date; closesAt: Date }) {
  const over = dateOf(closesAt)
  return [
    { news: 'opened', at: opened },
    { news: 'closing', at: instantOf(addDays(over, -2), evening) },
    { news: 'closed', at: instantOf(over, morning) },
  ] as const
}

/** What a round says after this, if anything; one that opened later than that does not remind. */
export const tellsAfter = (news: RoundNews, round: { opened: Date; closesAt: Date }) => {
  const moments = momentsOf(round)
  return moments.slice(moments.findIndex((each) => each.news === news) + 1).find(({ at }) => at > round.opened)
}

/** How long after it was reviewed a promise is closed, in days. */
export const closedAfter = 30

/** What a promise that is over came to: 评过了 once a round of its branch about its last day is over, 结束了 a month later. */
export function reviewedAs(
  { state, place, span }: { state: string; place: string; span: { until: CalendarDate } },
  rounds: readonly { place: string; from: CalendarDate; until: CalendarDate; closesAt: Date }[],
  now: Date,
): Review | undefined {
  if (state !== 'done' && state !== 'unfulfilled') return undefined
  const over = rounds
    .filter((each) => each.place === place && each.from <= span.until && span.until <= each.until)
    .map(({ closesAt }) => +closesAt)
  const first = Math.min(...over)
  if (+now < first) return undefined
  return dateOf(now) >= addDays(dateOf(new Date(first)), closedAfter) ? 'closed' : 'reviewed'
}
