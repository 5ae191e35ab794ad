import { placesAbove, type Place } from '../../shared/region'
import type { EventKind, Rhythm } from '../rhythm/contract'
import { occurrences, type Called, type RhythmFacts } from '../rhythm/rules'

/** The list of what an event at a place calls. */
export const callName = (place: Place, kind: EventKind): string => `${kind}@${place}`

/** Every list by which an event at a pledge's place or above calls it; undefined where it waits for none. */
export function callsOf(place: Place, versions: readonly { rhythm: readonly Rhythm[] }[]): string[] | undefined {
  const kinds = new Set(
    versions.flatMap(({ rhythm }) => rhythm.flatMap((part) => (part.kind === 'event' ? part.event : []))),
  )
  if (kinds.size === 0) return undefined
  return [...kinds].flatMap((kind) => [place, ...placesAbove(place)].map((at) => callName(at, kind)))
}

/** What an event asks of a pledge: undefined where it was called by the like that day, or promised nothing for it then. */
export function calledFor(pledge: Omit<RhythmFacts, 'pauses' | 'facts'>, event: Called) {
  if (pledge.called.some(({ kind, day }) => kind === event.kind && day === event.day)) return undefined
  return occurrences({ ...pledge, called: [event] }).find(({ id }) => id.endsWith(`.${event.id}`))
}
