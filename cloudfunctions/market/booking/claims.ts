import { claim, command } from '../../shared/database'
import { nights, type Booking, type Release } from '../documents'

/**
 * That no booking like this stands: booked, or held until later than `now`. Two conditions, since the SDK does not encode
 * a `not` inside an `elemMatch`.
 */
export const noneStands = (like: Record<string, unknown>, now: Date) => [
  command.not(command.elemMatch({ ...like, until: command.exists(false) })),
  command.not(command.elemMatch({ ...like, until: command.gt(now) })),
]

/**
 * Decided by ONE write: the night is open, the stall usable, of this kind, to be picked and nobody else's, the vendor
 * has none this night but, at most, the one they hold, nobody else waits for such a stall unless it is kept for this
 * one already, and this tap was not already answered.
 * @param mine what the vendor holds and gives up for it
 */
export function claimStall(
  night: string,
  wanted: Booking,
  mine: { index: number; held: Booking } | undefined,
  now: Date,
): Promise<boolean> {
  const { stall, kind, vendor, key, until } = wanted
  const freed = mine !== undefined && mine.held.stall !== stall
  const place = mine && `bookings.${String(mine.index)}`
  return claim(
    nights,
    night,
    {
      cancelled: command.exists(false),
      opensAt: command.lte(now),
      closesAt: command.gt(now),
      stalls: command.elemMatch({ code: stall, kind, mode: 'pick', outOfUse: command.exists(false) }),
      bookings: command.and([
        ...noneStands({ stall, vendor: command.neq(vendor) }, now),
        ...(mine
          ? [command.not(command.elemMatch({ vendor, until: command.exists(false) }))]
          : noneStands({ vendor }, now)),
      ]),
      ...(place ? { [`${place}.vendor`]: vendor, [`${place}.key`]: mine.held.key } : {}),
      released: command.not(command.elemMatch({ vendor, key })),
      ...(mine?.held.stall === stall
        ? {}
        : { waiting: command.not(command.elemMatch({ vendor: command.neq(vendor), kinds: kind })) }),
    },
    {
      waiting: command.pull({ vendor }),
      ...(place ? { [place]: command.set(wanted) } : { bookings: command.push({ each: [wanted] }) }),
      ...(freed || until ? { due: command.min(freed ? now : until) } : {}),
      rev: command.inc(1),
    },
  )
}

/** How many releases a night remembers. */
export const releasesKept = 500

/**
 * 退摊, decided by one write: this very booking still stands, and, where `nobodyWaits`, that is so: else the timer must
 * look at what became free.
 */
export const claimRelease = (night: string, release: Release, nobodyWaits: boolean): Promise<boolean> =>
  claim(
    nights,
    night,
    {
      bookings: command.elemMatch({ vendor: release.vendor, key: release.key }),
      ...(nobodyWaits ? { 'waiting.0': command.exists(false) } : {}),
    },
    {
      bookings: command.pull({ vendor: release.vendor }),
      released: command.push({ each: [release], slice: -releasesKept }),
      ...(nobodyWaits ? {} : { due: command.min(release.releasedAt) }),
      rev: command.inc(1),
    },
  )
