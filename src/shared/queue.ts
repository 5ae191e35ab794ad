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
  /** What is sent instead once its first try is over: the time when it was done is then part of it. */
  late: v.optional(v.unknown()),
  /** The once-only key, the same however often it is sent. */
  key: v.string(),
  /** When the person did it, by the phone's clock (ISO). */
  madeAt: v.string(),
  /** What it is, in a person's words. */
  words: v.string(),
  /**
   * `sending`: its first try is under way. `waiting`: for the network, or for the next try. `refused`: for good; `say`
   * tells why. `aside`: it was tried as often as makes sense, and stands in nobody's way any more.
   */
  state: v.picklist(['sending', 'waiting', 'sent', 'refused', 'aside']),
  say: v.optional(v.string()),
  /** How often the cloud failed at it, and before when it is not tried again (ISO). */
  failed: v.optional(v.object({ times: v.number(), until: v.string() })),
})
/** Something that changes the cloud, from the tap until it is known what became of it. */
export type Queued = v.InferOutput<typeof Queued>

const Kept = v.pipe(v.string(), v.parseJson(), v.array(Queued))

/** How many may wait; and how many of those that were sent are remembered until the program ends. */
const most = 100
const slot = () => `queue:${owner()}`

/** How long it rests after the cloud failed at it once, twice and so on; after as many it is set aside. */
const restsMs = [5_000, 30_000, 120_000, 600_000]
/** When it is tried again where no answer came though the phone is connected. */
const unansweredMs = 60_000

/** One whose first try is over without an answer. */
const asKept = ({ late, ...each }: Queued): Queued => ({
  ...each,
  ...(late === undefined ? {} : { input: late }),
  state: 'waiting',
})

const store = createStore<readonly Queued[]>(() => {
  const { success, output } = v.safeParse(Kept, Taro.getStorageSync(slot()))
  // A try that the program did not live to see the end of is made again, under its key.
  return success ? output.map((each) => (each.state === 'sending' ? asKept(each) : each)) : []
})

/** Keeps what is not done yet, then tells the pages. Throws when the phone has no room. */
function change(next: (now: readonly Queued[]) => readonly Queued[]): void {
  const all = next(store.get())
  Taro.setStorageSync(slot(), JSON.stringify(all.filter(({ state }) => state !== 'sent')))
  store.set(all)
}

const isOpen = ({ state }: Queued): boolean => state === 'sending' || state === 'waiting'

type Outcome = Pick<Queued, 'state' | 'say' | 'failed'>

function turn(key: string, to: Outcome): void {
  change((now) => {
    const all = now.map((each) =>
      each.key === key ? { ...(to.state === 'waiting' ? asKept(each) : each), ...to } : each,
    )
    const sent = all.filter(({ state }) => state === 'sent')
    return all.filter((each) => each.state !== 'sent' || sent.indexOf(each) >= sent.length - most)
  })
}

/** Tries one; undefined where no certain answer came. */
async function attempt({ domain, action, input, key, failed }: Queued): Promise<Outcome | undefined> {
  if (!isOnline()) return undefined
  try {
    await callAgain({ domain, action, input, key })
    return { state: 'sent' }
  } catch (error) {
    const { passing, code, say } = asRefused(error)
    if (!passing) return { state: 'refused', say }
    if (code === 'NO_ANSWER') return undefined
    // Asked too often it only has to wait; what the cloud fails at again and again it may fail at for ever.
    const times = (failed?.times ?? 0) + (code === 'INTERNAL' ? 1 : 0)
    const rest = code === 'INTERNAL' ? restsMs[times - 1] : unansweredMs
    if (rest === undefined) return { state: 'aside', say }
    return { state: 'waiting', say, failed: { times, until: phoneTime(rest) } }
  }
}

/** How long until one may be tried again, in milliseconds; a clock that was set back keeps nobody waiting for long. */
function restOf({ failed }: Queued): number {
  const ms = failed === undefined ? 0 : Date.parse(failed.until) - Date.parse(phoneTime())
  return ms > (restsMs[restsMs.length - 1] ?? 0) ? 0 : Math.max(0, ms)
}

/** Sends what waits for one domain, in the order it was done, until it cannot go on; gives when to try again. */
async function flushDomain(domain: string): Promise<number | undefined> {
  const openHere = () => store.get().filter((each) => each.domain === domain && isOpen(each))
  for (let [next] = openHere(); next; [next] = openHere()) {
    const rest = restOf(next)
    const outcome = rest > 0 ? undefined : await attempt(next)
    if (outcome) turn(next.key, outcome)
    if (outcome && outcome.state !== 'waiting') continue
    // It stays the first of its domain, and those behind it wait as well.
    change((now) => now.map((each) => (each.domain === domain && each.state === 'sending' ? asKept(each) : each)))
    const [first] = openHere()
    return rest > 0 ? rest : (first && restOf(first)) || (isOnline() ? unansweredMs : undefined)
  }
  return undefined
}

const flushing = new Map<string, Promise<void>>()
const again = new Map<string, ReturnType<typeof setTimeout>>()

/** Sends what waits for one domain now, and plans the next try. */
async function flushNow(domain: string): Promise<void> {
  clearTimeout(again.get(domain))
  const ms = await flushDomain(domain)
  if (ms !== undefined)
    again.set(
      domain,
      setTimeout(() => void flush(domain), ms),
    )
}

/** What is on its way already is not sent beside it. */
function flush(domain: string): Promise<void> {
  const running = flushing.get(domain) ?? flushNow(domain).finally(() => flushing.delete(domain))
  flushing.set(domain, running)
  return running
}

/** Sends everything that waits, each domain by itself. */
export async function flushQueue(): Promise<void> {
  const open = store.get().filter(isOpen)
  await Promise.all(Array.from(new Set(open.map(({ domain }) => domain))).map(flush))
}

interface Made<C extends Capability> {
  /** When it was done, by the phone's clock (ISO); now when absent. What the cloud shall know of it is part of the input. */
  madeAt?: string
  /** What it is, in a person's words: 把通知标成已读. */
  words: string
  /** What is asked instead where it has to wait; what is done now needs no time of this phone's clock. */
  late?: Ask<C>
}

/**
 * Hands something that changes the cloud over: it is kept on the phone, tried at once, and again whenever the network is
 * back, over restarts, under one key. Gives how it stands after the first try. Done twice in a row without network, it
 * counts once. Throws a `Refused` where it could not be kept.
 */
export async function enqueue<C extends Capability>(capability: C, input: Ask<C>, made: Made<C>): Promise<Queued> {
  const { domain, name: action } = capability
  const open = store.get().filter(isOpen)
  const last = open.filter((each) => each.domain === domain).pop()
  const same = last && JSON.stringify([last.action, last.input]) === JSON.stringify([action, input])
  const { madeAt = phoneTime(), ...rest } = made
  const entry: Queued = same ? last : { domain, action, input, key: newTapKey(), madeAt, ...rest, state: 'sending' }
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
export async function handOver<C extends Capability>(capability: C, input: Ask<C>, made: Made<C>): Promise<boolean> {
  const { key, state, say = '' } = await enqueue(capability, input, made)
  if (state !== 'refused') return state !== 'sent'
  change((now) => now.filter((each) => each.key !== key))
  throw new Refused('REFUSED', say)
}

/** A queued thing of one kind, with what was asked. */
export type QueuedOf<C extends Capability> = Queued & { input: Ask<C> }

/** All that was handed over and is still of interest: what waits, what was sent since the start, what was refused or failed. */
export function useQueue() {
  const all = store.use()
  return {
    waiting: all.filter(({ state }) => state === 'waiting'),
    refused: all.filter(({ state }) => state === 'refused'),
    /** Those that the cloud failed at for good. */
    aside: all.filter(({ state }) => state === 'aside'),
    /** Those of one kind, whatever became of them, in the order they were done. */
    of: <C extends Capability>({ domain, name, input }: C): QueuedOf<C>[] =>
      all.filter(
        (each): each is QueuedOf<C> => each.domain === domain && each.action === name && v.is(input, each.input),
      ),
    /** Its reader knows why this one was refused, or gives it up. */
    read: (key: string) => change((now) => now.filter((each) => each.key !== key)),
    /** Its reader wants it tried again, under the key it has. */
    retry: (key: string) => {
      turn(key, { state: 'waiting', say: undefined, failed: undefined })
      void flushQueue()
    },
  }
}

/** Forgets all that waits and all that was refused: its owner is gone. */
export const emptyQueue = () => change(() => [])
