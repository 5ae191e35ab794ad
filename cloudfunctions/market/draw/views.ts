import { stands } from '../night/rules'
import type { DrawEntry, DrawRound, Night, Vendor } from '../documents'
import type { Round } from './contract'
import { roundState, type EntrantFacts } from './rules'

/** What a round's reader sees is made from this much of it. */
export type RoundSeen = Omit<DrawRound, 'entries' | 'sealed' | 'changes' | 'frozen'> & {
  entries: Pick<DrawEntry, 'out'>[]
  frozen?: Pick<NonNullable<DrawRound['frozen']>, 'hash' | 'entrants'>
}

export function roundView(round: RoundSeen, now: Date): Round {
  const { times, frozen, voided } = round
  return {
    id: round._id,
    night: round.night,
    name: round.marketName,
    date: round.date,
    number: round.number,
    state: roundState(round, now),
    opensAt: times.opensAt.toISOString(),
    closesAt: times.closesAt.toISOString(),
    numberAt: times.numberAt.toISOString(),
    revealBy: times.revealBy.toISOString(),
    source: round.source,
    commitment: round.commitment,
    entrants: frozen?.entrants ?? round.entries.filter(({ out }) => !out).length,
    ...(frozen ? { hash: frozen.hash } : {}),
    ...(voided ? { voided: voided.reason } : {}),
  }
}

/** Who somebody is to a night that they want to be drawn for. */
export const entrantFacts = (
  night: Pick<Night, 'bookings'>,
  vendor: string,
  profile: Pick<Vendor, 'kinds' | 'state'> | undefined,
  now: Date,
): EntrantFacts => ({
  approved: profile?.state === 'approved',
  kinds: profile?.kinds ?? [],
  hasStall: night.bookings.some((each) => each.vendor === vendor && each.until === undefined && stands(each, now)),
})

/** The stalls that can be drawn for. */
export const stallsToDraw = ({ stalls }: Pick<Night, 'stalls'>) =>
  stalls.filter(({ mode, outOfUse }) => mode === 'draw' && outOfUse === undefined)

/** Whether two want to stand side by side: each named the other. */
export const areAgreed = (one: DrawEntry, other: DrawEntry | undefined): boolean =>
  other !== undefined && other !== one && one.pair === other.shop && other.pair === one.shop
