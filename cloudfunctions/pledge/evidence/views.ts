import type { Photo } from '../../shared/documents'
import type { CalendarDate } from '../../shared/shanghai'
import type { Pledge, PledgeFact } from '../documents'
import { saidNow } from '../promise/views'
import type { Evidence } from './contract'

/** Evidence without its photos. */
export function plainEvidence(fact: PledgeFact): Omit<Evidence, 'photos' | 'checking'> {
  const { id, occurrence, at, words, where, shift, state, checked, confirmed } = fact
  return {
    ...{ id, occurrence, due: occurrence.slice(0, 10), at: at.toISOString(), words, state },
    ...(where === undefined ? {} : { where }),
    ...(shift === undefined ? {} : { shift }),
    ...(checked?.hint === undefined ? {} : { hint: checked.hint }),
    ...(confirmed ? { confirmed: true as const } : {}),
  }
}

/** Evidence as its member and whoever looks at it see it. @param known how its photos stand */
export function evidenceView(fact: PledgeFact, known: ReadonlyMap<string, Photo>): Evidence {
  const stand = fact.photos.flatMap((path) => known.get(path) ?? [])
  return {
    ...plainEvidence(fact),
    photos: stand.flatMap(({ state, file }) => (state === 'fine' ? file : [])),
    checking: stand.filter(({ state }) => state === 'checking').length,
  }
}

/** The code of evidence that its member may still have confirmed. */
export const codeOf = ({ code, state, confirmed }: PledgeFact): { code?: string } =>
  code === undefined || state === 'back' || confirmed ? {} : { code }

/** The words of a pledge on a day. */
export function saidIn(pledge: Pledge, today: CalendarDate): { words: string; whom: string } {
  const said = saidNow(pledge, today)
  return { words: said?.words ?? '', whom: said?.whom ?? '' }
}
