import { askedUntil } from '../../shared/asking'
import type { Code } from '../../shared/contract'
import { whyNotThisNight, type VendorFacts } from '../booking/rules'
import type { StallKind, StallMode } from '../night/contract'
import { stands, type NightFacts } from '../night/rules'
import type { waiting } from './contract'

interface WaiterFacts {
  vendor: string
  kinds: readonly StallKind[]
}
interface StallFacts {
  code: string
  kind: StallKind
  mode: StallMode
  outOfUse?: string
}
/** What offers follow from. */
export interface WaitingFacts<
  W extends WaiterFacts = WaiterFacts,
  S extends StallFacts = StallFacts,
> extends NightFacts {
  stalls: readonly S[]
  bookings: readonly { stall: string; vendor: string; until?: Date }[]
  /** In the order of their turn. */
  waiting: readonly W[]
}

/** How many may wait for one night. */
export const longestList = 200

type Queue = readonly WaiterFacts[]

/** The kinds of stall that somebody else than `vendor` waits for. */
export const kindsWaitedFor = (waiting: Queue, vendor: string | undefined): StallKind[] => [
  ...new Set(waiting.filter((each) => each.vendor !== vendor).flatMap(({ kinds }) => kinds)),
]

/**
 * Whose turn one is: 1 is next. Counted are those before who could take a stall from one; undefined for whoever does not
 * wait.
 */
export function positionOf(waiting: Queue, vendor: string): number | undefined {
  const index = waiting.findIndex((each) => each.vendor === vendor)
  const me = waiting[index]
  if (!me) return undefined
  return 1 + waiting.slice(0, index).filter(({ kinds }) => kinds.some((kind) => me.kinds.includes(kind))).length
}

/**
 * What is to be offered now: to each in turn the first stall that is nobody's and that they could use, each stall and
 * each person once. Nothing while booking is not open.
 */
export function offersDue<W extends WaiterFacts, S extends StallFacts>(
  night: WaitingFacts<W, S>,
  now: Date,
): { stall: S; waiter: W; index: number }[] {
  if (whyNotThisNight(night, now) !== null) return []
  const standing = night.bookings.filter((each) => stands(each, now))
  const free = night.stalls.filter(
    ({ code, mode, outOfUse }) =>
      mode === 'pick' && outOfUse === undefined && !standing.some(({ stall }) => stall === code),
  )
  return night.waiting.flatMap((waiter, index) => {
    if (standing.some(({ vendor }) => vendor === waiter.vendor)) return []
    const at = free.findIndex(({ kind }) => waiter.kinds.includes(kind))
    const [stall] = at < 0 ? [] : free.splice(at, 1)
    return stall ? [{ stall, waiter, index }] : []
  })
}

const minuteMs = 60_000
/** From six hours before a night begins on, an answer is wanted within a quarter of an hour. */
const soon = { before: 6 * 60 * minuteMs, answer: 15 * minuteMs }

/** Until when an offer made now may be accepted (`askedUntil`); never past the end of booking. */
export const answerBy = ({ startsAt, closesAt }: Pick<NightFacts, 'startsAt' | 'closesAt'>, now: Date): Date =>
  askedUntil({ begins: startsAt, latest: closesAt, soon }, now)

type WhyNotJoin = Code<typeof waiting.joinWaiting>

/** Why this vendor may not join the waiting list now, or null; whoever waits already may not either. */
export function whyNotJoin(
  night: WaitingFacts,
  vendor: VendorFacts & { openid: string },
  now: Date,
): WhyNotJoin | null {
  const why = whyNotThisNight(night, now)
  if (why) return why
  if (!vendor.approved) return 'VENDOR_NOT_APPROVED'
  if (vendor.paused) return 'VENDOR_PAUSED'
  if (vendor.stalls.length > 0 || vendor.held) return 'HAS_STALL'
  if (night.waiting.some((each) => each.vendor === vendor.openid)) return 'WAITS_ALREADY'
  const fits = night.stalls.some(({ kind, outOfUse }) => outOfUse === undefined && vendor.kinds.includes(kind))
  if (!fits) return 'NO_STALL_FITS'
  return night.waiting.length < longestList ? null : 'WAITING_FULL'
}

/**
 * The order of those who won nothing, as the head of a night's waiting list: before those who joined by themselves, each
 * once, and none who has a stall. To be written with `waiting: command.set(…)` onto the `rev` that it was made from.
 */
export function losersFirst<W extends WaiterFacts>(
  losers: readonly W[],
  night: Pick<WaitingFacts<W>, 'waiting' | 'bookings'>,
  now: Date,
): W[] {
  const has = (vendor: string) => night.bookings.some((each) => each.vendor === vendor && stands(each, now))
  const first = losers.filter(({ vendor }) => !has(vendor))
  const rest = night.waiting.filter(({ vendor }) => !losers.some((each) => each.vendor === vendor))
  return [...first, ...rest].slice(0, longestList)
}
