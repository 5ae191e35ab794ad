import { command } from '../../shared/database'
import type { Place } from '../../shared/region'
import { callsOf } from '../event/rules'
import { firstOpen, metBeads, type Fact, type RhythmFacts, type Version } from '../rhythm/rules'
import type { ListKind, StoredState } from './contract'
import { isPublic, isRunning, listsOf } from './rules'

/** Pairs of neighbouring signs of each word of a text, each once: what search goes by. */
export function gramsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return [
    ...new Set(
      words.flatMap((word) => {
        const signs = [...word]
        return signs.slice(0, -1).map((sign, index) => sign + (signs[index + 1] ?? ''))
      }),
    ),
  ]
}

/** The keys of a pledge: what is not there, it stands in no such list. */
type Keys = Partial<
  Record<'newestKey' | 'dueKey' | 'doneKey' | 'shownKey', string> & Record<'lists' | 'grams' | 'calls', string[]>
>

/** When the evidence was shown that waits longest to be looked at. */
const waitsSince = (facts: readonly Pick<Fact, 'at' | 'state'>[]): Date | undefined =>
  facts
    .filter(({ state }) => state === 'shown')
    .map(({ at }) => at)
    .sort((one, other) => +one - +other)[0]

/** What lists are ordered by: each only while it applies, none by the clock. */
export function keysOf(
  pledge: RhythmFacts & {
    _id: string
    state: StoredState
    place: Place
    list: ListKind
    publishedAt?: Date
    doneAt?: Date
    versions: readonly (Version & { words: string; whom: string })[]
  },
): Keys {
  const { _id, state, publishedAt, doneAt, versions } = pledge
  if (!isPublic(state) || !publishedAt) return {}
  const met = metBeads(pledge)
  const open = isRunning(state) ? firstOpen(met) : undefined
  const latest = versions[versions.length - 1]
  const waits = waitsSince(pledge.facts)
  const calls = isRunning(state) ? callsOf(pledge.place, versions) : undefined
  return {
    lists: listsOf(pledge, met),
    newestKey: `${publishedAt.toISOString()}~${_id}`,
    ...(open ? { dueKey: `${open.due}~${_id}` } : {}),
    ...(doneAt ? { doneKey: `${doneAt.toISOString()}~${_id}` } : {}),
    ...(waits ? { shownKey: `${waits.toISOString()}~${_id}` } : {}),
    ...(calls ? { calls } : {}),
    grams: gramsOf(`${latest?.words ?? ''} ${latest?.whom ?? ''}`),
  }
}

/** The keys of a pledge as a change writes them: what no longer applies goes, and the figures are to follow. */
export function keysChange(pledge: Parameters<typeof keysOf>[0]): Record<string, unknown> {
  const keys = keysOf(pledge)
  const names = ['lists', 'newestKey', 'dueKey', 'doneKey', 'grams', 'shownKey', 'calls'] as const
  return {
    ...Object.fromEntries(names.map((name) => [name, keys[name] ?? command.remove()])),
    ...(isPublic(pledge.state) ? { uncounted: true } : {}),
  }
}
