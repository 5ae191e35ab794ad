import { claim, command } from '../../shared/database'
import { nights, type Booking, type Night, type Release } from '../documents'
import { stands } from '../night/rules'
import { leaves } from '../waiting/leaving'

/**
 * That no booking like this stands: booked, or held until later than `now`. Two conditions, since the SDK does not encode
 * a `not` inside an `elemMatch`.
 */
export const noneStands = (like: Record<string, unknown>, now: Date) => [
  command.not(command.elemMatch({ ...like, until: command.exists(false) })),
  command.not(command.elemMatch({ ...like, until: command.gt(now) })),
]

/** That this vendor has nothing at a night but, at most, what was read of them. */
export function hasNoMore({ bookings }: Pick<Night, 'bookings'>, vendor: string, now: Date) {
  const keys = bookings.filter((each) => each.vendor === vendor && stands(each, now)).map(({ key }) => key)
  return noneStands(keys.length === 0 ? { vendor } : { vendor, key: command.nin(keys) }, now)
}

/** How many releases a night remembers. */
export const releasesKept = 500

/** Keeps a booking that another one takes the place of, so that a late repeat of its tap does not bring it back. */
export const replaced = (booking: Booking, { at, key }: Booking) => ({
  released: command.push({
    each: [{ ...booking, releasedAt: at, releaseKey: `replaced-${key}` }],
    slice: -releasesKept,
  }),
})

/**
 * Decided by ONE write: the night is open, the stall usable, of this kind, to be picked and nobody's but, at most, kept
 * for this vendor, who has no more than when it was decided that they may have one more; nobody else waits for such a
 * stall unless it is kept for this one already, and this tap was not already answered.
 * @param mine what the vendor holds and gives up for it
 */
export function claimStall(
  night: Night,
  wanted: Booking,
  mine: { index: number; held: Booking } | undefined,
  now: Date,
): Promise<boolean> {
  const { stall, kind, vendor, key, until } = wanted
  const kept = mine?.held.stall === stall
  const freed = mine !== undefined && !kept
  const place = mine && `bookings.${String(mine.index)}`
  return claim(
    nights,
    night._id,
    {
      cancelled: command.exists(false),
      opensAt: command.lte(now),
      closesAt: command.gt(now),
      stalls: command.elemMatch({ code: stall, kind, mode: 'pick', outOfUse: command.exists(false) }),
      bookings: command.and([
        ...noneStands(kept ? { stall, vendor: command.neq(vendor) } : { stall }, now),
        ...hasNoMore(night, vendor, now),
      ]),
      ...(place ? { [`${place}.vendor`]: vendor, [`${place}.key`]: mine.held.key } : {}),
      released: command.not(command.elemMatch({ vendor, key })),
      ...(kept ? {} : { waiting: command.not(command.elemMatch({ vendor: command.neq(vendor), kinds: kind })) }),
    },
    {
      waiting: command.pull({ vendor }),
      ...leaves(night, [vendor], key),
      ...(place ? { [place]: command.set(wanted) } : { bookings: command.push({ each: [wanted] }) }),
      ...(freed ? replaced(mine.held, wanted) : {}),
      ...(freed || until ? { due: command.min(freed ? now : until) } : {}),
      rev: command.inc(1),
    },
  )
}

/** What a write must say and do for a stall to be anybody's on this night alone; nothing for no stall. */
export function opened({ stalls }: Night, code: string | undefined) {
  const index = stalls.findIndex((each) => each.code === code)
  if (code === undefined || index < 0) return { conditions: {}, change: {} }
  const place = `stalls.${String(index)}`
  return { conditions: { [`${place}.code`]: code }, change: { [`${place}.mode`]: 'pick' } }
}

/**
 * 退摊, decided by one write: this very booking still stands, and, where nobody waited, nobody does: else the timer must
 * look at what became free. A season's stall is anybody's for this night.
 */
export function claimRelease(night: Night, release: Release): Promise<boolean> {
  const nobodyWaits = night.waiting.length === 0
  const open = opened(night, release.season === true ? release.stall : undefined)
  return claim(
    nights,
    night._id,
    {
      ...open.conditions,
      bookings: command.elemMatch({ vendor: release.vendor, key: release.key }),
      ...(nobodyWaits ? { 'waiting.0': command.exists(false) } : {}),
    },
    {
      // What lapsed before it stays, for the timer to keep: a late repeat of its tap must find it.
      bookings: command.pull({ vendor: release.vendor, key: release.key }),
      released: command.push({ each: [release], slice: -releasesKept }),
      ...(nobodyWaits ? {} : { due: command.min(release.releasedAt) }),
      ...open.change,
      rev: command.inc(1),
    },
  )
}
