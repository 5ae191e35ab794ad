import type { Code } from '../../shared/contract'
import { firstOf, matching } from '../vendor/finding.rules'
import type { StallKind, StallMode } from '../night/contract'
import { nightState, stallsEach, stands, type NightFacts } from '../night/rules'
import type { placing } from './contract'

interface Booked {
  stall: string
  vendor: string
  until?: Date
}
interface Facts extends NightFacts {
  stalls: readonly { code: string; kind: StallKind; mode: StallMode; outOfUse?: string }[]
  stallsEach?: number
  bookings: readonly Booked[]
  draw?: { over?: true }
}
interface Who {
  openid: string
  approved: boolean
  kinds: readonly StallKind[]
  /** The kinds of these that their papers hold for that night. */
  usable: readonly StallKind[]
}

type WhyNotPlace = Code<typeof placing.placeVendor>

/** Whether a stall waits for the lot: whoever wins it must find it empty. */
const awaitsDraw = ({ mode }: { mode: StallMode }, { draw }: Pick<Facts, 'draw'>): boolean =>
  mode === 'draw' && draw !== undefined && draw.over !== true

/** Why the operator may not give this stall to this vendor, or null. */
export function whyNotPlace(night: Facts, code: string, who: Who, now: Date): WhyNotPlace | null {
  const state = nightState(night, now)
  if (state === 'cancelled') return 'NIGHT_CANCELLED'
  if (state === 'ended') return 'NIGHT_ENDED'
  if (!who.approved) return 'VENDOR_NOT_APPROVED'
  const stall = night.stalls.find((each) => each.code === code)
  if (!stall) return 'NO_SUCH_STALL'
  if (stall.outOfUse !== undefined) return 'STALL_CLOSED'
  if (awaitsDraw(stall, night)) return 'STALL_BY_DRAW'
  const there = night.bookings.find((each) => each.stall === code && stands(each, now))
  if (there) {
    if (there.vendor !== who.openid) return 'STALL_TAKEN'
    if (there.until === undefined) return 'ALREADY_THERE'
  }
  if (!who.kinds.includes(stall.kind)) return 'KIND_MISMATCH'
  return who.usable.includes(stall.kind) ? null : 'PAPERS_EXPIRED'
}

/**
 * What a vendor leaves for the stall that they are given: what they hold, the one named, or their only one where they may
 * have no more; undefined: nothing. `WHICH_STALL` where that is not told.
 */
export function leavesFor<B extends Booked>(
  night: { bookings: readonly B[]; stallsEach?: number },
  openid: string,
  from: string | undefined,
  now: Date,
): B | undefined | 'WHICH_STALL' {
  const mine = night.bookings.filter((each) => each.vendor === openid && stands(each, now))
  if (from !== undefined) return mine.find(({ stall }) => stall === from) ?? 'WHICH_STALL'
  const held = mine.find(({ until }) => until !== undefined)
  if (held ?? mine.length < stallsEach(night)) return held
  return mine.length === 1 ? mine[0] : 'WHICH_STALL'
}

interface Person {
  _id: string
  shop: string
  name: string
  sells: string
}

/**
 * Whom a list of vendors shows for a stall: who waits comes first, in their turn; then those who have none, then the
 * others. With words, those whose name or goods hold them.
 */
export function placeable<P extends Person>(
  night: { bookings: readonly Booked[]; waiting: readonly { vendor: string }[] },
  vendors: readonly P[],
  words: string | undefined,
  now: Date,
): { shown: (P & { position?: number; stalls: string[] })[]; more: number } {
  const turns = new Map(night.waiting.map(({ vendor }, index) => [vendor, index + 1]))
  const all = matching(vendors, words).map((each) => {
    const position = turns.get(each._id)
    const stalls = night.bookings
      .filter((booked) => booked.vendor === each._id && booked.until === undefined && stands(booked, now))
      .map(({ stall }) => stall)
    return { ...each, stalls, ...(position === undefined ? {} : { position }) }
  })
  const rank = ({ position = Infinity }: { position?: number }) => position
  const sorted = all.sort((a, b) =>
    rank(a) !== rank(b) ? rank(a) - rank(b) : a.stalls.length - b.stalls.length || (a.shop < b.shop ? -1 : 1),
  )
  return firstOf(sorted)
}
