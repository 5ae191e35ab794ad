import Taro from '@tarojs/taro'
import * as v from 'valibot'
import type { Ask, Capability } from '../../cloudfunctions/shared/contract'
import { asRefused, callAgain, Refused } from './cloud'
import { newTapKey, phoneTime } from './device'
import { createStore } from './store'
import { owner } from './transport'

const Entry = v.object({
  domain: v.string(),
  action: v.string(),
  input: v.unknown(),
  /** The once-only key, the same however often it is sent. */
  key: v.string(),
  /** When the person did it, by the phone's clock (ISO). */
  at: v.string(),
  /** What it is, in a person's words. */
  words: v.string(),
})
const Kept = v.object({
  waiting: v.array(Entry),
  /** What the cloud refused for good, until the person has read it. */
  refused: v.array(v.object({ ...Entry.entries, say: v.string() })),
})
type Entry = v.InferOutput<typeof Entry>
type Kept = v.InferOutput<typeof Kept>

const most = 100
const slot = () => `queue:${owner()}`

const store = createStore<Kept>(() => {
  const kept: unknown = Taro.getStorageSync(slot())
  const { success, output } = v.safeParse(v.pipe(v.string(), v.parseJson(), Kept), kept)
  return success ? output : { waiting: [], refused: [] }
})

function change(next: (now: Kept) => Kept): void {
  const kept = next(store.get())
  Taro.setStorageSync(slot(), JSON.stringify(kept))
  store.set(kept)
}

const without = <T extends Entry>(entries: readonly T[], key: string) => entries.filter((each) => each.key !== key)

/** Sends what waits for one domain, in the order it was done, until the network fails again. */
async function flushDomain(domain: string): Promise<void> {
  for (;;) {
    const next = store.get().waiting.find((entry) => entry.domain === domain)
    if (!next) return
    const { action, input, key } = next
    const refusal = await callAgain({ domain, action, input, key }).then(() => undefined, asRefused)
    // It may well be answered later: it stays the first of its domain.
    if (refusal?.passing) return
    change(({ waiting, refused }) => ({
      waiting: without(waiting, key),
      refused: refusal ? [...refused, { ...next, say: refusal.say }] : refused,
    }))
  }
}

const flushing = new Map<string, Promise<void>>()

/** Sends everything that waits, each domain by itself; what is on its way already is not sent beside it. */
export async function flushQueue(): Promise<void> {
  const domains = new Set(store.get().waiting.map(({ domain }) => domain))
  await Promise.all(
    Array.from(domains).map((domain) => {
      const running = flushing.get(domain) ?? flushDomain(domain).finally(() => flushing.delete(domain))
      flushing.set(domain, running)
      return running
    }),
  )
}

/**
 * Keeps something that changes the cloud until the network takes it, also over a restart, and tries at once. `words` say
 * what it is. Throws a `Refused` where too much waits already.
 */
export function sendLater<C extends Capability>(capability: C, input: Ask<C>, words: string): Promise<void> {
  if (store.get().waiting.length >= most)
    return Promise.reject(new Refused('QUEUE_FULL', '等着发出的太多了，连上网络再继续'))
  const { domain, name: action } = capability
  const entry: Entry = { domain, action, input, key: newTapKey(), at: phoneTime(), words }
  change((now) => ({ ...now, waiting: [...now.waiting, entry] }))
  return flushQueue()
}

/** What waits for the network, and what was refused for good until `read` is told of it. */
export function useQueue() {
  const { waiting, refused } = store.use()
  const read = (key: string) => change((now) => ({ ...now, refused: without(now.refused, key) }))
  return { waiting, refused, read }
}

/** Forgets all that waits and all that was refused: its owner is gone. */
export const emptyQueue = () => change(() => ({ waiting: [], refused: [] }))
