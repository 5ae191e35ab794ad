/**
 * What somebody with the whole database and all logs would try, to learn who cast which ballot. Each way gives, for the
 * marks of the roll, the ballot that it believes to be theirs.
 */
import type { Round } from '../../cloudfunctions/pledge/documents'

/** The ballot (its place in the box) that a mark of the roll is believed to have cast. */
type Guess = ReadonlyMap<string, number>

const marksOf = ({ voted }: Round): string[] => voted.map(({ mark }) => mark)

/** Paths and values of all that an object holds, lists by their numbers. */
const leaves = (value: unknown, path = ''): [path: string, value: string][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => leaves(inner, `${path}.${name}`))
    : [[path, String(value)]]

/** By the places in which they stand: the n-th of one list with the n-th of another, from either end. */
function byPlace({ voted, ballots }: Round): Guess[] {
  const last = ballots.length - 1
  return [
    new Map(voted.map(({ mark }, index) => [mark, index])),
    new Map(voted.map(({ mark }, index) => [mark, last - index])),
  ]
}

/** By anything that a voter's entry (or receipt) and a ballot have in common: an id, an instant, a key. */
function byCommonValues({ voted, receipts, ballots }: Round): Guess[] {
  const own = new Set(['voice', 'grade', 'words'].map((name) => `.${name}`))
  const extras = ballots.map(
    (ballot) => new Set(leaves(ballot).flatMap(([path, value]) => (own.has(path) ? [] : value))),
  )
  return [voted, receipts].map((list) => {
    const pairs = list.flatMap((entry, index) => {
      const values = leaves(entry).map(([, value]) => value)
      const at = extras.findIndex((extra) => values.some((value) => extra.has(value)))
      const mark = voted[index]?.mark
      return at < 0 || mark === undefined ? [] : [[mark, at] as const]
    })
    return new Map(pairs)
  })
}

/** By the order of anything in the ballots and of anything in the roll: the earliest instant with the earliest, and so on. */
function byOrderOfValues({ voted, ballots }: Round): Guess[] {
  const orderings = (list: readonly object[]): number[][] => {
    const paths = new Set(list.flatMap((entry) => leaves(entry).map(([path]) => path)))
    return [...paths].map((path) => {
      const at = list.map((entry) => String(leaves(entry).find(([each]) => each === path)?.[1] ?? ''))
      return at
        .map((_, index) => index)
        .sort((one, other) => (at[one] ?? '').localeCompare(at[other] ?? '') || one - other)
    })
  }
  const marks = voted.map(({ mark }) => mark)
  return orderings(voted).flatMap((some) =>
    orderings(ballots).map(
      (others) =>
        new Map(
          some.flatMap((voter, index) => (others[index] === undefined ? [] : [[marks[voter] ?? '', others[index]]])),
        ),
    ),
  )
}

/** By every other document and line of a log that names a mark, a receipt or the round's voters together with a grade. */
function byTraces(round: Round, everything: string, log: string): Guess[] {
  const grades = new Map(round.ballots.map(({ grade }, index) => [grade, index]))
  const lines = [...everything.split('\n').filter((line) => !line.includes(`"${round._id}"`)), ...log.split('\n')]
  const told = marksOf(round).flatMap((mark) => {
    const line = lines.find((each) => each.includes(mark))
    const grade = [...grades.keys()].find((each) => line?.includes(each))
    const at = grade === undefined ? undefined : grades.get(grade)
    return at === undefined ? [] : [[mark, at] as const]
  })
  return [new Map(told)]
}

/**
 * The best that any of these ways comes to: how many marks it gives the right grade.
 * @param everything all that is stored, as it is exported
 * @param truth the grade that each mark cast: what only the test knows
 */
export function bestLink(
  round: Round,
  { everything, log }: { everything: string; log: string },
  truth: ReadonlyMap<string, string>,
): number {
  const guesses = [
    ...byPlace(round),
    ...byCommonValues(round),
    ...byOrderOfValues(round),
    ...byTraces(round, everything, log),
  ]
  const right = (guess: Guess) => [...guess].filter(([mark, at]) => round.ballots[at]?.grade === truth.get(mark)).length
  return Math.max(...guesses.map(right))
}
