import type { StallKind, StallMode } from '../night/contract'

/** A night as it matters to who waits for a stall of it. */
interface Waiting {
  waiting: readonly { kinds: readonly StallKind[] }[]
  /** Until when who waits is offered stalls. */
  closesAt: Date
}

interface Times {
  occupyBy: Date
  endsAt: Date
  cancelled?: string
}

/** Why nobody may take an empty stall for the public good now, or null: from the time to be there until the end. */
export function whyNotSpareNow(night: Times, now: Date) {
  if (night.cancelled !== undefined) return 'NIGHT_CANCELLED'
  if (now < night.occupyBy) return 'NOT_YET_SPARE'
  return now < night.endsAt ? null : 'NIGHT_OVER'
}

/** Why this vendor may take none, or null. */
export function whyNotSpareFor(
  night: Times,
  vendor: { approved: boolean; kinds: readonly StallKind[]; hasStall: boolean; serves: boolean },
  now: Date,
) {
  const why = whyNotSpareNow(night, now)
  if (why) return why
  if (!vendor.approved) return 'VENDOR_NOT_APPROVED'
  if (!vendor.kinds.includes('good')) return 'NOT_FOR_GOOD'
  if (vendor.hasStall) return 'ONE_STALL_EACH'
  return vendor.serves ? 'SHIFT_CLASH' : null
}

/** Whether who waits may still be offered this stall: one to be picked, while it can be booked. */
export const isOffered = ({ mode }: { mode: StallMode }, { closesAt }: Pick<Waiting, 'closesAt'>, now: Date): boolean =>
  mode === 'pick' && now < closesAt

/** Why this stall is not for the public good, or null; its kind does not matter, but whoever waits for it goes first. */
export function whyNotSpareStall(
  stall: { kind: StallKind; mode: StallMode; outOfUse?: string } | undefined,
  taken: boolean,
  night: Waiting,
  now: Date,
) {
  if (stall?.outOfUse !== undefined || !stall) return 'STALL_CLOSED'
  if (taken) return 'STALL_TAKEN'
  const goesFirst = isOffered(stall, night, now) && night.waiting.some(({ kinds }) => kinds.includes(stall.kind))
  return goesFirst ? 'SOMEBODY_WAITS' : null
}
