import type { Booking, DrawEntry, DrawRound, Night, Stall } from '../documents'
import { stands } from '../night/rules'

/** Who gets what on the night itself, after a round was drawn. */
export interface Placing {
  bookings: Booking[]
  /** Who got none, in the order of their turn: the head of the night's waiting list. */
  rest: DrawEntry[]
  /** Who asked to take part and was not on the list, while they have no stall. */
  unlisted: DrawEntry[]
  /** Whoever won and cannot have it: they booked another stall since, are approved no more, or it went out of use. */
  without: DrawEntry[]
}

/**
 * Carries an outcome onto the night as it is now. The outcome itself stays as it was published.
 * @param approved the vendors who may still stand (openids)
 */
export function placingOf(night: Night, round: DrawRound, approved: ReadonlySet<string>, now: Date): Placing {
  const entries = new Map(round.entries.map((each) => [each.shop, each]))
  const standing = night.bookings.filter((each) => stands(each, now))
  const listed = new Set([...(round.frozen?.list ?? '').matchAll(/^entrant (\S+)/gm)].map(([, shop = '']) => shop))
  const unlisted = round.entries.filter(
    ({ shop, vendor, out }) => !out && !listed.has(shop) && !standing.some((booked) => booked.vendor === vendor),
  )
  const placing: Placing = { bookings: [], rest: [], unlisted, without: [] }
  const mayStand = ({ vendor }: DrawEntry) =>
    approved.has(vendor) && !standing.some((booked) => booked.vendor === vendor && booked.until === undefined)
  for (const { shop, stall } of round.drawn?.outcome.winners ?? []) {
    const entry = entries.get(shop)
    const place = night.stalls.find(({ code }) => code === stall)
    const free = place?.outOfUse === undefined && !standing.some((booked) => booked.stall === stall)
    if (entry && place && free && mayStand(entry)) placing.bookings.push(bookingOf(place, entry, round._id, now))
    else if (entry) placing.without.push(entry)
  }
  for (const shop of round.drawn?.outcome.rest ?? []) {
    const entry = entries.get(shop)
    if (entry && mayStand(entry)) placing.rest.push(entry)
  }
  return placing
}

const bookingOf = ({ code, kind, fee }: Stall, entry: DrawEntry, round: string, now: Date): Booking => ({
  stall: code,
  kind,
  fee,
  vendor: entry.vendor,
  shop: entry.shop,
  name: entry.name,
  sells: entry.sells,
  at: now,
  key: `${round}-${code}`,
  drawn: round,
})

/** The stalls of a night once nothing is drawn for any more: what is left is picked by whoever comes first. */
export const toPick = (stalls: readonly Stall[]): Stall[] =>
  stalls.map((stall) => (stall.mode === 'draw' ? { ...stall, mode: 'pick' } : stall))

/** The stalls of a night when a round is drawn again: those of its list wait for the lot anew. */
export const toDraw = (stalls: readonly Stall[], codes: ReadonlySet<string>): Stall[] =>
  stalls.map((stall) => (codes.has(stall.code) ? { ...stall, mode: 'draw' } : stall))
