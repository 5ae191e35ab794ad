import type { Code } from '../../shared/contract'
import type { StallKind } from '../night/contract'
import { nightState, stands, type NightFacts } from '../night/rules'
import type { placing } from './contract'

interface Facts extends NightFacts {
  stalls: readonly { code: string; kind: StallKind; outOfUse?: string }[]
  bookings: readonly { stall: string; vendor: string; until?: Date }[]
}

type WhyNotPlace = Code<typeof placing.placeVendor>

/** Why the operator may not give this stall to this vendor, or null. How the stall comes to vendors does not matter. */
export function whyNotPlace(
  night: Facts,
  code: string,
  who: { openid: string; approved: boolean; kinds: readonly StallKind[] },
  now: Date,
): WhyNotPlace | null {
  const state = nightState(night, now)
  if (state === 'cancelled') return 'NIGHT_CANCELLED'
  if (state === 'ended') return 'NIGHT_ENDED'
  if (!who.approved) return 'VENDOR_NOT_APPROVED'
  const stall = night.stalls.find((each) => each.code === code)
  if (!stall) return 'NO_SUCH_STALL'
  if (stall.outOfUse !== undefined) return 'STALL_CLOSED'
  const there = night.bookings.find((each) => each.stall === code && stands(each, now))
  if (there) {
    if (there.vendor !== who.openid) return 'STALL_TAKEN'
    if (there.until === undefined) return 'ALREADY_THERE'
  }
  return who.kinds.includes(stall.kind) ? null : 'KIND_MISMATCH'
}
