import * as v from 'valibot'
import { readCursor, writeCursor } from '../../shared/cursor'
import { addOnce, claim, command, find } from '../../shared/database'
import { many, maybe, oneLike } from '../../shared/load'
import { action } from '../../shared/serve'
import { addDays, dateOf } from '../../shared/shanghai'
import { favourites, nights, vendors, type Favourite } from '../documents'
import { stands } from '../night/rules'
import { ShopId } from '../vendor/contract'
import { favourite as contract } from './contract'
import { favouriteId } from './keeping'

const tapsKept = 10

export const keepShop = action(contract.keepShop, {
  load: ({ input: { shop }, caller }) => ({
    vendor: oneLike(vendors, { shop, since: { $exists: true } }, 'NO_SUCH_SHOP', { fields: { shop: 1 } }),
    kept: maybe(favourites, favouriteId(caller, shop)),
  }),
  run: async ({ input: { shop, as }, caller, key, loaded: { kept } }) => {
    const fresh: Favourite = { _id: favouriteId(caller, shop), openid: caller, shop, as, told: '', taps: [key] }
    if (!kept && (await addOnce(favourites, fresh))) return { shop, as }
    const change = { as, taps: command.push({ each: [key], slice: -tapsKept }) }
    if (await claim(favourites, fresh._id, { taps: command.nin([key]) }, change)) return { shop, as }
    // This tap was done before: what came after it stays.
    const [now] = await find(favourites, { where: { _id: fresh._id }, sort: [], limit: 1 })
    return { shop, as: now?.as ?? as }
  },
})

const favouritesPerPage = 20
/** More nights are not on at once. */
const nightsOn = 20

const Position = v.strictObject({ after: ShopId })

/** The nights of today, and yesterday's that still run. */
const nightsNow = async (shops: readonly string[], now: Date) =>
  shops.length === 0
    ? []
    : find(nights, {
        where: {
          _id: command.and([command.gt(addDays(dateOf(now), -1)), command.lt(addDays(dateOf(now), 1))]),
          endsAt: command.gt(now),
        },
        sort: [['_id', 'asc']],
        limit: nightsOn,
        fields: {
          startsAt: true,
          endsAt: true,
          cancelled: true,
          'bookings.shop': true,
          'bookings.stall': true,
          'bookings.until': true,
        },
      })

export const listFavourites = action(contract.listFavourites, {
  load: ({ input, caller }) => {
    const after = input.cursor === undefined ? '' : readCursor(Position, input.cursor).after
    return {
      kept: many(favourites, {
        match: { openid: caller, _id: { $gt: favouriteId(caller, after) }, as: { $ne: 'none' } },
        sort: { _id: 1 },
        limit: favouritesPerPage + 1,
      }),
    }
  },
  run: async ({ now, loaded: { kept } }) => {
    const page = kept.slice(0, favouritesPerPage)
    const shops = page.map(({ shop }) => shop)
    const [named, on] = await Promise.all([
      shops.length === 0
        ? []
        : find(vendors, {
            where: { shop: command.in(shops) },
            sort: [],
            limit: shops.length,
            fields: { shop: true, name: true, sells: true },
          }),
      nightsNow(shops, now),
    ])
    const items = page.flatMap(({ shop, as }) => {
      const vendor = named.find((each) => each.shop === shop)
      return vendor ? [{ shop, as, name: vendor.name, sells: vendor.sells, ...tonightOf(on, shop, now) }] : []
    })
    const last = page.at(-1)
    const more = kept.length > favouritesPerPage && last
    return { today: dateOf(now), items, ...(more ? { cursor: writeCursor({ after: last.shop }) } : {}) }
  },
})

/** Where a vendor stands on one of these nights. */
function tonightOf(on: Awaited<ReturnType<typeof nightsNow>>, shop: string, now: Date) {
  for (const { _id, startsAt, endsAt, cancelled, bookings } of on) {
    const booked = bookings.find((each) => each.shop === shop && each.until === undefined && stands(each, now))
    if (booked && cancelled === undefined)
      return {
        tonight: { night: _id, stall: booked.stall, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
      }
  }
  return {}
}
