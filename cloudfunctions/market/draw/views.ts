import { vendorFacts } from '../booking/rules'
import type { DrawEntry, DrawRound, Night, Stall, Vendor } from '../documents'
import { stands } from '../night/rules'
import { factsOf, type NightOfRecord } from '../record/facts'
import { standing } from '../record/rules'
import { shiftDuring, type ShiftOfTime } from '../../volunteer/commitments'
import { dateOf } from '../../shared/shanghai'
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

/** Who somebody is to a night that they want to be drawn for. @param missed the nights that they missed */
export function entrantFacts(
  night: Pick<Night, 'bookings' | 'date' | 'startsAt' | 'endsAt'>,
  vendor: string,
  profile: Pick<Vendor, 'kinds' | 'state'> | undefined,
  missed: readonly NightOfRecord[],
  now: Date,
  serving: readonly ShiftOfTime[] = [],
): EntrantFacts {
  const record = standing(factsOf(missed, vendor), dateOf(now))
  const { approved, stalls, paused, servesIn } = vendorFacts(night, vendor, profile, now, {
    record,
    servesIn: shiftDuring(serving, vendor, night),
  })
  return {
    approved,
    hasStall: stalls.length > 0,
    ...(paused ? { paused } : {}),
    ...(servesIn === undefined ? {} : { servesIn }),
  }
}

/** The stalls that can be drawn for: whoever the operator placed there keeps theirs. */
export const stallsToDraw = ({ stalls, bookings }: Pick<Night, 'stalls' | 'bookings'>, now: Date): Stall[] =>
  stalls.filter(
    ({ code, mode, outOfUse }) =>
      mode === 'draw' && outOfUse === undefined && !bookings.some((each) => each.stall === code && stands(each, now)),
  )

/** Whether two want to stand side by side: each named the other. */
export const areAgreed = (one: DrawEntry, other: DrawEntry | undefined): boolean =>
  other !== undefined && other !== one && one.pair === other.shop && other.pair === one.shop
