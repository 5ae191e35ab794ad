import { command } from '../../shared/database'
import type { Place } from '../../shared/region'
import { firstOpen, metBeads, type RhythmFacts } from '../rhythm/rules'
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

/** What lists are ordered by: each only while it applies, none by the clock. */
export function keysOf(
  pledge: RhythmFacts & {
    _id: string
    state: StoredState
    place: Place
    list: ListKind
    publishedAt?: Date
    doneAt?: Date
    versions: readonly { words: string; whom: string }[]
  },
): { lists?: string[]; newestKey?: string; dueKey?: string; doneKey?: string; grams?: string[] } {
  const { _id, state, publishedAt, doneAt, versions } = pledge
  if (!isPublic(state) || !publishedAt) return {}
  const met = metBeads(pledge)
  const open = isRunning(state) ? firstOpen(met) : undefined
  const latest = versions[versions.length - 1]
  return {
    lists: listsOf(pledge, met),
    newestKey: `${publishedAt.toISOString()}~${_id}`,
    ...(open ? { dueKey: `${open.due}~${_id}` } : {}),
    ...(doneAt ? { doneKey: `${doneAt.toISOString()}~${_id}` } : {}),
    grams: gramsOf(`${latest?.words ?? ''} ${latest?.whom ?? ''}`),
  }
}

/** The keys of a pledge as a change writes them: what no longer applies goes. */
export function keysChange(pledge: Parameters<typeof keysOf>[0]): Record<string, unknown> {
  const keys = keysOf(pledge)
  const names = ['lists', 'newestKey', 'dueKey', 'doneKey', 'grams'] as const
  return Object.fromEntries(names.map((name) => [name, keys[name] ?? command.remove()]))
}
