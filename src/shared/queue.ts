import Taro from '@tarojs/taro'
import * as v from 'valibot'
import type { Ask, Capability } from '../../cloudfunctions/shared/contract'
import { asRefused, callAgain, Refused } from './cloud'
import { newTapKey, phoneTime } from './device'
import { isOnline } from './online'
import { createStore } from './store'
import { owner } from './transport'

const Queued = v.object({
  domain: v.string(),
  action: v.string(),
  input: v.unknown(),
  /** The once-only key, the same however often it is sent. */
  key: v.string(),
  /** When the person did it, by the phone's clock (ISO). */
  madeAt: v.string(),
  /** What it is, in a person's words. */
  words: v.string(),
  /** `sending`: its first try is under way. `waiting`: for the network. `refused`: for good; `say` tells why. */
  state: v.picklist(['sending', 'waiting', 'sent', 'refused']),
  say: v.optional(v.string()),
})
/** Something that changes the cloud, from the tap until it is known what became of it. */
export type Queued = v.InferOutput<typeof Queued>

const Kept = v.pipe(v.string(), v.parseJson(), v.array(Queued))

/** How many may wait; and how many of those that were sent are remembered until the program ends. */
const most = 100
const slot = () => `queue:${owner()}`

const store = createStore<readonly Queued[]>(() => {
  const { success, output } = v.safeParse(Kept, Taro.getStorageSync(slot()))
  // A try that the program did not live to see the end of is made again, under its key.
  return success ? output.map((each) => (each.state === 'sending' ? { ...each, state: 'waiting' } : each)) : []
})

/** Keeps what is not done yet, then tells the pages. Throws when the phone has no room. */
function change(next: (now: readonly Queued[]) => readonly Queued[]): void {
  const all = next(store.get())
  Taro.setStorageSync(slot(), JSON.stringify(all.filter(({ state }) => state !== 'sent')))
  store.set(all)
}

const isOpen = ({ state }: Queued): boolean => state === 'sending' || state === 'waiting'

function turn(key: string, to: Pick<Queued, 'state' | 'say'>): void {
  change((now) => {
    const all = now.map((each) => (each.key === key ? { ...each, ...to } : each))
    const sent = all.filter(({ state }) => state === 'sent')
    return all.filter((each) => each.state !== 'sent' || sent.indexOf(each) >= sent.length - most)
  })
}

/** Tries one; undefined where no certain answer came. */
async function attempt({ domain, action, input, key }: Queued): Promise<Pick<Queued, 'state' | 'say'> | undefined> {
  if (!isOnline()) return undefined
  try {
    await callAgain({ domain, action, input, key })
    return { state: 'sent' }
  } catch (error) {
    const { passing, say } = asRefused(error)
    return passing ? undefined : { state: 'refused', say }
  }
}

/** Sends what waits for one domain, in the order it was done, until the network fails again. */
async function flushDomain(domain: string): Promise<void> {
  const openHere = () => store.get().filter((each) => each.domain === domain && isOpen(each))
  for (let [next] = openHere(); next; [next] = openHere()) {
    const outcome = await attempt(next)
    if (outcome) turn(next.key, outcome)
    else {
      // It stays the first of its domain, and those behind it wait as well.
      for (const { key, state } of openHere()) if (state === 'sending') turn(key, { state: 'waiting' })
      return
    }
  }
}

const flushing = new Map<string, Promise<void>>()

/** Sends everything that waits, each domain by itself; what is on its way already is not sent beside it. */
export async function flushQueue(): Promise<void> {
  const domains = new Set(
    store
      .get()
      .filter(isOpen)
      .map(({ domain }) => domain),
  )
  await Promise.all(
    Array.from(domains).map((domain) => {
      const running = flushing.get(domain) ?? flushDomain(domain).finally(() => flushing.delete(domain))
      flushing.set(domain, running)
      return running
    }),
  )
}

interface Made {
  /** When it was done, by the phone's clock (ISO); now when absent. What the cloud shall know of it is part of the input. */
  madeAt?: string
  /** What it is, in a person's words: 把通知标成已读. */
  words: string
}

/**
 * Hands something that changes the cloud over: it is kept on the phone, tried at once, and again whenever the network is
 * back, over restarts, under one key. Gives how it stands after the first try. Done twice in a row without network, it
 * counts once. Throws a `Refused` where it could not be kept.
 */
export async function enqueue<C extends Capability>(capability: C, input: Ask<C>, made: Made): Promise<Queued> {
  const { domain, name: action } = capability
  const open = store.get().filter(isOpen)
  const last = open.filter((each) => each.domain === domain).pop()
  const same = last && JSON.stringify([last.action, last.input]) === JSON.stringify([action, input])
  const { madeAt = phoneTime(), words } = made
  const entry: Queued = same ? last : { domain, action, input, key: newTapKey(), madeAt, words, state: 'sending' }
  if (!same) {
    if (open.length >= most) throw new Refused('QUEUE_FULL', '等着发出的太多了，连上网络再继续')
    try {
      change((now) => [...now, entry])
    } catch {
      throw new Refused('QUEUE_FULL', '手机存满了，这一件没有记下。清出一点地方，再点一次')
    }
  }
  await flushQueue()
  return store.get().find(({ key }) => key === entry.key) ?? entry
}

/**
 * The same for a tap whose reader looks on: what is refused at once is thrown as a `Refused`, to be told where the thumb
 * is, and not a second time above the page. Gives whether it waits for the network.
 */
export async function handOver<C extends Capability>(capability: C, input: Ask<C>, made: Made): Promise<boolean> {
  const { key, state, say = '' } = await enqueue(capability, input, made)
  if (state !== 'refused') return state !== 'sent'
  change((now) => now.filter((each) => each.key !== key))
  throw new Refused('REFUSED', say)
}

/** A queued thing of one kind, with what was asked. */
export type QueuedOf<C extends Capability> = Queued & { input: Ask<C> }

/** All that was handed over and is still of interest: what waits, what was sent since the start, what was refused. */
export function useQueue() {
  const all = store.use()
  return {
    waiting: all.filter(({ state }) => state === 'waiting'),
    refused: all.filter(({ state }) => state === 'refused'),
    /** Those of one kind, whatever became of them, in the order they were done. */
    of: <C extends Capability>({ domain, name, input }: C): QueuedOf<C>[] =>
      all.filter(
        (each): each is QueuedOf<C> => each.domain === domain && each.action === name && v.is(input, each.input),
      ),
    /** Its reader knows why this one was refused. */
    read: (key: string) => change((now) => now.filter((each) => each.key !== key)),
  }
}

/** Forgets all that waits and all that was refused: its owner is gone. */
export const emptyQueue = () => change(() => [])
