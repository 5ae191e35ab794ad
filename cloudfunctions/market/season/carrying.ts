import { claim, command, find } from '../../shared/database'
import { dateOf, type CalendarDate } from '../../shared/shanghai'
import { hasNoMore, noneStands, opened, releasesKept } from '../booking/claims'
import {
  nights,
  seasonStalls,
  vendors,
  type Booking,
  type Night,
  type SeasonRight,
  type SeasonStall,
  type Vendor,
} from '../documents'
import { stallsEach, stands } from '../night/rules'
import { usableKinds } from '../vendor/rules'
import { leaves } from '../waiting/leaving'
import { offerWaiting } from '../waiting/offering'

const keyOf = (right: SeasonRight): string => `season-${right.key}`

/**
 * Puts a season's booking into one night, decided by ONE write: the stall is a fixed one and nobody's, the holder has no
 * more than they may, and did not free this night before.
 */
async function carry(night: Night, code: string, right: SeasonRight, holder: Vendor, now: Date): Promise<boolean> {
  const stall = night.stalls.find((each) => each.code === code)
  const { _id: vendor, shop, name, sells } = holder
  const has = night.bookings.filter((each) => each.vendor === vendor && stands(each, now)).length
  if (!stall || has >= stallsEach(night) || !usableKinds(holder, night.date).includes(stall.kind)) return false
  const { kind, fee } = stall
  const key = keyOf(right)
  const booking: Booking = { stall: code, kind, fee, vendor, shop, name, sells, at: now, key, season: true }
  const done = await claim(
    nights,
    night._id,
    {
      cancelled: command.exists(false),
      endsAt: command.gt(now),
      stalls: command.elemMatch({ code, kind, mode: 'fixed', outOfUse: command.exists(false) }),
      bookings: command.and([...noneStands({ stall: code }, now), ...hasNoMore(night, vendor, now)]),
      released: command.not(command.elemMatch({ vendor, key })),
    },
    {
      bookings: command.push({ each: [booking] }),
      waiting: command.pull({ vendor }),
      ...leaves(night, [vendor], key),
      rev: command.inc(1),
    },
  )
  // The next right is decided on what this one did.
  if (done) night.bookings.push(booking)
  return done
}

/** Takes a season's booking out of a night that its right ends before: the stall is anybody's that night. */
async function takeOut(night: Night, booking: Booking, now: Date): Promise<void> {
  const { vendor, key, stall } = booking
  const open = opened(night, stall)
  const release = { ...booking, releasedAt: now, releaseKey: `ended-${key}` }
  const done = await claim(
    nights,
    night._id,
    { ...open.conditions, startsAt: command.gt(now), bookings: command.elemMatch({ vendor, key, stall }) },
    {
      bookings: command.pull({ vendor, key }),
      released: command.push({ each: [release], slice: -releasesKept }),
      due: command.min(now),
      ...open.change,
      rev: command.inc(1),
    },
  )
  if (done && night.waiting.length > 0) await offerWaiting(night._id, now)
}

export const covers = ({ from, until, never }: SeasonRight, date: CalendarDate): boolean =>
  !never && from <= date && date <= until

/** What a night shows of a right: that it was carried there, also where its holder freed it since. */
const carried = ({ bookings, released }: Night, right: SeasonRight): Booking | undefined =>
  [...bookings, ...released].find(({ key }) => key === keyOf(right))

/** Brings one night into line with the rights to one stall. @returns whether it carries the right that covers it */
async function agree(
  night: Night,
  { stall, rights }: SeasonStall,
  holders: ReadonlyMap<string, Vendor>,
  now: Date,
): Promise<boolean> {
  for (const right of rights.filter((each) => each.ended && !covers(each, night.date))) {
    const left = night.bookings.find((each) => each.season && each.key === keyOf(right))
    if (left) await takeOut(night, left, now)
  }
  const right = rights.find((each) => covers(each, night.date))
  if (!right) return false
  const holder = holders.get(right.vendor)
  return carried(night, right) !== undefined || (holder !== undefined && carry(night, stall, right, holder, now))
}

/** More nights than are planned ahead and opened by hand. */
const nightsAhead = 60

/** Brings the nights to come of one market into line with the rights to these stalls of it; safe to repeat. */
async function carryAll(
  market: string,
  seasons: readonly SeasonStall[],
  now: Date,
): Promise<{ booked: string[]; notBooked: string[] }> {
  const ids = [...new Set(seasons.flatMap(({ rights }) => rights.map(({ vendor }) => vendor)))]
  // Read after the rights stand: a night planned from now on finds them by itself.
  const [planned, found] = await Promise.all([
    find(nights, {
      where: { market, _id: command.gte(`${dateOf(now)}-`) },
      sort: [['_id', 'asc']],
      limit: nightsAhead,
    }),
    find(vendors, { where: { _id: command.in(ids), state: 'approved' }, sort: [], limit: Math.max(1, ids.length) }),
  ])
  const holders = new Map(found.map((vendor) => [vendor._id, vendor]))
  const told: { booked: string[]; notBooked: string[] } = { booked: [], notBooked: [] }
  for (const season of seasons)
    for (const night of planned) {
      const is = await agree(night, season, holders, now)
      if (season.rights.some((right) => covers(right, night.date))) told[is ? 'booked' : 'notBooked'].push(night.date)
    }
  return told
}

/** Carries the rights to one stall into the nights to come, at once; the timer does so for a call that died. */
export async function carryNow(season: SeasonStall, now: Date) {
  const told = await carryAll(season.market, [season], now)
  await settleDue(season)
  return told
}

/** Onto exactly the rights that were carried: what was decided meanwhile stays due. */
const settleDue = ({ _id, due }: SeasonStall): Promise<boolean> =>
  due ? claim(seasonStalls, _id, { due }, { due: command.remove() }) : Promise.resolve(true)

const stallsPerRun = 200

/** For the timer: carries rights that were granted or ended, and all of a market whose nights were planned just now. */
export async function tendSeasons(now: Date): Promise<{ seasons: number }> {
  const due = await find(seasonStalls, {
    where: { due: command.lte(now) },
    sort: [['due', 'asc']],
    limit: stallsPerRun,
  })
  for (const market of new Set(due.map((each) => each.market))) {
    const seasons = due.filter((each) => each.market === market)
    await carryAll(market, seasons, now)
    for (const season of seasons) await settleDue(season)
  }
  return { seasons: due.length }
}
