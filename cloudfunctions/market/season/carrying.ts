import { claim, command, find } from '../../shared/database'
import { noneStands } from '../booking/claims'
import { nights, seasonStalls, vendors, type Night, type SeasonRight, type Vendor } from '../documents'
import { leaves } from '../waiting/leaving'

/**
 * Puts a season's booking into one night, decided by ONE write: the stall is a fixed one and nobody's, the holder has
 * none, and did not free this night before.
 */
export function carry(night: Night, code: string, right: SeasonRight, holder: Vendor, now: Date): Promise<boolean> {
  const stall = night.stalls.find((each) => each.code === code)
  if (!stall || !holder.kinds.includes(stall.kind)) return Promise.resolve(false)
  const { kind, fee } = stall
  const { _id: vendor, shop, name, sells } = holder
  const key = `season-${right.key}`
  const booking = { stall: code, kind, fee, vendor, shop, name, sells, at: now, key, season: true }
  return claim(
    nights,
    night._id,
    {
      cancelled: command.exists(false),
      endsAt: command.gt(now),
      stalls: command.elemMatch({ code, kind, mode: 'fixed', outOfUse: command.exists(false) }),
      bookings: command.and([...noneStands({ stall: code }, now), ...noneStands({ vendor }, now)]),
      released: command.not(command.elemMatch({ vendor, key })),
    },
    {
      bookings: command.push({ each: [booking] }),
      waiting: command.pull({ vendor }),
      ...leaves(night, [vendor], key),
      rev: command.inc(1),
    },
  )
}

const stallsPerMarket = 200

/** Puts the bookings of all rights to stalls of a market into nights that were planned just now. */
export async function carrySeasons(market: string, planned: readonly Night[], now: Date): Promise<void> {
  const fixed = planned.some(({ stalls }) => stalls.some(({ mode }) => mode === 'fixed'))
  if (!fixed) return
  const given = await find(seasonStalls, { where: { market }, sort: [['_id', 'asc']], limit: stallsPerMarket })
  const rights = given.flatMap(({ stall, rights }) => rights.map((right) => ({ stall, right })))
  const ids = [...new Set(rights.map(({ right }) => right.vendor))]
  if (ids.length === 0) return
  const holders = await find(vendors, { where: { _id: command.in(ids) }, sort: [], limit: stallsPerMarket })
  for (const night of planned)
    for (const { stall, right } of rights) {
      const holder = holders.find(({ _id, state }) => _id === right.vendor && state === 'approved')
      if (holder && right.from <= night.date && night.date <= right.until) await carry(night, stall, right, holder, now)
    }
}
