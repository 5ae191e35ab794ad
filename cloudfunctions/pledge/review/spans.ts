import { command, find } from '../../shared/database'
import { rounds, type Pledge, type Round } from '../documents'

/** What tells whether a round was about a pledge: nothing of who spoke in it. */
export type RoundSpan = Pick<Round, 'place' | 'from' | 'until' | 'closesAt'>

export const spanFields = { place: 1, from: 1, until: 1, closesAt: 1 }
/** The latest of a branch; they are held a few times a year. */
export const roundsKept = 40

/** The rounds of the branches of those among these pledges that are over; without such a pledge there is no request. */
export async function roundsAbout(some: readonly Pick<Pledge, 'place' | 'state'>[]): Promise<RoundSpan[]> {
  const over = some.filter(({ state }) => state === 'done' || state === 'unfulfilled')
  const places = [...new Set(over.map(({ place }) => place))]
  if (places.length === 0) return []
  return find(rounds, {
    where: { place: places.length === 1 ? places[0] : command.in(places) },
    sort: [['closesAt', 'desc']],
    limit: roundsKept,
    fields: Object.fromEntries(Object.keys(spanFields).map((name) => [name, true])),
  })
}
