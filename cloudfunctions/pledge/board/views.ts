import type { Photo } from '../../shared/documents'
import { dateOf } from '../../shared/shanghai'
import type { Pledge, PledgeFact } from '../documents'
import { isRunning, shownState } from '../promise/rules'
import { pledgeView, saidNow } from '../promise/views'
import type { RoundSpan } from '../review/spans'
import { beads, nextDue, someBeads } from '../rhythm/rules'
import type { Card } from './contract'

/** How many beads a card shows. */
const beadsShown = 8

/** The fields of a pledge that a card is made from. */
export const cardFields = {
  by: 1,
  branch: 1,
  place: 1,
  list: 1,
  state: 1,
  versions: 1,
  span: 1,
  pauses: 1,
  called: 1,
  'facts.occurrence': 1,
  'facts.at': 1,
  'facts.state': 1,
  'facts.words': 1,
  'facts.photos': 1,
  publishedAt: 1,
  newestKey: 1,
  dueKey: 1,
  doneKey: 1,
  thanks: 1,
}
export type CardPledge = Pick<
  Pledge,
  '_id' | 'by' | 'branch' | 'place' | 'list' | 'state' | 'versions' | 'span' | 'pauses' | 'called' | 'thanks'
> & {
  facts: Pick<PledgeFact, 'occurrence' | 'at' | 'state' | 'words' | 'photos'>[]
  newestKey?: string
  dueKey?: string
  doneKey?: string
}

/** What was shown last and may be seen. */
export const lastShown = <F extends Pick<PledgeFact, 'state' | 'at'>>(facts: readonly F[]): F | undefined =>
  [...facts]
    .filter(({ state }) => state === 'shown' || state === 'verified')
    .sort((one, other) => +one.at - +other.at)
    .pop()

/** A pledge on the board. @param fine photos that were let pass, by their paths */
export function cardOf(pledge: CardPledge, fine: ReadonlyMap<string, Photo>, now: Date): Card {
  const today = dateOf(now)
  const said = saidNow(pledge, today)
  const last = lastShown(pledge.facts)
  const photo = last?.photos.map((path) => fine.get(path)?.file).find((file) => file !== undefined)
  const next = isRunning(pledge.state) ? nextDue(pledge, today) : undefined
  return {
    id: pledge._id,
    words: said?.words ?? '',
    by: pledge.by,
    branch: pledge.branch,
    where: said?.whom ?? '',
    list: pledge.list,
    rhythm: said?.rhythm ?? [],
    beads: someBeads(beads(pledge, today), today, beadsShown),
    ...(last
      ? { lastEvidence: { at: last.at.toISOString(), words: last.words, ...(photo === undefined ? {} : { photo }) } }
      : {}),
    ...(next ? { nextDue: next.due } : {}),
    state: shownState(pledge, today),
    thanks: pledge.thanks,
  }
}

/** A pledge as everybody may read it whole. */
export function oneOf(pledge: Pledge, fine: ReadonlyMap<string, Photo>, now: Date, rounds: readonly RoundSpan[]) {
  const { vague: _, toShow: __, ...view } = pledgeView(pledge, now, rounds)
  const shown = pledge.facts.flatMap((fact) => {
    const { id, occurrence, at, words, where, state, confirmed } = fact
    if (state === 'back') return []
    const photos = fact.photos.flatMap((path) => fine.get(path)?.file ?? [])
    const due = occurrence.slice(0, 10)
    const doer = pledge.hands?.find((hand) => at < hand.at)?.by
    return [
      {
        ...{ id, occurrence, due, at: at.toISOString(), words, photos, state },
        ...(doer === undefined ? {} : { by: doer }),
        ...(where === undefined ? {} : { where }),
        ...(confirmed ? { confirmed: true as const } : {}),
      },
    ]
  })
  return { ...view, shown: shown.reverse(), thanks: pledge.thanks }
}

/** A card as a line on paper: of what is still true when the paper is read. */
export const lineOf = ({ id, words, by, where, rhythm, state }: Card) => ({ id, words, by, where, rhythm, state })
